"""Which records say nearly the same, what a share is, and how a sample is drawn."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.forms import Field, FieldType, Form, Section, Step
from app.domain.kinds import Kind
from app.domain.quality import (
    ALIKE,
    COMMON,
    FEWEST_WORDS,
    SHINGLE,
    Function,
    QualityAudit,
    draw,
    near_identical,
    shares,
    words,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def text(begin: int, count: int) -> str:
    """Return so many words, no two of which are the same."""
    return " ".join(f"w{n}" for n in range(begin, begin + count))


def test_the_same_words_in_other_letters_are_the_same_text() -> None:
    said = text(0, FEWEST_WORDS)
    assert near_identical({"a": said, "b": f"{said.upper()}."}) == (("a", "b", 100),)


def test_a_text_of_few_words_is_compared_with_none() -> None:
    few = text(0, FEWEST_WORDS - 1)
    assert near_identical({"a": few, "b": few}) == ()


@pytest.mark.parametrize(("added", "alike"), [(0, 100), (4, 80), (5, None)])
def test_texts_are_alike_from_four_fifths_of_their_runs_on(added: int, alike: int | None) -> None:
    assert (SHINGLE, ALIKE) == (5, 0.8)
    first, second = (
        text(0, 20),
        text(0, 20 + added),
    )  # 16 runs of five words, and one more for each word added
    found = near_identical({"a": first, "b": second})
    assert found == (() if alike is None else (("a", "b", alike),))


def test_one_run_in_the_middle_of_a_text_counts_too() -> None:
    whole = text(0, 100)
    other = whole.replace("w99", "end")
    assert near_identical({"a": whole, "b": other}) == (("a", "b", 98),)


def test_the_most_alike_come_first_and_equals_by_their_names() -> None:
    long = text(0, 30)
    found = near_identical({"c": long, "a": long, "b": f"{long} and more"})
    assert found == (("c", "a", 100), ("a", "b", 93), ("c", "b", 93))


def test_what_very_many_say_is_the_form_and_no_copy() -> None:
    said = text(0, FEWEST_WORDS)
    assert len(near_identical({str(n): said for n in range(COMMON)})) == COMMON * (COMMON - 1) // 2
    assert near_identical({str(n): said for n in range(COMMON + 1)}) == ()


def test_shares_are_of_the_words_that_belong_to_a_function() -> None:
    functions = (
        Function(id="support", title="Support", sections=frozenset({"well", "feel"})),
        Function(id="manage", title="Managing", sections=frozenset({"agree"})),
    )
    assert shares({"well": 1, "feel": 1, "agree": 1, "other": 40}, functions) == {"support": 67, "manage": 33}
    assert shares({"other": 40}, functions) == {"support": 0, "manage": 0}
    assert shares({}, functions) == {"support": 0, "manage": 0}


def test_words_are_counted_without_their_marks() -> None:
    assert words("Two cups, held up – “tea?”") == 5
    assert words(" … ") == 0


def test_a_seed_draws_the_same_sample_whatever_the_order_and_never_more_than_there_are() -> None:
    assert draw(LETTERS, 7, 5) == draw(reversed(LETTERS), 7, 5)
    assert len(set(draw(LETTERS, 7, 5))) == 5
    assert draw(LETTERS, 7, 5) != draw(LETTERS, 8, 5)
    assert sorted(draw("ba", 1, 5)) == ["a", "b"]


def test_every_question_of_every_record_wants_an_answer() -> None:
    asked = [Field(id=one, label=f"{one}?", type=FieldType.YES_NO, mandatory=True) for one in ("one", "two")]
    part = Section(id="part", title="Part", step=Step.AUDIT, fields=tuple(asked))
    form = Form(id="ours", version=1, kind=Kind.SUPERVISION, title="Ours", sections=(part,))
    audit = QualityAudit(
        id="q",
        month=dt.date(2026, 11, 1),
        seed=1,
        sample=("a", "b"),
        answers={"a": {"part.one": "yes"}, "gone": {"part.one": "yes", "part.two": "yes"}},
        words="",
        by_name="Ruth Alder",
        at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC),
        form_id="ours",
        form_version=1,
    )
    assert [sentence.split("”")[0] for sentence in audit.missing(form)] == [
        "Answer “two?",
        "Answer “one?",
        "Answer “two?",
    ]
