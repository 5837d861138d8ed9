"""One item of an observation: its words, its levels as radio buttons, a note. Digits rate, arrows move."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from app.ui.kit.flow import FlowLayout
from app.ui.kit.widgets import line, words

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from app.pages.observe import Item, Level

RATING, STANDING = "rating", "standing"
"""How large a target is; the theme says it in pixels, for a size set here would not outlive the theme."""


class Rating(QWidget):
    """``rated`` and ``noted`` follow an answer, ``moved`` goes up or down, ``acted`` wants an action.

    ``met`` carries what the levels look like once the cursor is here.
    """

    rated = Signal()
    noted = Signal()
    moved = Signal(int)
    acted = Signal()
    met = Signal(str)

    def __init__(self, item: Item, value: str, note: str, *, standing: bool) -> None:
        super().__init__()
        self.item = item
        label = words(item.words, "big" if standing else "body")
        label.setMinimumWidth(220)
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
        layout.addWidget(label, 0, 0)
        layout.addWidget(levels, 0, 1)
        layout.addWidget(self._note, 1, 0, 1, 2)
        layout.setColumnStretch(0, 3)
        layout.setColumnStretch(1, 5)

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
        self.met.emit(self.item.meanings)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Hear of a level however it was chosen: by mouse, key, or a screen reader's own way."""
        if on:
            self.rated.emit()

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
        self.setObjectName("notice")
        self._said = words("", "body")
        QVBoxLayout(self).addWidget(self._said)
        self.hide()

    def tell(self, meanings: str) -> None:
        """Show what is said, or nothing."""
        self._said.setText(meanings)
        self.setVisible(bool(meanings))
