"""The actions from last time, each with what became of it and what the person noticed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.actions import Answered
from app.domain.needed import NEEDED
from app.pages import meeting
from app.ui.kit.fields import Choices
from app.ui.kit.widgets import card, line, tell_needed, words

if TYPE_CHECKING:
    from app.domain.actions import ActionAnswer
    from app.domain.content import Content

NOTE = "What the person noticed; if it is dropped, why (needed)"


class OldAction(QWidget):
    """An action from last time and what became of it."""

    typed = Signal()

    def __init__(self, answer: ActionAnswer) -> None:
        super().__init__()
        self._answer = answer
        options = [(one.value, one.label) for one in Answered]
        chosen = answer.choice.value if answer.choice else ""
        self._choice = Choices(answer.what, options, chosen, upright=True)
        tell_needed(self._choice)
        self._choice.chosen.connect(self._typed)
        self._note = line(answer.note, NOTE)
        self._note.setAccessibleName(f"Note on {answer.what}")
        self._note.textChanged.connect(self._typed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        told = words(f"{answer.told}{NEEDED}", "label")
        told.setWordWrap(True)
        layout.addWidget(card(told, self._choice, self._note))

    def value(self) -> ActionAnswer:
        """Return the answer."""
        chosen = self._choice.value()
        return replace(self._answer, choice=Answered(chosen) if chosen else None, note=self._note.text())

    def _typed(self, _text: str) -> None:
        self.typed.emit()


class OldActions(QWidget):
    """All of them on a page of their own, first of all. ``typed`` follows every key."""

    typed = Signal()

    def __init__(self, content: Content) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(words(meeting.FROM_LAST_TIME, "heading"))
        layout.addWidget(words(meeting.WHAT_CAME, "hint"))
        self._rows = [OldAction(answer) for answer in content.old_actions]
        for one in self._rows:
            one.typed.connect(self.typed)
            layout.addWidget(one)

    def value(self) -> tuple[ActionAnswer, ...]:
        """Return what became of each."""
        return tuple(one.value() for one in self._rows)
