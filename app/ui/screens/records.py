"""All records the person signed in may read.

A list, and search as you type with the words that were found.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.domain.changes import Topic
from app.pages import places, records
from app.ui.kit.fields import Picker
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from app.pages.places import Place
    from app.pages.records import Line, RecordsPage
    from app.ui.context import Context

HEADINGS = ("Date held", "About", "Kind", "Number", "Led by", "Status", "Found")
FOUND = 6
LETTERS = (14, 12, 10, 7, 0, 0)
"""How many letters the columns hold while the words that were found get the rest."""
LEFT_OUT = (4, 5)
"""Who led it and its status make room then."""
Index = QModelIndex | QPersistentModelIndex


class RecordsScreen(Screen):
    """The list of records."""

    title = "Records"
    topics = frozenset({Topic.RECORDS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._filter = line(placeholder="Words in the record, a name, a number")
        self._filter.setFixedWidth(380)
        self._filter.textChanged.connect(self._search)
        self._kind = Picker([(one.id, one.label) for one in records.KINDS], None, "every kind")
        self._kind.currentIndexChanged.connect(self._search)
        self._model = _Model()
        self._table = _View(self._model)
        self._table.activated.connect(self._open_row)
        self._empty = words("", "hint")
        self.page.addWidget(row(field("Find a record", self._filter), field("Kind", self._kind), None))
        self.page.addWidget(self._empty)
        self.page.addWidget(self._table, 1)
        self.foot.addWidget(
            row(
                button("Open", self._open_selected, "primary"),
                None,
                button("Good practice and concerns…", partial(context.go, places.Noticed())),
                button("Paper forms…", partial(context.go, places.Paper())),
            )
        )

    def come(self, place: Place) -> None:
        """Come with the cursor in the box that finds."""
        del place
        self.refresh()
        self._filter.setFocus()

    def refresh(self) -> None:
        """Read the records."""
        self._search()

    def _search(self, *_: object) -> None:
        self.read(self._show, records.read, self._filter.text(), self._kind.value())

    def _show(self, page: RecordsPage) -> None:
        self._model.show_lines(page.lines)
        self._table.setColumnHidden(FOUND, not page.found)
        for column in LEFT_OUT:
            self._table.setColumnHidden(column, page.found)
        self._table.fit(found=page.found)
        self._empty.setVisible(not page.lines)
        self._empty.setText(page.nothing)
        if page.lines:
            self._table.selectRow(0)

    def _open_selected(self) -> None:
        self._open_row(self._table.currentIndex())

    def _open_row(self, index: QModelIndex) -> None:
        record_id = self._model.record_id(index.row()) if index.isValid() else ""
        if record_id:
            self.context.go(places.Record(record_id=record_id))


class _Model(QAbstractTableModel):
    """The lines, cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Take other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def record_id(self, number: int) -> str:
        """Return the id in a row, or an empty text."""
        return self._lines[number].record_id if 0 <= number < len(self._lines) else ""

    def marks(self, number: int) -> tuple[tuple[int, int], ...]:
        """Return the places to highlight in a row's last column."""
        return self._lines[number].marks

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(HEADINGS)

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a heading."""
        return (
            HEADINGS[section]
            if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
            else None
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's words; for a screen reader the whole row."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self._lines[index.row()].cells[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(cell for cell in self._lines[index.row()].cells if cell)
        return None


class _View(QTableView):
    def __init__(self, model: _Model) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName("Records")
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.horizontalHeader().setHighlightSections(False)
        self.setItemDelegateForColumn(FOUND, _Marked(self, model))

    def fit(self, *, found: bool) -> None:
        """Share the width; what was found gets the most."""
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 18)
        for column in range(len(HEADINGS)):
            stretch = column == FOUND or not found
            self.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            )
            if found and column != FOUND:
                self.setColumnWidth(column, LETTERS[column] * self.fontMetrics().averageCharWidth() + 20)


class _Marked(QStyledItemDelegate):
    """Draws what was found bold and underlined."""

    def __init__(self, view: QTableView, model: _Model) -> None:
        super().__init__(view)
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell without words, then the words piece by piece."""
        text, marks = str(index.data()), self._model.marks(index.row())
        blank: Any = QStyleOptionViewItem(option)
        self.initStyleOption(blank, index)
        blank.text = ""
        style = blank.widget.style() if blank.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, blank, painter, blank.widget)
        painter.save()
        chosen = bool(blank.state & QStyle.StateFlag.State_Selected)
        painter.setPen(blank.palette.highlightedText().color() if chosen else blank.palette.text().color())
        left, right, base = (
            blank.rect.left() + 12,
            blank.rect.right() - 8,
            blank.rect.center().y() + blank.fontMetrics.ascent() // 2 - 1,
        )
        place = 0
        for begin, end in (*marks, (len(text), len(text))):
            for piece, found in ((text[place:begin], False), (text[begin:end], True)):
                font = QFont(blank.font)
                font.setBold(found)
                font.setUnderline(found)
                painter.setFont(font)
                metrics = painter.fontMetrics()
                shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, max(right - left, 0))
                painter.drawText(left, base, shown)
                left += metrics.horizontalAdvance(piece)
                if left >= right:
                    painter.restore()
                    return
            place = end
        painter.restore()
