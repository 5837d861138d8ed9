"""The table of the kit: it draws the rows of a page, sorts them, copies them and reads each as a sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.domain.letters import readable
from app.pages.grid import ordered
from app.ui.kept_tables import Kept, KeptTables
from app.ui.kit.grid_cells import GridCells
from app.ui.theme.style import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from app.pages.grid import Column, GridCell, GridRow
    from app.ui.context import Context

    Colours = Callable[[], Mapping[str, str]]

ROW, HEAD = 44, 40
"""Pixels of a row and of the heads at 100 %."""
LETTERS = 6
"""No column is narrower than so many letters."""
HEADING = 36
"""Pixels a heading needs beside its words."""
UNSORTED = -1
Index = QModelIndex | QPersistentModelIndex


class GridModel(QAbstractTableModel):
    """Rows as a page gave them, or by one of their columns."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[Column, ...] = ()
        self.rows: tuple[GridRow, ...] = ()
        self._given: tuple[GridRow, ...] = ()
        self._by, self._falling = UNSORTED, False

    def put(self, columns: tuple[Column, ...], rows: tuple[GridRow, ...], by: int, *, falling: bool) -> None:
        """Take other columns and rows."""
        self.beginResetModel()
        self.columns, self._given, self._by, self._falling = columns, rows, by, falling
        self._order()
        self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column, by what its cells mean."""
        if (column, order is Qt.SortOrder.DescendingOrder) != (self._by, self._falling):
            self.beginResetModel()
            self._by, self._falling = column, order is Qt.SortOrder.DescendingOrder
            self._order()
            self.endResetModel()

    def cell(self, index: Index) -> GridCell:
        """Return a cell."""
        return self.rows[index.row()].cells[index.column()]

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].label if section < len(self.columns) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words; for a screen reader the whole row, unless the cell says itself."""
        cell = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return readable(cell.whole)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.told or self.rows[index.row()].told
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or readable(cell.whole)
        return None

    def _order(self) -> None:
        sorting = 0 <= self._by < len(self.columns)
        self.rows = ordered(self._given, self._by, falling=self._falling) if sorting else self._given


class Grid(QTableView):
    """``opened`` carries the id of the row that is opened, ``chosen`` that of the row one has come to.

    ``looked`` asks for what stands beside the table.
    """

    opened = Signal(str)
    chosen = Signal(str)
    looked = Signal()

    def __init__(self, name: str, key: str, kept: KeptTables, colours: Colours) -> None:
        super().__init__()
        self._key, self._kept, self._colours, self._fitting = key, kept, colours, False
        self.hovered = -1
        self.grid = GridModel()
        self.setModel(self.grid)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._cells = GridCells(self)
        self._cells.colours = colours()
        self.setItemDelegate(self._cells)
        self._dress_head()
        self.activated.connect(self._open)
        self.entered.connect(self._hover)

    def put(self, columns: tuple[Column, ...], rows: tuple[GridRow, ...]) -> None:
        """Show rows, sorted as they were, with the cursor on the row it was on."""
        kept, at = self._kept.of(self._key), self.current()
        labels = [one.label for one in columns]
        by = labels.index(kept.sort) if kept.sort in labels else UNSORTED
        head = self.horizontalHeader()
        head.blockSignals(True)  # noqa: FBT003 - Qt's own way
        order = Qt.SortOrder.DescendingOrder if kept.falling else Qt.SortOrder.AscendingOrder
        head.setSortIndicator(by, order)
        head.blockSignals(False)  # noqa: FBT003 - Qt's own way
        self.grid.put(columns, rows, by, falling=kept.falling)
        self.fit()
        self.come_to(at)

    def current(self) -> str:
        """Return the id of the row one is on, or an empty text."""
        number = self.currentIndex().row()
        return self.grid.rows[number].id if 0 <= number < len(self.grid.rows) else ""

    def selected(self) -> tuple[str, ...]:
        """Return the ids of the chosen rows, from the top down."""
        return tuple(
            self.grid.rows[number].id for number in sorted({one.row() for one in self.selectedIndexes()})
        )

    def come_to(self, row_id: str) -> None:
        """Put the cursor on a row, on the first one where it is not there."""
        if not self.grid.rows:
            self.chosen.emit("")
            return
        ids = [row.id for row in self.grid.rows]
        number = ids.index(row_id) if row_id in ids else 0
        self.setCurrentIndex(self.grid.index(number, max(self.currentIndex().column(), 0)))

    # --- what Qt tells --------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802 - Qt's name
        """Tell which row one has come to."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.chosen.emit(self.grid.rows[current.row()].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go to what stands beside; the rest as Qt does."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.looked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Fit rows and columns to another size of the text, and take another theme's colours."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._cells.colours = self._colours()
            self.fit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Forget the row under the pointer."""
        super().leaveEvent(event)
        self._hover(QModelIndex())

    # --- inside ---------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Share the width: as it is kept, else each column by what it holds."""
        columns = self.grid.columns
        if not columns or self._fitting:
            return
        self._fitting = True
        tall = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(max(ROW * tall // 20, 2 * tall + 4))
        self.horizontalHeader().setFixedHeight(HEAD * tall // 20)
        letter, room = self.fontMetrics().averageCharWidth(), self.viewport().width()
        wants = [max(one.letters * letter, self._heading(one.label)) for one in columns]
        hidden = _left_out(columns, wants, room)
        seen = [place for place in range(len(columns)) if place not in hidden]
        kept = [] if hidden else self._kept_widths(room)
        shared = kept or _shared([columns[one] for one in seen], [wants[one] for one in seen], room)
        for place in range(len(columns)):
            self.setColumnHidden(place, place in hidden)
        for place, width in zip(seen, shared, strict=True):
            self.setColumnWidth(place, width)
        self._fitting = False

    def _heading(self, label: str) -> int:
        """Return the width a heading needs, with its arrow."""
        return self.horizontalHeader().fontMetrics().horizontalAdvance(label) + HEADING

    def _kept_widths(self, room: int) -> list[int]:
        kept = self._kept.of(self._key).shares
        if not all(one.label in kept for one in self.grid.columns):
            return []
        shares = [kept[one.label] for one in self.grid.columns]
        return _filled([int(room * share / sum(shares)) for share in shares], room)

    def _resized(self, place: int, _before: int, _now: int) -> None:
        """Let the columns to the right share what is left, and keep it."""
        if self._fitting:
            return
        if any(self.isColumnHidden(number) for number in range(len(self.grid.columns))):
            return
        room, least = self.viewport().width(), LETTERS * self.fontMetrics().averageCharWidth()
        widths = [self.columnWidth(number) for number in range(len(self.grid.columns))]
        right = widths[place + 1 :]
        widths[place] = max(least, min(widths[place], room - sum(widths[:place]) - least * len(right)))
        left = room - sum(widths[: place + 1])
        widths[place + 1 :] = [max(least, left * one // max(sum(right), 1)) for one in right]
        self._fitting = True
        for number, width in enumerate(_filled(widths, room)):
            self.setColumnWidth(number, width)
        self._fitting = False
        shares = {
            one.label: width / max(room, 1) for one, width in zip(self.grid.columns, widths, strict=True)
        }
        kept = self._kept.of(self._key)
        together = {**kept.shares, **shares}
        self._kept.keep(self._key, Kept(shares=together, sort=kept.sort, falling=kept.falling))

    def _sorted(self, place: int, order: Qt.SortOrder) -> None:
        at = self.current()
        self.grid.sort(place, order)
        self.come_to(at)
        label = self.grid.columns[place].label if 0 <= place < len(self.grid.columns) else ""
        falling = order is Qt.SortOrder.DescendingOrder
        shares = self._kept.of(self._key).shares
        self._kept.keep(self._key, Kept(shares=shares, sort=label, falling=falling))

    def _dress_head(self) -> None:
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(UNSORTED, Qt.SortOrder.AscendingOrder)
        head.sortIndicatorChanged.connect(self._sorted)
        head.sectionResized.connect(self._resized)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and self.grid.rows[index.row()].id:
            self.opened.emit(self.grid.rows[index.row()].id)

    def _hover(self, index: QModelIndex) -> None:
        if index.row() != self.hovered:
            self.hovered = index.row()
            self.viewport().update()


def grid(context: Context, name: str, key: str) -> Grid:
    """Return a table that keeps its columns on this PC and is drawn in the colours that were chosen."""
    return Grid(name, key, context.tables, partial(_colours, context))


def _colours(context: Context) -> Mapping[str, str]:
    return tokens(context.resources, context.look.theme)


def _left_out(columns: Sequence[Column], wants: Sequence[int], room: int) -> set[int]:
    """Return the columns that make room for the others, the last of those that may do so first."""
    hidden: set[int] = set()
    for place in reversed(range(len(columns))):
        if sum(wants) - sum(wants[one] for one in hidden) <= room:
            break
        if columns[place].spare:
            hidden.add(place)
    return hidden


def _shared(columns: Sequence[Column], wants: Sequence[int], room: int) -> list[int]:
    """Return each column's width by what it holds; those that grow share what is left."""
    left, grown = room - sum(wants), sum(one.grows for one in columns)
    if left < 0 or not grown:
        return _filled([one * room // sum(wants) for one in wants], room)
    return _filled([want + left * one.grows // grown for want, one in zip(wants, columns, strict=True)], room)


def _filled(widths: list[int], room: int) -> list[int]:
    """Return widths of which the last one takes what is left over."""
    return [*widths[:-1], max(room - sum(widths[:-1]), 0)]
