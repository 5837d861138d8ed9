"""What the app says in passing: a line at the foot, with Undo for ten seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.records import UNDO_SECONDS
from app.ui.kit.widgets import button, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

SAID_MS = 6000


class Snackbar(QFrame):
    """Hidden until something is said."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self._words = words("", "body")
        self._undo = button("Undo", self._take_back, tip="Take it back (Ctrl+Z outside a box)")
        self._undo.setShortcut("Ctrl+Z")
        self._taking: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(row(self._words, None, self._undo))
        self.hide()

    def say(self, text: str) -> None:
        """Say something for a few seconds."""
        self._taking = None
        self._undo.hide()
        self._words.setText(text)
        self.show()
        self._timer.start(SAID_MS)

    def keep_saying(self, text: str) -> None:
        """Say something until told otherwise."""
        self.say(text)
        self._timer.stop()

    def offer_undo(self, text: str, take_back: Callable[[], None]) -> None:
        """Say what was saved and offer to take it back while that can be done."""
        self.say(text)
        self._taking = take_back
        self._undo.show()
        self._timer.start(UNDO_SECONDS * 1000)

    def forget(self) -> None:
        """Say nothing, offer nothing: somebody left."""
        self._timer.stop()
        self._taking = None
        self.hide()

    def _take_back(self) -> None:
        taking = self._taking
        self.forget()
        if taking is not None:
            taking()
