"""A planned session that passes is never forgotten: lived with a turned clock, on Today and on Due."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.domain.sessions import Plan, Reason, SessionState, Why
from app.pages import due, sessions, today
from tests.team import Team, filled


def planned(team: Team, *, days: int = 1, by: Actor | None = None) -> str:
    at = team.clock.now() + dt.timedelta(days=days)
    return team.house.sessions.plan(by or team.deputy, team.worker.person_id, at).value.id


def lines(team: Team, actor: Actor) -> list[str]:
    return [one.line.what for one in today.read(team.house, actor).asked]


def state(team: Team, session_id: str) -> SessionState:
    found = team.house.sessions.of(team.owner, team.worker.person_id)
    return next(one.state for one in found if one.id == session_id)


def test_a_session_that_passed_asks_every_day_first_its_leader_then_the_manager_too(team: Team) -> None:
    planned(team)
    assert lines(team, team.deputy) == []
    for day in range(1, 40):
        team.clock.turn(days=1)
        assert lines(team, team.deputy) == ["Wed 25 Nov 14:00  Supervision, Tomasz Birch"]
        assert bool(lines(team, team.owner)) is (day >= 8)
        assert lines(team, team.worker) == lines(team, team.leader) == []
    (cell,) = (row.cells[0] for row in due.read(team.house, team.owner).rows if row.name == "Tomasz Birch")
    assert "Wed 25 Nov: held?" in cell.text
    assert "Nobody has said yet what became of it." in cell.explained


def test_held_is_written_down_at_the_time_it_was_planned_and_then_asked_no_more(team: Team) -> None:
    session_id = planned(team)
    team.clock.turn(days=1, hours=2)
    sessions.held(team.house, team.deputy, session_id)
    (draft,) = team.house.records.drafts(team.deputy)
    assert draft.held_at == dt.datetime(2026, 11, 25, 14, tzinfo=dt.UTC)
    assert len(lines(team, team.deputy)) == 1
    written = team.house.writing.draft(team.deputy, draft.id)
    content = filled(written.form, written.record.content, "We talked.")
    team.house.writing.store(team.deputy, draft.id, content, written.record.revision)
    sealed = team.sign(team.house.writing.finish(team.deputy, draft.id).value)
    assert lines(team, team.deputy) == []
    (kept,) = team.house.sessions.of(team.owner, team.worker.person_id)
    assert (kept.state, kept.record_id) == (SessionState.HELD, sealed.id)


def test_a_draft_that_is_thrown_away_makes_no_session_held(team: Team) -> None:
    session_id = planned(team)
    team.clock.turn(days=2)
    sessions.held(team.house, team.deputy, session_id)
    (draft,) = team.house.records.drafts(team.deputy)
    team.house.writing.discard(team.deputy, draft.id)
    assert len(lines(team, team.deputy)) == 1
    sessions.held(team.house, team.deputy, session_id)
    assert len(team.house.records.drafts(team.deputy)) == 1


def test_of_two_sessions_that_passed_a_record_answers_for_one(team: Team) -> None:
    first, second = planned(team, days=1), planned(team, days=12)
    team.clock.turn(days=12, hours=1)
    team.sign(team.write(team.deputy, team.worker))
    assert (state(team, first), state(team, second)) == (SessionState.PLANNED, SessionState.HELD)
    assert len(lines(team, team.deputy)) == 1


def test_missed_and_moved_keep_their_reason_from_the_list_and_in_words(team: Team) -> None:
    session_id = planned(team)
    team.clock.turn(days=2)
    with pytest.raises(IncompleteError, match="Say why it was missed"):
        sessions.missed(team.house, team.deputy, session_id, sessions.reason("", " "))
    to = team.clock.now() + dt.timedelta(days=3)
    moved = sessions.moved(team.house, team.deputy, session_id, to, sessions.reason("sick", "flu"))
    assert moved.value == "Moved to Sun 29 Nov 2026."
    team.clock.turn(days=4)
    ((again, _),) = team.house.sessions.asked(team.deputy)
    sessions.missed(team.house, team.deputy, again.id, Reason(Why.SHORT_STAFFED))
    kept = [
        (s.state, s.because, s.sequence) for s in team.house.sessions.of(team.owner, team.worker.person_id)
    ]
    assert kept == [
        (SessionState.MOVED, "Off sick: flu", 0),
        (SessionState.MISSED, "Short of staff", 1),
    ]
    uids = {s.uid for s in team.house.sessions.of(team.owner, team.worker.person_id)}
    assert uids == {session_id}
    assert lines(team, team.deputy) == []


def test_a_miss_that_was_never_planned_has_its_reason_and_its_day(team: Team) -> None:
    team.clock.turn(weeks=10)
    (cell,) = (row.cells[0] for row in due.read(team.house, team.owner).rows if row.name == "Tomasz Birch")
    assert due.planned_session(team.house, team.owner, cell) == ""
    due.never_planned(team.house, team.owner, cell, Reason(Why.NOT_PLANNED, "the rota was late"))
    (kept,) = team.house.sessions.of(team.owner, team.worker.person_id)
    assert (kept.state, kept.because) == (SessionState.MISSED, "Nobody planned it: the rota was late")
    assert kept.planned_at.date() == cell.day
    months = team.house.schedule.months(team.owner, 3)[1]
    told = [mark.told for row in months for month in row.months for mark in month]
    assert any("Nobody planned it: the rota was late" in one for one in told)


def test_only_who_plans_it_or_leads_it_answers_for_it(team: Team) -> None:
    session_id = planned(team)
    for actor in (team.worker, team.leader, team.other):
        with pytest.raises(NotAllowedError):
            team.house.sessions.missed(actor, session_id, "No time.")
    assert state(team, session_id) is SessionState.PLANNED


def test_whoever_was_to_lead_it_is_asked_before_the_supervisor(team: Team) -> None:
    plan = Plan(
        person_id=team.worker.person_id,
        at=team.clock.now() + dt.timedelta(hours=1),
        kind=Kind.PRACTICE_SUPERVISION,
        led_by_id=team.leader.person_id,
    )
    team.house.sessions.plan_all(team.deputy, (plan,))
    team.clock.turn(hours=2)
    assert lines(team, team.leader) == ["Tue 24 Nov 15:00  Practice supervision, Tomasz Birch"]
    assert lines(team, team.deputy) == []
    with pytest.raises(NotAllowedError, match="does not lead supervision here"):
        team.house.sessions.plan_all(team.deputy, (replace(plan, kind=Kind.SUPERVISION),))


def agreed(team: Team, day: dt.date, time: str = "") -> str:
    """Seal a supervision in which the next meeting was agreed; return its number."""
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    content = filled(draft.form, draft.record.content, "We talked.")
    content = replace(content, next_on=day, next_time=time)
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision)
    return team.sign(team.house.writing.finish(team.deputy, draft.record.id).value).number


def test_the_next_meeting_agreed_plans_itself(team: Team) -> None:
    agreed(team, dt.date(2027, 1, 12), "10:30")
    ((session, person),) = team.house.sessions.next(team.deputy, days=90)
    assert (session.planned_at, person.name) == (
        dt.datetime(2027, 1, 12, 10, 30, tzinfo=dt.UTC),
        "Tomasz Birch",
    )
    assert session.led_by_id == team.deputy.person_id


def test_without_a_time_the_next_meeting_is_at_the_time_of_this_one(team: Team) -> None:
    agreed(team, dt.date(2027, 1, 12))
    ((session, _),) = team.house.sessions.next(team.deputy, days=90)
    assert session.planned_at == dt.datetime(2027, 1, 12, 14, tzinfo=dt.UTC)


def test_the_next_meeting_agreed_takes_the_place_of_the_one_planned_about_then(team: Team) -> None:
    session_id = planned(team, days=50)
    number = agreed(team, dt.date(2027, 1, 12), "10:30")
    old, new = team.house.sessions.of(team.owner, team.worker.person_id)
    if old.id != session_id:
        old, new = new, old
    assert (old.state, old.because) == (SessionState.MOVED, f"agreed in {number}")
    assert (new.uid, new.sequence, new.state) == (old.uid, 1, SessionState.PLANNED)


def test_a_meeting_on_paper_of_long_ago_asks_nothing_of_a_next_one_that_was_held(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    content = filled(draft.form, draft.record.content, "We talked.")
    content = replace(content, next_on=dt.date(2026, 11, 20), late_because="Paper")
    held = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)
    team.house.writing.store(team.deputy, draft.record.id, content, draft.record.revision, held_at=held)
    team.sign(team.house.writing.finish(team.deputy, draft.record.id).value)
    assert lines(team, team.deputy) == []
    assert [s.state for s in team.house.sessions.of(team.owner, team.worker.person_id)] == [SessionState.HELD]
