"""When somebody leaves, is away for long or hands on, everything in their hands goes somewhere, all at once."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.access import may_supervise
from app.domain.actions import ActionState, ActionStep
from app.domain.errors import NotAllowedError, StateError
from app.domain.kinds import Kind
from app.domain.moving import CLOSE, DROP, STAY, Change, Sort
from app.domain.people import Standing
from app.domain.records import RecordState
from app.domain.sessions import SessionState
from tests.services.test_left_behind import in_state
from tests.team import Team

LATER = dt.datetime(2026, 12, 9, 14, tzinfo=dt.UTC)


def sorts(team: Team, change: Change) -> dict[Sort, list[str]]:
    found: dict[Sort, list[str]] = {}
    for one in team.house.moving.in_hand(team.owner, team.deputy.person_id, change):
        found.setdefault(one.sort, []).append(one.what)
    return found


def dees_hands(team: Team) -> dict[str, str]:
    """Give the deputy one of everything; return the ids."""
    draft = in_state(team, RecordState.DRAFT)
    team.house.writing.start(team.deputy, Kind.COACHING, team.other.person_id)
    sealed = team.sign(team.write(team.owner, team.deputy, action="Write the rota"))
    house = team.house
    asked = house.schedule.incident(
        team.deputy, team.worker.person_id, "medicines", dt.date(2026, 12, 1), "A missed dose"
    )
    session = house.sessions.plan(team.owner, team.deputy.person_id, LATER)
    return {"draft": draft.id, "sealed": sealed.id, "asked": asked.value.id, "session": session.value.id}


def test_everything_in_hand_is_named_with_where_it_goes(team: Team) -> None:
    dees_hands(team)
    found = sorts(team, Change.LEAVES)
    assert found[Sort.SUPERVISEE] == ["Priya Larch", "Tomasz Birch"]
    assert [what.split(",")[0] for what in found[Sort.RECORD]] == ["Supervision S-0001", "Coaching C-0001"]
    assert found[Sort.SESSION] == ["Supervision, Wed 9 Dec 2026"]
    assert found[Sort.OWN_ACTION] == ["Write the rota"]
    assert len(found[Sort.REQUIREMENT]) == 1
    things = team.house.moving.in_hand(team.owner, team.deputy.person_id, Change.LEAVES)
    first = next(one for one in things if one.sort is Sort.SUPERVISEE)
    assert first.choices[0] == (team.owner.person_id, "to Ruth Alder")


def test_somebody_who_leaves_leaves_nothing_behind(team: Team) -> None:
    ids = dees_hands(team)
    team.house.moving.carry_out(team.owner, team.deputy.person_id, Change.LEAVES, {})
    people = {one.id: one for one in team.house.people.list(team.owner)}
    assert people[team.deputy.person_id].standing is Standing.LEAVER
    assert people[team.worker.person_id].supervisor_id == team.owner.person_id
    draft = team.house.records.view(team.owner, ids["draft"])
    assert draft.led_by.name == "Ruth Alder"
    assert "Dee Rowan has left." in draft.comments[0].text
    (session,) = team.house.sessions.of(team.owner, team.deputy.person_id)
    assert (session.state, session.reason) == (SessionState.MISSED, "Dee Rowan has left.")
    (action,) = team.house.actions.about(team.owner, team.deputy.person_id)
    assert (action.state, action.reason) == (ActionState.DROPPED, "Dee Rowan has left.")
    (step,) = team.house.actions.view(team.owner, action.id).history
    assert (step.step, step.reason) == (ActionStep.DROPPED, "Dee Rowan has left.")
    assert sorts(team, Change.LEAVES) == {}
    with pytest.raises(NotAllowedError):
        team.house.people.list(team.deputy)


def test_each_thing_goes_where_it_is_said(team: Team) -> None:
    ready = in_state(team, RecordState.READY)
    things = team.house.moving.in_hand(team.owner, team.deputy.person_id, Change.LEAVES)
    keys = {one.what.split(",")[0]: one.key for one in things}
    chosen = {keys["Priya Larch"]: DROP, keys[f"Supervision {ready.number}"]: CLOSE}
    team.house.moving.carry_out(team.owner, team.deputy.person_id, Change.LEAVES, chosen)
    assert team.house.people.get(team.owner, team.leader.person_id).supervisor_id is None
    assert team.house.records.view(team.owner, ready.id).record.state is RecordState.SEALED


def test_who_is_only_away_keeps_everything_unless_it_is_said(team: Team) -> None:
    ids = dees_hands(team)
    before = sorts(team, Change.AWAY)
    team.house.moving.carry_out(team.owner, team.deputy.person_id, Change.AWAY, {})
    assert sorts(team, Change.AWAY) == before
    things = team.house.moving.in_hand(team.owner, team.deputy.person_id, Change.AWAY)
    assert {one.usual for one in things} == {STAY}
    team.house.absences.note(team.owner, team.deputy.person_id, dt.date(2026, 11, 20), None, "Sick")
    chosen = {f"record:{ids['draft']}": team.owner.person_id}
    team.house.moving.carry_out(team.owner, team.deputy.person_id, Change.AWAY, chosen)
    assert team.house.records.view(team.owner, ids["draft"]).led_by.name == "Ruth Alder"


def test_others_take_over_while_somebody_stays_here(team: Team) -> None:
    ids = dees_hands(team)
    team.house.moving.carry_out(team.owner, team.deputy.person_id, Change.HANDS_ON, {})
    worker = team.house.people.get(team.owner, team.worker.person_id)
    dee = team.house.people.get(team.owner, team.deputy.person_id)
    assert worker.supervisor_id == team.owner.person_id
    assert not may_supervise(dee, worker)
    assert team.house.records.view(team.owner, ids["draft"]).led_by.name == "Ruth Alder"
    assert dee.standing is Standing.ACTIVE
    assert len(team.house.records.drafts(team.deputy)) == 1, "coaching stays with whoever leads practice"


def test_a_changed_mind_in_one_place_changes_nothing_anywhere(team: Team) -> None:
    dees_hands(team)
    before = sorts(team, Change.LEAVES)
    key = f"supervisee:{team.worker.person_id}"
    with pytest.raises(StateError):
        team.house.moving.carry_out(
            team.owner, team.deputy.person_id, Change.LEAVES, {key: team.worker.person_id}
        )
    assert sorts(team, Change.LEAVES) == before
    assert team.house.people.get(team.owner, team.deputy.person_id).standing is Standing.ACTIVE


def test_what_a_leaver_had_in_hand_before_can_be_handed_on_later(team: Team) -> None:
    dees_hands(team)
    team.house.people.make_leaver(team.owner, team.deputy.person_id)
    assert sorts(team, Change.LEAVES)
    team.house.moving.carry_out(team.owner, team.deputy.person_id, Change.LEAVES, {})
    assert sorts(team, Change.LEAVES) == {}


def test_only_the_registered_manager_hands_on_and_nobody_marks_themself(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.moving.in_hand(actor, team.deputy.person_id, Change.LEAVES)
        with pytest.raises(NotAllowedError):
            team.house.moving.carry_out(actor, team.deputy.person_id, Change.LEAVES, {})
    with pytest.raises(NotAllowedError):
        team.house.moving.carry_out(team.owner, team.owner.person_id, Change.LEAVES, {})
