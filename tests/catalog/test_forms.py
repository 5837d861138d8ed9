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


def test_each_of_the_eight_criteria_of_supervising_others_is_served_by_a_section_of_the_supervision_form() -> None:
    form = Catalog(resource("catalog")).form(Kind.SUPERVISION)
    served = {code for section in form.sections for code in section.criteria}
    assert served == {f"L5-2.2.{number}" for number in range(1, 9)}


def test_only_a_handful_of_questions_must_be_answered() -> None:
    form = Catalog(resource("catalog")).form(Kind.SUPERVISION)
    asked = {f"{section.id}.{field.id}" for section in form.sections for field in section.fields if field.mandatory}
    assert asked == {"practice.gone_well", "safe.safeguarding", "safe.speaking_up", "safe.candour"}


def test_the_preparation_sheet_asks_what_the_supervision_form_takes_over() -> None:
    catalog = Catalog(resource("catalog"))
    for section in catalog.preparation().sections:
        for field in section.fields:
            assert catalog.form(Kind.SUPERVISION).field(f"{section.id}.{field.id}") == (
                next(s for s in catalog.form(Kind.SUPERVISION).sections if s.id == section.id),
                field,
            )


def test_wellbeing_health_and_conduct_are_sensitive_and_speaking_up_is_asked_every_time() -> None:
    sections = {section.id: section for section in Catalog(resource("catalog")).form(Kind.SUPERVISION).sections}
    assert all(sections[name].sensitive for name in ("wellbeing", "absence", "conduct"))
    assert all(sections[name].managerial for name in ("absence", "conduct"))
    assert sections["safe"].every_time
    assert all(field.mandatory for field in sections["safe"].fields if field.id != "what_done")


@pytest.mark.parametrize(
    ("before", "after", "fault", "at"),
    [
        ('title = "Learning"\nstep = "talk"', 'title = "Learning"\nstep = "later"', "one of agree, prepare, talk", 'step = "later"'),
        ('type = "long", mandatory = true', 'type = "essay"', "one of short", 'type = "essay"'),
        ("every_time = true", 'every_time = "yes"', "true or false", 'every_time = "yes"'),
        ("version = 1", "version = 0", "whole number", "version = 0"),
        ("version = 1", "version = true", "whole number", "version = true"),
        ('title = "Learning"', 'heading = "Learning"', "not a setting", 'heading = "Learning"'),
        ('id = "team"\ntitle', 'id = "future"\ntitle', "two of the section", 'id = "future"\ntitle = "Where next"'),
        ('{ id = "aims", label', '{ id = "aims", title', "not a setting of the field “aims”", '{ id = "aims", title'),
        ('id = "matter", label = ', 'id = "matter", hint = ', "“label” is missing", '{ id = "matter", hint'),
        ('id = "needs", label = "What', 'id = "done", label = "What', "two of the field “done”", 'id = "done", label = "What'),
        ('id = "told", label', 'id = "who told", label', "small letters", 'id = "who told"'),
        ('id = "conduct", label = "Conduct"', 'id = "safeguarding", label = "Conduct"', "two of the option", '"safeguarding", label = "Conduct"'),
        ('id = "told", label', 'options = [{ id = "a", label = "A" }], id = "told", label', "has no options", 'id = "a", label = "A"'),
        ('["L5-2.2.6"]', '["L5-2.2.9"]', "not a criterion", '["L5-2.2.9"]'),
        ('{ id = "useful", label', "{ label", "“id” is missing", 'id = "told", label'),
    ],
)
def test_a_fault_in_a_form_file_is_named_with_file_and_line(tmp_path: Path, before: str, after: str, fault: str, at: str) -> None:
    assert before in GOOD
    text = GOOD.replace(before, after, 1)
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    line = text.count("\n", 0, text.index(at)) + 1
    with pytest.raises(CatalogError, match=rf"^mine\.toml, line {line}: .*{fault}"):
        read_form(path)


def test_a_file_that_is_not_toml_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD.replace('step = "talk"', "step = talk", 1), encoding="utf-8")
    line = GOOD.count("\n", 0, GOOD.index('step = "talk"')) + 1
    with pytest.raises(CatalogError, match=rf"mine\.toml: .*line {line}"):
        read_form(path)


@pytest.mark.parametrize("wrong", ["sections = 3", "sections = []", "sections = [1]", "title = 7"])
def test_a_form_of_the_wrong_shape_is_refused_in_words(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "mine.toml"
    title = "" if wrong.startswith("title") else 'title = "Mine"'
    path.write_text(f'id = "mine"\nversion = 1\nkind = "supervision"\n{title}\n{wrong}\n', encoding="utf-8")
    with pytest.raises(CatalogError, match=r"mine\.toml, line 5"):
        read_form(path)
