"""A form being changed: what every edit does, and that all of them can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from app.catalog.registry import Catalog
from app.domain import form_draft as edit
from app.domain.form_draft import Draft, History
from app.domain.form_faults import STEPS, answers_to, faults
from app.domain.form_settled import settled
from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Option, Section, Step, Style, When
from app.domain.kinds import Kind
from app.domain.working_out import How, WorkOut
from app.system.resources import resource

CATALOG = Catalog(resource("catalog"))
SHIPPED = {form.id: form for form in CATALOG.all()}


def question(name: str, type_: FieldType = FieldType.LONG, **more: Any) -> Field:
    return replace(Field(id=name, label=name.capitalize(), type=type_), **more)


def form(*parts: Section, kind: Kind = Kind.SUPERVISION) -> Form:
    return Form(id="ours", version=1, kind=kind, title="Ours", sections=parts)


def part(name: str, *questions: Field, step: Step = Step.TALK) -> Section:
    return Section(id=name, title=name.capitalize(), step=step, fields=questions)


TWO = form(part("first", question("a"), question("b")), part("last", question("c"), step=Step.AGREE))


def order(draft: Draft) -> list[str]:
    return [key for key, _, _ in draft.form.keyed]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_shipped_form_opened_in_a_draft_and_settled_is_the_same_letter_by_letter(name: str) -> None:
    draft = History(Draft(SHIPPED[name]))
    assert settled(draft.now.form) == SHIPPED[name]
    assert CATALOG.form_to_json(settled(draft.now.form)) == CATALOG.form_to_json(SHIPPED[name])
    assert faults(SHIPPED[name]) == ()


EDITS: dict[str, Callable[[Draft], Draft]] = {
    "part": edit.add_part,
    "question": edit.add_questions,
    "copy": edit.duplicate,
    "delete": edit.delete,
    "up": lambda draft: edit.move(draft, -1),
    "down": lambda draft: edit.move(draft, 1),
    "words": lambda draft: edit.change(draft, "sensitive", value=True) if draft.place else draft,
    "type": lambda draft: edit.change(draft, "type", FieldType.SCALE) if "." in draft.place else draft,
}


@trying(deadline=None)
@given(
    st.sampled_from(sorted(SHIPPED)),
    st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 60)), max_size=25),
)
def test_after_any_edits_undoing_all_gives_the_form_as_it_was_and_redoing_all_the_form_as_it_is(
    name: str, steps: list[tuple[str, int]]
) -> None:
    history = History(Draft(SHIPPED[name]))
    for what, at in steps:
        places = ["", *(s.id for s in history.now.form.sections), *order(history.now)]
        history = history.then(replace(history.now, place=places[at % len(places)]))
        history = history.then(EDITS[what](history.now))
        now = history.now.form
        keys = order(history.now)
        assert len(keys) == len(set(keys))
        assert now.sections
        assert len({s.id for s in now.sections}) == len(now.sections)
        edit.found(now, history.now.place)
        assert settled(settled(now)) == settled(now)
        assert CATALOG.form_from_json(CATALOG.form_to_json(now)) == now
    last = history.now.form
    while history.past:
        history = history.undone()
    assert history.now.form == SHIPPED[name]
    while history.future:
        history = history.redone()
    assert history.now.form == last
    assert history.redone() == history


def test_keys_typed_in_a_row_are_undone_together_and_another_edit_begins_anew() -> None:
    history = History(Draft(TWO, "first.a"))
    for text in ("H", "Ho", "How"):
        history = history.then(edit.change(history.now, "label", text), "first.a label")
    history = history.then(edit.change(history.now, "mandatory", value=True), "first.a mandatory")
    assert edit.found(history.undone().now.form, "first.a") == question("a", label="How")
    assert history.undone().undone().now.form == TWO
    assert history.undone().undone().undone() == history.undone().undone()
    assert history.undone().then(edit.add_part(history.undone().now)).future == ()


def test_trying_another_kind_of_answer_keeps_levels_opening_words_and_what_decides() -> None:
    levels = (Option(id="no", label="No", meaning="Never", score=0), Option(id="yes", label="Yes", score=1))
    asked = question("a", FieldType.SCALE, options=levels, critical=True, prompts=("I saw…",))
    draft = Draft(form(part("p", asked)), "p.a")
    tried = edit.change(draft, "type", FieldType.LONG)
    (bare,) = settled(tried.form).sections[0].fields
    assert (bare.options, bare.critical, bare.prompts) == ((), False, ("I saw…",))
    assert edit.change(tried, "type", FieldType.SCALE) == draft
    assert settled(draft.form).sections[0].fields[0].prompts == ()


def test_a_role_that_does_not_fit_the_answer_is_kept_and_does_not_count() -> None:
    asked = question("a", role=FieldRole.HAPPENED)
    tried = edit.change(Draft(form(part("p", asked)), "p.a"), "type", FieldType.DATE)
    assert settled(tried.form).by_role(FieldRole.HAPPENED) is None
    assert tried.form.by_role(FieldRole.HAPPENED) == "p.a"


def test_what_is_watched_is_rated_and_what_is_not_watched_any_more_is_not() -> None:
    watched = form(part("see", step=Step.OBSERVE), part("say", step=Step.FEEDBACK), kind=Kind.OBSERVATION)
    draft = edit.add_questions(Draft(watched, "see"))
    draft = edit.change(draft, "type", FieldType.SCALE)
    assert draft.form.by_role(FieldRole.RATING) == draft.place
    assert edit.change(draft, "type", FieldType.MULTI).form.by_role(FieldRole.MOMENT) == draft.place
    assert edit.change(draft, "type", FieldType.LONG).form.by_role(FieldRole.RATING) is None
    moved = edit.move(draft, 1)
    assert moved.place.startswith("say.")
    assert moved.form.by_role(FieldRole.RATING) is None
    stepped = edit.change(replace(draft, place="see"), "step", Step.FEEDBACK)
    assert stepped.form.by_role(FieldRole.RATING) is None
    assert edit.change(stepped, "step", Step.OBSERVE).form == draft.form


def test_a_question_goes_up_and_down_and_on_into_the_next_part() -> None:
    draft = Draft(TWO, "first.a")
    draft = edit.move(draft, 1)
    assert order(draft) == ["first.b", "first.a", "last.c"]
    draft = edit.move(draft, 1)
    assert (order(draft), draft.place) == (["first.b", "last.a", "last.c"], "last.a")
    assert edit.move(draft, -1).form.keyed[-2][0] == "first.a"
    assert edit.move(Draft(TWO, "last.c"), 1).form == TWO
    assert edit.move(Draft(TWO, "first.a"), -1).form == TWO
    assert edit.move(Draft(TWO), 1) == Draft(TWO)


def test_a_part_goes_past_its_neighbour_and_then_into_the_next_step() -> None:
    three = form(
        part("x", question("a")), part("y", question("b")), part("z", question("c"), step=Step.AGREE)
    )
    draft = edit.move(Draft(three, "x"), 1)
    assert [s.id for s in draft.form.sections] == ["y", "x", "z"]
    draft = edit.move(draft, 1)
    assert [(s.id, s.step) for s in draft.form.sections][1:] == [("x", Step.AGREE), ("z", Step.AGREE)]
    assert edit.move(draft, -1).form.sections[1].step is Step.TALK
    first = edit.move(Draft(three, "x"), -1)
    assert first.form.sections[0].step is Step.PREPARE
    assert edit.move(first, -1) == first
    strange = Draft(form(part("x", question("a"), step=Step.WRITE)), "x")
    assert edit.move(strange, 1) == strange


def test_a_question_put_where_its_id_is_taken_gets_another() -> None:
    same = form(part("x", question("a")), part("y", question("a")))
    draft = edit.put_question(Draft(same, "x.a"), "y", 1)
    assert order(draft) == ["y.a", "y.question_1"]
    assert edit.put_question(Draft(same, "x"), "y", 0) == Draft(same, "x")
    assert [s.id for s in edit.put_part(Draft(same, "y"), 0, Step.PREPARE).form.sections] == ["y", "x"]


def test_a_copy_does_not_ask_what_a_form_asks_only_once() -> None:
    asked = form(part("p", question("a", role=FieldRole.HAPPENED, mandatory=True)))
    copied = edit.duplicate(Draft(asked, "p.a"))
    assert edit.found(copied.form, copied.place) == question("question_1", label="A", mandatory=True)
    whole = edit.duplicate(Draft(asked, "p"))
    assert (whole.place, [s.title for s in whole.form.sections]) == ("part_1", ["P", "P"])
    assert whole.form.sections[1].fields[0].role is None
    assert edit.duplicate(Draft(asked)) == Draft(asked)


def test_what_is_taken_out_leaves_the_next_chosen_and_the_last_part_stays() -> None:
    assert edit.delete(Draft(TWO, "first.a")).place == "first.b"
    assert edit.delete(Draft(TWO, "first.b")).place == "first.a"
    alone = edit.delete(Draft(TWO, "last.c"))
    assert (alone.place, alone.form.sections[1].fields) == ("last", ())
    gone = edit.delete(Draft(TWO, "last"))
    assert gone.place == "first"
    assert edit.delete(gone) == gone
    assert edit.delete(Draft(TWO)) == Draft(TWO)


def test_new_parts_and_questions_come_where_one_is() -> None:
    added = edit.add_questions(Draft(TWO, "first.a"))
    assert (order(added)[:2], added.place) == (["first.a", "first.question_1"], "first.question_1")
    assert edit.add_questions(added) == added
    assert edit.add_questions(edit.change(added, "label", "Why?")).place == "first.question_2"
    assert edit.add_questions(Draft(TWO)).place == "last.question_1"
    more = edit.add_part(Draft(TWO, "first.b"))
    assert [(s.id, s.step) for s in more.form.sections][1] == ("part_1", Step.TALK)
    assert edit.add_part(Draft(TWO)).form.sections[-1].step is Step.AGREE
    assert [s.id for s in edit.add_questions(Draft(form())).form.sections] == ["part_1"]


def test_a_new_question_is_answered_as_the_point_it_comes_after_and_in_words_after_anything_else() -> None:
    levels = question(
        "a",
        FieldType.SCALE,
        options=(Option(id="met", label="Met", score=1, meaning="Asks."),),
        critical=True,
        hint="Look.",
    )
    watched = form(
        part("see", levels, question("b", FieldType.DATE), step=Step.OBSERVE), kind=Kind.OBSERVATION
    )
    added = edit.found(edit.add_questions(Draft(watched, "see.a")).form, "see.question_1")
    assert isinstance(added, Field)
    met = (Option(id="met", label="Met", score=1),)
    assert (added.type, added.options, added.role) == (FieldType.SCALE, met, FieldRole.RATING)
    assert (added.label, added.critical, added.hint) == ("", False, "")
    after_a_day = edit.found(edit.add_questions(Draft(watched, "see.b")).form, "see.question_1")
    assert isinstance(after_a_day, Field)
    assert after_a_day.type is FieldType.LONG


def test_nothing_stands_at_a_place_that_is_not_there() -> None:
    for place in ("nowhere", "first.nowhere"):
        with pytest.raises(KeyError):
            edit.found(TWO, place)
    with pytest.raises(KeyError):
        edit.put_part(Draft(TWO), 0, Step.TALK)
    assert edit.change(Draft(TWO), "title", "New").form.title == "New"
    assert edit.found(TWO, "") is TWO
    assert AnsweredBy.BOTH in AnsweredBy


def sentences(form_: Form) -> dict[tuple[str, str], str]:
    return {(fault.place, fault.setting): fault.sentence for fault in faults(form_)}


def test_every_fault_is_told_at_the_place_where_it_is_mended() -> None:
    empty = Option(id="x", label=" ")
    broken = form(
        part("p", question("a", label=" "), question("b", FieldType.CHOICE), step=Step.WRITE),
        replace(part("q"), title=""),
        part(
            "r",
            question("c", FieldType.MULTI, options=(empty,)),
            question(
                "d", FieldType.SCALE, options=(Option(id="x", label="X", score=-1), Option(id="x", label="Y"))
            ),
            question("e", role=FieldRole.AIM),
            question("f", role=FieldRole.AIM),
        ),
    )
    broken = replace(broken, title=" ", validity_months=0, style=Style.ARRANGED)
    assert set(sentences(broken)) == {
        ("", "title"), ("", "validity_months"), ("", "style"), ("", "sections"), ("p", "step"), ("p.a", "label"),
        ("p.b", "options"), ("q", "title"), ("q", "fields"), ("r.c", "options"), ("r.d", "options"),
        ("r.e", "role"), ("r.f", "role"),
    }  # fmt: skip
    assert "Talk" in sentences(broken)["p", "step"]


def test_a_form_without_a_part_or_without_what_its_kind_needs_says_so() -> None:
    assert set(sentences(form())) == {("", "sections")}
    coaching = form(part("log", question("a"), step=Step.WRITE), kind=Kind.COACHING)
    told = [fault.sentence for fault in faults(coaching)]
    assert [any(one.startswith(f"No question asks {role.question}") for one in told)
            for role in Kind.COACHING.needs] == [True] * 3  # fmt: skip


TABLE = form(
    part(
        "p",
        question("rate", FieldType.SCALE, options=(Option(id="no", label="No", score=0), Option(id="yes", label="Yes", score=1))),
        question("rows", FieldType.TABLE, columns=(question("what", FieldType.SHORT), question("many", FieldType.NUMBER))),
        question("sum", FieldType.WORKED_OUT, works_out=WorkOut(how=How.TOTAL, of=("p.rows.many", "p.rate"))),
    ),
    part("q", question("why", when=When(question="p.rate", answers=("no",)))),
)  # fmt: skip


def columns(draft: Draft) -> list[str]:
    asked = edit.found(draft.form, "p.rows")
    assert isinstance(asked, Field)
    return [one.id for one in asked.columns]


def test_columns_are_added_moved_doubled_changed_and_taken_out_like_questions() -> None:
    draft = edit.add_column(Draft(TABLE, "p.rows"))
    assert (columns(draft), draft.place) == (["what", "many", "column_1"], "p.rows.column_1")
    draft = edit.change(draft, "label", "When")
    assert columns(edit.move(draft, -1)) == ["what", "column_1", "many"]
    assert edit.move(draft, 1) == draft
    assert columns(edit.duplicate(Draft(TABLE, "p.rows.what"))) == ["what", "column_1", "many"]
    gone = edit.delete(Draft(TABLE, "p.rows.many"))
    assert (columns(gone), gone.place) == (["what"], "p.rows.what")
    assert edit.delete(gone).place == "p.rows"
    assert edit.add_column(Draft(TABLE, "p")) == Draft(TABLE, "p")
    assert edit.add_questions(Draft(TABLE, "p.rows.what")).place == "p.question_1"
    assert edit.put_column(Draft(TABLE, "p.rows"), 0) == Draft(TABLE, "p.rows")
    assert edit.put_question(Draft(TABLE, "p.rows.what"), "q", 0) == Draft(TABLE, "p.rows.what")


def test_a_new_column_is_answered_as_the_mark_it_comes_after_and_in_words_after_anything_else() -> None:
    safe = (Option(id="safe", label="Safe", score=1),)
    marked = question("first_day", FieldType.MARK, options=(replace(safe[0], meaning="On her own."),))
    grid = form(
        part("p", question("rows", FieldType.GRID, columns=(marked, question("when", FieldType.DATE))))
    )
    second = edit.found(edit.add_column(Draft(grid, "p.rows.first_day")).form, "p.rows.column_1")
    assert isinstance(second, Field)
    assert (second.type, second.options, second.label) == (FieldType.MARK, safe, "")
    after_a_day = edit.found(edit.add_column(Draft(grid, "p.rows")).form, "p.rows.column_1")
    assert isinstance(after_a_day, Field)
    assert after_a_day.type is FieldType.SHORT


def test_what_hangs_on_a_question_or_is_worked_out_of_it_follows_when_it_moves() -> None:
    moved = edit.put_question(Draft(TABLE, "p.rows"), "q", 0)
    out = moved.form.sections[0].fields[1].works_out
    assert out == WorkOut(how=How.TOTAL, of=("q.rows.many", "p.rate"))
    rated = edit.put_question(Draft(TABLE, "p.rate"), "q", 0)
    asked = edit.found(rated.form, "q.why")
    assert isinstance(asked, Field)
    assert asked.when == When(question="q.rate", answers=("no",))
    assert faults(rated.form) == ()
    copied = edit.duplicate(Draft(TABLE, "p"))
    assert copied.form.sections[1].fields[2].works_out == WorkOut(
        how=How.TOTAL, of=("part_1.rows.many", "part_1.rate")
    )
    assert faults(TABLE) == ()


def test_what_a_question_has_of_its_own_kind_is_checked_at_its_place() -> None:
    def wrong(place: str, **settings_: Any) -> set[tuple[str, str]]:
        item = edit.found(TABLE, place)
        assert isinstance(item, Field)
        draft = Draft(TABLE, place)
        for name, value in settings_.items():
            draft = edit.change(draft, name, value)
        return set(sentences(draft.form))

    assert wrong("p.rows", columns=()) >= {("p.rows", "columns"), ("p.sum", "works_out")}
    assert wrong("p.rows", least=3, most=2) == {("p.rows", "most")}
    assert wrong("p.rows", rows=(Option(id="a", label=""),)) == {("p.rows", "rows")}
    assert wrong("p.rows.what", label=" ", type=FieldType.BLOCKS) >= {
        ("p.rows.what", "label"),
        ("p.rows.what", "type"),
    }
    assert wrong(
        "p.rate", type=FieldType.CHOICE, other=True, options=(Option(id="other", label="Other"),)
    ) >= {("p.rate", "other")}
    assert wrong("p.sum", works_out=None) == {("p.sum", "works_out")}
    assert wrong("p.sum", works_out=WorkOut(how=How.TOTAL, of=())) == {("p.sum", "works_out")}
    assert wrong("p.sum", works_out=WorkOut(how=How.SHARE, of=("p.rows.many",))) == {("p.sum", "works_out")}
    assert wrong("p.sum", works_out=WorkOut(how=How.SHARE, of=("p.rate",))) == set()
    assert wrong("q.why", when=When(question="q.why")) == {("q.why", "when")}
    assert wrong("q.why", when=When(question="p.rate", answers=("perhaps",))) == {("q.why", "when")}
    assert wrong("p.rate", type=FieldType.DATE) >= {("p.sum", "works_out")}
    assert answers_to(question("a", FieldType.YES_NO)) == (("yes", "Yes"), ("no", "No"))
    assert answers_to(question("a", FieldType.YES_NO, does_not_apply=True))[2][0] == "na"
    assert (
        answers_to(question("a", FieldType.CHOICE, other=True, options=(Option(id="x", label="X"),)))[1][0]
        == "other"
    )


def test_a_column_has_no_role_and_hangs_on_nothing() -> None:
    held = edit.change(Draft(TABLE, "p.rows.what"), "role", FieldRole.PLACE).form
    asked = edit.found(settled(held), "p.rows.what")
    assert isinstance(asked, Field)
    assert asked.role is None


def test_every_step_has_a_name_in_plain_words() -> None:
    assert set(STEPS) == set(Step)
