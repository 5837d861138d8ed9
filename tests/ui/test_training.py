"""Training in the window: noted for several, found in the matrix, taken off again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from app.pages import places
from app.pages.parts import PersonPart
from app.ui.kit.stand_table import StandTable
from app.ui.kit.tick_table import TickTable
from app.ui.shell.window import Window
from tests.ui.person import Person, team_of


def tick(window: Window, *names: str) -> None:
    """Tick people on the list of who did it."""
    table = next(one for one in window.findChildren(TickTable) if one.isVisible())
    for number in range(table.rowCount()):
        item = table.item(number, 0)
        if item is not None and item.text() in names:
            item.setCheckState(Qt.CheckState.Checked)


def choose(window: Window, name: str, label: str) -> None:
    box = next(b for b in window.findChildren(QComboBox) if b.isVisible() and b.accessibleName() == name)
    box.setCurrentIndex(box.findText(label))


def matrix(window: Window) -> list[list[str]]:
    """Return what the matrix shows."""
    table = next(one for one in window.findChildren(StandTable) if one.isVisible())
    items = ([table.item(n, place) for place in range(table.columnCount())] for n in range(table.rowCount()))
    return [[item.text() if item is not None else "" for item in row] for row in items]


def test_training_is_noted_for_several_found_and_taken_off_again(
    at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    person, window = at_home
    window.go(places.Training())
    person.settle()
    person.press("Note training")
    person.settle()
    person.press("Note it")
    assert person.says("Write what the training was called.")
    choose(window, "Subject", "Fire safety")
    person.type("Counts until", "1/12/2026")
    tick(window, "Tomasz Birch", "Chipo Maple")
    person.press("Note it")
    person.settle()
    assert person.says("Noted for 2 people: Fire safety")
    choose(window, "How it stands", "~ Runs out soon")
    person.settle()
    assert matrix(window) == [
        ["Chipo Maple", "~ runs out 1 Dec 2026"],
        ["Tomasz Birch", "~ runs out 1 Dec 2026"],
    ]
    assert person.says("Shown: ~ Runs out soon. 2 of 5 people.")
    person.press("Blank sheet for the wall")
    person.press("Save as PDF")
    person.settle()
    assert list(tmp_path.rglob("Wall sheet.pdf"))
    window.go(places.Person(person_id=team_of(window).worker.person_id))
    person.settle()
    person.press(PersonPart.ABLE)
    person.press("Take off…")
    person.settle()
    assert person.says("Taken off: Fire safety. The reason is kept.")
    assert not person.says("runs out soon")
