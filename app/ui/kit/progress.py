"""Long work beside the vault thread: how far it is, how long it may still take, and a way to stop it."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from app.ui.kit.widgets import button, row, words

MINUTE = 60


class Progress(QWidget):
    """A bar with words below. ``step`` may be called from any thread; it answers whether to go on."""

    _stepped = Signal(int, int)

    def __init__(self, what: str) -> None:
        super().__init__()
        self._what, self._stopped, self._begun = what, False, time.monotonic()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(what)
        self._bar.setTextVisible(False)
        self._words = words(f"{what}…", "hint")
        self._stop = button("Stop", self.stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._words)
        layout.addWidget(row(self._bar, self._stop))
        self._stepped.connect(self._show)

    def step(self, done: int, of: int) -> bool:
        """Note how far it is; False once somebody chose Stop."""
        if self._stopped:  # and the bar may be gone with its page
            return False
        self._stepped.emit(done, of)
        return True

    def stop(self) -> None:
        """Ask the work to stop at its next step."""
        self._stopped = True
        self._words.setText("Stopping…")
        self._stop.setEnabled(False)

    def _show(self, done: int, of: int) -> None:
        self._bar.setMaximum(of)
        self._bar.setValue(done)
        if not self._stopped:
            left = (time.monotonic() - self._begun) / max(done, 1) * (of - done)
            told = (
                "less than a minute left" if left < MINUTE else f"about {round(left / MINUTE)} minutes left"
            )
            self._words.setText(f"{self._what}: {done} of {of}, {told}")
