"""Bringing in people in the real window, from a file to the codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.pages import places
from app.ui.kit.staff_table import StaffTable
from app.ui.kit.stand_table import StandTable
from app.ui.shell.window import Window
from tests.ui.person import Person


def choose(window: Window, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer the question which file with one of the test's own."""
    monkeypatch.setattr(window._context.dialogs, "open_file", lambda _title, _kinds: path)


def test_a_list_is_chosen_a_row_skipped_and_the_others_brought_in(
    at_home: tuple[Person, Window], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    path = tmp_path / "staff.csv"
    path.write_bytes(b"Name,Start date,Colour\nEwa Sorrel,03/02/2024,blue\nNo Date,31/02/2024,red")
    choose(window, path, monkeypatch)
    window.go(places.BringIn())
    person.press("Choose a file")
    assert person.says("1 new · 1 to mend or skip")
    assert person.says("Left out unread")
    table = next(one for one in window.findChildren(StaffTable) if one.isVisible())
    table.setCurrentCell(1, 0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    person.settle()
    assert person.says("1 new")
    assert not person.says("to mend or skip")
    person.press("Bring in 1")
    assert person.says("Ewa Sorrel")
    assert person.says("one-time code")
    person.press("Done")
    window.go(places.BringIn())
    assert not person.says("one-time code")


def test_who_has_left_is_ticked(
    at_home: tuple[Person, Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    house.bring_in.apply(actor, house.bring_in.read(actor, b"Name,UNIQUEWORKERID\nEwa Sorrel,W-7", "x.csv"))
    path = tmp_path / "staff.csv"
    path.write_bytes(b"Name,UNIQUEWORKERID,STATUS\nEwa Sorrel,W-7,DELETE")
    choose(window, path, monkeypatch)
    window.go(places.BringIn())
    person.press("Choose a file")
    table = next(one for one in window.findChildren(StaffTable) if one.isVisible())
    first = table.item(0, 0)
    assert first is not None
    first.setCheckState(Qt.CheckState.Checked)
    person.press("Mark those ticked")
    assert person.says("1 marked as having left.")


def test_a_file_that_cannot_be_opened_is_told_in_words(
    at_home: tuple[Person, Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    choose(window, tmp_path / "gone.csv", monkeypatch)
    window.go(places.BringIn())
    person.press("Choose a file")
    assert "“gone.csv” is no longer there. Nothing was brought in." in window._problem.text


def test_columns_without_names_are_asked_for(
    at_home: tuple[Person, Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    path = tmp_path / "staff.csv"
    path.write_bytes(b"Who,\nEwa Sorrel,x")
    choose(window, path, monkeypatch)
    window.go(places.BringIn())
    person.press("Choose a file")
    assert person.says("Which column is what?")
    person.press("Look at the rows")
    assert "Choose one column for the names" in window._problem.text
    person.press("Go back")
    assert person.says("Bring in people")


def test_a_question_is_answered_by_keys_and_the_next_one_is_chosen(
    at_home: tuple[Person, Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    first = b"Name,Staff number\nEwa Sorrel,0012\nBo Sky,0013"
    house.bring_in.apply(actor, house.bring_in.read(actor, first, "x.csv"))
    path = tmp_path / "staff.csv"
    path.write_bytes("Name\tStaff number\nZoë Ash\t1\nEwa Sorrel\t12\nBo Sky\t77".encode("utf-16"))
    choose(window, path, monkeypatch)
    window.go(places.BringIn())
    person.press("Choose a file")
    assert person.says("1 new · 2 to answer")
    person.press("It is the same person")
    assert person.says("1 new · 1 as they are · 1 to answer")
    person.press("It is somebody else")
    assert person.says("2 new · 1 as they are")
    assert not person.says("Choose a row with a question")
    person.press("Bring in 2")
    assert person.says("Bo Sky")
    assert sorted(p.reference for p in house.people.list(actor) if p.name == "Bo Sky") == ["0013", "77"]


def test_a_training_list_comes_in_from_the_matrix_and_stands_in_it(
    at_home: tuple[Person, Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, window = at_home
    path = tmp_path / "training.csv"
    path.write_bytes(
        b"Name,Course,Completed,Expires\nTomasz Birch,Fire safety,2 Nov 2024,2 Nov 2025\nNobody,x,1,"
    )
    choose(window, path, monkeypatch)
    window.go(places.Training())
    person.press("Bring in a list")
    person.settle()
    person.press("Choose a file")
    assert person.says("1 new · 1 to mend or skip")
    person.press("Bring in 1")
    person.settle()
    assert person.says("1 noted.")
    person.press("Done")
    person.settle()
    table = next(one for one in window.findChildren(StandTable) if one.isVisible())
    cells = {table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount())}  # type: ignore[union-attr]
    assert cells["Tomasz Birch"] == "! ran out 2 Nov 2025"
