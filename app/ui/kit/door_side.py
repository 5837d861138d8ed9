"""What stands beside the door: whose records these are, the time, and ways to another look."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.pages import door
from app.ui.kit.person_mark import Mark
from app.ui.kit.widgets import button, row, words
from app.ui.theme.style import ON_CLAY, SCALES, THEMES

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent
    from PySide6.QtWidgets import QPushButton

    from app.ui.context import Context

CLOCK_MS = 10_000
FAINT = 20
"""How much of the ink of clay the strokes take, of 255."""


class DoorSide(QFrame):
    """Clay, with the mark of the program large and faint on it. Nothing of anybody's stands here."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("door")
        self._context = context
        self._service, self._time, self._day = (
            words("Alongside", "strong"),
            words("", "time"),
            words("", "big"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 32, 24, 32)
        layout.addWidget(row(Mark(), self._service, spacing=10))
        layout.addSpacing(48)
        layout.addWidget(self._time)
        layout.addWidget(self._day)
        layout.addStretch(1)
        self._clock = QTimer(self, interval=CLOCK_MS)
        self._clock.timeout.connect(self._ask_time)

    def show_of(self, service: str) -> None:
        """Show whose records these are, once they are open, and tell the time from now on."""
        self._service.setText(service or "Alongside")
        self._ask_time()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the time only while it can be seen."""
        super().hideEvent(event)
        self._clock.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the strokes on it."""
        super().paintEvent(event)
        painter, ink = QPainter(self), QColor(QGuiApplication.palette().color(ON_CLAY))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink.setAlpha(FAINT)
        wide, high = self.width(), self.height()
        painter.setPen(QPen(ink, wide * 0.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for x in (0.6, 1.0):
            foot, head = QPointF(wide * (x - 0.45), high * 1.1), QPointF(wide * x, high * 0.5)
            painter.drawLine(QLineF(foot, head))

    def _ask_time(self) -> None:
        self._context.call(self._tell_time, door.moment)

    def _tell_time(self, moment: tuple[str, str]) -> None:
        for label, text in zip((self._time, self._day), moment, strict=True):
            label.setText(text)


def look_buttons(context: Context) -> tuple[QPushButton, QPushButton]:
    """Return the ways to larger text and to other colours, for whoever cannot read what is here yet."""

    def larger() -> None:
        sizes = [scale for scale in SCALES if scale > context.look.scale]
        context.look_changed.emit(replace(context.look, scale=min(sizes, default=SCALES[0])))

    def colours() -> None:
        themes = tuple(THEMES)
        place = themes.index(context.look.theme) if context.look.theme in THEMES else -1
        context.look_changed.emit(replace(context.look, theme=themes[(place + 1) % len(themes)]))

    return (
        button("Text size", larger, tip="Text size: the next larger one, then the smallest"),
        button("Colours", colours, tip="Colours: light, dark, high contrast"),
    )
