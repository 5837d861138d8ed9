"""The questions of a form as fields on a page, and their answers back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.domain.drafting import begin_line
from app.domain.forms import FieldType
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Choices, TextBox
from app.ui.kit.spelling import helped
from app.ui.kit.widgets import column, field, line, words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.domain.answers import Answer
    from app.domain.drafting import Noted
    from app.domain.forms import Field
    from app.ui.context import Context

YES_NO = (("yes", "Yes"), ("no", "No"))


class Ticks(QWidget):
    """Several answers to one question, each with a tick."""

    changed = Signal()

    def __init__(self, item: Field, value: Answer) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._boxes: list[tuple[str, QCheckBox]] = []
        for option in item.options:
            box = QCheckBox(option.label)
            box.setAccessibleName(f"{item.label}: {option.label}")
            box.setChecked(isinstance(value, tuple) and option.id in value)
            box.toggled.connect(self._toggled)
            layout.addWidget(box)
            self._boxes.append((option.id, box))
        if self._boxes:
            self.setFocusProxy(self._boxes[0][1])

    def value(self) -> tuple[str, ...]:
        """Return the ids of what is ticked, in the form's order."""
        return tuple(option for option, box in self._boxes if box.isChecked())

    def _toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.changed.emit()


Input = Ticks | TextBox | Choices | DayField | QLineEdit


class Answers(QObject):
    """Builds fields and reads them.

    ``typed`` follows every key, ``left`` a box that was left.
    """

    typed = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._inputs: dict[str, Input] = {}

    @property
    def today(self) -> dt.date:
        """The day it is here."""
        return self._context.today

    def clear(self) -> None:
        """Forget the fields of the page before."""
        self._inputs = {}

    def focus(self, key: str) -> None:
        """Put the cursor into a field of the page."""
        found = self._inputs[key]
        if isinstance(found, Choices):
            found.buttons()[0].setFocus()
        else:
            found.setFocus()

    def focus_first(self) -> None:
        """Put the cursor into the first field of the page."""
        if self._inputs:
            self.focus(next(iter(self._inputs)))

    def begin_line(self, key: str, noted: Noted) -> None:
        """Begin a line of praise or concern in a box."""
        box = self._inputs.get(key)
        if isinstance(box, TextBox):
            box.setPlainText(begin_line(box.toPlainText(), noted))
            box.moveCursor(QTextCursor.MoveOperation.End)
            box.setFocus()

    def on_choice(self, key: str, chosen: Callable[[str], None]) -> None:
        """Tell which option of a field is chosen, each time one is."""
        found = self._inputs[key]
        if isinstance(found, Choices):
            found.chosen.connect(chosen)

    def values(self) -> dict[str, Answer]:
        """Return the answer of every field on the page, empty ones too."""
        return {key: _value(widget) for key, widget in self._inputs.items()}

    def field(
        self,
        key: str,
        item: Field,
        value: Answer,
        *,
        label: str | None = None,
        lines: int = 3,
        flat: bool = False,
    ) -> QWidget:
        """Return a field with its label above, holding a value; ``flat`` choices lie side by side."""
        label = label or item.label + (" (must be answered)" if item.mandatory else "")
        if item.type is FieldType.MULTI:
            ticks = Ticks(item, value)
            ticks.changed.connect(self._typed)
            self._inputs[key] = ticks
            return column(words(label, "label"), ticks, spacing=2)
        if item.type in {FieldType.YES_NO, FieldType.CHOICE, FieldType.SCALE}:
            options = (
                YES_NO if item.type is FieldType.YES_NO else tuple((o.id, o.label) for o in item.options)
            )
            choices = Choices(
                item.label, options, str(value), upright=not flat and item.type is not FieldType.YES_NO
            )
            choices.chosen.connect(self._typed)
            self._inputs[key] = choices
            return field(label, choices, item.hint)
        if item.type is FieldType.DATE:
            day = DayField(self.today, str(value))
            day.changed.connect(self._typed)
            day.left.connect(self.left)
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
        self._inputs[key] = long
        return field(label, helped(long, item.prompts, self._context), item.hint, named=long)

    def _typed(self, *_: object) -> None:
        self.typed.emit()


def _value(widget: Input) -> Answer:
    if isinstance(widget, Ticks | Choices):
        return widget.value()
    if isinstance(widget, TextBox):
        return widget.toPlainText()
    if isinstance(widget, DayField):
        return widget.kept()
    return widget.text()
