"""The steps of a way across the page: what is done, where one is, what is to come."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPalette,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.pages.pieces import Reached
from app.ui.kit.widgets import clear, rule
from app.ui.theme.icons import painted
from app.ui.theme.style import BODY_POINTS, FOCUS, text_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from app.pages.pieces import StepMark

DOT, LEAST_DOT = 28, 24
"""Pixels of a step's round at 100 %, and the least that can be pressed."""
GAP, RING = 10, 3
KEYS = ("Alt+1", "Alt+2", "Alt+3", "Alt+4", "Alt+5")
"""They lead back to a step that is done."""
NOTE_POINTS = 10.0
LEAST_LINE = 16
WIDE, NAMES, HERE = range(3)
"""How much of each step is said: its note too, its name, or only the name of the one somebody is on."""


class Stepper(QWidget):
    """``chosen`` carries the place of a step that is done and is gone back to (Alt and its number)."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(RING, RING, RING, RING)
        self._layout.setSpacing(GAP)
        self._layout.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        self._dots: list[_Dot] = []
        self._marks: tuple[StepMark, ...] = ()
        self._keys: list[QShortcut] = []

    def show_steps(self, marks: Sequence[StepMark]) -> None:
        """Show the steps as they are now."""
        if tuple(marks) == self._marks:
            return
        same = [one.name for one in marks] == [one.name for one in self._marks]
        self._marks = tuple(marks)
        if same:
            for dot, mark in zip(self._dots, self._marks, strict=True):
                dot.show_mark(mark)
        else:
            self._build()
        self._fit()

    def _build(self) -> None:
        clear(self._layout)
        self._dots = []
        for place, mark in enumerate(self._marks):
            if place:
                self._layout.addWidget(rule(), 1)
            dot = _Dot(place, mark)
            dot.clicked.connect(partial(self._go, place))
            self._dots.append(dot)
            self._layout.addWidget(dot)
        for place in range(len(self._keys), min(len(self._marks), len(KEYS))):
            self._keys.append(QShortcut(QKeySequence(KEYS[place]), self, partial(self._go, place)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be no wider than the rounds and the name of the step somebody is on."""
        return QSize(self._width(HERE), max((dot.sizeHint().height() for dot in self._dots), default=0))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Say all there is to say, where there is room."""
        return QSize(self._width(WIDE), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Say as much of each step as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        said = next((one for one in (WIDE, NAMES) if self._width(one) <= self.width()), HERE)
        for dot in self._dots:
            dot.say(said)

    def _width(self, said: int) -> int:
        lines = max(len(self._dots) - 1, 0) * (LEAST_LINE + 2 * GAP)
        return sum(dot.width_of(said) for dot in self._dots) + lines + 2 * RING

    def _go(self, place: int, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        if place < len(self._marks) and self._marks[place].reached is Reached.DONE:
            self.chosen.emit(place)


class _Dot(QAbstractButton):
    """One step. Only one that is done is reached by Tab and pressed."""

    def __init__(self, place: int, mark: StepMark) -> None:
        super().__init__()
        self._mark, self._number, self._said = mark, str(place + 1), WIDE
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_mark(mark)

    def show_mark(self, mark: StepMark) -> None:
        """Show how far this step is now."""
        self._mark, done = mark, mark.reached is Reached.DONE
        self.setAccessibleName(mark.spoken)
        self.setToolTip(f"Back to {mark.name} ({KEYS[int(self._number) - 1]})" if done else "")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if done else Qt.FocusPolicy.NoFocus)
        self.updateGeometry()
        self.update()

    def say(self, said: int) -> None:
        """Say more or less beside the round."""
        self._said = said
        self.updateGeometry()
        self.update()

    def width_of(self, said: int) -> int:
        """Return how wide it is when so much is said."""
        name, note = (metrics.horizontalAdvance(text) for metrics, text in self._lines())
        words = name if said == NAMES else max(name, note)
        here = self._mark.reached is Reached.HERE
        return self._round() + (GAP + words if said != HERE else (GAP + name) * here) + 2 * RING

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of what is said now."""
        lines = sum(metrics.height() for metrics, text in self._lines() if text)
        return QSize(self.width_of(self._said), max(self._round(), lines) + 2 * RING)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Need all of it: how much is said is decided beforehand."""
        return self.sizeHint()

    def _font(self, points: float, *, heavy: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(points * text_scale())
        font.setWeight(QFont.Weight.DemiBold if heavy else QFont.Weight.Normal)
        return font

    def _lines(self) -> tuple[tuple[QFontMetrics, str], tuple[QFontMetrics, str]]:
        name = QFontMetrics(self._font(BODY_POINTS, heavy=True))
        return (name, self._mark.name), (QFontMetrics(self._font(NOTE_POINTS)), self._mark.note)

    def _round(self) -> int:
        return max(round(DOT * text_scale()), LEAST_DOT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the round, the name and the few words below it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, size = QGuiApplication.palette(), self._round()
        here, done = self._mark.reached is Reached.HERE, self._mark.reached is Reached.DONE
        ink, text = palette.color(QPalette.ColorRole.Link), palette.color(QPalette.ColorRole.WindowText)
        faint = palette.color(QPalette.ColorRole.PlaceholderText)
        round_ = QRect(RING, (self.height() - size) // 2, size, size)
        painter.setPen(QPen(ink if here or done else faint, 2))
        painter.setBrush(ink if here else palette.base())
        painter.drawEllipse(round_.adjusted(1, 1, -1, -1))
        if done:
            painted(painter, QRectF(round_.adjusted(6, 6, -6, -6)), "done", ink)
        else:
            painter.setPen(palette.color(QPalette.ColorRole.Base) if here else faint)
            painter.setFont(self._font(NOTE_POINTS, heavy=True))
            painter.drawText(round_, Qt.AlignmentFlag.AlignCenter, self._number)
        if self._said != HERE or here:
            self._write(painter, round_.right() + 1 + GAP, text if here or done else faint, faint, heavy=here)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.color(FOCUS), RING))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)

    def _write(self, painter: QPainter, left: int, colour: object, faint: object, *, heavy: bool) -> None:
        (name, _), (small, note) = self._lines()
        shown = note if self._said == WIDE else ""
        top = (self.height() - name.height() - (small.height() if shown else 0)) // 2
        painter.setFont(self._font(BODY_POINTS, heavy=heavy))
        painter.setPen(QPen(colour))
        painter.drawText(QPoint(left, top + name.ascent()), self._mark.name)
        painter.setFont(self._font(NOTE_POINTS))
        painter.setPen(QPen(faint))
        painter.drawText(QPoint(left, top + name.height() + small.ascent()), shown)
