"""Paper forms in the real window: chosen and saved by keys, and typed in later."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.domain.kinds import Kind
from app.pages import due, places
from app.ui.kit.person_box import PersonBox
from app.ui.shell.window import Window
from tests.ui.person import Person, change_over, team_of

Home = tuple[Person, Window]


def picker(window: Window, name: str) -> QComboBox:
    """Return a list to choose from."""
    return next(b for b in window.findChildren(QComboBox) if b.isVisible() and b.accessibleName() == name)


def whom(window: Window) -> list[PersonBox]:
    """Return the box for a person, if it is there."""
    return [b for b in window.findChildren(PersonBox) if b.isVisible()]


def due_of(window: Window, name: str) -> str:
    """Return what Due shows of somebody."""
    page = due.read(window._context.house, window._context.actor)
    return " ".join(cell.text for row in page.rows for cell in row.cells if cell.name == name)


def test_a_blank_form_is_saved_waits_and_is_typed_in(at_home: Home, qtbot: QtBot, tmp_path: Path) -> None:
    person, window = at_home
    window.go(places.Paper())
    person.settle()
    assert person.says("Nothing waits.")
    person.press("Save the blank form")
    assert window._problem.text.startswith("Choose about whom.")
    (box,) = whom(window)
    qtbot.keyClicks(box, "chi")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    person.press("Save the blank form")
    assert (tmp_path / "Blank supervision.pdf").read_bytes().startswith(b"%PDF-")
    assert person.says("Print it from there.")
    assert person.says("Chipo Maple – on paper since Tue 24 Nov 2026")
    assert box.text() == "Chipo Maple"
    team_of(window).clock.turn(days=3)
    assert "on paper" in due_of(window, "Chipo Maple")
    person.press("Type it in")
    assert isinstance(window._going.place, places.Meeting)
    (draft,) = window._context.house.records.drafts(window._context.actor)
    assert (draft.kind, draft.about_name) == (Kind.SUPERVISION, "Chipo Maple")
    window.go(places.Paper())
    person.settle()
    assert person.says("Nothing waits.")


def test_another_kind_offers_its_own_forms_and_people(at_home: Home, tmp_path: Path) -> None:
    person, window = at_home
    window.go(places.Paper())
    person.settle()
    kind = picker(window, "Kind")
    kind.setCurrentIndex(kind.findText("Observation"))
    person.settle()
    form = picker(window, "Form")
    assert form.count() > 1
    kind.setCurrentIndex(kind.findText("Reflection"))
    person.settle()
    assert whom(window) == []
    person.press("Save the blank form")
    (waiting,) = window._context.house.paper.waiting(window._context.actor)
    assert (waiting.kind, waiting.about_name) == (Kind.REFLECTION, "Ruth Alder")
    person.press("Save a preparation sheet")
    assert (tmp_path / "Preparation sheet.pdf").exists()


def test_what_is_chosen_stays_when_the_page_is_read_again(at_home: Home, qtbot: QtBot) -> None:
    person, window = at_home
    window.go(places.Paper())
    person.settle()
    kind = picker(window, "Kind")
    kind.setCurrentIndex(kind.findText("Observation"))
    person.settle()
    form = picker(window, "Form")
    form.setCurrentIndex(form.count() - 1)
    (box,) = whom(window)
    qtbot.keyClicks(box, "tom")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    person.press("Save the blank form")
    assert (picker(window, "Form").currentIndex(), box.text()) == (form.count() - 1, "Tomasz Birch")


def test_a_worker_prints_a_reflection_and_their_own_sheet(at_home: Home, tmp_path: Path) -> None:
    person, window = at_home
    change_over(person, "Chipo Maple")
    window.go(places.Paper())
    person.settle()
    kind = picker(window, "Kind")
    assert [kind.itemText(n) for n in range(kind.count())] == ["Reflection"]
    assert whom(window) == []
    person.press("Save the blank form")
    person.press("Save a preparation sheet")
    assert (tmp_path / "Blank reflection.pdf").exists()
    assert (tmp_path / "Preparation sheet.pdf").exists()


def test_nothing_is_printed_when_no_file_is_chosen(at_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    person, window = at_home
    change_over(person, "Chipo Maple")
    window.go(places.Paper())
    monkeypatch.setattr(window._context.dialogs, "save_file", lambda *_: None)
    person.press("Save the blank form")
    person.press("Save a preparation sheet")
    assert person.says("Nothing waits.")
    assert not person.says("Print it from there.")


def test_a_worker_s_sheet_on_paper_is_typed_in_by_its_number(at_home: Home, qtbot: QtBot) -> None:
    person, window = at_home
    window.go(places.Paper())
    person.settle()
    (box,) = whom(window)
    qtbot.keyClicks(box, "chi")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    person.press("Save a preparation sheet")
    person.press("Type it in")
    assert isinstance(window._going.place, places.Prepare)
    assert person.says("Type in what stands on PAP-0001, the sheet of Chipo Maple.")
    person.press("It is all typed in")
    assert "Nothing is typed in yet" in window._problem.text
    person.type("What do you want to talk about?", "Nights")
    person.press("It is all typed in")
    assert person.says("PAP-0001 is typed in.")
    team = team_of(window)
    assert "Nights" in str(team.house.preparing.sheet(team.other).answers)
