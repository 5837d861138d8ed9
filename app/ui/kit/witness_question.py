"""The worker declines to sign: who saw that it was offered, and what the worker said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages.sign import NOT_CONFIRMED
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.widgets import READING_WIDTH, button, field, row, words

if TYPE_CHECKING:
    from app.pages.sign import Declining


class WitnessQuestion(QWidget):
    """``answered`` carries the witness’s id, or nothing, and the worker’s words; ``left`` goes back."""

    answered = Signal(str, str)
    left = Signal()

    def __init__(self, asked: Declining) -> None:
        super().__init__()
        self.setMaximumWidth(READING_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        if asked.nobody:
            layout.addWidget(words(asked.nobody))
        people = [(one.id, one.label) for one in asked.witnesses]
        self._witness = Picker(people, None, "choose somebody")
        self._said = TextBox("", "If they gave a reason, in their words", lines=3)
        layout.addWidget(field("Witness", self._witness))
        layout.addWidget(field(asked.said, self._said, NOT_CONFIRMED))
        make = button("Make the PDF", self._answer, "primary")
        make.setEnabled(not asked.nobody)
        layout.addWidget(row(make, button("Go back", self.left.emit), None))
        self.setFocusProxy(self._witness)

    def _answer(self) -> None:
        self.answered.emit(self._witness.value() or "", self._said.toPlainText())
