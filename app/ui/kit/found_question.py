"""A row of a copied table before it is taken: its words, how it is answered, and whether it is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.forms import FieldType
from app.pages.new_form import PART, Found
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.setting_boxes import narrow

if TYPE_CHECKING:
    from app.pages.pieces import Option


class FoundQuestion(QWidget):
    """Words and kind of answer can be put right here; choices are shown where the kind has any."""

    def __init__(self, number: int, found: Found, types: tuple[Option, ...]) -> None:
        super().__init__()
        self._tick = QCheckBox()
        self._tick.setAccessibleName(f"Take row {number}")
        self._tick.setChecked(True)
        self._words = TextBox(found.words, lines=1)
        self._words.setAccessibleName(f"Row {number}")
        self._type = narrow(Picker([(one.id, one.label) for one in types], found.type))
        self._type.setAccessibleName(f"How row {number} is answered")
        self._choices = TextBox(found.choices, "One answer a line", lines=2)
        self._choices.setAccessibleName(f"Answers of row {number}")
        self._type.currentIndexChanged.connect(self._retyped)
        beside = QVBoxLayout()
        beside.addWidget(self._words)
        beside.addWidget(self._type)
        beside.addWidget(self._choices)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.addWidget(self._tick)
        layout.addLayout(beside, 1)
        self._retyped()

    def wanted(self) -> bool:
        """Whether the row is taken."""
        return self._tick.isChecked()

    def value(self) -> Found:
        """Return the row as it stands."""
        return Found(self._words.toPlainText(), self._type.value() or PART, self._choices.toPlainText())

    def _retyped(self, *_: object) -> None:
        kind = self._type.value() or PART
        self._choices.setVisible(kind != PART and "options" in FieldType(kind).row.takes)
