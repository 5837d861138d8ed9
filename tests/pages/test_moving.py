"""The page of leaving, time away and handing on, as plain values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.moving import DROP, Change
from app.domain.people import Role, Standing
from app.pages import moving, person, person_form, places
from app.pages.moving import Chosen
from tests.team import PINS, Team

TODAY = dt.date(2026, 11, 24)


def of(team: Team, change: Change, absence_id: str = "") -> places.Moving:
    return places.Moving(person_id=team.deputy.person_id, change=change.value, absence_id=absence_id)


def test_what_is_in_hand_stands_sort_by_sort_with_its_usual_way_first(team: Team) -> None:
    page = moving.read(team.house, team.owner, of(team, Change.LEAVES))
    ((heading, things),) = page.groups
    assert heading == "People they supervise"
    assert [one.what for one in things] == ["Priya Larch", "Tomasz Birch"]
    assert [option.label for option in things[0].options] == ["to Ruth Alder", "nobody yet"]
    assert page.do == "They have left"


def test_somebody_leaves_and_the_page_of_a_leaver_shows_what_nobody_has_taken_over(team: Team) -> None:
    place = of(team, Change.LEAVES)
    page = moving.read(team.house, team.owner, place)
    priya = page.groups[0][1][0].key
    done = moving.carry_out(team.house, team.owner, place, Chosen(change=Change.LEAVES, things={priya: DROP}))
    assert done.value.said == "Saved, and 2 handed on or closed."
    after = moving.read(team.house, team.owner, place)
    assert (after.gone, after.groups, after.title) == (True, (), "Dee Rowan has left")


def test_time_away_and_what_is_handed_on_are_kept_together_or_not_at_all(team: Team) -> None:
    place = of(team, Change.AWAY)
    page = moving.read(team.house, team.owner, place)
    things = {page.groups[0][1][1].key: team.owner.person_id}
    wrong = Chosen(change=Change.AWAY, things=things, begins_on=TODAY, ends_on=dt.date(2026, 11, 1))
    with pytest.raises(IncompleteError):
        moving.carry_out(team.house, team.owner, place, wrong)
    assert team.house.people.get(team.owner, team.worker.person_id).supervisor_id == team.deputy.person_id
    right = replace(wrong, ends_on=dt.date(2026, 12, 24), reason="Sick")
    moving.carry_out(team.house, team.owner, place, right)
    assert team.house.people.get(team.owner, team.worker.person_id).supervisor_id == team.owner.person_id
    (away,) = person.read(team.house, team.owner, team.deputy.person_id).away
    assert away.text == "Tue 24 Nov 2026 to Thu 24 Dec 2026 · Sick"
    assert away.change is not None
    assert isinstance(away.change.place, places.Moving)
    again = moving.read(team.house, team.owner, away.change.place)
    assert (again.begins_on, again.ends_on, again.reason, again.may_remove) == (
        TODAY,
        dt.date(2026, 12, 24),
        "Sick",
        True,
    )
    moving.remove(team.house, team.owner, away.change.place)
    assert person.read(team.house, team.owner, team.deputy.person_id).away == ()


def test_who_loses_the_role_that_supervises_is_asked_who_takes_over(team: Team) -> None:
    written = person_form.read(team.house, team.owner, team.deputy.person_id).written
    saved = person_form.save(
        team.house, team.owner, team.deputy.person_id, replace(written, role=Role.WORKER.value)
    ).value
    assert saved.place == of(team, Change.HANDS_ON)
    assert saved.said.endswith("Choose who takes over.")
    done = moving.carry_out(team.house, team.owner, of(team, Change.HANDS_ON), Chosen(change=Change.HANDS_ON))
    assert done.value.said == "Saved, and 2 handed on or closed."


def test_a_leaver_comes_back_with_a_new_start_and_a_code_to_choose_a_new_pin(team: Team) -> None:
    record = team.sign(team.write(team.owner, team.other))
    team.house.people.make_leaver(team.owner, team.other.person_id)
    assert person.read(team.house, team.owner, team.other.person_id).may_come_back
    assert not person.read(team.house, team.owner, team.worker.person_id).may_come_back
    day = dt.date(2026, 12, 1)
    place = person.come_back(team.house, team.owner, team.other.person_id, day).value
    assert isinstance(place, places.Person)
    back = team.house.people.get(team.owner, team.other.person_id)
    assert (back.standing, back.started_on, back.secret_set) == (Standing.ACTIVE, day, False)
    team.house.vaults.enrol(team.other.person_id, place.code, "864025", None)
    assert record.id in [one.id for one in team.house.records.list(team.other)]
    team.clock.turn(days=10)
    with pytest.raises(NotAllowedError, match="Somebody else has to see that it is Chipo’s own first"):
        team.sign(team.write(team.owner, team.other))
    pins = PINS["Chipo Maple"], PINS["Tomasz Birch"]
    team.house.own_keys.confirm(team.other, pins[0], team.worker.person_id, pins[1])
    again = team.sign(team.write(team.owner, team.other))
    assert again.sealed_at is not None


def test_only_the_registered_manager_sees_what_is_in_hand(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            moving.read(team.house, actor, of(team, Change.LEAVES))
    assert person.read(team.house, team.deputy, team.worker.person_id).manage == ()
