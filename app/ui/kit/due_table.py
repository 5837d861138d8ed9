"""The table of who is due: names wrap or are cut with a tip, so that dates always stay whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
)

from app.pages.due import Cell
from app.ui.kit.cells import ABOVE, WholeWords

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent

    from app.pages.due import DuePage, DueRow, MonthsPage
    from app.pages.due_lines import MustPage
    from app.pages.wanted import WantedLine

NAME_SHARE = 0.24
"""The name takes at most this share of the width, so that a long one never pushes the dates together."""
CELL, NAME, BY, OWNER = Qt.ItemDataRole.UserRole, 0, 2, 3


class DueTable(QTableWidget):
    """Rows of people; ``chosen`` carries the cell the cursor is on, or None."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._snug: frozenset[int] = frozenset()
        self.setAccessibleName("Who is due")
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        self.setItemDelegate(WholeWords(self))
        self.currentCellChanged.connect(self._moved)

    def show_due(self, page: DuePage, rows: tuple[DueRow, ...], colours: Mapping[str, str]) -> None:
        """Show who is due next, with the cursor on the cell it was on."""
        current = self.cell(self.currentRow(), self.currentColumn())
        self._begin(page.headings, len(rows))
        for number, row in enumerate(rows):
            self.setItem(number, NAME, _item(row.name, row.told, row.name))
            for place, cell in enumerate(row.cells, 1):
                item = _Sorted(cell.text, cell.day)
                item.setData(CELL, cell)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, cell.told)
                item.setForeground(QColor(colours[cell.tone]))
                item.setToolTip(cell.why)
                self.setItem(number, place, item)
            self.setItem(number, len(page.headings) - 1, QTableWidgetItem(row.open_actions))
        for place in page.unused:
            self.setColumnHidden(place, True)  # noqa: FBT003 - Qt's own way
        self.setSortingEnabled(True)
        self._fit()
        if rows:
            self._come_back_to(current)

    def show_must(
        self, page: MustPage, rows: tuple[tuple[WantedLine, Cell], ...], colours: Mapping[str, str]
    ) -> None:
        """Show what must happen by a day, a line each."""
        self._begin(page.headings, len(rows))
        for number, (line, cell) in enumerate(rows):
            for place, text in enumerate(line.cells):
                item = _Sorted(text, cell.day) if place == BY else _item(text, text, text)
                item.setData(CELL, cell)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, cell.told if place == NAME else text)
                if place == BY:
                    item.setForeground(QColor(colours[cell.tone]))
                self.setItem(number, place, item)
        self._snug = frozenset({OWNER})
        self._fit()
        if rows:
            self.setCurrentCell(0, NAME)

    def show_months(self, page: MonthsPage) -> None:
        """Show month by month."""
        self._begin(page.headings, len(page.rows))
        for number, (name, cells) in enumerate(page.rows):
            self.setItem(number, NAME, _item(name, name, name))
            for place, (text, tip, told) in enumerate(cells, 1):
                self.setItem(number, place, _item(text, told, tip))
        self._fit()

    def cell(self, number: int, place: int) -> Cell | None:
        """Return what is due in a cell, or None where nothing can be."""
        item = self.item(number, place)
        found = item.data(CELL) if item is not None else None
        return found if isinstance(found, Cell) else None

    def current(self) -> Cell | None:
        """Return the cell the cursor is on."""
        return self.cell(self.currentRow(), self.currentColumn())

    def selected(self) -> tuple[Cell, ...]:
        """Return the chosen cells from the top down."""
        places = sorted((index.row(), index.column()) for index in self.selectedIndexes())
        return tuple(cell for place in places if (cell := self.cell(*place)) is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _begin(self, headings: tuple[str, ...], count: int) -> None:
        self._snug = frozenset()
        self.setSortingEnabled(False)
        self.clear()
        self.setColumnCount(len(headings))
        for place in range(len(headings)):
            self.setColumnHidden(place, False)  # noqa: FBT003 - Qt's own way
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(count)

    def _fit(self) -> None:
        if not self.columnCount():
            return
        header = self.horizontalHeader()
        header.setMinimumHeight(2 * self.fontMetrics().height() + ABOVE)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Fixed)
        for place in self._snug:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        most = int(self.viewport().width() * NAME_SHARE)
        self.setColumnWidth(NAME, min(self.sizeHintForColumn(NAME), most))
        QTimer.singleShot(0, self, self.resizeRowsToContents)  # once the other columns have their width

    def _come_back_to(self, current: Cell | None) -> None:
        found = (
            (number, place)
            for number in range(self.rowCount())
            for place in range(self.columnCount())
            if current is not None and (cell := self.cell(number, place)) and cell.key == current.key
        )
        self.setCurrentCell(*next(found, (0, 1)))

    def _moved(self, number: int, place: int, *_: object) -> None:
        self.chosen.emit(self.cell(number, place))


class _Sorted(QTableWidgetItem):
    """Sorts by the date behind the words; what needs nothing comes last."""

    def __init__(self, text: str, day: dt.date | None) -> None:
        super().__init__(text)
        self._day = day

    def __lt__(self, other: QTableWidgetItem) -> bool:
        """Compare days."""
        if not isinstance(other, _Sorted):
            return super().__lt__(other)
        return self._day is not None and (other._day is None or self._day < other._day)


def _item(text: str, told: str, tip: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
    item.setToolTip(tip)
    return item
