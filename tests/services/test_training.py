"""Training is noted, stands in the matrix until it runs out, and is then asked for of whoever it is about."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.practice import Purpose
from app.domain.training import Course
from app.services.competence import Wanted
from tests.team import Team

TODAY = dt.date(2026, 11, 24)


def fire(done_on: dt.date = TODAY, expires_on: dt.date | None = None) -> Course:
    return Course(title="Fire safety", area="", done_on=done_on, expires_on=expires_on)


def ending(team: Team) -> list[Wanted]:
    """Return the training that runs out, as the deputy is told of it."""
    wanted = team.house.competence.wanted(team.deputy)
    return [one for one in wanted if one.requirement.purpose is Purpose.TRAINING_ENDS]


def test_training_is_noted_for_several_at_once_and_read_by_those_who_see_the_person(team: Team) -> None:
    service, who = team.house.training, (team.worker.person_id, team.other.person_id)
    service.note(team.owner, (*who, who[0]), fire())
    service.note(
        team.leader, who[:1], Course(title=" Hoist ", area="moving", done_on=TODAY.replace(day=25, month=10))
    )
    assert [one.training.title for one in service.of(team.worker, who[0])] == ["Fire safety", "Hoist"]
    assert [one.training.title for one in service.of(team.owner, who[1])] == ["Fire safety"]
    with pytest.raises(NotAllowedError, match="cannot see"):
        service.of(team.other, who[0])


def test_nobody_s_training_is_noted_by_a_worker_nor_anybody_s_when_one_of_several_is_refused(
    team: Team,
) -> None:
    service, worker = team.house.training, team.worker.person_id
    with pytest.raises(NotAllowedError, match="leads their practice"):
        service.note(team.worker, (worker,), fire())
    with pytest.raises(NotAllowedError):
        service.note(team.deputy, (worker, team.deputy.person_id), fire())
    with pytest.raises(IncompleteError, match="who did it"):
        service.note(team.deputy, (), fire())
    assert service.of(team.worker, worker) == ()


def test_training_that_runs_out_is_told_eight_weeks_before_and_stays_until_it_is_done_again(
    team: Team,
) -> None:
    team.house.training.note(team.deputy, (team.worker.person_id,), fire(expires_on=dt.date(2027, 3, 1)))
    assert ending(team) == []
    team.clock.turn(days=50)
    (soon,) = ending(team)
    assert (soon.title, soon.owner) == ("Training runs out: Fire safety", "Dee Rowan")
    team.clock.turn(days=60)
    (late,) = ending(team)
    assert (late.mark, late.requirement.due_on) == ("! late", dt.date(2027, 3, 1))
    done_on = dt.date(2027, 3, 10)
    team.house.training.note(team.deputy, (team.worker.person_id,), fire(done_on, dt.date(2028, 3, 10)))
    assert ending(team) == []


def test_training_that_ran_out_is_no_observation_that_is_due(team: Team) -> None:
    before = team.house.schedule.due(team.owner, Kind.OBSERVATION)
    team.house.training.note(
        team.deputy, (team.worker.person_id,), fire(dt.date(2025, 1, 1), dt.date(2026, 1, 1))
    )
    assert [one.mark for one in ending(team)] == ["! late"]
    assert team.house.schedule.due(team.owner, Kind.OBSERVATION) == before


def test_training_noted_by_mistake_is_taken_off_with_its_reason_and_what_it_asked_for(team: Team) -> None:
    service, worker = team.house.training, team.worker.person_id
    course = Course(title="Hoist", area="moving", done_on=TODAY, check_by=TODAY)
    (noted,) = service.note(team.leader, (worker,), course).value
    assert [one.requirement.purpose for one in team.house.competence.wanted(team.worker)] == [
        Purpose.TRAINING
    ]
    with pytest.raises(IncompleteError, match="Say why"):
        service.take_off(team.leader, noted.id, " ")
    with pytest.raises(NotAllowedError):
        service.take_off(team.worker, noted.id, "It was not me")
    service.take_off(team.leader, noted.id, "Noted twice")
    assert service.of(team.worker, worker) == ()
    assert team.house.competence.wanted(team.worker) == ()
    assert service.matrix(team.owner).subjects == ()


def test_the_matrix_holds_whom_one_leads_and_each_subject_once(team: Team) -> None:
    service = team.house.training
    service.note(team.owner, (team.worker.person_id,), fire(expires_on=dt.date(2027, 1, 1)))
    service.note(team.owner, (team.other.person_id,), Course(title="FIRE  safety", done_on=TODAY))
    matrix = service.matrix(team.owner)
    assert [one.casefold() for one in matrix.subjects] == ["fire safety"]
    cells = {row.person.name: row.cells[0] for row in matrix.rows}
    assert cells["Dee Rowan"] is None
    assert [cells[name] is not None for name in ("Tomasz Birch", "Chipo Maple")] == [True, True]
    assert [row.person.name for row in service.matrix(team.deputy).rows] == ["Priya Larch", "Tomasz Birch"]
    with pytest.raises(NotAllowedError):
        service.matrix(team.worker)


def test_training_that_runs_out_comes_up_on_the_agenda_once(team: Team) -> None:
    team.house.training.note(
        team.deputy, (team.worker.person_id,), fire(dt.date(2025, 12, 1), dt.date(2026, 12, 1))
    )
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    told = [one.text for one in draft.content.agenda if "Fire safety" in one.text]
    assert told == ["Training runs out on Tue 1 Dec 2026: Fire safety"]
