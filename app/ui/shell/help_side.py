"""Help beside the page one is on: the topic of that page, until it is closed (F1, Esc)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.kit.help_pages import HelpPages
from app.ui.kit.widgets import button, row, words
from app.ui.theme.icons import drawn
from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    from pathlib import Path

WIDE_PX, LEFT_PX, MOST = 336, 808, 1.25
"""How wide it is at 100 %, what the page beside it needs, and up to which size of text it grows."""


class HelpSide(QFrame):
    """Hidden until a topic is opened."""

    def __init__(self, resources: Path) -> None:
        super().__init__()
        self.setObjectName("side")
        self._reader = HelpPages(resources)
        close = drawn(button("Close help", self.hide, "quiet", "Close help (F1)"), "close")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(row(words("Help", "heading"), close))
        layout.addWidget(self._reader, 1)
        self.hide()

    def fits(self, width: int) -> bool:
        """Whether there is room for it beside a page, in a place of some width."""
        return width - self._width() >= LEFT_PX

    def turn(self, topic: str) -> None:
        """Show a topic; the one that is shown already is closed."""
        if self.isVisible() and self._reader.topic == topic:
            self.hide()
            return
        self.setFixedWidth(self._width())
        self._reader.open(topic)
        self.show()
        self._reader.setFocus()

    def _width(self) -> int:
        return round(WIDE_PX * min(text_scale(), MOST))
