"""What a question is answered in, by its way of answering. Tables, grids and blocks are in ``entries``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.domain.answers import YES_NO
from app.domain.forms import FieldType
from app.domain.times import tidy_time
from app.ui.kit.confirm_field import ConfirmField
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Choices, Picker, TextBox
from app.ui.kit.question_fields import (
    INITIALS_PX,
    TIME_PX,
    ActionField,
    ChoiceOrOther,
    FilesField,
    Maker,
    MarkField,
    PeriodField,
    Ticks,
    time_line,
)
from app.ui.kit.spelling import helped
from app.ui.kit.starting import starting
from app.ui.kit.widgets import line, row, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.answers import Answer
    from app.domain.forms import Field


@dataclass(frozen=True, slots=True)
class Input:
    """A question's place on the page.

    ``widget`` is all of it, ``named`` what its label names and where the cursor goes, ``value`` the answer.
    """

    widget: QWidget
    named: QWidget
    value: Callable[[], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an input stands: what a screen reader calls it, its height, and whether room is scarce.

    ``flat`` choices lie side by side; ``cell`` is a place in a table.
    """

    name: str
    lines: int = 3
    flat: bool = False
    cell: bool = False


Make = Callable[["Field", "Answer", Maker, Place], Input]
"""Makes the input of one way of answering, holding a value."""


# --- one way of answering each ------------------------------------------------------------------------------


def _long(item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    box = TextBox(str(value), lines=1 if place.cell else place.lines)
    box.textChanged.connect(maker.tell)
    box.left.connect(maker.left)
    return Input(helped(box, item, maker.context), box, box.toPlainText)


def _line_of(box: QLineEdit, maker: Maker, *beside: QWidget | None, width: int = 0) -> Input:
    if width:
        box.setFixedWidth(width)
    box.textChanged.connect(maker.tell)
    return Input(row(box, *beside) if beside else box, box, box.text)


def _short(item: Field, value: Answer, maker: Maker, _place: Place) -> Input:
    box = line(str(value))
    box.textChanged.connect(maker.tell)
    return Input(starting(box, item, maker.context), box, box.text)


def _minutes(_item: Field, value: Answer, maker: Maker, _place: Place) -> Input:
    return _line_of(line(str(value), "minutes"), maker, None, width=TIME_PX)


def _number(item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    unit = words(item.unit, "label") if item.unit and not place.cell else None
    box = line(str(value), item.unit if place.cell else "")
    return _line_of(box, maker, *((unit, None) if unit else (None,)), width=TIME_PX)


def _initials(_item: Field, value: Answer, maker: Maker, _place: Place) -> Input:
    return _line_of(line(str(value)), maker, None, width=INITIALS_PX)


def _person(_item: Field, value: Answer, maker: Maker, _place: Place) -> Input:
    box = line(str(value), "A colleague, or initials or a code")
    finder = QCompleter(list(maker.names), box)
    finder.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    finder.setFilterMode(Qt.MatchFlag.MatchContains)
    box.setCompleter(finder)
    return _line_of(box, maker)


def _time(_item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    box = time_line(str(value), place.name)
    box.textChanged.connect(maker.tell)
    return Input(row(box, None), box, lambda: tidy_time(box.text()))


def _period(_item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    made = PeriodField(str(value), place.name)
    made.changed.connect(maker.tell)
    return Input(made, made, made.value)


def _day(_item: Field, value: Answer, maker: Maker, _place: Place) -> Input:
    made = DayField(maker.today, str(value))
    made.changed.connect(maker.tell)
    made.left.connect(maker.left)
    return Input(made, made, made.kept)


def _options(item: Field) -> list[tuple[str, str]]:
    if item.type is FieldType.YES_NO:
        return [(one, label) for one, label in YES_NO.items() if one != "na" or item.does_not_apply]
    return [(one.id, one.label) for one in item.options]


def _one_of(item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    if item.other:
        own = ChoiceOrOther(item, str(value), place.name, cell=place.cell)
        own.changed.connect(maker.tell)
        return Input(own, own.choices, own.value)
    if place.cell:
        picker = Picker(_options(item), str(value) or None, "–")
        picker.setToolTip("\n".join(f"{one.label}: {one.meaning}" for one in item.options if one.meaning))
        picker.currentIndexChanged.connect(maker.tell)
        return Input(picker, picker, lambda: picker.value() or "")
    upright = not place.flat and item.type is not FieldType.YES_NO
    choices = Choices(place.name, _options(item), str(value), upright=upright)
    choices.chosen.connect(maker.tell)
    return Input(choices, choices, choices.value)


def _made(made: Ticks | MarkField | FilesField | ActionField | ConfirmField, maker: Maker) -> Input:
    made.changed.connect(maker.tell)
    return Input(made, made, made.value)


def _several(item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    return _made(Ticks(item, value, place.name), maker)


def _mark(item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    return _made(MarkField(item, value, maker, place.name), maker)


def _files(_item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    return _made(FilesField(value, maker, place.name), maker)


def _action(_item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    return _made(ActionField(value, maker, place.name), maker)


def _confirmed(item: Field, value: Answer, maker: Maker, place: Place) -> Input:
    return _made(ConfirmField(item, value, maker, place.name), maker)


def _worked_out(_item: Field, value: Answer, _maker: Maker, _place: Place) -> Input:
    told = words(str(value) or "–", "body")
    told.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return Input(told, told, str)


SIMPLE: Mapping[FieldType, Make] = {
    FieldType.LONG: _long,
    FieldType.SHORT: _short,
    FieldType.YES_NO: _one_of,
    FieldType.CHOICE: _one_of,
    FieldType.SCALE: _one_of,
    FieldType.MULTI: _several,
    FieldType.DATE: _day,
    FieldType.TIME: _time,
    FieldType.DURATION: _minutes,
    FieldType.PERIOD: _period,
    FieldType.NUMBER: _number,
    FieldType.PERSON: _person,
    FieldType.INITIALS: _initials,
    FieldType.MARK: _mark,
    FieldType.FILES: _files,
    FieldType.ACTION: _action,
    FieldType.CONFIRMED: _confirmed,
    FieldType.WORKED_OUT: _worked_out,
}
"""The input of every way of answering that has no entries."""
