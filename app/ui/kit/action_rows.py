"""Actions a line each: what will be tried or done, and by when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.almanac import Sense
from app.ui.kit.day_field import DayField
from app.ui.kit.widgets import field, line, row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from PySide6.QtWidgets import QLineEdit

    from app.domain.actions import NewAction


class ActionRows(QWidget):
    """``typed`` is sent whenever something is typed or chosen."""

    typed = Signal()

    def __init__(self, today: dt.date, actions: Iterable[NewAction]) -> None:
        super().__init__()
        self._rows: list[tuple[NewAction, QLineEdit, DayField]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for number, action in enumerate(actions, 1):
            what = line(action.what, "What will be tried or done?")
            by = DayField(today, action.due_on or action.due_typed, sense=Sense.PLAN)
            by.setAccessibleName(f"Action {number}: by when")
            what.textChanged.connect(self.typed)
            by.changed.connect(self.typed)
            self._rows.append((action, what, by))
            layout.addWidget(field(f"Action {number}", row(what, by), named=what))

    def value(self) -> list[NewAction]:
        """Return the actions as they stand, those that say nothing too."""
        return [
            replace(action, what=what.text(), due_on=by.quietly(), due_typed=by.unread())
            for action, what, by in self._rows
        ]
