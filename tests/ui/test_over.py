"""What lies over or beside the page one is on, and leaves it as it is."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from app.pages import places
from app.ui.shell.window import Window
from tests.ui.person import Person


def sought(window: Window) -> QLineEdit:
    """Return the box of Find."""
    return next(b for b in window._frame.over.findChildren(QLineEdit) if b.isVisible())


def test_find_lies_over_the_page_and_is_closed_by_esc_by_a_press_beside_it_or_by_going_somewhere(
    at_home: tuple[Person, Window], qtbot: QtBot
) -> None:
    person, window = at_home
    over, handle = window._frame.over, window.windowHandle()
    window.go(places.Records())
    for close in (
        lambda: QTest.keyClick(handle, Qt.Key.Key_Escape),
        lambda: qtbot.mouseClick(over, Qt.MouseButton.LeftButton, pos=QPoint(4, 4)),
        lambda: window.go(places.Records()),
    ):
        QTest.keyClick(handle, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        person.settle()
        assert over.isVisible()
        assert window._going.place == places.Records()
        window.resize(1100, 700)
        window.resize(1366, 768)
        assert over.size() == window._frame.size()
        qtbot.keyClicks(sought(window), "chipo")
        close()
        person.settle()
        assert not over.isVisible()
        assert not over.findChildren(QLineEdit)
    QTest.keyClick(handle, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    qtbot.keyClicks(sought(window), "dark colours")
    person.settle()
    qtbot.keyClick(sought(window), Qt.Key.Key_Return)
    person.settle()
    assert window._context.look.theme == "dark"
    assert window._going.place == places.Records()
    QTest.keyClick(handle, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    qtbot.keyClicks(sought(window), "larger text")
    person.settle()
    qtbot.keyClick(sought(window), Qt.Key.Key_Return)
    assert window._context.look.scale == 115
    QTest.keyClick(handle, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    person.settle()
    qtbot.keyClicks(sought(window), "lock now")
    person.settle()
    qtbot.keyClick(sought(window), Qt.Key.Key_Return)
    person.settle()
    assert not window._context.anyone


def test_help_stands_beside_the_page_it_is_about_until_it_is_closed(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    side, handle = window._frame.help, window.windowHandle()
    window.go(places.Due())
    person.settle()
    for close in (Qt.Key.Key_F1, Qt.Key.Key_Escape):
        QTest.keyClick(handle, Qt.Key.Key_F1)
        assert side.isVisible()
        assert side._reader.topic == "due"
        assert window._going.place == places.Due()
        QTest.keyClick(handle, close)
        assert not side.isVisible()
    QTest.keyClick(handle, Qt.Key.Key_F1)
    window.lock()
    person.settle()
    assert not side.isVisible()


def test_where_there_is_no_room_beside_the_page_help_takes_it(at_home: tuple[Person, Window]) -> None:
    person, window = at_home
    window.resize(1024, 640)
    window.go(places.Actions())
    person.settle()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_F1)
    person.settle()
    assert window._going.place == places.Help(topic="actions")
    assert any(one.text() == "Help" for one in window.findChildren(QLabel) if one.isVisible())
