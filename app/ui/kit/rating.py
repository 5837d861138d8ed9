"""One item of an observation: its words, its levels as radio buttons, a note. Digits rate, arrows move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.ui.kit.flow import FlowLayout
from app.ui.kit.widgets import line, words
from app.ui.theme.icons import Drawn

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from app.pages.observe import Item, Level

NOT_YET, RATED = "circle-dashed", "circle-check"
LEAST_PX = 304
RATING, STANDING = "rating", "standing"
"""How large a target is; the theme says it in pixels, for a size set here would not outlive the theme."""


class Rating(QWidget):
    """``rated`` and ``noted`` follow an answer, ``moved`` goes up or down, ``acted`` wants an action.

    ``met`` carries the item once the cursor is here.
    """

    rated = Signal()
    noted = Signal()
    moved = Signal(int)
    acted = Signal()
    met = Signal(object)

    def __init__(self, item: Item, value: str, note: str, *, standing: bool) -> None:
        super().__init__()
        self.item = item
        label = words(item.words, "big" if standing else "body")
        label.setMinimumWidth(220)
        self._mark = Drawn(NOT_YET)
        levels = QWidget()
        flow = FlowLayout(levels, 4)
        self._radios: dict[str, _Level] = {}
        for level in item.levels:
            radio = _Level(level)
            radio.setProperty("target", STANDING if standing else RATING)
            radio.setChecked(level.id == value)
            radio.toggled.connect(self._toggled)
            radio.pressed_key.connect(self._press)
            radio.entered.connect(self._meet)
            self._radios[level.id] = radio
            flow.addWidget(radio)
        self._note = line(note, "Note")
        self._note.setAccessibleName(f"Note on {item.label}")
        self._note.setVisible(bool(note))
        self._note.textChanged.connect(self.noted)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(self._mark, 0, 0)
        layout.addWidget(label, 0, 1)
        layout.addWidget(levels, 0, 2)
        layout.addWidget(self._note, 1, 1, 1, 2)
        layout.setColumnStretch(1, 3)
        layout.setColumnStretch(2, 5)
        self._look()

    def value(self) -> str:
        """Return the chosen level's id, or an empty text."""
        return next((level for level, radio in self._radios.items() if radio.isChecked()), "")

    def note(self) -> str:
        """Return the note."""
        return self._note.text()

    def focus(self) -> None:
        """Put the cursor on the chosen level, or on the first."""
        radio = self._radios.get(self.value()) or next(iter(self._radios.values()), None)
        if radio is not None:
            radio.setFocus()

    def _meet(self) -> None:
        self.met.emit(self.item)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Hear of a level however it was chosen: by mouse, key, or a screen reader's own way."""
        if on:
            self._look()
            self.rated.emit()

    def _look(self) -> None:
        """Mark what is not rated yet."""
        self._mark.show_icon(RATED if self.value() else NOT_YET)

    def _press(self, key: int, text: str) -> None:
        if text.isdigit():
            radio = self._radios.get(self.item.by_digit(int(text)) or "")
            if radio is not None and radio.isChecked():
                self.rated.emit()
            elif radio is not None:
                radio.setChecked(True)
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif text.casefold() == "n":
            self._note.setVisible(True)
            self._note.setFocus()
        else:
            self.acted.emit()


class _Level(QRadioButton):
    """A level. Digits, up and down, N and A are for the item."""

    pressed_key = Signal(int, str)
    entered = Signal()

    def __init__(self, level: Level) -> None:
        super().__init__(level.label)
        self.setObjectName("segment")
        self.setAccessibleName(level.name)
        self.setAccessibleDescription(level.meaning)
        self.setToolTip(level.meaning)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the item's keys to it."""
        key, text = event.key(), event.text()
        ours = text.isdigit() or text.casefold() in {"n", "a"} or key in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        if ours and event.isAutoRepeat() and text.isdigit():
            return  # held down since the row before
        if ours and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pressed_key.emit(key, text)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Say what the levels mean."""
        super().focusInEvent(event)
        self.entered.emit()


class Meaning(QFrame):
    """What the levels of the item under the cursor look like; not there where nothing is said."""

    def __init__(self) -> None:
        super().__init__()
        self.hide()
        self.setObjectName("card")
        self.setMinimumWidth(LEAST_PX)
        self._item, self._said = words("", "strong"), words("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._item)
        layout.addWidget(self._said)
        layout.addStretch(1)

    def tell(self, item: Item) -> None:
        """Show what is said of an item's levels, if anything is."""
        self._item.setText(item.label)
        self._said.setText(item.meanings)
        self.setVisible(bool(item.meanings))
