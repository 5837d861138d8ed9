"""Choosing a person: three letters and Enter, or one of the names one chose lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter

from app.domain.people import first_named
from app.ui.kit.line_box import LineBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent


class PersonBox(LineBox):
    """Finds a name by any part of it.

    ``chosen`` carries the id once there is exactly one answer; free text is never an answer.
    """

    chosen = Signal(str)

    def __init__(self, people: Sequence[tuple[str, str]], value: str | None = None) -> None:
        super().__init__()
        self._people = tuple(people)
        self._value = value or ""
        self.setPlaceholderText("Type part of a name")
        self._entered = False
        self.textEdited.connect(self._forget)
        self.offer(people)

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """Take the names to choose from. What was typed before they came still counts, an Enter too."""
        self._people = tuple(people)
        completer = QCompleter([name for _, name in people], self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._take_name)
        self.setCompleter(completer)
        if self._value:
            self._value = next((p for p, _ in people if p == self._value), "")
            self.setText(next((name for p, name in people if p == self._value), ""))
        if self._entered and people:
            self._take_first()

    def value(self) -> str:
        """Return the chosen person's id, or an empty text."""
        return self._value

    def choose(self, person_id: str) -> None:
        """Choose somebody who is offered, as if they had been chosen before; or nobody."""
        self.clear()
        self._value = person_id
        self.offer(self._people)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter takes the first name that fits."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._entered = not self._people
            self._take_first()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the whole text, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def _forget(self, _text: str) -> None:
        self._value, self._entered = "", False

    def _take_first(self) -> None:
        found = first_named(self._people, self.text())
        if found is not None:
            self._take(*found)

    def _take_name(self, name: str) -> None:
        found = next(((p, n) for p, n in self._people if n == name), None)
        if found is not None:
            self._take(*found)

    def _take(self, person_id: str, name: str) -> None:
        self._value = person_id
        self.setText(name)
        popup = self.completer().popup()
        if popup is not None:
            popup.hide()
        self.chosen.emit(person_id)
