"""The rows of a list of staff: cells to mend, and a tick for who has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.ui.kit.cells import WholeWords

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from app.pages.brought import RowShown, RowsPage

KEY = Qt.ItemDataRole.UserRole
LEAVER = Qt.ItemDataRole.UserRole + 1
READ_ONLY = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
LEAST_HEIGHT = 360
NOTE, NOTE_LETTERS = 1, 44
"""Which column says what would change or has to be mended, and how many letters fit into one line of it."""


class StaffTable(QTableWidget):
    """``mended`` carries a row, the key of its column and the new text; ``skipped`` a row (Delete)."""

    mended = Signal(int, str, str)
    skipped = Signal(int)

    def __init__(self, page: RowsPage) -> None:
        super().__init__(len(page.rows), len(page.headings))
        self.setAccessibleName("Rows of the list")
        self.setHorizontalHeaderLabels(list(page.headings))
        self.setVerticalHeaderLabels([one.number for one in page.rows])
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setItemDelegate(WholeWords(self))
        for number, row in enumerate(page.rows):
            self._fill(number, row, page.keys)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Interactive)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setColumnWidth(NOTE, self.fontMetrics().averageCharWidth() * NOTE_LETTERS)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.itemChanged.connect(self._changed)

    def leavers(self) -> tuple[str, ...]:
        """Return who is ticked as having left."""
        first = (self.item(number, 0) for number in range(self.rowCount()))
        return tuple(
            str(item.data(LEAVER))
            for item in first
            if item is not None and item.checkState() is Qt.CheckState.Checked
        )

    def choose(self, row: int) -> None:
        """Put the cursor on a row."""
        self.setCurrentCell(min(max(row, 0), self.rowCount() - 1), 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete skips the row the cursor is on."""
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.skipped.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the rows to the new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.resizeRowsToContents)  # once the columns have their width

    def _fill(self, number: int, row: RowShown, keys: tuple[str, ...]) -> None:
        what = QTableWidgetItem(row.what)
        what.setFlags(READ_ONLY)
        what.setData(Qt.ItemDataRole.AccessibleTextRole, row.told)
        if row.leaver_id:
            what.setFlags(READ_ONLY | Qt.ItemFlag.ItemIsUserCheckable)
            what.setCheckState(Qt.CheckState.Unchecked)
            what.setData(LEAVER, row.leaver_id)
        self.setItem(number, 0, what)
        for place, (key, text) in enumerate(zip(keys, row.cells, strict=True), NOTE + 1):
            item = QTableWidgetItem(text)
            item.setData(KEY, key)
            self.setItem(number, place, item)
        note = QTableWidgetItem(row.note)
        note.setFlags(READ_ONLY)
        note.setToolTip(row.note)
        self.setItem(number, NOTE, note)

    def _changed(self, item: QTableWidgetItem) -> None:
        key = item.data(KEY)
        if key:
            self.mended.emit(item.row(), str(key), item.text())
