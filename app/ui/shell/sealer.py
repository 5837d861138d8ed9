"""Seals what was saved once it can no longer be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.domain.records import UNDO_SECONDS
from app.pages import shell

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.ui.context import Context

SEAL_MS = UNDO_SECONDS * 1000 + 500
"""A saved record is sealed just after its seconds of Undo."""
LEFT_OVER_MS = 1000
"""What a power cut left saved but not sealed is sealed after coming in."""


class Sealer(QTimer):
    """Waits, then asks for whoever is signed in by then."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self.setSingleShot(True)
        self.timeout.connect(self._seal)

    def after_undo(self) -> None:
        """Wait until what was just saved can no longer be taken back."""
        self.start(SEAL_MS)

    def after_coming_in(self) -> None:
        """Wait until Today has been painted."""
        self.start(LEFT_OVER_MS)

    def _seal(self) -> None:
        if self._context.anyone:
            self._context.send(None, shell.seal_saved)
