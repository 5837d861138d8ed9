"""When something was held: a day and time to type, now until then, and why it is written down later."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.almanac import Sense
from app.domain.held import ON_PAPER
from app.ui.kit.moment_field import MomentField
from app.ui.kit.widgets import column, field, line, words

if TYPE_CHECKING:
    from app.domain.content import Content
    from app.domain.held import When

NOON = dt.time(12)
"""The hour of a day on paper until the time that stands there is typed."""
EXAMPLE = "For example: no PC was free"


class HeldField(QWidget):
    """``changed`` follows every key, ``left`` a box that was left."""

    changed = Signal()
    left = Signal()

    def __init__(self, today: dt.date, question: str, when: When, content: Content) -> None:
        super().__init__()
        self._when, self._at = when, when.at
        begin = when.local if when.said else dt.datetime.combine(today, NOON, when.zone)
        typed = content.held_typed if content.held_typed or not when.said else None
        self._moment = MomentField(today, begin, typed, Sense.PAST)
        self._asked = words("", "label")
        self._asked.setWordWrap(True)
        self._why = line(content.late_because, EXAMPLE)
        self._asked.setBuddy(self._why)
        self._late = column(self._asked, self._why, spacing=4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(field(question, self._moment, "" if when.said else ON_PAPER))
        layout.addWidget(self._late)
        self.setFocusProxy(self._moment)
        self.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
        self._ask()
        self._moment.changed.connect(self._typed)
        self._moment.left.connect(self._left)
        self._why.textChanged.connect(self._typed)
        self._why.editingFinished.connect(self.left)

    def at(self) -> dt.datetime:
        """Return when it was; while what is written cannot be read, what was last kept."""
        moment = self._moment.quietly()
        if moment is None:
            return self._at
        if self._when.said and moment == self._begun():
            return self._when.at
        same = moment == self._when.recorded_at  # a hair later, so that it counts as said
        return moment + dt.timedelta.resolution if same else moment

    def put_in(self, content: Content) -> Content:
        """Return a content with what stands here put in."""
        self._at = self.at()
        kept = content.late_because if self._when.asked_before else ""
        because = self._why.text() if self._asked.text() else kept
        return replace(content, held_typed=self._moment.unread(), late_because=because)

    def _begun(self) -> dt.datetime:
        return self._when.local.replace(second=0, microsecond=0)

    def _left(self) -> None:
        if self._when.said and not self._moment.line.text().strip():
            self._moment.put(self._begun())
        self.left.emit()

    def _typed(self, *_: object) -> None:
        self._ask()
        self.changed.emit()

    def _ask(self) -> None:
        """Ask why it is written down later, or from before somebody began here, while that is so."""
        asked = self._when.why(self.at()) if self._when.said or self._moment.quietly() is not None else ""
        self._asked.setText(asked)
        self._why.setAccessibleName(asked)
        self._late.setVisible(bool(asked))
