"""The table of the register: people by what is checked, or who may do one thing today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.pages.competence import Cell
from app.ui.kit.cells import ABOVE, WholeWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from app.pages.competence import MayLine, RegisterPage, RowShown

CELL, NAME, MAY = Qt.ItemDataRole.UserRole, 0, ("Person", "May they?", "Until when, or why not")
LEAST_WIDTH = 120
"""Pixels a column keeps; with more columns than fit, the table is scrolled."""


class RegisterTable(QTableWidget):
    """Rows of people; ``chosen`` carries the cell the cursor is on, or None."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Who may do what")
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        self.setItemDelegate(WholeWords(self))
        self.currentCellChanged.connect(self._moved)

    def show_register(
        self, page: RegisterPage, rows: tuple[RowShown, ...], colours: Mapping[str, str]
    ) -> None:
        """Show everybody and everything that is checked."""
        self._begin(page.headings, len(rows))
        for number, one in enumerate(rows):
            self.setItem(number, NAME, _item(one.name, one.told))
            for place, cell in enumerate(one.cells, 1):
                item = _item(cell.text, f"{one.name}, {cell.told}", cell.explained)
                item.setData(CELL, cell)
                item.setForeground(QColor(colours[cell.tone]))
                self.setItem(number, place, item)
        self._fit()

    def show_may(self, rows: tuple[MayLine, ...], colours: Mapping[str, str]) -> None:
        """Show who may do one thing today, and who may not and why."""
        self._begin(MAY, len(rows))
        for number, one in enumerate(rows):
            for place, text in enumerate((one.name, one.text, one.why)):
                item = _item(text, f"{one.name}: {one.text}. {one.why}" if place == NAME else text, one.why)
                item.setData(CELL, one.cell)
                if place:
                    item.setForeground(QColor(colours[one.tone]))
                self.setItem(number, place, item)
        self._fit()

    def current(self) -> Cell | None:
        """Return the cell the cursor is on, or None where there is none."""
        item = self.item(self.currentRow(), self.currentColumn())
        found = item.data(CELL) if item is not None else None
        return found if isinstance(found, Cell) else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _begin(self, headings: tuple[str, ...], count: int) -> None:
        self.clear()
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(count)

    def _fit(self) -> None:
        if not self.columnCount():
            return
        header = self.horizontalHeader()
        header.setMinimumHeight(2 * self.fontMetrics().height() + ABOVE)
        header.setMinimumSectionSize(LEAST_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        if self.columnCount() == len(MAY):
            for place in range(len(MAY) - 1):
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        QTimer.singleShot(0, self, self.resizeRowsToContents)  # once the columns have their width

    def _moved(self, *_: object) -> None:
        self.chosen.emit(self.current())


def _item(text: str, told: str, tip: str = "") -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
    item.setToolTip(tip or text)
    return item
