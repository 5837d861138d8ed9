"""A button that leads somewhere: an icon with its word beside it, or under it where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionButton

from app.ui.kit.widgets import PressButton
from app.ui.theme.icons import SIZE, drawn, painted

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

SMALL = 10 / 11
"""How large the word under an icon is, as a share of other words."""
GAP, PADDING = 2, 4


class PlaceButton(PressButton):
    """Its word is its name either way."""

    def __init__(self, word: str, name: str, tip: str, kind: str = "place") -> None:
        super().__init__(word)
        self.setObjectName(kind)
        self.setAccessibleName(word)
        self.setToolTip(tip)
        self.setAutoDefault(False)
        self._name, self._under = name, False
        drawn(self, name)

    def set_under(self, under: bool) -> None:  # noqa: FBT001 - a state
        """Put the word under the icon, or beside it."""
        self._under = under
        self.setProperty("under", under)
        self.style().unpolish(self)
        self.style().polish(self)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for the room of the icon and its word."""
        if not self._under:
            return super().sizeHint()
        words = QFontMetrics(self._small())
        high = SIZE + GAP + words.height() + 2 * PADDING
        return QSize(words.horizontalAdvance(self.text()) + 2 * PADDING, high)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need as much."""
        return self.sizeHint() if self._under else super().minimumSizeHint()

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it as every button is drawn, or the word under the icon."""
        if not self._under:
            super().paintEvent(event)
            return
        painter, option = QPainter(self), QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        role = QPalette.ColorRole.Link if self.isChecked() else QPalette.ColorRole.WindowText
        words = QFontMetrics(self._small())
        top = (self.height() - SIZE - GAP - words.height()) // 2
        ink = QGuiApplication.palette().color(role)
        painted(painter, QRectF((self.width() - SIZE) // 2, top, SIZE, SIZE), self._name, ink)
        painter.setFont(self._small())
        painter.setPen(self.palette().color(role))
        place = QRect(0, top + SIZE + GAP, self.width(), words.height())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter), self.text())
