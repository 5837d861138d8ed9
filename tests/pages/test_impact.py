"""The page of protected time and impact: what it offers whom, and what is typed on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.people import Actor, Profile, Role
from app.domain.profiles import profile_of
from app.pages import impact, places, today
from tests.team import Team

DAY = dt.date(2026, 11, 24)


def test_the_place_is_shown_to_those_who_are_not_refused_there(team: Team) -> None:
    for actor in (team.owner, team.deputy, team.leader, team.worker):
        if places.Impact.shown_to(actor.role):
            assert impact.read(team.house, actor).of_id == team.leader.person_id
        else:
            with pytest.raises(NotAllowedError):
                impact.read(team.house, actor)


def test_a_practice_leader_logs_other_work_with_a_choice_and_an_area(team: Team) -> None:
    page = impact.read(team.house, team.leader)
    assert len(page.areas) == 3
    assert page.typed is None
    impact.log(team.house, team.leader, impact.WORK_OPTIONS[0].id, page.areas[0].id, "30")
    (row,) = impact.read(team.house, team.leader).days
    assert row.cells[1:4] == ("Other practice work", "30 min", "Team talk or handover")
    impact.take_off(team.house, team.leader, row.id)
    assert impact.read(team.house, team.leader).days == ()


def test_time_is_planned_week_by_week_and_a_slip_of_the_keyboard_is_named(team: Team, tmp_path: Path) -> None:
    leader = team.leader.person_id
    impact.plan(team.house, team.owner, leader, DAY, "90", "4")
    impact.lose(team.house, team.owner, leader, DAY, "30", impact.TOOK_OPTIONS[0].id, "Two were ill")
    page = impact.read(team.house, team.owner)
    assert [row.cells[1] for row in page.days] == ["Planned"] * 4 + ["Lost"]
    assert page.days[-1].cells[3:] == ("Covering a shift – Two were ill", "1 h 00 min given")
    for minutes in ("", "1.5", "-3", "٣"):
        with pytest.raises(IncompleteError):
            impact.plan(team.house, team.owner, leader, DAY, minutes, "1")
    with pytest.raises(IncompleteError):
        impact.plan(team.house, team.owner, leader, None, "30", "1")
    assert impact.to_csv(team.house, team.owner, leader, "12", tmp_path / "a.csv").value.exists()


def test_figures_are_typed_as_people_write_them(team: Team) -> None:
    for amount in ("1,250.50", "£12", "0"):
        impact.type_in(team.house, team.owner, "agency", DAY, DAY, amount, "Rota")
    page = impact.read(team.house, team.owner)
    assert sorted(row.cells[2] for row in page.typed or ()) == ["0", "1,250.50", "12"]
    for amount in ("", "ten", "-1", "nan"):
        with pytest.raises(IncompleteError):
            impact.type_in(team.house, team.owner, "agency", DAY, DAY, amount, "")


def test_all_practice_leaders_stand_together_on_screen_and_in_the_files(team: Team, tmp_path: Path) -> None:
    assert impact.TOGETHER not in {one.id for one in impact.read(team.house, team.owner).leaders}
    profile = Profile(name="Ewa Sorrel", role=Role.PRACTICE_LEADER)
    second = team.house.people.add(team.owner, profile).value.person.id
    impact.plan(team.house, team.owner, team.leader.person_id, DAY, "90", "1")
    impact.plan(team.house, team.owner, second, DAY, "30", "1")

    def planned(of_id: str) -> str:
        page = impact.read(team.house, team.owner, of_id)
        return next(line.detail + " ".join(more) for line, more in page.figures if "rotected" in line.what)

    page = impact.read(team.house, team.owner, impact.TOGETHER)
    assert (page.of_id, page.together, page.days) == (impact.TOGETHER, True, ())
    assert page.told.startswith("Ewa Sorrel, Priya Larch, ")
    assert "1 h 30 min" in planned(team.leader.person_id)
    assert "2 h 00 min" in planned(impact.TOGETHER)
    written = impact.to_csv(team.house, team.owner, impact.TOGETHER, "12", tmp_path / "a.csv").value
    assert "Ewa Sorrel, Priya Larch" in written.read_text(encoding="utf-8-sig")
    assert not impact.read(team.house, team.leader, impact.TOGETHER).together


def test_today_leads_a_practice_leader_to_the_two_taps_and_nobody_else(team: Team) -> None:
    def leads(actor: Actor) -> bool:
        return places.Impact() in {one.place for one in today.read(team.house, actor).verbs}

    assert leads(team.leader)
    assert not any(leads(one) for one in (team.owner, team.deputy, team.worker))


def test_looking_back_measures_by_the_time_that_was_planned_where_some_was(team: Team) -> None:
    def protected() -> list[int]:
        found = team.house.practice.leader_time(team.owner, team.leader.person_id)
        return [one.planned for one in found]

    team.house.people.change(
        team.owner,
        team.leader.person_id,
        replace(profile_of(team.house.people.get(team.owner, team.leader.person_id)), protected_minutes=70),
    )
    *_, october, november = protected()
    assert (october, november) == (310, 300)
    impact.plan(team.house, team.owner, team.leader.person_id, DAY, "90", "1")
    impact.plan(team.house, team.owner, team.leader.person_id, DAY - dt.timedelta(days=7), "45", "1")
    impact.lose(team.house, team.owner, team.leader.person_id, DAY, "30", impact.TOOK_OPTIONS[0].id, "")
    *_, october, november = protected()
    assert (october, november) == (310, 135)
