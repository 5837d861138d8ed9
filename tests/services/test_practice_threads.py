"""A practice thread is begun, joined, printed and closed by those who lead practice, and read by its person."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from app.domain.errors import IncompleteError, NotAllowedError, StateError, TextError
from app.domain.kinds import Kind
from app.domain.practice import Linked, Thread
from app.domain.records import Choice, Response
from app.domain.signing import Part
from app.services.signing.turns import unchanged
from tests.services.test_practice_records import coach
from tests.storage.test_vault import vault_of
from tests.team import Team, filled


def thread(team: Team) -> Thread:
    """Begin a thread about the worker."""
    return team.house.practice.begin(
        team.leader, team.worker.person_id, "  Offering \n choices ", "choice"
    ).value


def test_a_thread_is_begun_about_one_skill_by_somebody_who_leads_practice(team: Team) -> None:
    practice, worker = team.house.practice, team.worker.person_id
    made = thread(team)
    assert (made.skill, made.begun_on, made.closed_on) == ("Offering choices", dt.date(2026, 11, 24), None)
    with pytest.raises(IncompleteError, match="Write which skill"):
        practice.begin(team.leader, worker, "  ", "choice")
    with pytest.raises(TextError):
        practice.begin(team.leader, worker, "x" * 500_001, "choice")
    for actor in (team.worker, team.other):
        with pytest.raises(NotAllowedError, match="leads practice here"):
            practice.begin(actor, worker, "Offering choices", "choice")
    with pytest.raises(NotAllowedError):
        practice.begin(team.leader, team.leader.person_id, "Offering choices", "choice")


def test_what_is_joined_can_be_taken_off_and_nothing_of_another_person_is_joined(team: Team) -> None:
    practice, made, record = team.house.practice, thread(team), coach(team)
    practice.link(team.leader, made.id, Linked.RECORD, record.id)
    (line,) = practice.lines(team.worker, team.worker.person_id)
    assert [(step.ref, step.symbol, step.word) for step in line.steps] == [(record.id, "◆", "Coaching")]
    practice.unlink(team.leader, made.id, Linked.RECORD, record.id)
    (line,) = practice.lines(team.worker, team.worker.person_id)
    assert line.steps == ()
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.other.person_id).value.record
    with pytest.raises(NotAllowedError, match="cannot be joined"):
        practice.link(team.leader, made.id, Linked.RECORD, draft.id)
    with pytest.raises(NotAllowedError):
        practice.unlink(team.worker, made.id, Linked.RECORD, record.id)


def test_a_thread_is_closed_and_opened_again(team: Team) -> None:
    practice, made = team.house.practice, thread(team)
    assert practice.close(team.leader, made.id).value.closed_on == dt.date(2026, 11, 24)
    (line,) = practice.lines(team.worker, team.worker.person_id)
    assert (line.thread.closed_on, line.suggested) == (dt.date(2026, 11, 24), ())
    assert practice.close(team.leader, made.id, closed=False).value.closed_on is None
    with pytest.raises(NotAllowedError):
        practice.close(team.worker, made.id)


def test_a_thread_is_printed_for_those_who_may_see_it(team: Team, tmp_path: Path) -> None:
    practice, made, record = team.house.practice, thread(team), coach(team)
    practice.link(team.leader, made.id, Linked.RECORD, record.id)
    file = practice.thread_pdf(team.worker, made.id, tmp_path / "thread.pdf")
    with pikepdf.open(file) as pdf:
        assert "Offering choices – Tomasz Birch" in str(pdf.docinfo.get("/Title", ""))
    with pytest.raises(NotAllowedError):
        practice.thread_pdf(team.other, made.id, tmp_path / "other.pdf")
    assert not (tmp_path / "other.pdf").exists()


def test_the_side_of_the_page_tells_what_was_missed_to_those_who_may_know(team: Team) -> None:
    worker, now = team.worker.person_id, team.clock.now()
    session = team.house.sessions.plan(team.deputy, worker, now + dt.timedelta(days=1)).value
    team.clock.turn(days=2)
    team.house.sessions.move(team.deputy, session.id, now + dt.timedelta(days=9), "She was at a funeral.")
    since = team.house.writing.start(team.deputy, Kind.SUPERVISION, worker).value.since
    assert since[:2] == ("No supervision is recorded yet", "No supervision agreement is signed yet")
    assert since[2] == "Moved from Wed 25 Nov 2026: She was at a funeral."
    since = team.house.writing.start(team.leader, Kind.PRACTICE_SUPERVISION, worker).value.since
    assert since == ("No practice supervision is recorded yet",)


def test_a_long_praise_is_cut_between_words_on_the_agenda(team: Team) -> None:
    draft = team.house.writing.start(team.leader, Kind.COACHING, team.worker.person_id).value
    words = "You waited, and she chose the blue cup herself. " * 4
    content = filled(draft.form, draft.record.content, words)
    content = replace(content, answers={**content.answers, "log.happened": words, "log.noticed": "praise"})
    team.house.writing.store(team.leader, draft.record.id, content, draft.record.revision)
    team.house.writing.save(team.leader, draft.record.id)
    begun = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    told = begun.record.content.agenda[0].text.removeprefix("Praise, Tue 24 Nov: ")
    assert told.endswith(" …")
    assert len(told) <= 120
    assert words.startswith(told[:-2])


def test_both_people_ask_whose_turn_it_is_and_nobody_else(team: Team) -> None:
    record, signing = team.write(team.deputy, team.worker), team.house.signing
    turn = signing.ask(team.worker, record.id)
    assert (turn.part, turn.pdf, turn.statement) == (Part.WORKER, None, "")
    signing.respond(team.worker, record.id, Response(choice=Choice.AGREE))
    turn = signing.ask(team.deputy, record.id)
    assert turn.statement == "I have read this record and I agree with it."
    assert turn.pdf is not None
    for actor in (team.owner, team.leader, team.other):
        with pytest.raises(NotAllowedError, match="Only the two people"):
            signing.ask(actor, record.id)
    done = signing.ask(team.worker, team.sign(record).id)
    assert (done.part, done.signer, done.statement) == (None, None, "")


def test_a_record_that_changed_while_its_pdf_was_made_is_refused(team: Team) -> None:
    record = team.write(team.deputy, team.worker)
    draft = team.house.writing.reopen(team.deputy, record.id).value.record
    team.house.writing.store(team.deputy, draft.id, draft.content, draft.revision)
    with vault_of(team).read() as work, pytest.raises(StateError, match="Read it again"):
        unchanged(work, record)
