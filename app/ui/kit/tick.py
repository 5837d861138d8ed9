"""A tick whose words may be long: they are cut at the width there is, and whole in the tip and by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

BOX_PX, LEAST_PX = 46, 160
"""Room for the box beside the words; the least width a tick asks for."""


class Tick(QCheckBox):
    """Never wider than its place."""

    def __init__(self, words: str, *, checked: bool = False, tip: str = "", name: str = "") -> None:
        super().__init__(words)
        self._words, self._tip = words, tip
        self.setAccessibleName(name or words)
        self.setToolTip(tip)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for room for every word."""
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + BOX_PX, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Make do with less."""
        return QSize(min(self.sizeHint().width(), LEAST_PX), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut the words at the width there is."""
        super().resizeEvent(event)
        room = event.size().width() - BOX_PX
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0))
        self.setText(shown)
        self.setToolTip(self._tip or (self._words if shown != self._words else ""))
