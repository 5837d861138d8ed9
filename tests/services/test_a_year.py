"""A year of a service under a turned clock: after each month Due and Today say what a hand would have written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.errors import NotAllowedError
from app.domain.kinds import Kind
from app.domain.moving import Change
from app.domain.people import Actor, Profile, Role
from app.domain.sessions import Reason, Why
from app.pages import due, today
from tests.services.test_failed_checks import SIX, seal
from tests.services.test_held import begun, put
from tests.team import Team


def on(team: Team, day: int, month: int, year: int = 2027) -> None:
    """Turn the clock to the afternoon of a day."""
    team.clock.moment = dt.datetime(year, month, day, 14, tzinfo=dt.UTC)


def row(team: Team, name: str) -> tuple[str, ...]:
    """Return what Due says of somebody: supervision, observation, medicines, appraisal."""
    page = due.read(team.house, team.owner)
    assert page.headings[1:5] == ("Supervision", "Observation", "Medicines competence", "Appraisal")
    return next(tuple(cell.text for cell in one.cells[:4]) for one in page.rows if one.name == name)


def asked(team: Team, actor: Actor) -> list[str]:
    """Return the sessions that Today asks somebody about."""
    return [one.line.what for one in today.read(team.house, actor).asked]


def told(team: Team, actor: Actor) -> list[str]:
    """Return what Today says must happen, with those somebody supervises and with themself.

    The records are open all year here, so nothing ever made a backup; that Today says so is left aside.
    """
    page = today.read(team.house, actor)
    own = [one.what for one in page.own if one.what != "The backups need you"]
    return [one.line.what for one in page.due] + own


def test_a_year_with_a_failed_check_a_missed_session_paper_time_away_a_leaver_and_a_return(
    team: Team,
) -> None:
    house, again = team.house, "not yet met, to be checked again: Medicines competence"
    seal(team, SIX)
    assert row(team, "Tomasz Birch")[2] == "✗ not yet, again in 14 days"
    assert told(team, team.owner) == told(team, team.deputy) == [f"Tomasz Birch – {again}"]
    assert told(team, team.worker) == [f"You – {again}"]

    on(team, 7, 12, 2026)
    seal(team, {})
    assert row(team, "Tomasz Birch") == ("✓ Tue 19 Jan", "✓ Mon 8 Mar", "✓ Mon 6 Dec", "✓ Tue 23 Nov")
    assert told(team, team.worker) == []

    at = dt.datetime(2027, 1, 12, 10, tzinfo=dt.UTC)
    session = house.sessions.plan(team.deputy, team.worker.person_id, at).value
    on(team, 13, 1)
    line = "Tue 12 Jan 10:00  Supervision, Tomasz Birch"
    assert (asked(team, team.deputy), asked(team, team.owner)) == ([line], [])
    assert row(team, "Tomasz Birch")[0] == "~ in 6 days · Tue 12 Jan: held?"
    on(team, 20, 1)
    assert asked(team, team.deputy) == asked(team, team.owner) == [line]
    house.sessions.missed(team.deputy, session.id, Reason(Why.SHORT_STAFFED))
    assert asked(team, team.deputy) == asked(team, team.owner) == []
    assert row(team, "Tomasz Birch")[0] == "~ 1 day late"

    on(team, 10, 2)
    by, record, content = begun(team, Kind.SUPERVISION)
    late = replace(content, late_because="Written on paper")
    put(team, by, record, late, dt.datetime(2027, 2, 2, 10, tzinfo=dt.UTC))
    team.sign(house.writing.finish(by, record.id).value)
    assert row(team, "Tomasz Birch")[0] == "✓ Tue 30 Mar", "eight weeks from the day on the paper"

    on(team, 1, 3)
    first, last = dt.date(2027, 3, 1), dt.date(2027, 5, 31)
    house.absences.note(team.owner, team.other.person_id, first, last, "Parental leave")
    assert row(team, "Chipo Maple") == ("‖ away",) * 4
    on(team, 1, 6)
    away = "✓ Wed 23 Feb"
    assert row(team, "Chipo Maple") == ("! 41 days late", "~ 6 days late", away, away), "92 days do not count"

    on(team, 2, 6)
    house.writing.start(team.deputy, Kind.COACHING, team.worker.person_id)
    house.moving.carry_out(team.owner, team.deputy.person_id, Change.LEAVES, {})
    assert {one.name for one in due.read(house, team.owner).rows} == {
        "Chipo Maple",
        "Priya Larch",
        "Tomasz Birch",
    }
    assert [one.number for one in house.records.drafts(team.owner)] == ["C-0001"]
    assert "Tomasz Birch’s supervision" in told(team, team.owner)
    with pytest.raises(NotAllowedError, match="has left the service"):
        today.read(house, team.deputy)

    on(team, 1, 9)
    profile = Profile(
        name="Dee Rowan",
        role=Role.DEPUTY,
        supervisor_id=team.owner.person_id,
        started_on=dt.date(2027, 9, 1),
    )
    assert house.people.come_back(team.owner, team.deputy.person_id, profile).value.code
    assert row(team, "Dee Rowan")[0] == "✓ Wed 29 Sep"
    of_tomasz = house.records.list(team.owner, about_id=team.worker.person_id)
    assert {one.number for one in of_tomasz} == {"C-0001", "S-0001", "O-0001", "O-0002"}
    led = {one.number for one in of_tomasz if one.led_by_id == team.deputy.person_id}
    assert led == {"S-0001"}, "what Dee led stays hers; what was begun is Ruth's"
    assert told(team, team.deputy) == [], "her people are with somebody else now"

    on(team, 24, 11)
    ends = "competence runs out: Medicines competence"
    assert f"You – {ends}" in told(team, team.worker)
    on(team, 7, 12)
    assert row(team, "Tomasz Birch")[2:] == ("! 1 day late", "! 14 days late")
    assert f"Tomasz Birch – {ends}" in told(team, team.owner)
    seal(team, {})
    assert row(team, "Tomasz Birch")[2] == "✓ Tue 5 Dec"
    assert f"You – {ends}" not in told(team, team.worker)
