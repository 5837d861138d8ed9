"""What the app says in passing: a line over the foot of the page, with Undo for ten seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.domain.records import UNDO_SECONDS
from app.ui.kit.widgets import button, row, words
from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

SAID_MS = 6000
EDGE, ABOVE, AROUND, MOST_PX = 24, 84, 44, 640
"""Pixels it keeps from the left and from the foot, those around the words, and the most at 100 %."""


class Snackbar(QFrame):
    """Hidden until something is said. It lies over its parent: nothing moves when it comes or goes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._under = parent
        parent.installEventFilter(self)
        self.setObjectName("said")
        self._words = words("", "body")
        self._undo = button("Undo", self._take_back, tip="Take it back (Ctrl+Z outside a box)")
        self._undo.setShortcut("Ctrl+Z")
        self._taking: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(row(self._words, self._undo, spacing=24))
        self.hide()

    def say(self, text: str) -> None:
        """Say something for a few seconds."""
        self._taking = None
        self._undo.hide()
        self._words.setText(text)
        self.show()
        self._place()
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
        self._place()
        self._timer.start(UNDO_SECONDS * 1000)

    def forget(self) -> None:
        """Say nothing, offer nothing: somebody left."""
        self._timer.stop()
        self._taking = None
        self.hide()

    def _place(self) -> None:
        """Stand at the left above the foot, as wide as the words need."""
        room = self._under.width() - 2 * EDGE
        least = self._words.fontMetrics().horizontalAdvance(self._words.text()) + AROUND
        undo = 0 if self._undo.isHidden() else self._undo.sizeHint().width() + EDGE
        wide = min(least + undo, room, round(MOST_PX * text_scale()))
        high = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        self.setGeometry(EDGE, self._under.height() - ABOVE - high, wide, high)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay where it stands when the window changes."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _take_back(self) -> None:
        taking = self._taking
        self.forget()
        if taking is not None:
            taking()
