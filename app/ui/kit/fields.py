"""What somebody answers in: a box for text, choices, a list to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.answers import MOST_CHARACTERS
from app.ui.kit.line_box import NOT_WORDS, Held, holds_something, plain_words, refuse, too_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent


INSIDE_PX = 8


class TextBox(QPlainTextEdit):
    """A box for plain text that grows with what is written. Tab leaves it.

    A ``table`` is pasted as it is, with its tabs.
    """

    left = Signal()

    def __init__(
        self, value: str = "", placeholder: str = "", lines: int = 3, *, table: bool = False
    ) -> None:
        super().__init__()
        self._table, self._held = table, Held()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self._lines = lines
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setPlainText(value)
        self.textChanged.connect(self._fit)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's name
        """Paste plain text that reads as what was copied; refuse more than a record can keep, and say so."""
        text = source.text() if self._table else plain_words(source)
        chosen = self.textCursor()
        room = MOST_CHARACTERS - self.document().characterCount() + 1
        if len(text) > room + abs(chosen.selectionEnd() - chosen.selectionStart()):
            refuse(self, too_long(MOST_CHARACTERS))
        elif not text.strip() and holds_something(source):
            refuse(self, NOT_WORDS)
        else:
            self.insertPlainText(text)

    def canInsertFromMimeData(self, _source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Take any paste in our way: what cannot stand here is refused with a sentence, never in silence."""
        return True

    def rewrite(self, text: str) -> None:
        """Put another text in the place of what is written; Ctrl+Z brings it back."""
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        whole.insertText(text)

    def clear(self) -> None:
        """Empty the box; Ctrl+Z brings back what was written."""
        self.rewrite("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Write, but never what a key held down since another widget had the cursor repeats."""
        if self._held.ours(event):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the box was left, so that the draft is stored at once."""
        super().focusOutEvent(event)
        self.left.emit()

    def _fit(self) -> None:
        spacing = self.fontMetrics().lineSpacing()
        count = min(max(self.document().lineCount(), self._lines), 14)
        self.setFixedHeight(count * spacing + 26)


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
        self._group.idToggled.connect(self._toggled)  # by mouse, key, or a screen reader's own way

    def value(self) -> str:
        """Return the chosen option's id, or an empty text."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else ""

    def buttons(self) -> list[QRadioButton]:
        """Return the radio buttons in order."""
        return [b for b in self._group.buttons() if isinstance(b, QRadioButton)]

    def _toggled(self, number: int, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if on:
            self.chosen.emit(self._values[number])


class Picker(QComboBox):
    """A list to choose one from; ``value`` is the chosen id or None. The wheel scrolls the page."""

    def __init__(self, options: Sequence[tuple[str, str]], value: str | None = None, empty: str = "") -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other options in place of these; what is chosen stays chosen where it is still there."""
        chosen, before = self.value(), self.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.clear()
        for option, label in options:
            self.addItem(label, option)
        self.setCurrentIndex(max(self.findData(chosen), 0))
        self.blockSignals(before)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the wheel on to the page."""
        event.ignore()


class Count(QSpinBox):
    """A whole number between bounds. ``none`` is said in place of the least. The wheel scrolls the page."""

    def __init__(
        self,
        bounds: tuple[int, int],
        value: int,
        suffix: str,
        *,
        prefix: str = "",
        step: int = 1,
        none: str = "",
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(*bounds)
        self.setSingleStep(step)
        self.setPrefix(prefix)
        self.setSuffix(suffix)
        self.setSpecialValueText(none)
        self.setValue(value)
        self.lineEdit().setTextMargins(INSIDE_PX, 0, 0, 0)  # a style sheet does not reach in there

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the wheel on to the page."""
        event.ignore()
