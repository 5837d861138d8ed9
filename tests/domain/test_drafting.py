"""What somebody does to a draft while they write it."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from app.domain import drafting as draft
from app.domain.content import AgendaPoint, Became, Content, Source
from app.domain.drafting import Noted
from app.domain.forms import Field, FieldType, Section, Step

MONDAY = dt.date(2026, 11, 23)
SECTION = Section(
    id="talk", title="Talk", step=Step.TALK, fields=(Field(id="well", label="Well", type=FieldType.LONG),)
)


def agenda(*texts: str) -> Content:
    """Return a content with these points and one part of the form."""
    part = AgendaPoint(id="part", text="Wellbeing", source=Source.SECTION)
    return Content(agenda=(*(AgendaPoint(id=t, text=t, source=Source.WORKER) for t in texts), part))


def ids(content: Content) -> list[str]:
    """Return the ids of the points people brought, in order."""
    return [point.id for point in content.points]


def test_a_new_action_is_due_in_two_weeks_and_something_to_try_in_one() -> None:
    assert draft.usual_due(MONDAY) == dt.date(2026, 12, 7)
    assert draft.try_by(MONDAY) == dt.date(2026, 11, 30)


def test_an_emptied_answer_is_taken_out_and_the_others_stay() -> None:
    before = Content(answers={"a": "one", "b": "two"})
    assert draft.put_answers(before, {"a": "", "c": ("x",)}).answers == {"b": "two", "c": ("x",)}


def test_a_section_is_answered_once_one_of_its_questions_is() -> None:
    assert not draft.answered(Content(answers={"other.well": "x"}), SECTION)
    assert draft.answered(Content(answers={"talk.well": "x"}), SECTION)


def test_marking_a_section_sensitive_leaves_the_marks_of_others_alone() -> None:
    before = Content(sensitive=frozenset({"a", "b"}))
    assert draft.mark_sensitive(before, {"b": False, "c": True}).sensitive == {"a", "c"}


def test_praise_begins_a_line_of_its_own() -> None:
    assert draft.begin_line("", Noted.PRAISE) == "Praise: "
    assert draft.begin_line("It went well.\n\n", Noted.CONCERN) == "It went well.\nConcern: "


def test_a_point_is_added_after_the_others_and_an_empty_one_is_not() -> None:
    before = agenda("a")
    assert draft.add_point(before, "  ") is before
    after = draft.add_point(before, " the new sheet ")
    assert [point.text for point in after.points] == ["a", "the new sheet"]
    assert after.points[-1].source is Source.SUPERVISOR
    assert after.points[-1].id not in {"", None, "a"}


def test_a_point_added_here_is_taken_off_and_one_that_came_up_by_itself_is_not() -> None:
    before = draft.add_point(agenda("a", "b"), "mine")
    after = draft.drop_point(before, before.points[-1].id)
    assert ids(after) == ["a", "b"]
    assert draft.drop_point(after, "a") == after
    assert draft.drop_point(after, "part") == after


def test_a_point_that_came_up_by_itself_cannot_be_lost_by_storing_without_it() -> None:
    before = draft.add_point(agenda("a", "b"), "mine")
    kept = draft.with_all(Content(agenda=before.agenda[1:2]), before)
    assert sorted(p.id for p in kept.agenda) == ["a", "b", "part"]
    assert draft.with_all(before, before) is before


def test_a_point_moves_one_place_and_stops_at_either_end() -> None:
    before = agenda("a", "b", "c")
    assert ids(draft.shift_point(before, "c", -1)) == ["a", "c", "b"]
    assert ids(draft.shift_point(before, "a", 1)) == ["b", "a", "c"]
    assert ids(draft.shift_point(before, "b", -1)) == ["b", "a", "c"]
    assert draft.shift_point(before, "a", -1) is before
    assert draft.shift_point(before, "c", 1) is before
    assert draft.shift_point(before, "part", -1) is before


@given(st.permutations(["a", "b", "c", "d"]), st.integers(0, 4))
def test_putting_points_in_order_loses_none_even_when_one_is_not_named(order: list[str], named: int) -> None:
    before = agenda("a", "b", "c", "d")
    after = draft.order_points(before, order[:named])
    assert ids(after)[:named] == order[:named]
    assert sorted(point.id for point in after.agenda) == sorted(point.id for point in before.agenda)
    assert after.agenda[-1].id == "part"


def test_what_became_of_a_point_is_noted_and_points_not_on_the_page_keep_what_was_said() -> None:
    once = draft.answer_points(agenda("a", "b"), {"a": (Became.TALKED, "")})
    twice = draft.answer_points(once, {"b": (Became.DROPPED, "It was mended.")})
    assert [point.settled for point in twice.points] == [True, True]
    assert [point.told for point in twice.points] == ["a", "b – dropped because: It was mended."]
    later = draft.answer_points(twice, {"a": (Became.NEXT_TIME, "")}).points[0]
    assert (later.settled, later.told) == (False, "a – next time")


def test_actions_are_added_and_taken_out_one_by_one() -> None:
    one = draft.add_action(Content(), "chipo", MONDAY)
    two = draft.add_action(one, "ruth", None, "Offer two choices")
    first, second = two.new_actions
    assert (first.owner_id, first.due_on, second.what) == ("chipo", MONDAY, "Offer two choices")
    assert first.id != second.id
    assert draft.drop_action(two, first.id).new_actions == (second,)
    assert draft.agreed(two) == (second,)
