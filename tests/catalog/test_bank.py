"""The demo’s bank of answers fits the shipped forms and names nobody."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest

from app.catalog.registry import Catalog
from app.domain.forms import FieldType, Form, Kind
from app.domain.people import Pathway, Role
from app.system.resources import resource

BANK: dict[str, Any] = tomllib.loads(resource("demo", "bank.toml").read_text(encoding="utf-8"))
CATALOG = Catalog(resource("catalog"))
FORMS: tuple[Form, ...] = (CATALOG.form(Kind.SUPERVISION), CATALOG.form(Kind.AGREEMENT))
ASKED_EACH_TIME_THE_SAME = {"safe"}
LINE_MANAGEMENT = {"absence", "conduct"}


@pytest.mark.parametrize("key", BANK["answers"])
def test_every_answer_belongs_to_a_field_that_can_hold_it(key: str) -> None:
    field = next(found[1] for form in FORMS if (found := form.field(key)))
    for answer in BANK["answers"][key]:
        if field.type is FieldType.MULTI:
            assert set(answer) <= {option.id for option in field.options}
        elif field.type is FieldType.YES_NO:
            assert answer in {"yes", "no"}
        elif field.type is FieldType.DURATION:
            assert answer.isdecimal()
        else:
            assert isinstance(answer, str)


def test_each_main_section_of_a_supervision_has_fourteen_answers_to_take_in_turn() -> None:
    for section in CATALOG.form(Kind.SUPERVISION).sections:
        if section.id not in ASKED_EACH_TIME_THE_SAME | LINE_MANAGEMENT:
            assert max(len(BANK["answers"].get(f"{section.id}.{field.id}", [])) for field in section.fields) >= 14, section.id


def test_no_answer_names_anybody_who_works_there_so_that_it_may_land_in_any_record() -> None:
    names = {part for person in BANK["people"] for part in person["name"].split()}
    texts = [str(answer) for answers in BANK["answers"].values() for answer in answers]
    texts += [f"{action['what']} {action['how']}" for action in BANK["actions"]] + [str(text) for text in BANK["texts"].values()]
    assert [text for text in texts if names & set(re.findall(r"\w+", text))] == []


def test_everybody_s_role_pathway_and_supervisor_are_known_and_the_manager_comes_first() -> None:
    seen: set[str] = set()
    for person in BANK["people"]:
        assert person.get("supervisor") in seen or person["role"] == "owner"
        assert Role(person["role"])
        assert Pathway(person["pathway"])
        seen.add(person["name"])
    assert [person["role"] for person in BANK["people"]].count("owner") == 1
    assert BANK["people"][0]["role"] == "owner"
    assert [person["role"] for person in BANK["people"]].count("worker") == 12
