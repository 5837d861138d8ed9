"""A box to draw a signature in with mouse, finger or pen, or to type a name instead."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.domain.signing import Mark
from app.ui.kit.widgets import button, column, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent, QTabletEvent
    from PySide6.QtWidgets import QWidget

NEAREST = 1.2
"""Points closer than this (pixels) add nothing to a stroke."""


class DrawingBox(QFrame):
    """Keeps strokes as points, smooths them when drawing."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedHeight(110)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName("Draw your signature here, or type your name below")
        self._strokes: list[list[QPointF]] = []
        self._down = False

    def strokes(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """Return what was drawn."""
        return tuple(tuple((round(p.x(), 1), round(p.y(), 1)) for p in stroke) for stroke in self._strokes)

    def wipe(self) -> None:
        """Start again."""
        self._strokes.clear()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Begin a stroke."""
        self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go on with a stroke."""
        self._add(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """End a stroke."""
        self._add(event.position())
        self._down = False

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: N802 - Qt's name
        """Draw with a pen."""
        kind = event.type()
        if kind == kind.TabletPress:
            self._begin(event.position())
        elif kind == kind.TabletMove and self._down:
            self._add(event.position())
        elif kind == kind.TabletRelease:
            self._down = False
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the strokes, each curve through the middles between points."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().windowText().color()
        painter.setPen(QPen(self.palette().placeholderText().color(), 1))
        painter.drawLine(16, self.height() - 26, self.width() - 16, self.height() - 26)
        painter.setPen(
            QPen(ink, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        for stroke in self._strokes:
            path = QPainterPath(stroke[0])
            for before, after in itertools.pairwise(stroke):
                path.quadTo(before, (before + after) / 2)
            path.lineTo(stroke[-1])
            painter.drawPath(path)

    def _begin(self, point: QPointF) -> None:
        self._down = True
        self._strokes.append([point])

    def _add(self, point: QPointF) -> None:
        if self._down and (point - self._strokes[-1][-1]).manhattanLength() >= NEAREST:
            self._strokes[-1].append(point)
            self.update()


class SignaturePad:
    """Drawing box and name line together; ``widget`` goes on the page."""

    def __init__(self, name: str) -> None:
        self._box = DrawingBox()
        self._name = line("", name)
        typed, wipe = field("or type your name", self._name), button("Wipe", self._wipe)
        beside = row(typed, wipe, spacing=12)
        inside = beside.layout()
        if inside is not None:
            inside.setAlignment(wipe, Qt.AlignmentFlag.AlignBottom)
        self.widget: QWidget = column(
            words("Your signature: draw it here", "label"),
            self._box,
            beside,
            spacing=4,
        )

    def mark(self) -> Mark:
        """Return what was drawn, or the typed name."""
        strokes = self._box.strokes()
        mark = Mark(strokes=strokes, width=float(self._box.width()), height=float(self._box.height()))
        return Mark(typed=self._name.text().strip()) if mark.blank else mark

    def focus(self) -> None:
        """Put the cursor in the name line, which the keyboard reaches."""
        self._name.setFocus()

    def _wipe(self) -> None:
        self._box.wipe()
        self._name.clear()
