"""The questions of a form as fields on a page, and their answers back."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.forms import FieldType
from app.ui.kit.spelling import helped
from app.ui.kit.widgets import Choices, DayField, TextBox, column, field, line, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.forms import Field
    from app.ui.context import Context

YES_NO = (("yes", "Yes"), ("no", "No"))


class Answers(QObject):
    """Builds fields and reads them.

    ``typed`` follows every key, ``left`` a box that was left, ``refused`` a paste too long to keep.
    """

    typed = Signal()
    left = Signal()
    refused = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._inputs: dict[str, Any] = {}

    def clear(self) -> None:
        """Forget the fields of the page before."""
        self._inputs = {}

    def widget(self, key: str) -> Any:
        """Return the input of a field on the page."""
        return self._inputs[key]

    def focus_first(self) -> None:
        """Put the cursor into the first field of the page."""
        first = next(iter(self._inputs.values()), None)
        if isinstance(first, Choices):
            first.buttons()[0].setFocus()
        elif isinstance(first, QWidget):
            first.setFocus()

    def values(self) -> dict[str, Answer]:
        """Return the answer of every field on the page, empty ones too."""
        return {key: _value(widget) for key, widget in self._inputs.items()}

    def merged(self, before: Mapping[str, Answer]) -> dict[str, Answer]:
        """Return answers with those of the page put in; empty ones are taken out."""
        return {key: value for key, value in {**before, **self.values()}.items() if value}

    def field(
        self, key: str, item: Field, value: Answer, *, label: str | None = None, lines: int = 3
    ) -> QWidget:
        """Return a field of a form with its label above, holding a value."""
        label = label or item.label + (" (must be answered)" if item.mandatory else "")
        if item.type is FieldType.MULTI:
            return self._several(key, item, value, label)
        if item.type in {FieldType.YES_NO, FieldType.CHOICE, FieldType.SCALE}:
            options = (
                YES_NO if item.type is FieldType.YES_NO else tuple((o.id, o.label) for o in item.options)
            )
            choices = Choices(item.label, options, str(value), upright=item.type is not FieldType.YES_NO)
            choices.chosen.connect(self._typed)
            self._inputs[key] = choices
            return field(label, choices, item.hint)
        if item.type is FieldType.DATE:
            day = DayField(dt.date.fromisoformat(str(value)) if value else None)
            day.dateChanged.connect(self._typed)
            self._inputs[key] = day
            return field(label, day, item.hint)
        if item.type in {FieldType.SHORT, FieldType.DURATION}:
            short = line(str(value), "minutes" if item.type is FieldType.DURATION else "")
            short.textChanged.connect(self._typed)
            self._inputs[key] = short
            return field(label, short, item.hint)
        long = TextBox(str(value), lines=lines)
        long.textChanged.connect(self._typed)
        long.left.connect(self.left)
        long.refused.connect(self.refused)
        self._inputs[key] = long
        return field(label, helped(long, item.prompts, self._context), item.hint, named=long)

    def _several(self, key: str, item: Field, value: Answer, label: str) -> QWidget:
        boxes = []
        for option in item.options:
            box = QCheckBox(option.label)
            box.setAccessibleName(f"{item.label}: {option.label}")
            box.setChecked(isinstance(value, tuple) and option.id in value)
            box.toggled.connect(self._typed)
            boxes.append((option.id, box))
        self._inputs[key] = boxes
        return column(words(label, "label"), *(box for _, box in boxes), spacing=2)

    def _typed(self, *_: object) -> None:
        self.typed.emit()


def _value(widget: Any) -> Answer:
    if isinstance(widget, list):
        return tuple(option for option, box in widget if box.isChecked())
    if isinstance(widget, TextBox):
        return widget.toPlainText()
    if isinstance(widget, Choices):
        return widget.value()
    if isinstance(widget, DayField):
        day = widget.value()
        return day.isoformat() if day else ""
    return str(widget.text())
