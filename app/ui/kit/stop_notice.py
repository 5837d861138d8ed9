"""A notice that stands on a page only while something stops it, and is read out when it comes."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.ui.kit.widgets import words


class StopNotice(QFrame):
    """Why nothing goes on; hidden while everything does."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.why, self._told = "", False
        self._words = words("")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(self._words)
        self.hide()

    def tell(self, why: str) -> bool:
        """Say why it stops; nothing takes the notice away. Returns whether that is news."""
        if self._told and why == self.why:
            return False
        self.why, self._told = why, True
        self._words.setText(why)
        self.setVisible(bool(why))
        if why:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, why))
        return True
