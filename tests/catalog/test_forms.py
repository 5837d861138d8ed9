"""Every shipped form is whole, and every fault in a form file is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.catalog.loader import read_form
from app.catalog.registry import Catalog
from app.domain.errors import CatalogError
from app.domain.forms import Kind
from app.system.resources import resource

GOOD = (resource("catalog", "forms", "supervision.toml")).read_text(encoding="utf-8")


def test_each_kind_has_a_form_and_forms_survive_being_kept_as_text() -> None:
    catalog = Catalog(resource("catalog"))
    for form in [*(catalog.form(kind) for kind in Kind), catalog.preparation()]:
        assert catalog.form_from_json(catalog.form_to_json(form)) == form


def test_each_of_the_eight_criteria_of_supervising_others_is_served_by_a_section() -> None:
    catalog = Catalog(resource("catalog"))
    served = {code for form in catalog.all() for section in form.sections for code in section.criteria}
    assert served == {f"L5-2.2.{number}" for number in range(1, 9)}


def test_wellbeing_health_and_conduct_are_sensitive_and_speaking_up_is_asked_every_time() -> None:
    sections = {section.id: section for section in Catalog(resource("catalog")).form(Kind.SUPERVISION).sections}
    assert all(sections[name].sensitive for name in ("wellbeing", "absence", "conduct"))
    assert all(sections[name].managerial for name in ("absence", "conduct"))
    assert sections["safe"].every_time
    assert all(field.mandatory for field in sections["safe"].fields if field.id != "what_done")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('step = "talk"', 'step = "later"', "prepare, talk or agree"),
        ('type = "long", mandatory = true', 'type = "essay"', "one of short"),
        ("every_time = true", 'every_time = "yes"', "true or false"),
        ("version = 1", "version = 0", "whole number"),
        ('title = "Learning"', 'heading = "Learning"', "not a setting"),
        ('id = "team"\ntitle', 'id = "future"\ntitle', "two of the section"),
        ("[[sections]]", "[[sections", "cannot be read"),
    ],
)
def test_a_fault_in_a_form_file_is_named_with_file_and_line(tmp_path: Path, before: str, after: str, fault: str) -> None:
    assert before in GOOD
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(CatalogError, match=fault) as refused:
        read_form(path)
    assert "mine.toml" in str(refused.value)
    assert "line" in str(refused.value)
