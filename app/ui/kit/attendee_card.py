"""Somebody of a group who signs with their own PIN that they took part."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.places import Today
from app.ui.kit.widgets import button, card, chip, line, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages.sign import Attendee, SignPage
    from app.ui.context import Context

PIN_WIDTH = 180


class AttendeeCard(QWidget):
    """One person. ``came`` carries their id and the PIN they typed."""

    came = Signal(str, str)

    def __init__(self, one: Attendee) -> None:
        super().__init__()
        self._one, self._pin = one, line("", "PIN", secret=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        name = words(one.name, "label")
        if one.signed:
            layout.addWidget(card(row(name, None, chip("✓", "signed that they took part", "in_date"))))
            return
        self._pin.setAccessibleName(one.pin)
        self._pin.setMaximumWidth(PIN_WIDTH)
        self._pin.returnPressed.connect(self._sign)
        layout.addWidget(card(row(name, None, self._pin, button("I took part", self._sign, tip=one.tip))))

    def _sign(self) -> None:
        self.came.emit(self._one.person_id, self._pin.text())


def ways_on(
    page: SignPage, context: Context, compose: Callable[[], None], change: Callable[[], None]
) -> QWidget:
    """Return what comes next: for whoever leads the PDF, for whoever took part to read what they sign."""
    today = partial(context.go, Today())
    if not page.leads:
        return row(button("Read it", partial(context.go, page.reading)), button("Done", today), None)
    onward = button("Make the PDF and sign", compose, "primary")
    onward.setEnabled(any(one.signed for one in page.attendees))
    return row(onward, button("Change something", change), button("The rest sign later", today), None)
