"""A tick whose words may be long: they go on in the next line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

LEAST_PX = 160
"""The least width a tick asks for."""
WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft) | int(Qt.AlignmentFlag.AlignVCenter)


class Tick(QCheckBox):
    """Never wider than its place."""

    def __init__(self, words: str, *, checked: bool = False, name: str = "") -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(name or words)
        self.setChecked(checked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Return how high the words are at a width."""
        around = super().sizeHint().height() - self.fontMetrics().height()
        room = QRect(0, 0, max(width - self._beside(), LEAST_PX // 2), 10_000)
        words = self.fontMetrics().boundingRect(room, WRAPPED, self._words)
        return max(words.height(), self.fontMetrics().height()) + max(around, 0)

    def _beside(self) -> int:
        """Return the pixels that are not for words."""
        return super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self._words)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Make do with less width."""
        least = super().sizeHint()
        return QSize(min(least.width(), LEAST_PX), least.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the box as every box is drawn, and the words beside it."""
        del event
        painter, option = QPainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_CheckBox, option, painter, self)
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, self)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(
            QRect(place.left(), 0, self.width() - place.left() - 4, self.height()), WRAPPED, self._words
        )
