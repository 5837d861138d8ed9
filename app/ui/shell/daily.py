"""Looks now and then whether the backup of the day is to be made, whoever is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.pages import shell

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from app.ui.context import Context

LOOK_MS = 15 * 60 * 1000
"""A backup of the day need not be on the minute; a stick that is plugged in is found within this."""


class Daily(QTimer):
    """Asks beside the vault thread, so that no auto-save waits for it."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self.timeout.connect(self.look)
        self.start(LOOK_MS)

    def look(self) -> None:
        """Make the backup if it is time; why it could not be made stands on Today and at the lock screen."""
        if self._context.ready:
            self._context.draw(self._made, shell.daily_backup)

    def _made(self, problem: str) -> None:
        if problem and self._context.anyone:
            self._context.said.emit(problem)
