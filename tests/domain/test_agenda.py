"""What a meeting takes over from those before it."""

from __future__ import annotations

import json
from dataclasses import replace

from app.domain.agenda import left_over, noted
from app.domain.content import AgendaPoint, Became, Content, Source
from app.domain.drafting import Noted
from app.domain.forms import AnsweredBy, Field, FieldType, Form, Section, Step
from app.domain.kinds import Kind


def point(key: str, became: Became | None = None, source: Source = Source.WORKER) -> AgendaPoint:
    """Return a point of an agenda."""
    because = "Mended." if became is Became.DROPPED else ""
    return AgendaPoint(id=key, text=key, source=source, became=became, because=because)


def test_only_what_was_talked_about_or_dropped_does_not_come_up_again() -> None:
    agenda = (
        point("unsaid"),
        point("talked", Became.TALKED),
        point("later", Became.NEXT_TIME),
        point("dropped", Became.DROPPED),
    )
    again = left_over([Content(agenda=agenda)])
    assert [one.text for one in again] == ["Left over: unsaid", "Left over: later"]
    assert {(one.source, one.became, one.because) for one in again} == {(Source.CARRIED, None, "")}
    assert [one.text for one in left_over([Content(agenda=again)])] == [one.text for one in again]


def test_a_point_nobody_ticked_comes_up_again_even_when_nothing_at_all_was_ticked() -> None:
    assert [one.id for one in left_over([Content(agenda=(point("a"), point("b")))])] == ["a", "b"]


def test_the_newest_meeting_that_had_a_point_says_what_became_of_it() -> None:
    older, newer = Content(agenda=(point("a"), point("b"))), Content(agenda=(point("a", Became.TALKED),))
    assert [one.id for one in left_over([newer, older])] == ["b"]
    assert [one.id for one in left_over([older, newer])] == ["a", "b"]


def test_the_same_words_come_up_once_and_the_newest_says_what_became_of_them() -> None:
    older, newer = (replace(point(key), text="Coaching since last time: 1") for key in ("older", "newer"))
    assert [one.id for one in left_over([Content(agenda=(newer,)), Content(agenda=(older,))])] == ["newer"]
    talked = replace(newer, became=Became.TALKED)
    assert left_over([Content(agenda=(talked,)), Content(agenda=(older,))]) == ()


def test_what_comes_up_by_itself_and_the_parts_of_the_form_are_not_left_over() -> None:
    agenda = tuple(point(one.value, source=one) for one in (Source.SECTION, Source.ACTION, Source.DUE))
    assert left_over([Content(agenda=agenda)]) == ()


def test_a_point_of_an_older_record_is_read_and_written_as_it_was() -> None:
    raw = {"id": "1", "ref": "", "source": "worker", "talked": True, "text": "Asked"}
    assert AgendaPoint.read(raw).became is Became.TALKED
    assert AgendaPoint.read(raw).as_dict() == raw
    assert AgendaPoint.read({**raw, "talked": False}).as_dict() == {**raw, "talked": False}
    dropped = point("d", Became.DROPPED)
    assert AgendaPoint.read(json.loads(json.dumps(dropped.as_dict()))) == dropped


def test_lines_of_praise_and_concern_are_found_in_any_words_but_for_sensitive_ones() -> None:
    def asked(key: str, *, sensitive: bool = False) -> Field:
        return Field(id=key, label=key, type=FieldType.LONG, answered_by=AnsweredBy.BOTH, sensitive=sensitive)

    section = Section(
        id="s", title="S", step=Step.TALK, fields=(asked("open"), asked("hidden", sensitive=True))
    )
    form = Form(id="f", version=1, kind=Kind.DEBRIEF, title="F", intro="", sections=(section,))
    words = "We met.\nPraise: Offered two cups.\nConcern:\nConcern: The hoist."
    content = Content(answers={"s.open": words, "s.hidden": "Concern: private"})
    assert noted(form, content) == ((Noted.PRAISE, "Offered two cups."), (Noted.CONCERN, "The hoist."))
    marked = Content(answers=content.answers, sensitive=frozenset({"s"}))
    assert noted(form, marked) == ()
