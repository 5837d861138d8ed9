"""Somebody stands in for a supervisor who is away: from a day until a day, and the access table counts them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role
from app.domain.records import Choice, RecordState, Response
from app.domain.signing import Mark, Part
from app.pages import person, places, standing_in, today
from tests.services.test_roles import PIN, joins
from tests.team import PINS, Team, filled

FIRST, LAST = dt.date(2026, 11, 25), dt.date(2026, 12, 4)


@dataclass
class Covered:
    """A team in which Grace, a team leader, stands in for Dee from tomorrow on."""

    team: Team
    grace: Actor
    id: str


@pytest.fixture
def covered(team: Team) -> Covered:
    """Return the team with somebody who stands in for the deputy."""
    grace = joins(team, "Grace Sorbus", Role.TEAM_LEADER, team.owner.person_id)
    named = team.house.standing_in.begin(team.owner, team.deputy.person_id, grace.person_id, FIRST, LAST)
    return Covered(team, grace, named.value.id)


def test_who_stands_in_supervises_on_those_days_and_only_then(covered: Covered) -> None:
    team, house, grace = covered.team, covered.team.house, covered.grace
    worker = team.worker.person_id
    before = team.sign(team.write(team.deputy, team.worker))
    with pytest.raises(NotAllowedError):
        house.writing.start(grace, Kind.SUPERVISION, worker)
    assert house.records.list(grace) == ()
    house.sessions.plan(team.deputy, worker, team.clock.now() + dt.timedelta(days=2))
    team.clock.turn(days=3)
    assert today.read(house, grace).own[0].what == "You stand in for Dee Rowan"
    assert [line.line.what for line in today.read(house, grace).asked] != []
    assert "Tomasz Birch" in {one.name for one in house.schedule.due(grace)}
    assert "Chipo Maple" not in {one.name for one in house.schedule.due(grace)}
    assert [one.id for one in house.records.list(grace)] == [before.id]
    draft = house.writing.start(grace, Kind.SUPERVISION, worker).value
    content = filled(draft.form, draft.record.content, "We looked at the rota.")
    house.writing.store(grace, draft.record.id, content, draft.record.revision)
    ready = house.writing.finish(grace, draft.record.id).value
    house.signing.respond(grace, ready.id, Response(choice=Choice.AGREE))
    house.signing.sign(ready.id, Part.WORKER, worker, PINS["Tomasz Birch"], Mark(typed="Tomasz Birch"))
    team.clock.turn(days=10)
    assert all(line.what != "You stand in for Dee Rowan" for line in today.read(house, grace).own)
    assert {one.name for one in house.schedule.due(grace)} == set()
    with pytest.raises(NotAllowedError):
        house.writing.start(grace, Kind.SUPERVISION, worker)
    done = house.signing.sign(
        ready.id, Part.SUPERVISOR, grace.person_id, PIN, Mark(typed="Grace Sorbus")
    ).value
    assert done.record.state is RecordState.SEALED
    assert [one.id for one in house.records.list(grace)] == [done.record.id], "what they led, nothing else"


def test_the_page_of_a_worker_says_who_stands_in_today(covered: Covered) -> None:
    team, worker = covered.team, covered.team.worker.person_id
    assert person.read(team.house, team.owner, worker).job.endswith("supervisor: Dee Rowan")
    team.clock.turn(days=2)
    said = "supervisor: Dee Rowan (Grace Sorbus standing in)"
    assert person.read(team.house, team.owner, worker).job.endswith(said)
    offered = person.read(team.house, team.owner, team.deputy.person_id).manage
    assert places.StandingIn(person_id=team.deputy.person_id) in [one.place for one in offered]
    assert all(
        not isinstance(one.place, places.StandingIn)
        for one in person.read(team.house, team.owner, worker).manage
    )


def test_one_is_ended_at_any_time_and_one_that_never_began_never_was(covered: Covered) -> None:
    team, house, deputy = covered.team, covered.team.house, covered.team.deputy.person_id
    team.clock.turn(days=3)
    standing_in.end(house, team.owner, deputy, covered.id)
    with pytest.raises(NotAllowedError):
        house.writing.start(covered.grace, Kind.SUPERVISION, team.worker.person_id)
    (line,) = standing_in.read(house, team.owner, deputy).lines
    assert (line.text, line.chip.word) == ("Grace Sorbus, Wed 25 Nov 2026 to Thu 26 Nov 2026", "over")
    assert not line.may_end
    later = dt.date(2026, 12, 20)
    planned = house.standing_in.begin(team.owner, deputy, covered.grace.person_id, later, later).value
    assert standing_in.read(house, team.owner, deputy).lines[0].chip.word == "planned"
    house.standing_in.end(team.owner, deputy, planned.id)
    assert len(standing_in.read(house, team.owner, deputy).lines) == 1


def test_only_who_can_supervise_all_of_them_is_offered_and_taken(team: Team) -> None:
    house, owner, deputy = team.house, team.owner, team.deputy.person_id
    page = standing_in.read(house, owner, deputy)
    assert [one.label for one in page.able] == ["Ruth Alder"]
    assert page.why == "Who can supervise everybody whom Dee supervises stands in the list."
    with pytest.raises(IncompleteError, match="supervise all of their people"):
        house.standing_in.begin(owner, deputy, team.leader.person_id, FIRST, LAST)
    nobody = standing_in.read(house, owner, owner.person_id)
    assert [one.label for one in nobody.able] == ["Dee Rowan"], "she supervises Chipo, not herself"
    idle = house.people.add(owner, Profile(name="Ash Linden", role=Role.DEPUTY)).value.person.id
    assert standing_in.read(house, owner, idle).why == ("Ash supervises nobody, so nobody needs to stand in.")


@pytest.mark.parametrize(
    ("begins_on", "ends_on", "why"),
    [
        (None, LAST, "first and the last day"),
        (LAST, FIRST, "comes before the first"),
        (dt.date(2026, 11, 1), dt.date(2026, 11, 2), "over already"),
        (FIRST, dt.date(2028, 1, 1), "more than a year"),
        (LAST, dt.date(2026, 12, 9), "Somebody stands in from Wed 25 Nov 2026 to Fri 4 Dec 2026 already"),
    ],
)
def test_days_that_cannot_be_are_said(
    covered: Covered, begins_on: dt.date | None, ends_on: dt.date, why: str
) -> None:
    team = covered.team
    with pytest.raises(IncompleteError, match=why):
        standing_in.begin(
            team.house, team.owner, team.deputy.person_id, covered.grace.person_id, begins_on, ends_on
        )


def test_nobody_but_the_registered_manager_says_who_stands_in(covered: Covered) -> None:
    team, house, deputy = covered.team, covered.team.house, covered.team.deputy
    for who in (deputy, covered.grace, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            house.standing_in.begin(who, deputy.person_id, covered.grace.person_id, LAST, LAST)
        with pytest.raises(NotAllowedError):
            house.standing_in.end(who, deputy.person_id, covered.id)
    assert [one.id for one in house.standing_in.of(deputy, deputy.person_id)] == [covered.id]
    with pytest.raises(NotAllowedError):
        house.standing_in.of(team.worker, deputy.person_id)
