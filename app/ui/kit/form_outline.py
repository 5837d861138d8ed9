"""A form as a list of its parts and questions: chosen, moved, doubled and taken out by keys or the mouse."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from app.pages.form_outline import What
from app.ui.kit.outline_line import DETAIL, WHAT, OutlineLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QDropEvent

    from app.pages.form_outline import OutlineRow

NAME = "Parts and questions of the form"
MARK = "! "


class FormOutline(QListWidget):
    """``chosen`` carries a place, ``moved`` one up or down, ``dropped`` a line and the line it goes before.

    Nothing moves by itself: whoever hears it shows the lines anew.
    """

    chosen = Signal(str)
    moved = Signal(int)
    dropped = Signal(int, int)
    doubled = Signal()
    taken_out = Signal()
    taken_back = Signal()
    redone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(NAME)
        self.setItemDelegate(OutlineLine(self))
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self._places: list[str] = []
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Alt+Up", partial(self.moved.emit, -1)),
            ("Alt+Down", partial(self.moved.emit, 1)),
            ("Ctrl+D", self.doubled.emit),
            ("Del", self.taken_out.emit),
            ("Ctrl+Z", self.taken_back.emit),
            ("Ctrl+Y", self.redone.emit),
            ("Ctrl+Shift+Z", self.redone.emit),
        )
        self._keys = {QKeySequence(key): action for key, action in keys}
        self.currentRowChanged.connect(self._choose)

    def show_rows(self, rows: Sequence[OutlineRow], row: int) -> None:
        """Show the lines, with one of them chosen."""
        with QSignalBlocker(self):
            while self.count() > len(rows):
                self.takeItem(self.count() - 1)
            while self.count() < len(rows):
                self.addItem(QListWidgetItem())
            for number, one in enumerate(rows):
                self._show(self.item(number), one)
            self._places = [one.place for one in rows]
            self.setCurrentRow(row)
        self.scrollToItem(self.item(row))

    def _show(self, item: QListWidgetItem, row: OutlineRow) -> None:
        item.setText(f"{MARK if row.faults else ''}{row.words}")
        item.setToolTip(row.said)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, row.said)
        item.setData(DETAIL, row.detail)
        item.setData(WHAT, row.what.value)
        flags = Qt.ItemFlag.ItemIsEnabled
        if row.what is not What.STEP:
            flags |= Qt.ItemFlag.ItemIsSelectable
        if row.what not in {What.FORM, What.STEP}:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)

    def _choose(self, row: int) -> None:
        item = self.item(row)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.chosen.emit(self._places[row])

    def event(self, event: QEvent) -> bool:
        """Take the keys that mean something here before the window does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QKeySequence(event.keyCombination()) in self._keys
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move, double, take out and take back."""
        action = self._keys.get(QKeySequence(event.keyCombination()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Tell where a line was dropped; the list itself stays as it is."""
        onto = self.indexAt(event.position().toPoint())
        below = self.dropIndicatorPosition() == QAbstractItemView.DropIndicatorPosition.BelowItem
        before = self.count() if not onto.isValid() else onto.row() + below
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.dropped.emit(self.currentRow(), before)
