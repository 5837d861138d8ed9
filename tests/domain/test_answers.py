"""Answers are read in one way, content keeps its bytes, and what is missing is named."""

from __future__ import annotations

import datetime as dt
import json
import string
from dataclasses import replace

import pytest
from hypothesis import given as given_
from hypothesis import strategies as st

from app.domain.actions import ActionAnswer, Answered, NewAction
from app.domain.answers import MOST_CHARACTERS, answered, check_text, chosen, given, prose, shown
from app.domain.completing import check_complete, missing
from app.domain.content import AgendaPoint, Became, Content, Sample, Source, canonical
from app.domain.errors import IncompleteError, TextError
from app.domain.forms import Field, FieldType, Form, Option, Section, Step
from app.domain.kinds import Kind

OPTIONS = (Option(id="a", label="First"), Option(id="b", label="Second"))


def question(kind: FieldType, **more: object) -> Field:
    """Return a question of a type."""
    options = OPTIONS if kind in {FieldType.CHOICE, FieldType.MULTI, FieldType.SCALE} else ()
    return replace(Field(id="q", label="Question", type=kind, options=options), **more)  # type: ignore[arg-type]


def form(*fields: Field) -> Form:
    """Return a form with one section."""
    section = Section(id="s", title="Part", step=Step.TALK, fields=fields)
    return Form(id="f", version=1, kind=Kind.SUPERVISION, title="Form", sections=(section,))


@pytest.mark.parametrize(
    ("kind", "answer", "read"),
    [
        (FieldType.SHORT, "  Tea at four ", "Tea at four"),
        (FieldType.LONG, "One\nTwo", "One\nTwo"),
        (FieldType.LONG, "yes", "yes"),
        (FieldType.CHOICE, "b", "Second"),
        (FieldType.SCALE, "a", "First"),
        (FieldType.CHOICE, "gone", "gone"),
        (FieldType.MULTI, ("b", "a"), "Second, First"),
        (FieldType.MULTI, (), ""),
        (FieldType.MULTI, ("a", "gone", ""), "First, gone"),
        (FieldType.YES_NO, "yes", "Yes"),
        (FieldType.YES_NO, "no", "No"),
        (FieldType.YES_NO, "na", "Does not apply"),
        (FieldType.YES_NO, "perhaps", "perhaps"),
        (FieldType.DURATION, "45", "45 minutes"),
        (FieldType.DURATION, "1", "1 minute"),
        (FieldType.DURATION, "an hour", "an hour"),
        (FieldType.DURATION, "", ""),
        (FieldType.DATE, "2026-12-01", "Tue 1 Dec 2026"),
        (FieldType.DATE, "soon", "soon"),
        (FieldType.DATE, "", ""),
        (FieldType.SHORT, "", ""),
    ],
)
def test_an_answer_is_read_in_one_way(kind: FieldType, answer: str | tuple[str, ...], read: str) -> None:
    assert shown(question(kind), answer) == read


@pytest.mark.parametrize(("answer", "is_given"), [("", False), (" \n", False), ("x", True), ((), False),
                                                   (("",), False), (("a",), True)])  # fmt: skip
def test_space_is_no_answer(answer: str | tuple[str, ...], *, is_given: bool) -> None:
    assert given(answer) is is_given


def test_only_words_of_ones_own_are_prose() -> None:
    assert prose(question(FieldType.LONG), "yes") == "yes"
    assert prose(question(FieldType.SHORT), "At tea") == "At tea"
    for kind in set(FieldType) - {FieldType.LONG, FieldType.SHORT}:
        assert prose(question(kind), "a") == ""
    assert prose(question(FieldType.LONG), ("a",)) == ""


def test_the_chosen_option_is_found_by_its_id() -> None:
    assert chosen(question(FieldType.CHOICE), "b") == OPTIONS[1]
    assert chosen(question(FieldType.CHOICE), "Second") is None


def test_what_was_answered_comes_in_the_order_of_the_form() -> None:
    made = form(question(FieldType.SHORT, id="one"), question(FieldType.YES_NO, id="two"))
    found = list(answered(made, {"s.two": "no", "s.one": "Words", "s.gone": "x"}))
    assert [(key, section.id, field.id, text) for key, section, field, text in found] == [
        ("s.one", "s", "one", "Words"),
        ("s.two", "s", "two", "No"),
    ]
    assert list(answered(made, {"s.one": " "})) == []


def test_a_text_of_the_most_letters_is_kept_and_one_more_is_refused_whole() -> None:
    check_text("What", "x" * MOST_CHARACTERS)
    with pytest.raises(
        TextError,
        match=r"“What” holds 500,001 characters; the most is 500,000\. What you typed is still in the box\. ",
    ):
        check_text("What", "x" * (MOST_CHARACTERS + 1))


WORDS = st.text(string.printable, max_size=12)
POINTS = st.builds(
    AgendaPoint,
    id=WORDS,
    text=WORDS,
    source=st.sampled_from([*Source, *Kind]),
    ref=WORDS,
    became=st.none() | st.sampled_from(Became),
    because=st.text(max_size=5),
)
CONTENTS = st.builds(
    Content,
    answers=st.dictionaries(WORDS, st.one_of(WORDS, st.lists(WORDS, max_size=3).map(tuple)), max_size=4),
    sensitive=st.frozensets(WORDS, max_size=3),
    agenda=st.lists(POINTS, max_size=3).map(tuple),
    old_actions=st.lists(
        st.builds(
            ActionAnswer,
            action_id=WORDS,
            what=WORDS,
            choice=st.one_of(st.none(), st.sampled_from(Answered)),
            note=WORDS,
            due_on=st.one_of(st.none(), st.dates()),
        ),
        max_size=2,
    ).map(tuple),
    new_actions=st.lists(
        st.builds(
            NewAction,
            id=WORDS,
            what=WORDS,
            owner_id=WORDS,
            due_on=st.one_of(st.none(), st.dates()),
            how_we_will_know=WORDS,
        ),
        max_size=2,
    ).map(tuple),
    minutes=st.one_of(st.none(), st.integers(0, 900)),
    place=WORDS,
    next_on=st.one_of(st.none(), st.dates()),
    notes=st.dictionaries(WORDS, WORDS, max_size=2),
    samples=st.lists(
        st.builds(
            Sample, second=st.integers(0, 9000), person=WORDS, codes=st.lists(WORDS, max_size=2).map(tuple)
        ),
        max_size=2,
    ).map(tuple),
    attendees=st.lists(WORDS, max_size=3).map(tuple),
)


@given_(CONTENTS)
def test_content_comes_back_from_its_text_as_it_was(content: Content) -> None:
    again = Content.from_json(content.to_json())
    assert again == content
    assert again.to_json() == content.to_json()


def test_the_bytes_of_content_are_those_that_were_always_hashed() -> None:
    content = Content(
        answers={"practice.gone_well": "Łucja", "log.about": ("choice",)},
        sensitive=frozenset({"b", "a"}),
        agenda=(
            AgendaPoint(id="1", text="Asked", source=Source.WORKER, ref="r", became=Became.TALKED),
            AgendaPoint(id="2", text="Tried", source=Kind.COACHING),
        ),
        old_actions=(
            ActionAnswer(
                action_id="x", what="Cups", choice=Answered.DROP, note="n", due_on=dt.date(2026, 12, 1)
            ),
        ),
        new_actions=(NewAction(id="n", what="Tea", owner_id="o", due_on=None, how_we_will_know="seen"),),
        minutes=40,
        place="Office",
        next_on=dt.date(2027, 1, 5),
        notes={"k": "v"},
        samples=(Sample(second=60, person="KM", codes=("social",)),),
        attendees=("p",),
    )
    assert content.to_json() == (
        '{"agenda":[{"id":"1","ref":"r","source":"worker","talked":true,"text":"Asked"},'
        '{"id":"2","ref":"","source":"coaching","talked":false,"text":"Tried"}],'
        '"answers":{"log.about":["choice"],"practice.gone_well":"Łucja"},"attendees":["p"],"minutes":40,'
        '"new_actions":[{"due_on":null,"how_we_will_know":"seen","id":"n","owner_id":"o","what":"Tea"}],'
        '"next_on":"2027-01-05","notes":{"k":"v"},'
        '"old_actions":[{"action_id":"x","choice":"drop","due_on":"2026-12-01","note":"n","what":"Cups"}],'
        '"place":"Office","samples":[{"codes":["social"],"person":"KM","second":60}],"sensitive":["a","b"]}'
    )


def test_content_kept_before_notes_samples_and_groups_is_read() -> None:
    raw = json.loads(Content(place="Office").to_json())
    for late in ("notes", "samples", "attendees"):
        del raw[late]
    assert Content.from_json(json.dumps(raw)) == Content(place="Office")


def test_an_agenda_point_says_the_kind_of_record_it_came_from_or_what_else_brought_it_up() -> None:
    assert Source.read("carried") is Source.CARRIED
    assert Source.read("coaching") is Kind.COACHING
    with pytest.raises(ValueError, match="nowhere"):
        Source.read("nowhere")


def test_no_source_has_the_value_of_a_kind() -> None:
    assert {source.value for source in Source}.isdisjoint(kind.value for kind in Kind)


def test_points_of_an_agenda_leave_out_sections_and_blanks() -> None:
    said = AgendaPoint(id="1", text="The rota", source=Source.SUPERVISOR)
    blank, section = replace(said, text=" "), replace(said, source=Source.SECTION)
    assert Content(agenda=(blank, said, section)).points == (said,)


def test_a_broken_character_is_refused_in_words() -> None:
    with pytest.raises(TextError, match="a character in it is broken"):
        canonical({"text": "\ud800"})


def test_each_thing_that_is_missing_is_named_under_its_own_key() -> None:
    made = form(question(FieldType.LONG, mandatory=True), question(FieldType.LONG, id="free"))
    content = Content(
        answers={"s.q": " "},
        old_actions=(
            ActionAnswer(action_id="1", what="Cups"),
            ActionAnswer(action_id="2", what="Rota", choice=Answered.DROP, note=" "),
            ActionAnswer(action_id="3", what="Hoist", choice=Answered.DROP, note="Sold"),
            ActionAnswer(action_id="4", what="Tea", choice=Answered.DONE),
        ),
        new_actions=(
            NewAction(id="5", what="Ring", owner_id="o"),
            NewAction(id="6", what="Write", due_on=dt.date(2026, 12, 1)),
            NewAction(id="7", what="Walk", owner_id="o", due_on=dt.date(2026, 12, 1)),
            NewAction(id="8", what="  "),
        ),
    )
    assert missing(made, content) == {
        "s.q": "Answer “Question” – one sentence is enough.",
        "action.1": "Say what happened with “Cups”.",
        "action.2": "Say why “Rota” is dropped.",
        "new_action.5": "Say who will do “Ring” and by when.",
        "new_action.6": "Say who will do “Write” and by when.",
    }


def test_a_mandatory_question_with_options_needs_one_of_them() -> None:
    made = form(question(FieldType.MULTI, mandatory=True))
    assert list(missing(made, Content(answers={"s.q": ()}))) == ["s.q"]
    assert missing(made, Content(answers={"s.q": ("a",)})) == {}


def test_a_draft_that_lacks_something_says_how_much() -> None:
    one = form(question(FieldType.LONG, mandatory=True))
    two = form(question(FieldType.LONG, mandatory=True), question(FieldType.LONG, id="r", mandatory=True))
    with pytest.raises(
        IncompleteError,
        match=r"^Before you read it back, one thing still needs an answer\. Your draft is saved\.$",
    ) as told:
        check_complete(one, Content())
    assert set(told.value.fields) == {"s.q"}
    with pytest.raises(
        IncompleteError,
        match=r"^Before you read it back, 2 things still need an answer\. Your draft is saved\.$",
    ):
        check_complete(two, Content())
    check_complete(one, Content(answers={"s.q": "Said"}))
