"""What went wrong, in words, above the page until it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.kit.widgets import button, row, words

if TYPE_CHECKING:
    from app.ui.shell.aside import Elsewhere


class Problem(QFrame):
    """Hidden until there is a problem to tell; a screen reader hears the words as its name."""

    again = Signal()
    elsewhere = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problem")
        self._again = button("Try again", self._try_again, "primary")
        self._elsewhere = button("Keep it somewhere else…", self.elsewhere.emit)
        self._words, self._code = words("", "body"), words("", "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(row(self._words, spacing=12))
        close = button("Close this message", self.hide, "quiet")
        layout.addWidget(row(self._code, None, self._again, self._elsewhere, close))
        self.hide()

    def tell(self, text: str, code: str, waits: Elsewhere | None = None) -> None:
        """Tell a problem, with the code for whoever helps with the PC. No words: it is over.

        ``waits`` knows what waits in memory to be saved: it can be tried again, or kept in a file until then.
        """
        self._again.setVisible(waits is not None and waits.held)
        self._elsewhere.setVisible(waits is not None and waits.offered)
        self._words.setText(text)
        self._code.setText(f"For IT: {code}")
        self.setAccessibleName(text)
        self.setVisible(bool(text))

    def _try_again(self) -> None:
        self.hide()
        self.again.emit()

    def tell_at_start(self, stopped: str, clock: str) -> None:
        """Tell whoever signs in that the program stopped last time, and what is wrong with the clock."""
        if stopped or clock:
            self.tell("\n".join(text for text in (stopped, clock) if text), "X-01" if stopped else "T-CLOCK")

    @property
    def text(self) -> str:
        """The words told, or an empty text."""
        return self._words.text() if self.isVisible() else ""
