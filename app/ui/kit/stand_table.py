"""A table of people by what they may do or did: the cell one is on explains itself."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.ui.kit.cells import ABOVE, WholeWords

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

CELL, NAME = Qt.ItemDataRole.UserRole, 0
LEAST_LETTERS, MOST_LINES, FILLED = 15, 4, 0.6
"""Letters a column has room for; with more columns than fit, the table is scrolled. Lines a heading may have,
and how much of a line its words fill on average."""


class StandCell(Protocol):
    """What a cell says of how somebody stands."""

    @property
    def text(self) -> str:
        """What stands in the cell."""

    @property
    def tone(self) -> str:
        """Its colour, by name."""

    @property
    def told(self) -> str:
        """The cell for a screen reader."""

    @property
    def explained(self) -> str:
        """What stands behind it."""


class StandRow(Protocol):
    """A person's row."""

    @property
    def name(self) -> str:
        """Whose it is."""

    @property
    def told(self) -> str:
        """The whole row in words."""

    @property
    def cells(self) -> Sequence[StandCell]:
        """Its cells."""


class StandTable(QTableWidget):
    """Rows of people; ``chosen`` carries the cell the cursor is on, or None."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
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

    def show_rows(
        self, headings: Sequence[str], rows: Sequence[StandRow], colours: Mapping[str, str]
    ) -> None:
        """Show people and how each stands in what the headings say."""
        self.begin(headings, len(rows))
        for number, one in enumerate(rows):
            self.setItem(number, NAME, cell_item(one.name, one.told))
            for place, cell in enumerate(one.cells, 1):
                item = cell_item(cell.text, f"{one.name}, {cell.told}", cell.explained)
                item.setData(CELL, cell)
                item.setForeground(QColor(colours[cell.tone]))
                self.setItem(number, place, item)
        self.fit()

    def cell(self) -> object:
        """Return the cell the cursor is on, or None where there is none."""
        item = self.item(self.currentRow(), self.currentColumn())
        return item.data(CELL) if item is not None else None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit()

    def begin(self, headings: Sequence[str], count: int) -> None:
        """Begin anew with so many rows."""
        self.clear()
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(count)

    def fit(self) -> None:
        """Share the width among the columns; none gets less than its words need."""
        if not self.columnCount():
            return
        header = self.horizontalHeader()
        letters = header.fontMetrics()
        least = LEAST_LETTERS * letters.averageCharWidth()
        header.setMinimumSectionSize(least)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        heads = (self.horizontalHeaderItem(place) for place in range(1, self.columnCount()))
        widths = (letters.horizontalAdvance(head.text()) for head in heads if head is not None)
        width = max(least, header.sectionSize(self.columnCount() - 1)) * FILLED
        lines = min(max(ceil(max(widths, default=0) / width), 2), MOST_LINES)
        header.setMinimumHeight(lines * letters.height() + ABOVE)
        QTimer.singleShot(0, self, self.resizeRowsToContents)  # once the columns have their width

    def _moved(self, *_: object) -> None:
        self.chosen.emit(self.cell())


def cell_item(text: str, told: str, tip: str = "") -> QTableWidgetItem:
    """Return a cell with what a screen reader says of it."""
    item = QTableWidgetItem(text)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
    item.setToolTip(tip or text)
    return item
