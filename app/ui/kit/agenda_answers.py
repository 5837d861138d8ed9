"""What became of each point of the agenda: talked about, next time, or dropped because."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.content import Became
from app.pages import meeting
from app.ui.kit.fields import Picker
from app.ui.kit.tick import Tick
from app.ui.kit.widgets import line

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.pages.meeting import Tick as Point

INDENT_PX = 28


class PointAnswer(QWidget):
    """One point: a tick once it was talked about, and beside that what else became of it."""

    typed = Signal()

    def __init__(self, point: Point) -> None:
        super().__init__()
        talked, name = point.became is Became.TALKED, f"Talked about: {point.text}"
        self._tick = Tick(point.text, checked=talked, name=name)
        became = point.became.value if point.became else meeting.UNSAID
        self._else = Picker(meeting.IF_NOT, became)
        self._else.setAccessibleName(f"If not talked about: {point.text}")
        self._because = line(point.because, "Why is it dropped?")
        self._because.setAccessibleName(f"Why it is dropped: {point.text}")
        layout, under = QVBoxLayout(self), QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(2)
        under.setContentsMargins(INDENT_PX, 0, 0, 0)
        layout.addWidget(self._tick)
        layout.addLayout(under)
        under.addWidget(self._else)
        under.addWidget(self._because)
        self._look()
        self._tick.toggled.connect(self._said)
        self._else.currentIndexChanged.connect(self._said)
        self._because.textChanged.connect(self._said)

    def value(self) -> tuple[Became | None, str]:
        """Return what became of it, and why it was dropped."""
        if self._tick.isChecked():
            return Became.TALKED, ""
        chosen = self._else.value()
        became = Became(chosen) if chosen else None
        return became, self._because.text() if became is Became.DROPPED else ""

    def _look(self) -> None:
        self._else.setVisible(not self._tick.isChecked())
        self._because.setVisible(self.value()[0] is Became.DROPPED)

    def _said(self, _value: object) -> None:
        self._look()
        self.typed.emit()


class AgendaAnswers(QWidget):
    """The points in order; ``typed`` follows every answer."""

    typed = Signal()

    def __init__(self, content: Content) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._points = {point.id: PointAnswer(point) for point in meeting.ticks(content)}
        for one in self._points.values():
            one.typed.connect(self.typed)
            layout.addWidget(one)
        layout.addStretch(1)

    def said(self) -> dict[str, tuple[Became | None, str]]:
        """Return what became of each point."""
        return {point: one.value() for point, one in self._points.items()}
