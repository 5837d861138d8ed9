"""Somebody of a group who signs with their own PIN that they took part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.widgets import button, card, chip, line, row, words

if TYPE_CHECKING:
    from app.pages.sign import Attendee

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
