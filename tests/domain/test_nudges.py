"""Small questions beside what somebody writes: when each is asked, and when nothing is."""

from __future__ import annotations

import pytest

from app.domain.forms import AnsweredBy, Field, FieldRole, FieldType, Form, Section, Step
from app.domain.kinds import Kind
from app.domain.nudges import (
    FEWEST,
    IN_THEIR_WORDS,
    ONE_THING_NEXT,
    WHAT_DID_THEY_DO,
    WHAT_IS_DIFFERENT,
    WHICH_MOMENT,
    nudge,
)


def box(field_id: str, role: FieldRole | None, by: AnsweredBy = AnsweredBy.BOTH) -> Field:
    """Return a question for words."""
    return Field(id=field_id, label=field_id, type=FieldType.LONG, role=role, answered_by=by)


FORM = Form(
    id="talk",
    kind=Kind.COACHING,
    title="Talk",
    version=1,
    sections=(
        Section(
            id="a",
            title="A",
            step=Step.TALK,
            fields=(
                box("happened", FieldRole.HAPPENED),
                box("well", FieldRole.WENT_WELL),
                box("next", FieldRole.NEXT),
                box("own", FieldRole.OWN_WORDS),
                box("theirs", None, AnsweredBy.WORKER),
                box("other", None),
            ),
        ),
    ),
)
A_MOMENT = "At breakfast Tomasz showed two plates and J pointed at the toast."


@pytest.mark.parametrize("key", ["a.happened", "a.well"])
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Tomasz always offers people a choice and is very kind to all of them.", WHICH_MOMENT),
        ("Good choices were offered and the support plan was followed very well indeed.", WHICH_MOMENT),
        ("On Tuesday the hoist was checked, the sling put on and the chair moved.", WHAT_DID_THEY_DO),
        (A_MOMENT, ""),
        ("On Tuesday I moved the chair, and then she laughed and asked for more tea.", ""),
        ("During supper the resident held the spoon while Tomasz waited beside the table.", ""),
        ("At 8:15 the tablets were given with water; JB swallowed each and said so.", ""),
        ("Always kind.", ""),
        ("", ""),
        ("12 34 56", ""),
    ],
)
def test_what_happened_is_asked_for_its_moment_and_for_the_person(key: str, text: str, asked: str) -> None:
    assert nudge(FORM, key, text, {}) == asked


def test_what_stands_in_no_such_box_is_left_alone() -> None:
    text = "Tomasz always offers people a choice and is very kind to all of them."
    assert nudge(FORM, "a.other", text, {}) == ""
    assert nudge(FORM, "a.next", text, {}) == ""
    assert nudge(FORM, "a.gone", text, {}) == ""


def test_one_thing_to_try_is_asked_for_only_beside_what_went_well() -> None:
    assert nudge(FORM, "a.next", "", {"a.well": A_MOMENT}) == ONE_THING_NEXT
    assert nudge(FORM, "a.next", "  ", {"a.well": A_MOMENT}) == ONE_THING_NEXT
    assert nudge(FORM, "a.next", "", {"a.well": " "}) == ""
    assert nudge(FORM, "a.next", "", {}) == ""
    assert nudge(FORM, "a.next", "Wait a little longer.", {"a.well": A_MOMENT}) == ""
    assert nudge(FORM, "a.happened", "", {"a.well": A_MOMENT}) == ""


@pytest.mark.parametrize("key", ["a.own", "a.theirs"])
@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Tomasz feels that he is doing well and has no worries at all.", IN_THEIR_WORDS),
        ("I feel that I am doing well and have no worries at all.", ""),
        ("He said “this week was hard, but the team helped” and smiled.", ""),
        ("We had a hard week but the team helped each other a lot.", ""),
        ("Doing well.", ""),
    ],
)
def test_the_worker_s_answer_is_asked_for_in_their_own_words(key: str, text: str, asked: str) -> None:
    assert nudge(FORM, key, text, {}) == asked
    assert nudge(FORM, key, text, {}, own=True) == ""


def test_nearly_the_same_words_as_last_time_are_asked_what_is_different() -> None:
    last = "We talked about the rota, the new hoist, how nights are going and what rest there is."
    assert nudge(FORM, "a.other", last, {}, last=last) == WHAT_IS_DIFFERENT
    assert nudge(FORM, "a.other", f"{last} Fine.", {}, last=last) == WHAT_IS_DIFFERENT
    assert nudge(FORM, "a.other", A_MOMENT, {}, last=last) == ""
    assert nudge(FORM, "a.other", "All fine.", {}, last="All fine.") == ""


def test_a_short_answer_may_be_a_whole_one() -> None:
    words = ["always"] * (FEWEST - 1)
    assert nudge(FORM, "a.happened", " ".join(words), {}) == ""
    assert nudge(FORM, "a.happened", " ".join([*words, "always"]), {}) == WHICH_MOMENT
