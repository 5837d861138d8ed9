"""The register in the window: by mouse and keys, to a check and back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from app.pages import places
from app.ui.kit.register_table import RegisterTable
from app.ui.shell.window import Window
from tests.services.test_failed_checks import SIX, seal
from tests.ui.person import Person, team_of


def register(person: Person, window: Window) -> RegisterTable:
    """Go to the register and return its table."""
    window._context.go(places.Competence())
    person.settle()
    return next(one for one in window.findChildren(RegisterTable) if one.isVisible())


def choose(window: Window, name: str, label: str) -> None:
    box = next(b for b in window.findChildren(QComboBox) if b.isVisible() and b.accessibleName() == name)
    box.setCurrentIndex(box.findText(label))


def column(table: RegisterTable, label: str) -> int:
    heads = [table.horizontalHeaderItem(n) for n in range(table.columnCount())]
    return next(n for n, head in enumerate(heads) if head is not None and head.text() == label)


def text(table: RegisterTable, number: int, place: int = 0) -> str:
    item = table.item(number, place)
    return item.text() if item is not None else ""


def test_a_failed_check_is_read_from_the_register_and_checked_again(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    seal(team_of(window), SIX)
    table = register(person, window)
    names = [text(table, n) for n in range(table.rowCount())]
    table.setCurrentCell(names.index("Tomasz Birch"), column(table, "Medicines competence"))
    assert person.says("was not met")
    person.press("Read the check")
    person.settle()
    assert isinstance(window._going.place, places.Record)
    table = register(person, window)
    table.setCurrentCell(names.index("Tomasz Birch"), column(table, "Medicines competence"))
    person.press("Check it now")
    person.settle()
    assert person.says("Medicines competence · Tomasz Birch")


def test_who_may_do_it_today_is_asked_by_choosing_it(at_home: tuple[Person, Window], tmp_path: Path) -> None:
    person, window = at_home
    seal(team_of(window), {})
    table = register(person, window)
    choose(window, "Who may do this today?", "Medicines competence")
    person.settle()
    first = [text(table, 0, place) for place in range(3)]
    assert first == ["Tomasz Birch", "✓ Yes", "✓ until Tue 23 Nov 2027"]
    choose(window, "Team", "Ruth Alder’s team")
    person.settle()
    assert [text(table, n) for n in range(table.rowCount())] == ["Chipo Maple", "Dee Rowan"]
    person.press("Blank sheet for the wall")
    person.press("Save as PDF")
    person.settle()
    assert list(tmp_path.rglob("Wall sheet.pdf"))
