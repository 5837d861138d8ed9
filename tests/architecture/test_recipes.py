"""CONTRIBUTING's recipe for a kind, followed for every kind there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.catalog.registry import Catalog
from app.domain.kinds import Kind
from app.pages import places
from app.pages.places import Place
from app.system.resources import resource

ROOT = Path(__file__).resolve().parents[2]
CATALOG = Catalog(resource("catalog"))


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_a_row_a_form_with_what_it_needs_and_a_place_that_writes_it(kind: Kind) -> None:
    form = CATALOG.form(kind)
    assert form.kind is kind
    assert {section.step for section in form.sections} <= set(kind.row.steps)
    assert all(form.by_role(role) for role in kind.row.needs)
    place = places.writing(kind, person_id="somebody")
    assert type(place) in Place.every


def test_no_two_kinds_share_a_letter_of_their_numbers() -> None:
    assert len({kind.letter for kind in Kind}) == len(Kind)


def test_contributing_names_only_what_there_is() -> None:
    named = re.findall(
        r"`((?:app|tests|docs|resources)/[\w/.]+?)/?`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    )
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_ten_choices_that_cannot_be_undone_are_written_down() -> None:
    assert len(list((ROOT / "docs" / "decisions").glob("*.md"))) >= 10
