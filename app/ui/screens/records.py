"""All records the person signed in may read.

A list, search as you type with the words that were found, and choices of which records are meant.
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
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.pages import places, records
from app.pages.records import Chosen
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, column, field, line, row, scrolled, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.pages.places import Place
    from app.pages.records import Choices, Line, RecordsPage
    from app.ui.context import Context

HEADINGS = ("Date held", "About", "Kind", "Number", "Led by", "Status", "Found")
FOUND = 6
LETTERS = (17, 12, 10, 7, 0, 0)
"""How many letters the columns hold while the words that were found get the rest."""
MORE = "By person, state, day, practice area and framework"
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
        self._to_save: tuple[str, ...] = ()
        self._filters = _Filters(context.today, self.refresh)
        self._model = _Model()
        self._table = _View(self._model)
        self._table.activated.connect(self._open_row)
        self._told = words("", "hint")
        self._more = button("More choices", self._turn, "quiet", MORE)
        every = button("Show all", self._filters.clear, "quiet", "Every record you may read")
        self._pile = QStackedWidget()
        self._pile.addWidget(self._table)
        self._pile.addWidget(scrolled(self._filters.rest))
        self.page.addWidget(self._filters)
        self.page.addWidget(row(self._told, self._more, every))
        self.page.addWidget(self._pile, 1)
        self._save_all = button("Save their PDFs…", self._save, tip="Every sealed record of this list")
        self.foot.addWidget(
            flowing(
                button("Open", self._open_selected, "primary"),
                self._save_all,
                button("Good practice and concerns…", partial(context.go, places.Noticed())),
                button("What we expect…", partial(context.go, places.Expectations())),
                button("Paper forms…", partial(context.go, places.Paper())),
            )
        )

    def come(self, place: Place) -> None:
        """Come with the cursor in the box that finds."""
        if isinstance(place, places.Records) and place.about_id:
            self._filters.only_about(place.about_id)
        self.refresh()
        self._filters.words.setFocus()

    def refresh(self) -> None:
        """Read the records."""
        self.read(self._show, records.read, self._filters.chosen())

    def _show(self, page: RecordsPage) -> None:
        self._filters.offer(page.choices)
        self._model.show_lines(page.lines)
        self._table.setColumnHidden(FOUND, not page.found)
        for number in LEFT_OUT:
            self._table.setColumnHidden(number, page.found)
        self._table.fit(found=page.found)
        self._told.setText(page.told)
        self._to_save = page.to_save
        self._save_all.setEnabled(bool(page.to_save))
        if page.lines:
            self._table.selectRow(0)

    def _turn(self) -> None:
        """Turn from the list to the other choices, and back."""
        choosing = self._pile.currentIndex() == 0
        self._pile.setCurrentIndex(int(choosing))
        self._more.setText("Back to the list" if choosing else "More choices")
        self._more.setAccessibleName(self._more.text())

    def _save(self) -> None:
        folder = self.context.dialogs.choose_folder("Where to save the PDFs")
        if folder is not None:
            self.context.make(self.context.tell_saved, records.save, self._to_save, folder)

    def _open_selected(self) -> None:
        self._open_row(self._table.currentIndex())

    def _open_row(self, index: QModelIndex) -> None:
        record_id = self._model.record_id(index.row()) if index.isValid() else ""
        if record_id:
            self.context.go(places.Record(record_id=record_id))


class _Filters(QWidget):
    """What is looked for: words and a kind; ``rest`` asks about whom, how far, when, and about what."""

    def __init__(self, today: dt.date, changed: Callable[[], None]) -> None:
        super().__init__()
        self._told, self._busy = changed, False
        self.words = line(placeholder="Words in the record, a name, a number")
        self.words.setFixedWidth(380)
        self.words.textChanged.connect(self._tell)
        self._kind, self._about, self._stage = self._picker(), self._picker(), self._picker()
        self._area, self._framework = self._picker(), self._picker()
        self._begin, self._end = self._day(today), self._day(today)
        self.rest = column(
            row(field("About", self._about), field("State", self._stage), None),
            row(field("Held on or after", self._begin), field("Held on or before", self._end), None),
            row(field("Practice area", self._area), field("Counts towards", self._framework), None),
            None,
            spacing=16,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row(field("Find a record", self.words), field("Kind", self._kind), None))

    def chosen(self) -> Chosen:
        """Return what is looked for; a day that cannot be read says so at its box, and chooses nothing."""
        return Chosen(
            typed=self.words.text(),
            kind=self._kind.value() or "",
            about_id=self._about.value() or "",
            stage=self._stage.value() or "",
            begin=self._begin.quietly(),
            end=self._end.quietly(),
            area=self._area.value() or "",
            framework_id=self._framework.value() or "",
        )

    def offer(self, choices: Choices) -> None:
        """Offer what can be chosen; what is chosen stays."""
        offered = (choices.kinds, choices.people, choices.stages, choices.areas, choices.frameworks)
        for picker, options in zip(self._pickers(), offered, strict=True):
            picker.offer([(one.id, one.label) for one in options])

    def only_about(self, person_id: str) -> None:
        """Choose one person, and nothing else."""
        self._empty()
        self._busy = True
        self._about.offer([("", ""), (person_id, "")])  # named once the page is read
        self._about.setCurrentIndex(1)
        self._busy = False

    def _picker(self) -> Picker:
        made = Picker([])
        made.setMaximumWidth(260)
        made.currentIndexChanged.connect(self._tell)
        return made

    def _pickers(self) -> tuple[Picker, ...]:
        return (self._kind, self._about, self._stage, self._area, self._framework)

    def _day(self, today: dt.date) -> DayField:
        made = DayField(today, None, "any day", Sense.PAST)
        made.left.connect(self._tell)
        return made

    def _tell(self, *_: object) -> None:
        if not self._busy:
            self._told()

    def clear(self) -> None:
        """Choose everything again."""
        self._empty()
        self._told()

    def _empty(self) -> None:
        self._busy = True
        self.words.clear()
        for picker in self._pickers():
            picker.setCurrentIndex(0)
        for day in (self._begin, self._end):
            day.put(None)
        self._busy = False


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
        for number in range(len(HEADINGS)):
            stretch = number == FOUND or not found
            self.horizontalHeader().setSectionResizeMode(
                number, QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            )
            if found and number != FOUND:
                self.setColumnWidth(number, LETTERS[number] * self.fontMetrics().averageCharWidth() + 20)


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
