"""What still needs an answer, above the page: each line leads to its question and goes once it has one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.pages import writing
from app.ui.kit.widgets import button, clear, row, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.content import Content
    from app.pages.writing import Sheet

MOST, LETTERS = 4, 96
"""Lines shown at once, and letters of each; the whole sentence is its name."""


class Missing(QFrame):
    """Hidden while nothing is missing. ``wanted`` carries the key of a question to go to."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._head, self._lines = words("", "strong"), QVBoxLayout()
        self._lines.setSpacing(0)
        self._more = words("", "hint")
        self._lacking: Mapping[str, str] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(2)
        layout.addWidget(self._head)
        layout.addLayout(self._lines)
        layout.addWidget(self._more)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def follow(self, sheet: Sheet, content: Content) -> None:
        """Leave out what has its answer by now."""
        if self._lacking:
            self.tell(self._head.text(), writing.still(sheet, content, self._lacking))

    def tell(self, head: str, lines: Mapping[str, str]) -> None:
        """Tell what is missing, by the key of its question; nothing hides it."""
        self._lacking = lines
        self._head.setText(head)
        self.setAccessibleName("\n".join((head, *lines.values())))
        clear(self._lines)
        self.setVisible(bool(lines))
        lines = {key: sentence for key, sentence in lines.items() if sentence != head}
        for key, sentence in list(lines.items())[:MOST]:
            shown = sentence if len(sentence) <= LETTERS else f"{sentence[: LETTERS - 2]} …"
            line = button(shown, partial(self.wanted.emit, key), "quiet", sentence)
            line.setAccessibleName(sentence)
            self._lines.addWidget(row(line, None))
        rest = len(lines) - MOST
        self._more.setText(f"and {rest} more" if rest > 0 else "")
        self._more.setVisible(rest > 0)
