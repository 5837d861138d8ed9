"""The agenda as a list: points are moved by keys, buttons or the mouse, and taken off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.drafting import may_take_off
from app.ui.kit.widgets import button, row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.content import AgendaPoint

NAME = "Agenda. Control with the arrow keys moves a point, Delete takes off one you added"
OFF_TIP = "Take the chosen point off the agenda"
STAYS_TIP = "It came up by itself, so it stays. On Talk, say what became of it"
LINE_PX, FRAME_PX = 38, 8
FEWEST, MOST = 2, 12
"""Lines shown at once."""


class AgendaList(QWidget):
    """``shifted`` moves a point by one, ``ordered`` carries all ids after a drag, ``taken_off`` one id."""

    shifted = Signal(str, int)
    ordered = Signal(list)
    taken_off = Signal(str)

    def __init__(self, points: Sequence[AgendaPoint]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._list = QListWidget()
        self._list.setAccessibleName(NAME)
        self._list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self._list.setWordWrap(True)
        self.setFocusProxy(self._list)
        layout.addWidget(self._list)
        up, down = partial(self._shift, -1), partial(self._shift, 1)
        self._off = button("Take off", self._take_off, "quiet", OFF_TIP)
        layout.addWidget(row(button("Up", up, "quiet"), button("Down", down, "quiet"), self._off, None))
        self._mine = frozenset[str]()
        self._list.currentRowChanged.connect(self._look)
        for keys, action in (("Ctrl+Up", up), ("Ctrl+Down", down), ("Del", self._take_off)):
            QShortcut(QKeySequence(keys), self._list, action, context=Qt.ShortcutContext.WidgetShortcut)
        self.show_points(points)
        self._list.model().rowsMoved.connect(self._dragged)

    def show_points(self, points: Sequence[AgendaPoint], chosen: str = "") -> None:
        """Show the points; the chosen one stays chosen, or else the line where it was."""
        place = self._list.currentRow()
        self._mine = frozenset(point.id for point in points if may_take_off(point))
        self._list.clear()
        for number, point in enumerate(points):
            item = QListWidgetItem(point.text)
            item.setData(Qt.ItemDataRole.UserRole, point.id)
            self._list.addItem(item)
            if point.id == chosen:
                place = number
        self._list.setCurrentRow(min(place, self._list.count() - 1))
        self._list.setFixedHeight(min(MOST, max(FEWEST, self._list.count())) * LINE_PX + FRAME_PX)

    def _chosen(self) -> str:
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _shift(self, by: int) -> None:
        if self._chosen():
            self.shifted.emit(self._chosen(), by)

    def _take_off(self) -> None:
        if self._chosen() in self._mine:
            self.taken_off.emit(self._chosen())

    def _look(self, _row: int) -> None:
        """Offer to take off only what may go without a word."""
        mine = self._chosen() in self._mine
        self._off.setEnabled(mine)
        self._off.setToolTip(OFF_TIP if mine else STAYS_TIP)

    def _dragged(self, *_: object) -> None:
        lines = (self._list.item(number) for number in range(self._list.count()))
        self.ordered.emit([str(line.data(Qt.ItemDataRole.UserRole)) for line in lines])
