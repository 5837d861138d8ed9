"""A small question beside what was written, once the box is left. It goes when it is answered, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.widgets import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.kit.fields import TextBox

AFTER_MS = 300
"""What is clicked to leave the box must not move away under the mouse."""


class Nudge(QWidget):
    """Hidden until there is something to ask. ``asking`` returns the question for a text, or nothing."""

    def __init__(self, box: TextBox, asking: Callable[[str], str]) -> None:
        super().__init__()
        self._box, self._asking = box, asking
        self._told = words("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._told)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._look)
        box.left.connect(self._timer.start)
        self.hide()

    def _look(self) -> None:
        asked = self._asking(self._box.toPlainText())
        self._told.setText(f"✎ {asked}" if asked else "")
        self._box.setAccessibleDescription(asked)
        self.setVisible(bool(asked))
