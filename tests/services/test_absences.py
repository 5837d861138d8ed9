"""Time away has a first day, a last day and a reason; it begins and ends by itself and stops the clock meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, replace

import pytest

from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.kinds import Kind
from app.domain.moving import Change
from app.domain.people import Profile, Standing
from app.domain.schedule import DueState
from app.pages import due
from tests.team import Team

TODAY = dt.date(2026, 11, 24)


def standing(team: Team) -> tuple[Standing, dt.date | None]:
    person = team.house.people.get(team.owner, team.worker.person_id)
    return person.standing, person.away_until


def away(team: Team, begins: int, ends: int | None, reason: str = "Holiday") -> str:
    """Write down time away by days from today."""
    last = None if ends is None else TODAY + dt.timedelta(days=ends)
    noted = team.house.absences.note(
        team.owner, team.worker.person_id, TODAY + dt.timedelta(days=begins), last, reason
    )
    return noted.value.id


def supervision(team: Team) -> tuple[DueState, dt.date | None]:
    cells = team.house.schedule.due(team.owner, Kind.SUPERVISION)
    return next((one.state, one.due_on) for one in cells if one.person_id == team.worker.person_id)


def test_time_away_that_is_planned_begins_and_ends_by_itself(team: Team) -> None:
    away(team, 2, 5)
    seen = []
    for _ in range(8):
        seen.append(standing(team)[0])
        team.clock.turn(days=1)
    here, gone = Standing.ACTIVE, Standing.AWAY
    assert seen == [here, here, gone, gone, gone, gone, here, here]


def test_while_somebody_is_away_nothing_is_due_and_afterwards_the_days_are_added(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    _, before = supervision(team)
    assert before is not None
    away(team, 3, 12)
    team.clock.turn(days=5)
    assert supervision(team) == (DueState.AWAY, None)
    assert standing(team) == (Standing.AWAY, TODAY + dt.timedelta(days=12))
    team.clock.turn(days=10)
    assert supervision(team)[1] == before + dt.timedelta(days=10)


def test_past_time_away_can_be_written_down_later_and_counts(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    team.clock.turn(days=30)
    _, before = supervision(team)
    away(team, 5, 18, "Sick")
    assert standing(team)[0] is Standing.ACTIVE
    assert before is not None
    assert supervision(team)[1] == before + dt.timedelta(days=14)


def test_time_away_without_an_end_lasts_until_one_is_written(team: Team) -> None:
    absence = away(team, -3, None)
    team.clock.turn(days=100)
    assert standing(team) == (Standing.AWAY, None)
    worker, begins, ends = team.worker.person_id, TODAY - dt.timedelta(days=3), TODAY + dt.timedelta(days=50)
    team.house.absences.note(team.owner, worker, begins, ends, "", absence)
    assert standing(team) == (Standing.ACTIVE, None)
    team.house.absences.remove(team.owner, absence)
    assert team.house.absences.of(team.owner, worker) == ()


@pytest.mark.parametrize(("begins", "ends"), [(3, 2), (0, 0), (-2, 1), (5, 9), (-9, None)])
def test_days_that_cannot_be_are_refused(team: Team, begins: int, ends: int | None) -> None:
    away(team, 0, 5)
    with pytest.raises(IncompleteError):
        away(team, begins, ends)


def test_time_beside_other_time_away_is_kept(team: Team) -> None:
    away(team, 0, 5)
    away(team, 6, None)
    away(team, -4, -1)
    assert len(team.house.absences.of(team.owner, team.worker.person_id)) == 3


def test_only_the_manager_writes_it_and_only_those_concerned_read_it(team: Team) -> None:
    away(team, 0, 5, "An operation")
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.absences.note(actor, team.worker.person_id, TODAY, None, "")
    for actor in (team.leader, team.other):
        with pytest.raises(NotAllowedError):
            team.house.absences.of(actor, team.worker.person_id)
    for actor in (team.owner, team.deputy, team.worker):
        (one,) = team.house.absences.of(actor, team.worker.person_id)
        assert one.reason == "An operation"


def test_time_away_that_is_taken_back_on_the_same_day_leaves_nothing_and_who_is_here_cannot_come_back(
    team: Team,
) -> None:
    people = team.house.people
    worker = people.get(team.owner, team.worker.person_id)
    profile = Profile(**{f.name: getattr(worker, f.name) for f in fields(Profile)})
    people.change(team.owner, worker.id, replace(profile, standing=Standing.AWAY))
    away_now = {cell.text for row in due.read(team.house, team.owner).rows for cell in row.cells}
    assert any(DueState.AWAY.word in text for text in away_now)
    people.change(team.owner, worker.id, profile)
    assert team.house.absences.of(team.owner, worker.id) == ()
    with pytest.raises(StateError, match="works here already"):
        people.come_back(team.owner, worker.id, profile)


def test_who_has_left_is_chosen_as_nobody_s_supervisor(team: Team) -> None:
    people, leaver = team.house.people, team.deputy.person_id
    team.house.moving.carry_out(team.owner, leaver, Change.LEAVES, {})
    worker = people.get(team.owner, team.other.person_id)
    profile = Profile(**{f.name: getattr(worker, f.name) for f in fields(Profile)})
    people.change(team.owner, worker.id, replace(profile, supervisor_id=team.owner.person_id))
    with pytest.raises(IncompleteError, match="Dee Rowan has left"):
        people.change(team.owner, worker.id, replace(profile, supervisor_id=leaver))


def test_time_away_without_a_first_day_is_not_written(team: Team) -> None:
    with pytest.raises(IncompleteError, match="first day away"):
        team.house.absences.note(team.owner, team.worker.person_id, None, None, "Holiday")
    assert team.house.absences.of(team.owner, team.worker.person_id) == ()
