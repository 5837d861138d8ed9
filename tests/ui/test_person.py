"""A person's page in the real window, used by its buttons."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from app.domain.kinds import Kind
from app.domain.people import Standing
from app.pages import places
from app.pages.parts import PersonPart
from app.ui.kit.thread_line import ThreadLine
from app.ui.kit.widgets import Table
from app.ui.shell.window import Window
from tests.ui.person import Person


def open_page(window: Window, name: str) -> str:
    """Open somebody's page and return their id."""
    people = window._context.house.people.list(window._context.actor)
    found = next(one for one in people if one.name == name)
    window.go(places.Person(person_id=found.id))
    return found.id


def test_a_thread_is_begun_joined_printed_and_closed_from_the_page(
    at_home: tuple[Person, Window], tmp_path: Path
) -> None:
    person, window = at_home
    open_page(window, "Tomasz Birch")
    person.press(PersonPart.ABLE)
    person.press("Note training…")
    person.settle()
    person.type("Training", "Choices at meals")
    area = next(one for one in window.findChildren(QComboBox) if one.accessibleName() == "Practice area")
    area.setCurrentIndex(1)
    person.press("Note it")
    person.settle()
    person.press(PersonPart.THREADS)
    person.type("A skill to follow", "Offering a choice")
    person.press("Begin a thread")
    person.press("Join it")
    (line,) = (one for one in window.findChildren(ThreadLine) if one.isVisible())
    assert line.accessibleName() == "Thread Offering a choice: Tue 24 Nov Training: Choices at meals"
    assert not line.grab().isNull()
    assert line.heightForWidth(100) == line.heightForWidth(600)
    person.press("Print")
    person.press("Save as PDF")
    assert (tmp_path / "Practice thread.pdf").read_bytes().startswith(b"%PDF-")
    person.press("The skill is there")
    assert person.says("there since Tue 24 Nov")
    person.press("Undo")
    assert not person.says("there since Tue 24 Nov")


def test_a_pin_is_reset_and_the_code_is_shown_only_while_the_page_is(
    at_home: tuple[Person, Window],
) -> None:
    person, window = at_home
    person_id = open_page(window, "Tomasz Birch")
    person.press(PersonPart.DETAILS)
    person.press("Reset PIN")
    assert person.says("Give this one-time code to Tomasz.")
    (code,) = (
        label.text()
        for label in window.findChildren(QLabel)
        if label.isVisible() and label.objectName() == "title" and label.text() != "Tomasz Birch"
    )
    assert len(code) >= 8
    window.go(places.Today())
    window.go(places.Person(person_id=person_id))
    person.settle()
    assert not person.says("one-time code")


def test_somebody_who_has_left_keeps_a_page_with_nothing_to_do(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    open_page(window, "Chipo Maple")
    person.press(PersonPart.DETAILS)
    person.press("Leaves or hands on")
    person.press("They have left")
    assert person.says(Standing.LEAVER.label)
    shown = {button.text() for button in window.findChildren(QPushButton) if button.isVisible()}
    assert not shown & {"Start supervision", "Log coaching", "Reset PIN…"}


def test_a_record_is_opened_from_the_timeline(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    person_id = open_page(window, "Chipo Maple")
    house, actor = window._context.house, window._context.actor
    record = house.writing.start(actor, Kind.COACHING, person_id).value.record
    window.go(places.Person(person_id=person_id, part=PersonPart.TIMELINE))
    person.settle()
    table = next(
        one for one in window.findChildren(Table) if one.isVisible() and "Timeline" in one.accessibleName()
    )
    table.opened.emit("")
    assert isinstance(window._going.place, places.Person)
    table.itemActivated.emit(table.item(0, 0))
    assert str(window._going.place) == str(places.Record(record_id=record.id))
