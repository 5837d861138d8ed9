"""A change of name keeps the old one findable for those concerned, and a stay here is kept when somebody leaves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.moving import Change
from app.domain.profiles import profile_of
from app.domain.staff_list import What
from app.pages import people, person
from tests.team import Team


def rename(team: Team, name: str) -> None:
    worker = team.house.people.get(team.owner, team.worker.person_id)
    team.house.people.change(team.owner, worker.id, replace(profile_of(worker), name=name))


def test_somebody_is_found_by_the_name_they_had(team: Team) -> None:
    rename(team, "Tomasz Oak")
    assert [row.words[0] for row in people.read(team.house, team.owner).named("birch")] == ["Tomasz Oak"]
    assert [one.label for one in team.house.finding.anything(team.deputy, "birch")] == ["Tomasz Oak"]
    assert ("Formerly", "Tomasz Birch") in person.read(team.house, team.owner, team.worker.person_id).details


def test_who_may_not_see_their_details_does_not_learn_the_old_name(team: Team) -> None:
    rename(team, "Tomasz Oak")
    assert team.house.finding.anything(team.leader, "birch") == ()
    assert people.read(team.house, team.leader).named("birch") == ()
    assert team.house.people.get(team.leader, team.worker.person_id).former_names == ()


def test_a_name_in_other_letters_is_no_change_and_one_changed_back_is_no_former_one(team: Team) -> None:
    rename(team, "TOMASZ BIRCH")
    assert team.house.people.get(team.owner, team.worker.person_id).former_names == ()
    rename(team, "Tomasz Oak")
    rename(team, "Tomasz Birch")
    former = team.house.people.get(team.owner, team.worker.person_id).former_names
    assert former == ("Tomasz Oak",)


def test_a_list_that_still_has_the_old_name_asks_whether_it_is_the_same_person(team: Team) -> None:
    rename(team, "Tomasz Oak")
    (row,) = team.house.bring_in.read(team.owner, b"Name\nTomasz Birch", "x.csv").proposals
    assert row.what is What.ASK
    assert row.question == "Tomasz Oak was called Tomasz Birch here before. Is it the same person?"


def test_each_stay_here_is_kept_with_its_last_day(team: Team) -> None:
    worker = team.house.people.get(team.owner, team.worker.person_id)
    began = replace(profile_of(worker), started_on=dt.date(2024, 2, 3))
    team.house.people.change(team.owner, worker.id, began)
    with pytest.raises(IncompleteError, match="The last day comes after that"):
        team.house.moving.carry_out(team.owner, worker.id, Change.LEAVES, {}, dt.date(2024, 1, 1))
    team.house.moving.carry_out(team.owner, worker.id, Change.LEAVES, {}, dt.date(2026, 11, 20))
    again = replace(began, started_on=dt.date(2026, 12, 1))
    team.house.people.come_back(team.owner, worker.id, again)
    team.clock.turn(days=90)
    team.house.people.make_leaver(team.owner, worker.id)
    stays = [(one.begun_on, one.ended_on) for one in team.house.people.stays(team.owner, worker.id)]
    assert stays == [
        (dt.date(2024, 2, 3), dt.date(2026, 11, 20)),
        (dt.date(2026, 12, 1), dt.date(2027, 2, 22)),
    ]
    told = [
        value
        for name, value in person.read(team.house, team.owner, worker.id).details
        if name == "Worked here"
    ]
    assert told == ["Sat 3 Feb 2024 to Fri 20 Nov 2026", "Tue 1 Dec 2026 to Mon 22 Feb 2027"]
    with pytest.raises(NotAllowedError):
        team.house.people.stays(team.leader, worker.id)
