"""What people read of backups: on Today, at the lock screen, in Set up and on their own page."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError
from app.pages import backups, door, set_up, today
from tests.team import PASSPHRASE, Team


def test_the_age_stands_on_today_and_on_the_lock_screen_for_whoever_can_do_something(team: Team) -> None:
    assert door.read(team.house).backups == ("! No backup has been made yet",)
    backups.make(team.house, team.deputy, lambda _done, _of: True)
    assert door.read(team.house).backups == ("✓ Last backup: today, 14:00",)
    assert today.read(team.house, team.owner).backups == ("✓ Last backup: today, 14:00",)
    assert today.read(team.house, team.worker).backups == ()
    assert set_up.read(team.house, team.deputy).backups == ("✓ Last backup: today, 14:00",)
    team.clock.turn(days=9)
    line = today.read(team.house, team.owner).own[-1]
    assert (line.what, line.detail) == ("The backups need you", "! Last backup: 9 days ago, Tue 24 Nov 2026")
    assert "The backups need you" not in [one.what for one in today.read(team.house, team.worker).own]
    team.house.vaults.close()
    assert door.read(team.house).backups == ("! Last backup: 9 days ago, Tue 24 Nov 2026",)


def test_the_page_says_how_they_stand_and_only_the_manager_chooses(team: Team, tmp_path: Path) -> None:
    page = backups.read(team.house, team.owner)
    assert (page.second_told, page.tried, page.any) == (backups.NO_SECOND, backups.NOT_TRIED, False)
    said = backups.choose_place(team.house, team.owner, tmp_path).value
    assert said == f"Backups go to {tmp_path / 'Alongside backups'} too."
    said = backups.make(team.house, team.owner, lambda _done, _of: True).value
    assert said == "The backup is made and checked. Another is in the second place."
    backups.rehearse(team.house, team.owner, lambda _done, _of: True)
    page = backups.read(team.house, team.owner)
    assert page.tried == "✓ Last tried out: Tue 24 Nov 2026, 14:00. It was whole."
    assert [one.line.detail for one in page.listed] == [
        "0 records · on this PC · made by hand",
        "0 records · in the second place · made by hand",
    ]
    assert not backups.read(team.house, team.deputy).manages
    with pytest.raises(NotAllowedError):
        backups.read(team.house, team.worker)


def test_what_was_put_back_is_told_at_the_door_until_somebody_signs_in(team: Team) -> None:
    backups.make(team.house, team.owner, lambda _done, _of: True)
    (one,) = backups.read(team.house, team.owner).listed
    said = backups.restore(team.house, team.owner, one.folder, PASSPHRASE, lambda _done, _of: True).value
    assert "The records from before are kept in " in said
    told = door.read(team.house).backups[-1]
    assert told.startswith("✓ Put back: backup 0001 ")
    assert "the records from before are kept in “before restoring " in told
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert len(door.read(team.house).backups) == 1
