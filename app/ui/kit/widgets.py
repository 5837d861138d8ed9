"""Small pieces: words, buttons, cards, chips, tables, and a label above a field."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import DayError
from app.domain.letters import readable
from app.domain.needed import NEEDED, TOLD
from app.ui.kit.cells import WholeWords
from app.ui.kit.line_box import LineBox

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent

READING_WIDTH = 720
FIELD = "field"
"""The property of what somebody writes in, with all that belongs to it."""
LOCALE = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


class Words(QLabel):
    """Words as they are read: without what has no looks, and never as markup."""

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show words."""
        super().setText(readable(text))


def words(text: str, kind: str = "body") -> QLabel:
    """Return a label: ``title``, ``heading``, ``label``, ``hint``, ``big``, ``error`` or ``body``.

    Never read as markup.
    """
    label = Words()
    label.setObjectName(kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
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
    dressed(made, action, kind, tip)
    return made


def dressed(made: QPushButton, action: Callable[[], object], kind: str, tip: str) -> None:
    """Give a button its look, its name and what it does."""
    made.setObjectName(kind)
    made.setAccessibleName(made.text().replace("&", ""))
    made.setToolTip(tip)
    made.setAutoDefault(False)
    made.clicked.connect(_plainly(action))


def on_enter(widget: QWidget, action: Callable[[], None]) -> None:
    """Let Ctrl+Enter do something while a widget is on the page."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        QShortcut(QKeySequence(keys), widget, action, context=Qt.ShortcutContext.WindowShortcut)


def _plainly(action: Callable[[], object]) -> Callable[[bool], None]:
    def clicked(_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        with suppress(DayError):  # the field has said what cannot be read in it, and has the cursor
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
    """Return widgets side by side; None is a stretch. Words that wrap take the room there is.

    Where one of them is a field, they stand at one height, whatever is told below the field.
    """
    among = any(widget is not None and widget.property(FIELD) for widget in widgets)
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
            if among and (widget.property(FIELD) or isinstance(widget, QLineEdit)):
                layout.setAlignment(widget, Qt.AlignmentFlag.AlignTop)
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


def rule() -> QFrame:
    """Return a hairline."""
    made = QFrame()
    made.setObjectName("rule")
    return made


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
    made = column(*parts, spacing=4)
    made.setProperty(FIELD, True)  # noqa: FBT003 - Qt's own way
    return made


def tell_needed(widget: QWidget) -> None:
    """Say to a screen reader at every part of an answer that it must be answered."""
    for one in (widget, *widget.findChildren(QWidget)):
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and NEEDED.strip() not in one.accessibleName():
            said = one.accessibleDescription()
            one.setAccessibleDescription(f"{TOLD} {said}".strip())


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and out of those in it."""
    while layout.count():
        item = layout.takeAt(0)
        widget, inner = (item.widget(), item.layout()) if item else (None, None)
        if inner is not None:
            clear(inner)
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


def line(value: str = "", placeholder: str = "", *, secret: bool = False) -> LineBox:
    """Return a one-line box."""
    box = LineBox(value)
    box.setPlaceholderText(placeholder)
    if secret:
        box.setEchoMode(QLineEdit.EchoMode.Password)
    return box


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
