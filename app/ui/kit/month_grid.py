"""A month of meetings: a list for each day; a meeting is moved by dragging it, or by Alt and an arrow key."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit.widgets import words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent

    from app.pages.calendar import Day, MonthPage

LEAST_LINES, MOST_LINES, ABOVE = 2, 4, 4
"""Meetings that a day has room for before it scrolls, and the space about each in pixels."""
SESSION = Qt.ItemDataRole.UserRole
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class DayList(QListWidget):
    """The meetings of a day. ``moved`` carries a meeting and the day it is wanted on."""

    moved = Signal(str, object)

    def __init__(self, day: Day, colours: Mapping[str, str]) -> None:
        super().__init__()
        self._day = day.day
        self.setObjectName("day")
        told = "; ".join(one.told for one in day.sessions) or "nothing planned"
        self.setAccessibleName(day.name)
        self.setAccessibleDescription(told)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        lines = min(max(len(day.sessions), LEAST_LINES), MOST_LINES)
        self.setFixedHeight(lines * (self.fontMetrics().height() + ABOVE) + 2 * ABOVE)
        if not day.sessions:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for one in day.sessions:
            item = QListWidgetItem(one.text)
            item.setData(SESSION, one.session_id if one.movable else "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, one.told)
            item.setToolTip(one.told)
            item.setForeground(QColor(colours[one.tone]))
            if not one.movable:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDragEnabled)
            self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt and an arrow move the chosen meeting a day or a week."""
        by = STEPS.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.take(self, self._day + dt.timedelta(days=by))
            return
        super().keyPressEvent(event)

    def take(self, source: QListWidget, day: dt.date) -> None:
        """Ask for the meeting that is chosen in a list to be moved to a day."""
        item = source.currentItem()
        session_id = str(item.data(SESSION)) if item is not None else ""
        if session_id:
            self.moved.emit(session_id, day)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take meetings of other days only."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802 - Qt's name
        """Take meetings of other days only."""
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Ask for the meeting to be moved here; it stays where it is until a reason is given."""
        source = event.source()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(source, DayList) and source is not self:
            self.take(source, self._day)

    def _welcome(self, event: QDropEvent) -> None:
        if isinstance(event.source(), DayList) and event.source() is not self:
            event.acceptProposedAction()
        else:
            event.ignore()


class MonthGrid(QWidget):
    """Weeks from Monday, seven days each."""

    moved = Signal(str, object)

    def __init__(self, page: MonthPage, weekdays: tuple[str, ...], colours: Mapping[str, str]) -> None:
        super().__init__()
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for place, name in enumerate(weekdays):
            layout.addWidget(words(name, "label"), 0, place)
            layout.setColumnStretch(place, 1)
        self.days: list[DayList] = []
        for number, week in enumerate(page.weeks, 1):
            for place, day in enumerate(week):
                layout.addWidget(self._day(day, colours), number, place)

    def _day(self, day: Day, colours: Mapping[str, str]) -> QWidget:
        shown = DayList(day, colours)
        shown.moved.connect(partial(self.moved.emit))
        self.days.append(shown)
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        label = f"{day.label} · today" if day.today else day.label
        layout.addWidget(words(label, "label" if day.today else "hint"))
        layout.addWidget(shown)
        layout.addStretch(1)
        return holder
