"""Who somebody is at a glance: their initials on clay; and the program's own mark."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QIcon,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.domain.names import initials
from app.ui.theme.icons import Sharp
from app.ui.theme.style import CLAY, ON_CLAY

SIZE = 36
LETTERS = 0.36
"""How high initials are, as a share of the round they stand in."""
PAPER, NO_PEN = QPalette.ColorRole.Base, QPen(Qt.PenStyle.NoPen)


class Avatar(QWidget):
    """Somebody's initials in a round. The name stands beside it and is what is read."""

    def __init__(self, size: int = SIZE) -> None:
        super().__init__()
        self._letters = ""
        self.setFixedSize(size, size)

    def show_of(self, name: str) -> None:
        """Show the initials of a name."""
        self._letters = initials(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the round."""
        del event
        _face(QPainter(self), self.rect(), self._letters)


class Face(Sharp):
    """The same as an icon."""

    def __init__(self, letters: str) -> None:
        super().__init__()
        self._letters = letters

    def clone(self) -> Face:
        """Return one more of the same, as Qt asks when an icon is copied."""
        return Face(self._letters)

    def paint(self, painter: QPainter, rect: QRect, _mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the round."""
        _face(painter, QRect(rect.x(), rect.y(), rect.height(), rect.height()), self._letters)


def face(name: str) -> QIcon:
    """Return somebody's initials as an icon."""
    return QIcon(Face(initials(name)))


def _face(painter: QPainter, rect: QRect, letters: str) -> None:
    palette, font = QGuiApplication.palette(), QFont(painter.font())
    font.setPixelSize(max(round(rect.height() * LETTERS), 1))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(palette.color(ON_CLAY), 1) if palette.color(CLAY) == palette.color(PAPER) else NO_PEN)
    painter.setBrush(palette.color(CLAY))
    painter.drawEllipse(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5))
    painter.setFont(font)
    painter.setPen(palette.color(ON_CLAY))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)


class Mark(QWidget):
    """Two strokes that go the same way, on ink."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(28, 28)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the two."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().link())
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setPen(QPen(self.palette().base(), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for x in (9.0, 16.0):
            painter.drawLine(QLineF(x, 20.0, x + 3, 8.0))
