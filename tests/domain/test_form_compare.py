"""Two versions of a form told apart in words, and made-up answers to look at one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.catalog.registry import Catalog
from app.domain import form_draft as edit
from app.domain.answers import given
from app.domain.form_compare import differences
from app.domain.form_draft import Draft
from app.domain.forms import Field, FieldType, Form, Option, Section, Step
from app.domain.kinds import Kind
from app.domain.made_up import made_up
from app.system.resources import resource

OLD = Form(
    id="ours", version=1, kind=Kind.SUPERVISION, title="Ours",
    sections=(
        Section(id="p", title="First", step=Step.TALK, fields=(
            Field(id="a", label="How are you?", type=FieldType.LONG), Field(id="b", label="What next?", type=FieldType.SHORT),
        )),
        Section(id="q", title="Second", step=Step.AGREE, fields=(Field(id="c", label="Agreed?", type=FieldType.YES_NO),)),
    ),
)  # fmt: skip


def changed(place: str, name: str, value: object) -> tuple[str, ...]:
    return differences(OLD, edit.change(Draft(OLD, place), name, value).form)


def test_the_same_form_has_no_differences_whatever_its_version() -> None:
    assert differences(OLD, replace(OLD, version=2)) == ()


@pytest.mark.parametrize(
    ("place", "name", "value", "told"),
    [
        ("", "title", "Theirs", "The form: the title was “Ours”, is “Theirs” now."),
        ("", "intro", "Be kind.", "The form: the words at the top is “Be kind.” now."),
        ("p", "step", Step.PREPARE, "The part “First”: the step was “talk”, is “prepare” now."),
        ("p", "sensitive", True, "The part “First” is sensitive now."),
        ("p.a", "label", "How is it?", "“How are you?” reads “How is it?” now."),
        (
            "p.a",
            "type",
            FieldType.DATE,
            "“How are you?”: answered as a date instead of words, several lines.",
        ),
        ("p.a", "mandatory", True, "“How are you?” must be answered now."),
        ("p.a", "prompts", ("I feel…",), "“How are you?”: the opening words changed."),
    ],
)
def test_each_change_is_told_in_a_sentence(place: str, name: str, value: object, told: str) -> None:
    assert changed(place, name, value) == (told,)


def test_what_is_added_moved_and_taken_out_is_named() -> None:
    assert differences(OLD, edit.delete(Draft(OLD, "p.b")).form) == ("Took out “What next?”.",)
    assert differences(OLD, edit.move(Draft(OLD, "p.b"), 1).form) == ("Moved “What next?” to “Second”.",)
    assert differences(OLD, edit.move(Draft(OLD, "p.a"), 1).form) == ("The order is another.",)
    more = edit.add_part(Draft(OLD))
    more = edit.change(more, "title", "Third")
    assert differences(OLD, more.form) == ("Added the part “Third”.", "Added “” to “Third”.")
    assert differences(more.form, OLD) == ("Took out the part “Third”.", "Took out “”.")
    hinted = edit.change(Draft(OLD, "p.a"), "hint", "Short.").form
    assert differences(hinted, OLD) == ("“How are you?”: the hint was taken out.",)
    must = edit.change(Draft(OLD, "p.a"), "mandatory", value=True).form
    assert differences(must, OLD) == ("“How are you?” need not be answered any more.",)


def test_every_question_of_every_shipped_form_has_a_made_up_answer() -> None:
    for form in Catalog(resource("catalog")).all():
        answers = made_up(form).answers
        assert [key for key, _, _ in form.keyed if not given(answers[key])] == []
    bare = Field(id="a", label="A", type=FieldType.CHOICE)
    none = replace(
        OLD, sections=(replace(OLD.sections[0], fields=(bare, replace(bare, id="b", type=FieldType.SCALE))),)
    )
    assert made_up(none).answers == {"p.a": "", "p.b": ""}
    some = replace(bare, type=FieldType.SCALE, options=(Option(id="x", label="X"),))
    assert made_up(replace(none, sections=(replace(none.sections[0], fields=(some,)),))).answers == {
        "p.a": "x"
    }
