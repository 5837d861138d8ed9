"""A practice thread drawn as one line.

Symbols on a line, words below, and the same in words for a screen reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from app.pages.threads import ThreadCard

LEAST_STEP = 128
WIDEST = "Observation 0000"
"""A step is at least as wide as this, so that its word and its date stay whole at every text size."""
WORDS = 3
"""Lines of words below a symbol: what, when and which."""


class ThreadLine(QWidget):
    """The steps of a thread from left to right; long threads go on in the next line."""

    def __init__(self, thread: ThreadCard) -> None:
        super().__init__()
        self._steps = thread.steps
        self.setAccessibleName(thread.told)
        self.setToolTip(thread.tip)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits the usual reading width."""
        return QSize(600, self.heightForWidth(600))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return the height of all lines."""
        return self._row_height() * max(1, -(-len(self._steps) // self._in_a_row(width)))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        text, quiet = self.palette().windowText().color(), self.palette().placeholderText().color()
        metrics, per_row, height = self.fontMetrics(), self._in_a_row(self.width()), self._row_height()
        wide = self._step_width()
        if not self._steps:
            painter.setPen(quiet)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, "Nothing joined yet")
            return
        for number, step in enumerate(self._steps):
            x, y = (number % per_row) * wide + 12, (number // per_row) * height + 14
            if number + 1 < len(self._steps) and (number + 1) % per_row:
                painter.setPen(QPen(quiet, 2))
                painter.drawLine(QPointF(x + 14, y), QPointF(x + wide - 14, y))
            painter.setPen(text)
            painter.drawText(QRectF(x - 10, y - 12, 24, 24), Qt.AlignmentFlag.AlignCenter, step.symbol)
            for line, words in enumerate((step.word, step.when, step.text)):
                painter.setPen(text if not line else quiet)
                shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, wide - 12)
                painter.drawText(QPointF(x - 8, y + 14 + (line + 1) * metrics.height()), shown)

    def _in_a_row(self, width: int) -> int:
        return max(1, width // self._step_width())

    def _row_height(self) -> int:
        return 34 + WORDS * self.fontMetrics().height()

    def _step_width(self) -> int:
        return max(LEAST_STEP, self.fontMetrics().horizontalAdvance(WIDEST))
