"""Who supervises whom: the registered manager's own supervision, and a team leader with people of their own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role
from app.domain.profiles import profile_of
from app.domain.records import Choice, Record, RecordState, Response
from app.domain.schedule import DueState
from app.domain.signing import Mark, Part
from app.pages import person, today
from tests.team import PASSPHRASE, PINS, Team, filled

PIN = "640283"


@dataclass
class Heads:
    """A team whose registered manager is supervised, and a team leader who supervises one worker."""

    team: Team
    nominated: Actor
    senior: Actor


def joins(team: Team, name: str, role: Role, supervisor_id: str | None = None) -> Actor:
    """Return somebody new who has chosen a PIN of their own."""
    profile = Profile(name=name, role=role, supervisor_id=supervisor_id)
    added = team.house.people.add(team.owner, profile).value
    return team.house.vaults.enrol(added.person.id, added.code, PIN, f"{PASSPHRASE} {name}")


def supervised_by(team: Team, about: Actor, supervisor: Actor) -> None:
    """Say who supervises somebody."""
    before = profile_of(team.house.people.get(team.owner, about.person_id))
    team.house.people.change(team.owner, about.person_id, replace(before, supervisor_id=supervisor.person_id))


@pytest.fixture
def heads(team: Team) -> Heads:
    """Return the team with a nominated individual and a team leader."""
    nominated = joins(team, "Helen Yew", Role.NOMINATED, team.owner.person_id)
    senior = joins(team, "Grace Sorbus", Role.TEAM_LEADER, team.deputy.person_id)
    supervised_by(team, team.owner, nominated)
    supervised_by(team, team.other, senior)
    return Heads(team, nominated, senior)


def held(heads: Heads) -> Record:
    """Let the nominated individual hold the manager's supervision, and both sign."""
    team, house = heads.team, heads.team.house
    draft = house.writing.start(heads.nominated, Kind.SUPERVISION, team.owner.person_id).value
    content = filled(draft.form, draft.record.content, "We went through what inspectors would ask.")
    house.writing.store(heads.nominated, draft.record.id, content, draft.record.revision)
    ready = house.writing.finish(heads.nominated, draft.record.id).value
    house.signing.respond(heads.nominated, ready.id, Response(choice=Choice.AGREE))
    for part, who, pin in (
        (Part.WORKER, team.owner, PINS["Ruth Alder"]),
        (Part.SUPERVISOR, heads.nominated, PIN),
    ):
        turn = house.signing.sign(ready.id, part, who.person_id, pin, Mark(typed=who.name)).value
    return turn.record


def test_the_registered_manager_s_own_supervision_is_due_prepared_held_and_signed(heads: Heads) -> None:
    team, house = heads.team, heads.team.house
    (own,) = (one for one in house.schedule.due(team.owner, Kind.SUPERVISION) if one.name == "Ruth Alder")
    assert own.state is not DueState.NOT_NEEDED
    assert [one.name for one in house.schedule.due(heads.nominated, Kind.SUPERVISION)] == ["Ruth Alder"]
    team.clock.turn(days=70)
    page = today.read(house, team.owner)
    assert page.prepare
    assert "Your own supervision" in [one.what for one in page.own]
    assert all(one.person_id != team.owner.person_id for one in page.due)
    sheet = house.preparing.sheet(team.owner).form
    key = next(k for k, item in ((f"{s.id}.{f.id}", f) for s in sheet.sections for f in s.fields))
    house.preparing.store(team.owner, {key: "Two vacancies"})
    planned = house.sessions.plan(heads.nominated, team.owner.person_id, team.clock.now()).value
    record = held(heads)
    assert record.state is RecordState.SEALED
    assert record.led_by_id == heads.nominated.person_id
    assert house.sessions.of(team.owner, team.owner.person_id)[0].record_id == record.id
    assert planned.id == house.sessions.of(team.owner, team.owner.person_id)[0].id
    (own,) = (one for one in house.schedule.due(team.owner, Kind.SUPERVISION) if one.name == "Ruth Alder")
    assert own.last_on == dt.date(2027, 2, 2)
    assert own.state is DueState.IN_DATE
    readers = {who.name: house.records.list(who) for who in (team.owner, heads.nominated)}
    assert all([one.id for one in found] == [record.id] for found in readers.values())
    for nosy in (team.deputy, team.leader, heads.senior, team.worker):
        assert house.records.list(nosy) == ()
        with pytest.raises(NotAllowedError):
            house.records.view(nosy, record.id)


def test_without_a_nominated_individual_nothing_is_asked_of_the_registered_manager(team: Team) -> None:
    assert "Ruth Alder" not in {one.name for one in team.house.schedule.due(team.owner)}
    assert today.read(team.house, team.owner).prepare == ()
    assert "name the nominated individual" in person.read(team.house, team.owner, team.owner.person_id).job


def test_the_nominated_individual_sees_the_manager_and_figures_and_no_worker(heads: Heads) -> None:
    team, house = heads.team, heads.team.house
    team.sign(team.write(team.deputy, team.worker, action="Try two choices at tea"))
    seen = {one.name for one in house.people.list(heads.nominated)}
    assert seen == {"Ruth Alder", "Helen Yew"}
    assert house.records.list(heads.nominated) == ()
    assert house.actions.all(heads.nominated)[0] == ()
    begin, end = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    figures = house.quality.figures(heads.nominated, begin, end)
    assert (figures.records, figures.copies) == (1, ())
    for who in (team.deputy, heads.senior, team.leader):
        with pytest.raises(NotAllowedError):
            house.quality.figures(who, begin, end)
    for door in (
        lambda: house.people.add(heads.nominated, Profile(name="New Person", role=Role.WORKER)),
        lambda: house.people.reset(heads.nominated, team.owner.person_id),
        lambda: house.quality.audits(heads.nominated),
        lambda: house.writing.start(heads.nominated, Kind.COACHING, team.worker.person_id),
        lambda: house.writing.start(heads.nominated, Kind.GROUP_SUPERVISION, heads.nominated.person_id),
        lambda: house.writing.start(team.owner, Kind.SUPERVISION, heads.nominated.person_id),
        lambda: house.writing.start(team.deputy, Kind.COACHING, heads.nominated.person_id),
    ):
        with pytest.raises(NotAllowedError):
            door()


def test_a_team_leader_supervises_their_own_people_and_coaches_any_colleague(heads: Heads) -> None:
    team, house = heads.team, heads.team.house
    about = {one.name for one in house.people.colleagues(heads.senior, Kind.SUPERVISION)}
    assert about == {"Chipo Maple"}
    coached = {one.name for one in house.people.colleagues(heads.senior, Kind.COACHING)}
    assert coached == {"Ruth Alder", "Dee Rowan", "Priya Larch", "Tomasz Birch", "Chipo Maple"}
    assert {one.name for one in house.schedule.due(heads.senior)} == {"Chipo Maple"}
    verbs = [one.label for one in person.read(house, heads.senior, team.other.person_id).verbs]
    assert verbs == ["Start supervision", "Log coaching", "Observe", "Another kind of meeting…"]
    verbs = [one.label for one in person.read(house, heads.senior, team.worker.person_id).verbs]
    assert verbs == ["Log coaching", "Observe", "Practice supervision"]
    verbs = [one.label for one in person.read(house, heads.nominated, team.owner.person_id).verbs]
    assert verbs == ["Start supervision", "Another kind of meeting…"]


def test_who_cannot_supervise_somebody_is_not_named_as_their_supervisor(heads: Heads) -> None:
    team = heads.team
    with pytest.raises(IncompleteError, match="supervises the registered manager only"):
        supervised_by(team, team.worker, heads.nominated)
    with pytest.raises(IncompleteError, match="The nominated individual or another registered manager"):
        supervised_by(team, team.owner, team.deputy)
    assert team.house.people.get(team.owner, heads.nominated.person_id).supervisor_id is None


def test_what_is_written_about_the_manager_is_found_by_who_supervises_them(heads: Heads) -> None:
    record = held(heads)
    house = heads.team.house
    for who, found in ((heads.nominated, 1), (heads.team.owner, 1), (heads.team.deputy, 0)):
        assert len(house.finding.search(who, "inspectors")) == found
    assert house.records.view(heads.nominated, record.id).record.id == record.id
