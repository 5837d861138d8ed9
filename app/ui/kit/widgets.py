"""Small pieces: words, buttons, cards, chips, fields with their label above."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import MOST_CHARACTERS
from app.ui.kit.cells import WholeWords

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

READING_WIDTH = 720
ARROW_ROOM = 56
"""Room beside a date for its frame and the arrow that opens the calendar."""
LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


def words(text: str, kind: str = "body") -> QLabel:
    """Return a label: ``title``, ``heading``, ``label``, ``hint``, ``big``, ``error`` or ``body``.

    Never read as markup.
    """
    label = QLabel(text)
    label.setObjectName(kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(kind not in {"label", "title"})
    return label


class PressButton(QPushButton):
    """A button that Enter presses as well as the space bar."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Press on Enter."""
        if (
            event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, action: Callable[[], object], kind: str = "secondary", tip: str = "") -> QPushButton:
    """Return a button: ``primary``, ``secondary``, ``quiet`` or ``danger``."""
    made = PressButton(text)
    made.setObjectName(kind)
    made.setAccessibleName(text.replace("&", ""))
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(_plainly(action))
    return made


def _plainly(action: Callable[[], object]) -> Callable[[bool], None]:
    def clicked(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        action()

    return clicked


def chip(symbol: str, word: str, tone: str) -> QLabel:
    """Return a status: symbol, word and colour together."""
    label = QLabel(f"{symbol} {word}")
    label.setProperty("tone", tone)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def row(*widgets: QWidget | None, spacing: int = 8) -> QWidget:
    """Return widgets side by side; None is a stretch. Words that wrap take the room there is."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            grows = bool(widget.property("grows")) or (isinstance(widget, QLabel) and widget.wordWrap())
            layout.addWidget(widget, 12 if grows else 0)
    return holder


def column(*widgets: QWidget | None, spacing: int = 8, margins: int = 0) -> QWidget:
    """Return widgets one below the other; None is a stretch."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(margins, margins, margins, margins)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return holder


def card(*widgets: QWidget | None, kind: str = "card") -> QFrame:
    """Return a frame around widgets."""
    frame = QFrame()
    frame.setObjectName(kind)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(8)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return frame


def field(label: str, widget: QWidget, hint: str = "", *, named: QWidget | None = None) -> QWidget:
    """Return a field with its label above and an optional hint between.

    The label names the field for a screen reader.

    ``named`` is the input itself when ``widget`` holds more than that.
    """
    name = words(label, "label")
    name.setWordWrap(True)
    name.setBuddy(named or widget)
    (named or widget).setAccessibleName(label)
    (named or widget).setAccessibleDescription(hint)
    parts = [name, words(hint, "hint"), widget] if hint else [name, widget]
    return column(*parts, spacing=4)


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a widget that scrolls when it is taller than its place."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area


def line(value: str = "", placeholder: str = "", *, secret: bool = False) -> QLineEdit:
    """Return a one-line box."""
    box = QLineEdit(value)
    box.setPlaceholderText(placeholder)
    box.setMaxLength(300)
    if secret:
        box.setEchoMode(QLineEdit.EchoMode.Password)
    return box


class TextBox(QPlainTextEdit):
    """A box for plain text that grows with what is written. Tab leaves it."""

    left = Signal()
    refused = Signal(str)

    def __init__(self, value: str = "", placeholder: str = "", lines: int = 3) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self._lines = lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setPlainText(value)
        self.textChanged.connect(self._fit)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste plain text; refuse more than a record can keep, and say so."""
        text = source.text() if source.hasText() else ""
        if self.document().characterCount() + len(text) > MOST_CHARACTERS:
            self.refused.emit(
                f"That text is too long to paste here: the most is {MOST_CHARACTERS:,} characters in one "
                "box. Nothing was changed. Paste a part of it."
            )
            return
        self.insertPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the box was left, so that the draft is stored at once."""
        super().focusOutEvent(event)
        self.left.emit()

    def _fit(self) -> None:
        spacing = self.fontMetrics().lineSpacing()
        count = min(max(self.document().lineCount(), self._lines), 14)
        self.setFixedHeight(count * spacing + 26)


def prompted(box: TextBox, prompts: Sequence[str]) -> QWidget:
    """Return a box with "Need a start?" below it: openings that are put in when chosen, never unasked."""
    if not prompts:
        return box
    start = QPushButton("Need a start?")
    start.setObjectName("quiet")
    start.setAccessibleName("Need a start? Choose an opening")
    menu = QMenu(start)
    for text in prompts:
        menu.addAction(text, partial(_begin_with, box, text))
    start.setMenu(menu)
    return column(box, row(start, None), spacing=0)


def _begin_with(box: TextBox, text: str) -> None:
    opening = text.rstrip("…").rstrip() + " "
    box.insertPlainText(opening if box.textCursor().atBlockStart() else f" {opening}")
    box.setFocus()


class Choices(QWidget):
    """Radio buttons in a row or column; arrow keys move between them."""

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], value: str = "", *, upright: bool = False
    ) -> None:
        super().__init__()
        layout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._values: list[str] = []
        for number, (option, label) in enumerate(options):
            radio = QRadioButton(label)
            radio.setAccessibleName(f"{name}: {label}")
            radio.setChecked(option == value)
            self._group.addButton(radio, number)
            self._values.append(option)
            layout.addWidget(radio)
        if not upright:
            layout.addStretch(1)
        self._group.idClicked.connect(self._clicked)

    def value(self) -> str:
        """Return the chosen option's id, or an empty text."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else ""

    def buttons(self) -> list[QRadioButton]:
        """Return the radio buttons in order."""
        return [b for b in self._group.buttons() if isinstance(b, QRadioButton)]

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])


class Picker(QComboBox):
    """A list to choose one from; ``value`` is the chosen id or None."""

    def __init__(self, options: Sequence[tuple[str, str]], value: str | None = None, empty: str = "") -> None:
        super().__init__()
        if empty:
            self.addItem(empty, None)
        for option, label in options:
            self.addItem(label, option)
        place = self.findData(value)
        self.setCurrentIndex(max(place, 0))

    def value(self) -> str | None:
        """Return the chosen id, or None."""
        data = self.currentData()
        return str(data) if data is not None else None


class DayField(QDateEdit):
    """A date that may be left out. The first key or click starts at today; Delete empties it."""

    NONE = QDate(1900, 1, 1)

    def __init__(self, value: dt.date | None = None, empty: str = "no date") -> None:
        super().__init__()
        self.setLocale(LOCALE)
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)
        self.setMinimumDate(self.NONE)
        self.setSpecialValueText(empty)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("Wed 24 Nov 2026") + ARROW_ROOM)
        self.setDate(QDate(value.year, value.month, value.day) if value else self.NONE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Start at today, or empty the field."""
        if event.key() == Qt.Key.Key_Delete:
            self.setDate(self.NONE)
            return
        if event.text().isdigit() or event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._from_today()
        super().keyPressEvent(event)

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: FBT001, N802 - Qt's name
        """Let Tab leave at once while there is no date to walk through; Qt would keep it here for ever."""
        if self.date() == self.NONE:
            return QWidget.focusNextPrevChild(self, onward)
        return super().focusNextPrevChild(onward)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open the calendar at today."""
        self._from_today()
        super().mousePressEvent(event)

    def _from_today(self) -> None:
        if self.date() == self.NONE:
            self.setDate(QDate.currentDate())
            self.setSelectedSection(QDateEdit.Section.DaySection)

    def value(self) -> dt.date | None:
        """Return the day, or None."""
        day = self.date()
        return None if day == self.NONE else dt.date(day.year(), day.month(), day.day())


class Table(QTableWidget):
    """A list in columns. Enter or a double click opens the row; ``opened`` carries its id."""

    opened = Signal(str)

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__(0, len(headings))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setItemDelegate(WholeWords(self))
        self.itemActivated.connect(self._activated)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the rows to the new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self.resizeRowsToContents)  # once the columns have their width

    def fill(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show rows of (id, cells), keeping the selection."""
        kept = self.selected()
        self.setRowCount(len(rows))
        for number, (row_id, cells) in enumerate(rows):
            for place, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, row_id)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(cells))
                item.setToolTip(text)
                self.setItem(number, place, item)
            if row_id == kept:
                self.selectRow(number)
        if rows and self.currentRow() < 0:
            self.setCurrentCell(0, 0)
        self.resizeRowsToContents()

    def selected(self) -> str:
        """Return the selected row's id, or an empty text."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _activated(self, item: QTableWidgetItem) -> None:
        self.opened.emit(str(item.data(Qt.ItemDataRole.UserRole)))
