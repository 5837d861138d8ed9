"""A row or question that somebody confirms with their own PIN, at the keyboard of whoever writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.answers import shown, texts
from app.domain.confirming import NO_ROW, confirmation
from app.ui.kit.fields import Picker
from app.ui.kit.widgets import button, clear, line, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.answers import Answer
    from app.domain.forms import Field
    from app.ui.kit.question_fields import Maker

CHANGED = "The row has changed since, so it needs confirming again."
TO_CONFIRM = "Confirm with a PIN…"


class ConfirmField(QWidget):
    """Who confirmed it and when, or a way to. ``row`` returns the hash of what stands in the row now.

    ``asked`` is who wants to confirm and the PIN typed; the maker passes the field on to the screen.
    """

    changed = Signal()

    def __init__(self, item: Field, value: Answer, maker: Maker, name: str) -> None:
        super().__init__()
        self.item, self._maker, self._name = item, maker, name
        self._kept, self._told = texts(value), ""
        self.row: Callable[[], str] = lambda: NO_ROW
        self.asked = ("", "")
        self._who: Picker | None = None
        self._pin: QLineEdit | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return the confirmation as an answer keeps it."""
        return self._kept

    def confirmed(self, cell: tuple[str, ...]) -> None:
        """Show that it is confirmed."""
        self._kept, self._told = cell, ""
        self._show()
        self.setFocus()
        self.changed.emit()

    def look(self) -> None:
        """Take the confirmation away once the row is another than was confirmed."""
        made = confirmation(self._kept)
        if made is not None and made.row != self.row():
            self._kept, self._told = (), CHANGED
            self._show()

    def _off(self) -> None:
        self._kept = ()
        self._show()
        self.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._layout)
        self._who = self._pin = None
        if self._kept:
            off = self._button("Take away", self._off, "take the confirmation away")
            self._layout.addWidget(words(f"✓ {shown(self.item, self._kept)}", "body"))
        else:
            off = self._button(TO_CONFIRM, self._open, "confirm with a PIN")
            if self._told:
                self._layout.addWidget(words(self._told, "hint"))
        self._layout.addWidget(row(off, None))
        self.setFocusProxy(off)

    def _open(self) -> None:
        clear(self._layout)
        people = [(one.id, one.label) for one in self._maker.signers]
        self._who = Picker(people, None, "Who confirms it?")
        self._who.setAccessibleName(f"{self._name}: who confirms it")
        self._pin = line("", "Their own PIN", secret=True)
        self._pin.setAccessibleName(f"{self._name}: their own PIN")
        self._pin.returnPressed.connect(self._ask)
        confirm = self._button("Confirm", self._ask, "confirm", "primary")
        back = self._button("Go back", self._show, "go back")
        for one in (self._who, self._pin, row(confirm, back, None)):
            self._layout.addWidget(one)
        self.setFocusProxy(self._who)
        self._who.setFocus()

    def _ask(self) -> None:
        if self._who is not None and self._pin is not None:
            self.asked = (self._who.value() or "", self._pin.text())
            self._pin.clear()
            self._maker.confirm_wanted.emit(self)

    def _button(self, text: str, action: Callable[[], None], does: str, look: str = "quiet") -> QWidget:
        made = button(text, action, look)
        made.setAccessibleName(f"{self._name}: {does}")
        return made
