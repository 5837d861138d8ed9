"""The activity log, looked through by day, person and kind, and saved for Excel."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from app.domain.errors import NotAllowedError
from app.pages import activity
from app.pages.activity import Chosen
from tests.team import Team

DAY = dt.date(2026, 11, 24)


def test_the_log_is_looked_through_by_person_kind_and_day_and_says_what_is_shown(team: Team) -> None:
    team.house.practice.begin(team.leader, team.worker.person_id, "Drinks", "choice")
    team.clock.turn(days=2)
    team.house.practice.begin(team.deputy, team.worker.person_id, "Moving", "moving")
    kind = "practice thread begun"

    def who(chosen: Chosen) -> list[str]:
        return [row.cells[1] for row in activity.read(team.house, team.owner, chosen).rows]

    assert who(Chosen(action=kind)) == ["Dee Rowan", "Priya Larch"]
    assert set(who(Chosen(person_id=team.leader.person_id))) == {"Priya Larch"}
    assert who(Chosen(action=kind, end=DAY)) == ["Priya Larch"]
    assert who(Chosen(action=kind, begin=DAY + dt.timedelta(days=1))) == ["Dee Rowan"]
    page = activity.read(
        team.house, team.owner, Chosen(action=kind, person_id=team.leader.person_id, end=DAY)
    )
    assert page.told == f"Shown is what was done by Priya Larch, “{kind}”, to Tue 24 Nov 2026: 1."
    assert kind in [one.id for one in page.actions]
    assert activity.read(team.house, team.owner, Chosen(begin=dt.date(2030, 1, 1))).told == activity.NOBODY


def test_the_log_is_searched_by_words_in_who_what_and_detail(team: Team, tmp_path: Path) -> None:
    record = team.sign(team.write(team.deputy, team.worker))

    def actions(words: str) -> set[str]:
        return {row.cells[2] for row in activity.read(team.house, team.owner, Chosen(words=words)).rows}

    assert {"record started", "record sealed"} <= actions(record.number.lower())
    assert actions("SEALED s-0001") == {"record sealed"}
    assert "record sealed" not in actions("tomasz sealed")
    assert actions("tomasz signed s-0001") == {"signed"}
    assert actions("100%") == set()
    page = activity.read(team.house, team.owner, Chosen(words="sealed"))
    assert page.told.startswith("Shown is what was done by anybody, of every kind, with “sealed”: ")
    path = activity.to_excel(team.house, team.owner, Chosen(words="sealed"), tmp_path / "log.xlsx").value
    rows = list(openpyxl.load_workbook(path)["Activity log"].iter_rows(values_only=True))
    assert {row[4] for row in rows[1:]} == {"record sealed"}


def test_the_log_is_saved_for_excel_as_it_was_chosen_and_the_log_says_so(team: Team, tmp_path: Path) -> None:
    team.house.practice.begin(team.leader, team.worker.person_id, "Drinks", "choice")
    chosen = Chosen(action="practice thread begun")
    path = activity.to_excel(team.house, team.owner, chosen, tmp_path / "log.xlsx").value
    rows = list(openpyxl.load_workbook(path)["Activity log"].iter_rows(values_only=True))
    assert [(row[1].date(), row[3], row[4]) for row in rows[1:]] == [(DAY, "Priya Larch", chosen.action)]
    assert activity.read(team.house, team.owner).rows[0].cells[2] == "activity log exported"


def test_nobody_but_the_registered_manager_reads_the_log(team: Team, tmp_path: Path) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            activity.read(team.house, actor)
        with pytest.raises(NotAllowedError):
            activity.to_excel(team.house, actor, activity.EVERYTHING, tmp_path / "log.xlsx")
