"""People, their form, Find, Help and Looking back in the real window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QTableView, QTextBrowser
from pytestqt.qtbot import QtBot

from app.pages import places
from app.pages.parts import PersonPart
from app.ui.kit.charts import Bars
from app.ui.kit.fields import Picker
from app.ui.shell.window import Window
from tests.ui.person import Person


def shown(window: Window) -> QTableView:
    """Return the table in sight."""
    return next(table for table in window.findChildren(QTableView) if table.isVisible())


def test_a_person_is_found_by_typing_and_opened_from_the_keyboard(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    window.go(places.People())
    person.type("Find a person", "tomasz")
    person.settle()
    table = shown(window)
    assert table.model().rowCount() == 1
    qtbot.keyClick(table, Qt.Key.Key_Return)
    person.settle()
    assert person.says("Tomasz Birch")
    window.go(places.People())
    person.press("Open")
    assert isinstance(window._going.place, places.Person)


def test_a_person_is_added_and_their_code_shown_once(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.People())
    person.press("Add a person")
    person.press("Save")
    assert person.says("Write the person’s name.")
    person.type("Name", "Ewa Sorrel")
    person.press("Save")
    assert person.says("Give this one-time code to Ewa.")
    person.press(PersonPart.DETAILS)
    person.press("Change details")
    person.press("Go back")
    assert person.says("Ewa Sorrel")
    assert not person.says("one-time code")


def test_going_back_from_an_empty_form_leads_to_people(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.PersonForm())
    person.press("Go back")
    assert isinstance(window._going.place, places.People)


def test_find_is_walked_with_the_arrows_and_opened_with_enter(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    window.go(places.Find())
    person.settle()
    box = QApplication.focusWidget()
    assert isinstance(box, QLineEdit)
    items = next(one for one in window.findChildren(QListWidget) if one.isVisible())
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert items.currentRow() == 2  # the first is a heading
    qtbot.keyClicks(box, "zzz")
    person.settle()
    assert items.item(0).text().startswith("Nothing found for “zzz”.")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert isinstance(window._going.place, places.Today)
    box.clear()
    qtbot.keyClicks(box, "looking")
    person.settle()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    person.settle()
    assert isinstance(window._going.place, places.LookingBack)


def test_figures_are_drawn_shown_as_a_table_and_printed(
    at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    person, window = at_home
    window.go(places.LookingBack())
    person.settle()
    bars = [one for one in window.findChildren(Bars) if one.isVisible()]
    assert bars[0].accessibleName().startswith("In date over time.")
    assert not bars[0].grab().isNull()
    person.press("As a table")
    assert shown(window).accessibleName() == "In date over time, as a table"
    person.press("As a table")
    person.press("Print")
    person.press("Save as PDF")
    assert (tmp_path / "Looking back.pdf").exists()


def test_help_is_read_inside_the_app(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.Help())
    person.settle()
    reader = next(one for one in window.findChildren(QTextBrowser) if one.isVisible())
    assert reader.toPlainText().startswith("Help\nChoose a topic.")


def test_the_supervisors_to_choose_from_follow_the_role(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.go(places.PersonForm())
    person.type("Name", "Ewa Sorrel")
    role, above = (
        next(one for one in window.findChildren(Picker) if one.accessibleName() == name)
        for name in ("Role in the app", "Supervisor")
    )
    role.setCurrentIndex(role.findData("nominated_individual"))
    assert [above.itemText(place) for place in range(above.count())] == ["nobody yet"]
    assert person.says("Nobody here supervises the nominated individual.")
    role.setCurrentIndex(role.findData("owner"))
    assert [above.itemText(place) for place in range(above.count())] == ["nobody yet", "Ruth Alder"]
    assert person.says("a nominated individual or registered manager")
