"""Backups through the window: made, tried out, put back, and one at closing."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.pages import places
from app.pages.parts import SetUpPart
from app.ui.shell.window import Window
from tests.team import PASSPHRASE
from tests.ui.person import Open, Person, sign_in


def test_a_backup_is_made_tried_out_and_put_back(at_home: tuple[Person, Window], tmp_path: Path) -> None:
    person, window = at_home
    assert person.says("No backup has been made yet")
    window.go(places.SetUp(SetUpPart.BACKUPS))
    person.press("See and make backups")
    person.press("Choose a second place")
    assert person.says("Second place: ")
    person.press("Make a backup now")
    assert person.says("made by hand")
    person.press("Try the newest out")
    assert person.says("✓ Last tried out: ")
    person.press("Put back")
    person.type("Your passphrase of that day, or the recovery key from the sheet", PASSPHRASE)
    person.press("Put this backup back")
    assert person.says("✓ Put back: backup 0001")
    assert person.says("Who opens the records?")
    assert list((tmp_path / "vault").glob("before restoring *"))


def test_a_wrong_passphrase_puts_nothing_back_and_the_records_stay_open(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    window.go(places.Backups())
    person.press("Make a backup now")
    person.press("Put back")
    person.type("Your passphrase of that day, or the recovery key from the sheet", "not the right words")
    person.press("Put this backup back")
    assert "doesn’t match" in window._problem.text
    assert window._context.house.vaults.is_open()


def test_a_new_pc_begins_with_a_backup_and_asks_for_the_passphrase_of_then(
    at_home: tuple[Person, Window], window_at: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    person, window = at_home
    window.go(places.Backups())
    person.press("Choose a second place")
    person.press("Make a backup now")
    there = Person(qtbot, window_at(tmp_path / "another-pc"))
    there.press("Bring back a backup")
    there.press("Choose the folder")
    there.type("Your name", "Ruth Alder")
    there.type("Your passphrase of that day, or the recovery key from the sheet", "not the right words")
    there.press("Put this backup back")
    assert there.says("doesn’t match")
    there.type("Your passphrase of that day, or the recovery key from the sheet", PASSPHRASE)
    there.press("Put this backup back")
    assert there.says("✓ Put back: backup 0001")
    sign_in(there)
    assert there.says("Good afternoon, Ruth")


def test_closing_the_window_makes_a_backup_of_what_was_done(
    at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    person, window = at_home
    window.go(places.SetUp(SetUpPart.ROUTES))
    person.press("Save values and routes")
    window.close()
    assert len(list((tmp_path / "vault" / "backups").iterdir())) == 1
