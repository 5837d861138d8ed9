"""Changing a form, without a screen: every edit gives the next page, and nothing is kept before it is stored."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Section, Step, Style, When
from app.domain.kinds import Kind
from app.domain.working_out import How, WorkOut
from app.pages import form_declared, form_look
from app.pages import form_editor as page
from app.pages.form_declared import OF_FORM, OF_PART, OF_QUESTION, OURS, Declared, Shape, declared
from app.pages.form_editor import EditorPage
from app.pages.form_outline import What
from app.pages.form_settings import Setting
from tests.team import Team


def opened(team: Team, form_id: str = "medicines") -> EditorPage:
    form = team.house.own_forms.copy(team.owner, form_id, "Ours").value
    return page.read(team.house, team.owner, form.id)


def question(shown: EditorPage, words: str) -> EditorPage:
    return page.choose(shown, next(row.place for row in shown.rows if row.words == words))


def setting(shown: EditorPage, name: str) -> Setting:
    return next(one for one in shown.settings if one.name == name)


def names(shown: EditorPage) -> list[str]:
    return [one.name for one in shown.settings]


def test_a_form_is_opened_whole_with_its_steps_parts_and_questions(team: Team) -> None:
    shown = opened(team)
    form = shown.form
    words = [row.words for row in shown.rows if row.what is What.QUESTION]
    assert words == [field.label for _, _, field in form.keyed]
    assert [row.words for row in shown.rows if row.what is What.STEP] == [
        "Before you begin",
        "What you see",
        "Feedback",
    ]
    assert (shown.rows[0].words, shown.row, shown.title) == ("Ours", 0, "Change: Ours")
    assert (shown.told, shown.publish, shown.faults) == ("Version 1.", "Publish version 1", ())
    drawn = page.screen(shown)
    assert drawn is not None
    assert drawn.section.id == form.sections[0].id
    with pytest.raises(StateError):
        page.read(team.house, team.owner, "medicines")
    with pytest.raises(NotAllowedError):
        page.read(team.house, team.deputy, form.id)


def test_what_can_be_set_follows_what_is_chosen(team: Team) -> None:
    shown = opened(team)
    assert {"validity_months", "again_after", "areas", "style"} <= set(names(shown))
    assert "interval_seconds" not in names(shown)
    shown = page.put(shown, "style", "time_sample")
    assert shown.form.style is Style.TIME_SAMPLE
    assert "interval_seconds" in names(shown)
    part = page.choose(shown, shown.form.sections[1].id)
    assert {"title", "step", "sensitive", "criteria"} <= set(names(part))
    assert "managerial" not in names(part)
    assert [one.label for one in setting(part, "step").choices] == [
        "Before you begin",
        "What you see",
        "Feedback",
    ]
    rated = page.choose(shown, next(key for key, _, f in shown.form.keyed if f.critical))
    assert setting(rated, "options").label == "Levels"
    assert {"critical", "role", "when"} <= set(names(rated))
    assert "prompts" not in names(rated)
    worded = page.put(rated, "type", "long")
    assert "options" not in names(worded)
    assert "prompts" in names(worded)
    assert page.put(worded, "type", "scale").form == rated.form
    meeting = opened(team, "supervision")
    assert "managerial" in names(page.choose(meeting, meeting.form.sections[0].id))
    coaching = opened(team, "coaching")
    assert "worker_statement" not in names(coaching)
    assert "step" not in names(page.choose(coaching, "log"))


def test_every_setting_of_a_form_a_part_and_a_question_is_offered_somewhere() -> None:
    for noun, known in ((Form, OF_FORM), (Section, OF_PART), (Field, OF_QUESTION)):
        assert {one.name for one in fields(noun)} - OURS == {one.name for one in known}


def test_a_setting_that_nobody_declared_is_offered_in_the_shape_its_value_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(form_declared, "OF_QUESTION", ())
    item = Field(id="a", label="A", type=FieldType.SHORT)
    found: dict[str, Declared] = {one.name: one for one in declared(item)}
    assert (found["mandatory"].shape, found["label"].shape) == (Shape.TICK, Shape.WORDS)
    assert (found["least"].shape, found["prompts"].shape) == (Shape.NUMBER, Shape.LIST)
    assert found["does_not_apply"].label == "Does not apply"
    assert "type" not in found
    assert not found["unit"].asked(None, item)  # type: ignore[arg-type] # the form is not looked at


def test_values_are_kept_as_the_form_has_them(team: Team) -> None:
    shown = opened(team, "supervision")
    key, _, _ = shown.form.keyed[3]
    shown = page.choose(shown, key)
    assert setting(shown, "role").value == ""
    for name, given, kept in (
        ("answered_by", "worker", AnsweredBy.WORKER),
        ("role", "own_words", FieldRole.OWN_WORDS),
        ("role", "", None),
        ("mandatory", True, True),
        ("hint", "Short.", "Short."),
        ("when", (shown.form.keyed[0][0], ()), When(question=shown.form.keyed[0][0])),
        ("when", ("", ()), None),
    ):
        shown = page.put(shown, name, given)
        assert getattr(shown.form.keyed[3][2], name) == kept
    assert setting(shown, "when").value == ("", ())
    part = page.put(page.choose(shown, shown.form.sections[0].id), "step", "prepare")
    assert part.form.sections[0].step is Step.PREPARE
    for name in ("if_needed", "monthly"):
        part = page.put(part, name, True)  # noqa: FBT003 - a value like any
    assert (part.form.sections[0].if_needed, part.form.sections[0].monthly) == (True, True)
    assert [fault.setting for fault in part.faults] == ["monthly"]


def test_tables_have_columns_and_something_is_worked_out_of_them(team: Team) -> None:
    shown = opened(team, "supervision")
    shown = page.add_question(page.choose(shown, shown.form.sections[-1].id))
    shown = page.put(page.put(shown, "label", "Stock"), "type", "table")
    table = shown.place
    assert [fault.setting for fault in shown.faults] == ["columns"]
    shown = page.put(page.put(page.add_column(shown), "label", "Count"), "type", "number")
    assert "role" not in names(shown)
    assert "grid" not in {one.id for one in setting(shown, "type").choices}
    shown = page.add_question(shown)
    assert shown.place.count(".") == 2
    shown = page.delete(shown)
    assert [row.words for row in shown.rows if row.what is What.COLUMN] == ["Count"]
    assert shown.parts == ()
    shown = page.add_question(page.choose(shown, table))
    shown = page.put(page.put(shown, "label", "All"), "type", "worked_out")
    asked = setting(shown, "works_out")
    assert asked.value == ("total", (), "")
    assert f"{table}.column_1" in {one.id for one in asked.choices}
    assert [one.id for one in asked.answers["weight"]] == ["", "column_1"]
    shown = page.put(shown, "works_out", ("average", (f"{table}.column_1",), ""))
    item = shown.form.keyed[-1][2]
    assert item.works_out == WorkOut(how=How.AVERAGE, of=(f"{table}.column_1",))
    assert setting(shown, "works_out").value == ("average", (f"{table}.column_1",), "")
    assert "mandatory" not in names(shown)
    assert shown.faults == ()
    assert page.example(shown).answers[shown.place].startswith("3 = ")  # type: ignore[union-attr] # it is text
    waits = setting(page.choose(shown, shown.place), "when")
    assert waits.choices[0].label == "Always"


def test_edits_are_undone_redone_and_counted(team: Team) -> None:
    shown = opened(team)
    first = shown.form.sections[0]
    whole = len(shown.form.keyed)
    chosen = page.choose(shown, f"{first.id}.{first.fields[0].id}")
    assert [one.id for one in chosen.parts] == [s.id for s in shown.form.sections[1:]]
    moved = page.move_to(chosen, shown.form.sections[-1].id)
    assert moved.form.keyed[-1][2].label == first.fields[0].label
    doubled = page.duplicate(moved)
    assert len(doubled.form.keyed) == whole + 1
    assert page.undo(doubled).form == moved.form
    assert page.redo(page.undo(doubled)).form == doubled.form
    down = page.move(chosen, 1)
    assert down.form.sections[0].fields[1].label == first.fields[0].label
    part = page.add_part(shown)
    assert (part.publish, len(part.faults)) == ("Publish – 2 things left", 2)
    named = page.put(part, "title", "Then")
    assert named.publish == "Publish – 1 thing left"
    assert setting(page.choose(named, named.faults[0].place), "label").faults == ("Write the question.",)
    assert [row.faults for row in named.rows if row.words == "A question without words"] == [1]
    assert "1 to mend" in next(row.said for row in named.rows if row.faults)
    assert named.rows[0].said == "Ours, The form"
    unnamed = page.put(shown, "title", " ")
    assert (unnamed.title, unnamed.rows[0].words) == (
        "Change: a form without a title",
        "A form without a title",
    )


def rows(shown: EditorPage) -> list[str]:
    return [row.words for row in shown.rows]


def test_lines_are_dropped_where_they_are_dragged(team: Team) -> None:
    shown = opened(team, "agreement")
    at = rows(shown).index
    first, second = shown.form.sections[:2]
    up = page.drop(shown, at(first.fields[1].label), at(first.fields[0].label))
    assert up.form.sections[0].fields[0] == first.fields[1]
    last = page.drop(shown, at(first.fields[0].label), len(shown.rows))
    assert last.form.keyed[-1][2].label == first.fields[0].label
    top = page.drop(shown, at(second.fields[0].label), 1)
    assert top.form.sections[0].fields[0].label == second.fields[0].label
    across = page.drop(shown, at(first.fields[0].label), at(second.title))
    assert across.form.sections[0].fields[-1] == first.fields[0]
    assert page.drop(shown, 0, 3).form == shown.form
    assert page.drop(shown, 3, 4).form == shown.form
    part = page.drop(shown, at(second.title), at(first.title))
    assert [s.id for s in part.form.sections][:2] == [second.id, first.id]
    end = page.drop(shown, at(first.title), len(shown.rows))
    assert (end.form.sections[-1].id, end.form.sections[-1].step) == (first.id, Step.AGREE)
    inside = page.drop(shown, at(first.title), at(first.title) + 3)
    assert inside.form == shown.form
    step = next(n for n, row in enumerate(shown.rows) if row.what is What.STEP and row.words == "Agree")
    before = page.drop(shown, at(first.title), step)
    assert before.form.sections[-2].id == first.id
    assert before.form.sections[-2].step is Step.TALK
    begun = page.drop(shown, at(second.title), 1)
    assert begun.form.sections[0].id == second.id


def test_columns_are_dragged_within_their_table(team: Team) -> None:
    shown = opened(team, "gibbs")
    shown = page.put(page.add_question(page.choose(shown, shown.form.sections[0].id)), "type", "table")
    for label in ("One", "Two"):
        shown = page.put(page.add_column(shown), "label", label)
    at = rows(shown).index
    moved = page.drop(shown, at("Two"), at("One"))
    assert [row.words for row in moved.rows if row.what is What.COLUMN] == ["Two", "One"]
    assert page.drop(shown, at("One"), 1).form == shown.form


def test_it_is_looked_at_on_paper_and_as_a_pdf_and_nothing_is_kept(team: Team) -> None:
    shown = opened(team)
    changed = page.put(shown, "title", "Other")
    assert page.paper(team.house, team.owner, changed.form).startswith(b"%PDF-")
    assert page.sealed(team.house, team.owner, changed.form).startswith(b"%PDF-")
    assert team.house.own_forms.draft(team.owner, shown.form.id) == shown.form
    assert len(page.example(changed).answers) == len(shown.form.keyed)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_looked_at_as_a_pdf(team: Team, kind: Kind) -> None:
    form = team.house.records.forms(team.owner, kind)[0]
    assert page.sealed(team.house, team.owner, form).startswith(b"%PDF-")


def test_it_is_stored_published_and_thrown_away(team: Team) -> None:
    shown = page.put(opened(team, "coaching"), "title", "Other")
    assert page.store(team.house, team.owner, shown.form).value == "Draft saved 14:00"
    assert page.read(team.house, team.owner, shown.form.id).form == shown.form
    said = page.publish(team.house, team.owner, shown.form).value
    assert said == "“Other”, version 1, is published. New records use it from now on."
    again = page.read(team.house, team.owner, shown.form.id)
    assert again.told.startswith("Version 1 is in use; this will be version 2.")
    page.store(team.house, team.owner, page.put(again, "title", "Third").form)
    page.discard(team.house, team.owner, shown.form.id)
    assert page.read(team.house, team.owner, shown.form.id).form.title == "Other"
    second = page.read(team.house, team.owner, forms_copy(team))
    assert page.publish(team.house, team.owner, second.form).value.endswith("New records can use it now.")
    with pytest.raises(IncompleteError):
        page.publish(team.house, team.owner, page.put(again, "title", " ").form)
    assert page.read(team.house, team.owner, shown.form.id).form.title == "Other"


def forms_copy(team: Team) -> str:
    return team.house.own_forms.copy(team.owner, "coaching", "Second").value.id


def test_what_a_part_counts_towards_is_chosen_in_words_and_never_as_codes(team: Team) -> None:
    shown = opened(team)
    part = page.choose(shown, shown.form.sections[0].id)
    asked = setting(part, "criteria")
    assert len(asked.choices) == 8
    assert not any("L5" in one.label for one in asked.choices)
    assert all(one.label[0].isupper() and len(one.label) > 20 for one in asked.choices)
    last = asked.choices[-1].id
    assert page.put(part, "criteria", (last,)).form.sections[0].criteria == ("L5-2.2.8",)


def test_a_form_without_a_part_has_no_look_yet(team: Team) -> None:
    shown = opened(team)
    assert page.screen(shown) is not None
    assert form_look.look(replace(shown.form, sections=()), "", page.example(shown)) is None
