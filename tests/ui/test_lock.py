"""The lock screen: telling people apart, finding them, and a clock that cannot be right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from app.domain.people import Profile, Role
from app.pages import shell
from app.ui.kit.door_side import DoorSide
from app.ui.shell.window import Window
from tests.ui.person import Person, change_over

Home = tuple[Person, Window]
LONG = "Wilhelmina-Alexandrina-Konstantina Featherstonehaugh-Cholmondeley"


def _tiles(window: Window) -> list[str]:
    shown = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.objectName() == "tile"]
    return [tile.accessibleName() for tile in shown]


def test_three_sarahs_are_told_apart_and_found_by_surname(at_home: Home) -> None:
    person, window = at_home
    house, actor = window._context.house, window._context.actor
    for name in ("Sarah Smith", "Sarah Shah", "Sarah Singh", LONG):
        house.people.add(actor, Profile(name=name, role=Role.WORKER))
    window._context.lock_asked.emit()
    person.settle()
    assert {"Sarah Sm", "Sarah Sh", "Sarah Si"} <= set(_tiles(window))
    tiles = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.objectName() == "tile"]
    assert all(tile.x() + tile.width() <= window.width() for tile in tiles)
    person.type("Your name", "smith")
    person.settle()
    assert _tiles(window) == ["Sarah Sm"]


def test_the_door_tells_whose_records_and_the_time_and_can_be_made_easier_to_read(at_home: Home) -> None:
    person, window = at_home
    window._context.lock_asked.emit()
    person.settle()
    side = window.findChild(DoorSide)
    assert side is not None
    assert side.isVisible()
    told = [label.text() for label in side.findChildren(QLabel)]
    assert told == [window._context.house.vaults.service().name, "14:00", "Tuesday 24 November"]
    person.choose("Text size")
    person.choose("Colours")
    look = window._context.look
    assert (look.theme, look.scale) == ("dark", 115)
    window.resize(1024, 640)
    person.settle()
    assert not side.isVisible()


def test_a_clock_that_can_be_right_is_not_spoken_of(at_home: Home) -> None:
    _, window = at_home
    frame = shell.enter(window._context.house, window._context.actor)
    assert frame.warning == ""
    assert window._problem.isHidden()


def test_a_wrong_clock_is_named_after_sign_in(at_home: Home) -> None:
    person, window = at_home
    context = window._context
    window._entered(replace(shell.enter(context.house, context.actor), warning="This PC thinks it is 2019."))
    person.settle()
    assert window._problem.isVisible()


def test_whoever_comes_next_finds_neither_the_pin_nor_the_name_of_the_one_before(at_home: Home) -> None:
    person, window = at_home
    change_over(person, "Chipo Maple")
    window.lock()
    person.settle()
    boxes = [b for b in window.findChildren(QLineEdit) if b.isVisible()]
    assert [(b.accessibleName(), b.text()) for b in boxes] == [("Your name", "")]
    pressed = [b.text() for b in window.findChildren(QPushButton) if b.isVisible()]
    assert "Sign in" not in pressed
    assert not any(b.text() for b in window._lock.findChildren(QLineEdit))
