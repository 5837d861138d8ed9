"""What the worker says to a record before they sign it: one answer, and their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.sign import CHOICES, OWN_WORDS
from app.ui.kit.fields import Choices, TextBox
from app.ui.kit.widgets import READING_WIDTH, button, column, field, row, scrolled, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages.sign import Asking

KEEP_MS = 400
WRITTEN_FOR = "What was written down for you"


def written_for(asking: Asking) -> QWidget:
    """Return what others wrote down as the worker's words, for them to read beside their answer."""
    said = (column(words(label, "hint"), words(text), spacing=0) for label, text in asking.lines)
    shown = scrolled(column(words(asking.yours), *said, None, spacing=10, margins=4))
    shown.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
    shown.setAccessibleName(WRITTEN_FOR)
    shown.setAccessibleDescription(asking.yours)
    shown.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
    return shown


class WorkerAnswer(QWidget):
    """``answered`` carries the answer’s id, or nothing, and the words. ``stop`` is offered when given.

    ``begun`` carries the same a moment after the last key, and at once when it is to be ``kept``.
    """

    answered = Signal(str, str)
    begun = Signal(str, str)

    def __init__(self, choice: str, words: str, stop: Callable[[], object] | None) -> None:
        super().__init__()
        self.setMaximumWidth(READING_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._choice = Choices("Your answer", [(one.id, one.label) for one in CHOICES], choice, upright=True)
        self._words = TextBox(words, "In your own words", lines=4)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self._told)
        self._choice.chosen.connect(self._tell)
        self._words.textChanged.connect(self._tell)
        layout.addWidget(field("Your answer", self._choice))
        layout.addWidget(field("Your own words", self._words, OWN_WORDS))
        ways = [button("Stop and lock", stop)] if stop is not None else []
        layout.addWidget(row(button("Read it as it will be sealed", self._answer, "primary"), *ways, None))
        layout.addStretch(1)
        self.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
        chosen = [one for one in self._choice.buttons() if one.isChecked()]
        self.setFocusProxy((chosen or self._choice.buttons())[0])

    def said(self) -> tuple[str, str]:
        """Return the answer’s id, or nothing, and the words as they stand."""
        return self._choice.value(), self._words.toPlainText()

    def _tell(self, *_: object) -> None:
        self._timer.start()

    def kept(self) -> tuple[str, str]:
        """Tell what was begun, if that was not told yet, and return it."""
        if self._timer.isActive():
            self._told()
        return self.said()

    def _told(self) -> None:
        self._timer.stop()
        self.begun.emit(*self.said())

    def _answer(self) -> None:
        self._timer.stop()
        self.answered.emit(*self.said())
