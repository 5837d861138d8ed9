"""The wheel scrolls the page and changes no field, over every widget of every place."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.kit.fields import Count, Picker
from app.ui.shell.window import Window
from tests.ui.person import Person
from tests.ui.test_every_place import EXAMPLES, _steps, _world

DOWN = QPoint(0, -120)
HELD = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
"""What Qt turns with the wheel, though it holds an answer."""


def holds(widget: QWidget) -> bool:
    """Whether a widget holds an answer that the wheel would change."""
    return isinstance(widget, HELD) and not isinstance(widget, QScrollBar)


def answers(root: QWidget) -> dict[int, Any]:
    """Return what every widget that holds an answer holds now."""
    found: dict[int, Any] = {}
    for widget in root.findChildren(QWidget):
        if isinstance(widget, QComboBox | QTabBar):
            found[id(widget)] = widget.currentIndex()
        elif isinstance(widget, QLineEdit):
            found[id(widget)] = widget.text()
        elif isinstance(widget, QPlainTextEdit):
            found[id(widget)] = widget.toPlainText()
        elif isinstance(widget, QAbstractButton):
            found[id(widget)] = widget.isChecked()
        elif isinstance(widget, QAbstractSpinBox):
            found[id(widget)] = widget.text()
        elif isinstance(widget, QAbstractSlider) and not isinstance(widget, QScrollBar):
            found[id(widget)] = widget.value()
    return found


def turn(widget: QWidget) -> None:
    """Turn the wheel three notches with the pointer over the middle of a widget."""
    window = widget.window()
    place = QPointF(widget.mapTo(window, widget.rect().center()))
    for _ in range(3):
        QTest.wheelEvent(window.windowHandle(), place, DOWN)
    QApplication.processEvents()


@pytest.mark.no_cover
def test_the_wheel_over_every_widget_of_every_place_changes_nothing(
    demo_window: tuple[Person, Window],
) -> None:
    person, window = demo_window
    world = _world(window)
    faults, turned = [], 0
    for example in EXAMPLES.values():
        place = example(world)
        window.go(place)
        person.settle()

        def look(step: str, place: object = place) -> None:
            nonlocal turned
            before = answers(window)
            for widget in window.findChildren(QWidget):
                if not widget.isVisible() or id(widget) not in before:
                    continue
                for area in window.findChildren(QScrollArea):
                    if area.isAncestorOf(widget):
                        area.ensureWidgetVisible(widget)
                focused = QApplication.focusWidget()
                turn(widget)
                turned += holds(widget)
                if holds(widget) and QApplication.focusWidget() is not focused:
                    faults.append((place, step, "took the focus", widget.accessibleName()))
            if answers(window) != before:
                faults.append((place, step, "changed", ""))

        _steps(person, look)
    assert not faults, faults
    assert turned > 30


class Page(QWidget):
    """A page that is taller than its window, with fields on it."""

    def __init__(self) -> None:
        super().__init__()
        self.area, inside = QScrollArea(), QWidget()
        column = QVBoxLayout(inside)
        self.picker, self.count = Picker([(one, one) for one in "abcdef"]), Count((0, 99), 50, " minutes")
        for widget in (self.picker, self.count, *(QWidget() for _ in range(2))):
            widget.setMinimumHeight(300)
            column.addWidget(widget)
        self.area.setWidget(inside)
        QVBoxLayout(self).addWidget(self.area)
        self.resize(300, 300)


def test_the_page_scrolls_where_a_field_is_passed_even_one_that_has_the_focus(qtbot: QtBot) -> None:
    page = Page()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    bar = page.area.verticalScrollBar()
    for held in (page.picker, page.count):
        held.setFocus()
        page.area.ensureWidgetVisible(held)
        before = bar.value()
        turn(held)
        assert (page.picker.currentIndex(), page.count.value()) == (0, 50)
        assert bar.value() > before
