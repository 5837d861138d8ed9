"""“If this, also that”, and what is worked out of other answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.answers import ROW, Answer, shown
from app.domain.asking import asked, finished, settled, worked_out
from app.domain.clock import long_date
from app.domain.completing import completed, missing
from app.domain.content import Content
from app.domain.errors import IncompleteError
from app.domain.form_faults import faults
from app.domain.forms import Field, FieldType, Form, Option, Section, Step, When
from app.domain.kinds import Kind
from app.domain.occasions import still
from app.domain.working_out import How, WorkOut

LEVELS = (
    Option(id="no", label="Not yet", score=0),
    Option(id="part", label="Partly", score=1),
    Option(id="yes", label="Met", score=2),
    Option(id="unseen", label="Did not see"),
)


def form(*fields: Field, when: When | None = None) -> Form:
    """Return a form with some questions in its second part; the first asks a level and yes or no."""
    level = Field(id="level", label="Level", type=FieldType.CHOICE, options=LEVELS[:3], other=True)
    medicines = Field(id="medicines", label="Medicines?", type=FieldType.YES_NO)
    return Form(
        id="own",
        version=1,
        kind=Kind.SUPERVISION,
        title="Own",
        sections=(
            Section(id="first", title="First", step=Step.TALK, fields=(level, medicines)),
            Section(id="second", title="Second", step=Step.TALK, fields=fields, when=when),
        ),
    )


WORDS = Field(id="words", label="Words", type=FieldType.LONG, mandatory=True)


@pytest.mark.parametrize(
    ("answers", "when", "is_asked"),
    [
        ({}, When(question="first.medicines", answers=("yes",)), False),
        ({"first.medicines": "no"}, When(question="first.medicines", answers=("yes",)), False),
        ({"first.medicines": "yes"}, When(question="first.medicines", answers=("yes",)), True),
        ({"first.medicines": "no"}, When(question="first.medicines"), True),
        ({"first.level": "other:a nurse"}, When(question="first.level", answers=("other",)), True),
        ({"first.level": "part"}, When(question="first.level", answers=("part", "yes")), True),
    ],
)
def test_a_part_is_asked_only_when_it_is_meant(
    *, answers: dict[str, Answer], when: When, is_asked: bool
) -> None:
    one = form(WORDS, when=when)
    assert ("second.words" in {key for key, _, _ in asked(one, answers)}) is is_asked
    assert ("second.words" in missing(one, Content(answers=answers))) is is_asked


def test_what_hangs_on_a_question_that_is_not_asked_is_not_asked_either() -> None:
    inner = Field(id="why", label="Why?", type=FieldType.SHORT, when=When(question="second.words"))
    one = form(WORDS, inner, when=When(question="first.medicines", answers=("yes",)))
    answers = {"first.medicines": "no", "second.words": "typed before", "second.why": "because"}
    assert [key for key, _, _ in asked(one, answers)] == ["first.level", "first.medicines"]


def test_a_draft_keeps_what_is_not_asked_any_more_and_a_finished_record_does_not() -> None:
    one = form(WORDS, when=When(question="first.medicines", answers=("yes",)))
    content = Content(
        answers={"first.medicines": "no", "second.words": "typed before"}, notes={"second.words": "x"}
    )
    assert settled(one, content) == content
    done = finished(one, content)
    assert dict(done.answers) == {"first.medicines": "no"}
    assert dict(done.notes) == {}


CHECKS = Field(
    id="checks",
    label="Checks",
    type=FieldType.TABLE,
    rows=(Option(id="badge", label="Badge"), Option(id="log", label="Care log")),
    columns=(
        Field(id="seen", label="Seen", type=FieldType.YES_NO),
        Field(
            id="why",
            label="Why not",
            type=FieldType.LONG,
            mandatory=True,
            when=When(question="seen", answers=("no",)),
        ),
        Field(id="lost", label="Minutes lost", type=FieldType.DURATION, when=When(question="why")),
    ),
)


def test_a_cell_is_asked_only_when_another_of_its_row_says_so() -> None:
    one = form(CHECKS, out(How.TOTAL, "second.checks.lost"))
    rows = (
        {ROW: "badge", "seen": "yes", "why": "typed before", "lost": "30"},
        {ROW: "log", "seen": "no", "lost": "5"},
    )
    content = Content(answers={"second.checks": rows})
    assert list(missing(one, content)) == ["second.checks"]
    assert "Care log: Answer “Why not”" in missing(one, content)["second.checks"]
    assert "Badge" not in missing(one, content)["second.checks"]
    assert "second.out" not in settled(one, content).answers
    told = ({**rows[1], "why": "The pen was empty"}, rows[0])
    content = Content(answers={"second.checks": told})
    assert settled(one, content).answers["second.checks"] == told
    done = completed(one, content)
    assert done.answers["second.checks"] == (told[0], {ROW: "badge", "seen": "yes"})
    assert done.answers["second.out"] == "5"


def out(how: How, *of: str, weight: str = "") -> Field:
    """Return a question that is worked out."""
    works_out = WorkOut(how=how, of=of, weight=weight)
    return Field(id="out", label="Out", type=FieldType.WORKED_OUT, works_out=works_out)


ONE = Field(id="one", label="One", type=FieldType.SCALE, options=LEVELS)
TWO = Field(id="two", label="Two", type=FieldType.SCALE, options=LEVELS)
STOCK = Field(id="stock", label="Stock", type=FieldType.NUMBER, unit="tablets", most=40)
GOALS = Field(
    id="goals",
    label="Goals",
    type=FieldType.BLOCKS,
    entry="Goal",
    columns=(
        Field(id="goal", label="Goal", type=FieldType.SHORT, mandatory=True),
        Field(id="score", label="Score", type=FieldType.NUMBER),
        Field(id="weight", label="Weight", type=FieldType.NUMBER),
    ),
)


@pytest.mark.parametrize(
    ("how", "of", "weight", "answers", "told"),
    [
        (
            How.TOTAL,
            ("second.one", "second.two"),
            "",
            {"second.one": "yes", "second.two": "part"},
            "3 = 2 + 1",
        ),
        (How.TOTAL, ("second.one",), "", {"second.one": "yes"}, "2"),
        (
            How.SHARE,
            ("second.one", "second.two"),
            "",
            {"second.one": "yes", "second.two": "part"},
            "75 % = 3 of 4",
        ),
        (
            How.SHARE,
            ("second.one", "second.two"),
            "",
            {"second.one": "yes", "second.two": "unseen"},
            "100 % = 2 of 2",
        ),
        (
            How.LOWEST,
            ("second.one", "second.two"),
            "",
            {"second.one": "yes", "second.two": "no"},
            "Not yet (lowest of 2)",
        ),
        (How.LOWEST, ("second.one", "second.two"), "", {"second.one": "part"}, "Partly"),
        (
            How.AVERAGE,
            ("second.one", "second.stock"),
            "",
            {"second.one": "yes", "second.stock": "1"},
            "1.5 = 3 ÷ 2",
        ),
        (How.TOTAL, ("second.stock", "second.one"), "", {"second.stock": "12.50"}, "12.5"),
        (How.TOTAL, ("second.stock",), "", {"second.stock": "many"}, ""),
        (How.SHARE, ("first.medicines",), "", {"first.medicines": "na"}, ""),
        (How.SHARE, ("first.medicines",), "", {"first.medicines": "no"}, "0 % = 0 of 1"),
        (
            How.TOTAL,
            ("second.goals.score",),
            "weight",
            {
                "second.goals": (
                    {"goal": "a", "score": "3", "weight": "40"},
                    {"goal": "b", "score": "4", "weight": "60"},
                    {"goal": "no weight yet", "score": "4"},
                )
            },
            "360 = 3 × 40 + 4 × 60",
        ),
        (How.TOTAL, ("second.goals.score",), "", {}, ""),
    ],
)
def test_what_is_worked_out_says_how(
    how: How, of: tuple[str, ...], weight: str, answers: dict[str, Answer], told: str
) -> None:
    one = form(ONE, TWO, STOCK, GOALS, out(how, *of, weight=weight))
    works_out = WorkOut(how=how, of=of, weight=weight)
    assert worked_out(one, answers, works_out) == told
    assert settled(one, Content(answers=answers)).answers.get("second.out", "") == told


def test_nobody_can_type_over_what_is_worked_out() -> None:
    one = form(ONE, out(How.TOTAL, "second.one"))
    content = Content(answers={"second.one": "yes", "second.out": "200 %"})
    assert settled(one, content).answers["second.out"] == "2"


def test_a_hidden_answer_counts_in_no_total() -> None:
    hidden = Field(
        id="two",
        label="Two",
        type=FieldType.SCALE,
        options=LEVELS,
        when=When(question="first.medicines", answers=("yes",)),
    )
    one = form(ONE, hidden, out(How.TOTAL, "second.one", "second.two"))
    answers = {"first.medicines": "no", "second.one": "part", "second.two": "yes"}
    assert settled(one, Content(answers=answers)).answers["second.out"] == "1"


@pytest.mark.parametrize(
    ("field", "answer", "told"),
    [
        (STOCK, "12x", "“12x” is not a number"),
        (STOCK, "41", "more than 40 tablets"),
        (STOCK, "１２", "is not a number"),
        (STOCK, "1e999999", "is not a number"),
        (STOCK, "9" * 40, "is not a number"),
        (STOCK, "NaN", "is not a number"),
        (Field(id="d", label="D", type=FieldType.DURATION), "9" * 5000, "not a number of minutes"),
        (Field(id="n", label="N", type=FieldType.NUMBER, least=1), "0", "less than 1"),
        (Field(id="t", label="T", type=FieldType.TIME), "25:10", "not a time of day"),
        (Field(id="p", label="P", type=FieldType.PERIOD), "09:10/", "“” is not a time of day"),
        (Field(id="d", label="D", type=FieldType.DURATION), "an hour", "not a number of minutes"),
        (Field(id="i", label="I", type=FieldType.INITIALS), "7", "initials"),
        (Field(id="m", label="M", type=FieldType.MARK, options=LEVELS), ("", "AB", ""), "choose a level"),
        (Field(id="c", label="C", type=FieldType.CHOICE, options=LEVELS, other=True), "other:", "in words"),
        (GOALS, ({"score": "3"},), "Goal 1: Answer “Goal”"),
        (
            Field(id="g", label="G", type=FieldType.TABLE, columns=GOALS.columns, least=3),
            ({"goal": "a"},),
            "needs 3 entries",
        ),
        (
            Field(id="g", label="G", type=FieldType.TABLE, columns=GOALS.columns, most=1),
            ({"goal": "a"}, {"goal": "b"}),
            "has room for 1",
        ),
        (
            Field(
                id="g",
                label="G",
                type=FieldType.TABLE,
                mandatory=True,
                columns=GOALS.columns,
                rows=LEVELS[:2],
            ),
            ({ROW: "no", "goal": "a"},),
            "nothing is said for “Partly”",
        ),
    ],
)
def test_what_cannot_be_an_answer_is_told_and_not_finished(field: Field, answer: Answer, told: str) -> None:
    one = form(field)
    content = Content(answers={f"second.{field.id}": answer})
    assert told in missing(one, content)[f"second.{field.id}"]
    with pytest.raises(IncompleteError):
        completed(one, content)


@pytest.mark.parametrize(
    ("field", "answer", "told"),
    [
        (STOCK, "12", "12 tablets"),
        (Field(id="t", label="T", type=FieldType.TIME), "09:05", "09:05"),
        (Field(id="p", label="P", type=FieldType.PERIOD), "22:00/06:30", "22:00 to 06:30 (510 minutes)"),
        (Field(id="y", label="Y", type=FieldType.YES_NO, does_not_apply=True), "na", "Does not apply"),
        (
            Field(id="m", label="M", type=FieldType.MARK, options=LEVELS),
            ("yes", "AB", "2026-02-03"),
            "Met · AB · Tue 3 Feb 2026",
        ),
        (
            Field(id="c", label="C", type=FieldType.MULTI, options=LEVELS, other=True),
            ("yes", "other:blue badge"),
            "Met, Other: blue badge",
        ),
        (
            Field(id="f", label="F", type=FieldType.FILES),
            ("ab12 Photo 1.jpg", "cd34 b.pdf"),
            "Photo 1.jpg, b.pdf",
        ),
        (
            GOALS,
            ({"goal": "Lead a round", "score": "3"}, {}, {"goal": "Teach"}),
            "Goal 1 – Goal: Lead a round; Score: 3\nGoal 2 – Goal: Teach",
        ),
    ],
)
def test_every_answer_is_read_in_one_way(field: Field, answer: Answer, told: str) -> None:
    assert shown(field, answer) == told
    content = Content(answers={"second.x": answer})
    assert Content.from_json(content.to_json()).to_json() == content.to_json()


@pytest.mark.parametrize("typed", ["1e999999", "9" * 5000, "-Infinity", "0." + "1" * 400])
@pytest.mark.parametrize("how", How)
def test_a_number_nobody_means_stops_neither_the_draft_nor_its_page(typed: str, how: How) -> None:
    minutes = Field(id="minutes", label="Minutes", type=FieldType.DURATION)
    one = form(STOCK, minutes, out(how, "second.stock", "second.minutes"))
    content = Content(answers={"second.stock": typed, "second.minutes": typed})
    assert "second.out" not in settled(one, content).answers
    assert typed in shown(STOCK, typed)
    assert shown(minutes, typed) == typed


ROUNDS = Field(
    id="rounds",
    label="Rounds watched",
    type=FieldType.TABLE,
    entry="Round",
    least=3,
    apart=True,
    columns=(
        Field(id="went", label="Went", type=FieldType.SHORT),
        Field(id="on", label="Day", type=FieldType.DATE),
    ),
)


@pytest.mark.parametrize(
    ("days", "said", "lacking"),
    [
        (
            ("2026-11-24",),
            f"1 of 3 held: {long_date(dt.date(2026, 11, 24))}. 2 more rounds needed, each on a day of its own.",
            "1 of 3 held",
        ),
        (
            ("2026-11-24", "2026-11-25", "2026-11-25"),
            (
                f"2 of 3 held: {long_date(dt.date(2026, 11, 24))}, {long_date(dt.date(2026, 11, 25))}. "
                "1 more round needed, each on a day of its own."
            ),
            f"two stand on {long_date(dt.date(2026, 11, 25))}",
        ),
        (("2026-11-24", "soon"), "1 of 3 held", "say on which day each round was"),
        (("2026-11-24", "2026-11-25", "2026-11-27"), "3 of 3 held", ""),
    ],
)
def test_an_assessment_of_several_days_says_how_many_are_still_needed(
    days: tuple[str, ...], said: str, lacking: str
) -> None:
    rows = tuple({"went": "Well", "on": day} for day in days)
    assert still(ROUNDS, rows).startswith(said)
    one = form(ROUNDS)
    told = missing(one, Content(answers={"second.rounds": rows})).get("second.rounds", "")
    assert lacking in told
    assert bool(told) is bool(lacking)


def test_a_mark_counts_as_a_day_and_what_is_not_apart_counts_none() -> None:
    seen = Field(id="seen", label="Seen", type=FieldType.MARK, options=LEVELS)
    marks = replace(ROUNDS, columns=(seen,), least=2, entry="")
    rows = ({"seen": ("yes", "TB", "2026-11-24")}, {"seen": ("yes", "TB", "")})
    assert still(marks, rows).startswith("1 of 2 held")
    assert "1 more occasion needed" in still(marks, rows)
    assert still(replace(marks, apart=False), rows) == ""
    assert still(replace(marks, least=None), ()) == "0 held."


def test_occasions_without_a_day_are_a_fault_of_the_form() -> None:
    bare = replace(ROUNDS, columns=ROUNDS.columns[:1])
    assert [one.setting for one in faults(form(bare))] == ["apart"]
    assert faults(form(ROUNDS)) == ()
