"""Answering whatever a page asks, by real keys, whichever way it is answered."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget

from app.domain.answers import given
from app.domain.forms import Field, FieldType, Form
from app.ui.kit.entries import EntriesField
from app.ui.kit.fields import Choices, Picker
from app.ui.kit.inputs import Input
from app.ui.kit.rating import Rating
from app.ui.kit.writing import WritingScreen
from app.ui.shell.window import Window
from tests.team import PINS
from tests.ui.person import Person, ScriptedDialogs

TYPED = {
    FieldType.LONG: "Stayed calm and asked first.",
    FieldType.SHORT: "In the lounge",
    FieldType.TIME: "2.05 pm",
    FieldType.DURATION: "25",
    FieldType.NUMBER: "3",
    FieldType.PERSON: "AB-07",
    FieldType.INITIALS: "TB",
}


class WithPhotos(ScriptedDialogs):
    """Chooses a fresh photo whenever a file is asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._photos, self._made = folder, 0

    def open_file(self, title: str, kinds: str) -> Path | None:
        self._made += 1
        path = self._photos / f"Photo {self._made}.png"
        Image.new("RGB", (40, 30), (self._made * 9 % 255, 90, 120)).save(path)
        return path


def screen_of(window: Window) -> WritingScreen:
    """Return the screen that is written on."""
    return next(one for one in window.findChildren(WritingScreen) if one.isVisible())


def fill(person: Person, screen: WritingScreen) -> list[str]:
    """Answer everything that is asked on the page now, also what is asked because of an answer."""
    done: list[str] = []
    for rating in screen.findChildren(Rating):
        if rating.isVisible() and not rating.value():
            rating.focus()
            person.bot.keyClicks(person.window.focusWidget(), "1")
            done.append(rating.item.key)
    answers, sheet = screen._answers, screen._sheet
    assert sheet is not None
    form = sheet.form
    while True:
        waiting = [
            key
            for key, one in answers._inputs.items()
            if key not in done and one.widget.isVisible() and not given(one.value())
        ]
        if not waiting:
            return done
        known = form.field(waiting[0])
        assert known is not None
        answer(person, known[1], answers._inputs[waiting[0]], leads_on(form, waiting[0]))
        done.append(waiting[0])


def leads_on(form: Form, key: str) -> int:
    """Return the place of the option because of which something more is asked, or of the first."""
    whens = [*(one.when for one in form.sections), *(item.when for _, _, item in form.keyed)]
    wanted = next((when.answers[0] for when in whens if when and when.question == key and when.answers), "")
    known = form.field(key)
    options = [option.id for option in known[1].options] if known else []
    places = options or ["yes", "no"]
    return places.index(wanted) if wanted in places else 0


def answer(person: Person, item: Field, one: Input, place: int = 0, day: int = 3) -> None:
    """Answer one question by keys; of several options the one at a place, a date in February."""
    named = one.named
    if isinstance(named, EntriesField):
        for number, column, cell in _cells(item, named):
            answer(person, column, cell, day=day + number)
    elif item.type is FieldType.WORKED_OUT:
        return
    elif isinstance(named, Choices):
        _space(person, named.buttons()[place])
    elif isinstance(named, Picker):
        _down(person, named)
    elif item.type is FieldType.MULTI:
        _space(person, named.findChildren(QCheckBox)[0])
    elif item.type in {FieldType.PERIOD, FieldType.MARK}:
        if item.type is FieldType.MARK:
            _down(person, named.findChildren(QComboBox)[0])
        for box, text in zip(named.findChildren(QLineEdit), _parts(item, day), strict=True):
            _type(person, box, text)
    elif item.type in WAYS:
        WAYS[item.type](person, named)
    elif item.type is FieldType.FILES:
        _space(person, named.findChildren(QPushButton)[-1])
    else:
        text = f"{day}/2/26" if item.type is FieldType.DATE else TYPED[item.type]
        _type(person, named.focusProxy() or named, text)


def _cells(item: Field, field: EntriesField) -> list[tuple[int, Field, Input]]:
    last = sorted(item.columns, key=lambda one: one.type is FieldType.CONFIRMED)  # it stands for the row
    return [
        (number, column, cells[column.id])
        for number, (_, cells) in enumerate(field._inputs)
        for column in last
    ]


def _parts(item: Field, day: int) -> tuple[str, ...]:
    return ("9", "10.15") if item.type is FieldType.PERIOD else ("TB", f"{day}/2/26")


def _confirm(person: Person, field: QWidget) -> None:
    """Let the first who can confirm it do so with their own PIN."""
    _space(person, field.findChildren(QPushButton)[-1])
    (who,) = field.findChildren(QComboBox)
    _down(person, who)
    box = next(one for one in field.findChildren(QLineEdit) if one.echoMode() is QLineEdit.EchoMode.Password)
    _type(person, box, PINS[who.currentText()])
    person.bot.keyClick(box, Qt.Key.Key_Return)
    person.settle()


def _act(person: Person, field: QWidget) -> None:
    """Write what will be done and by when; whoever stands there does it."""
    what, by = (box for box in field.findChildren(QLineEdit) if not isinstance(box.parent(), QComboBox))
    _type(person, what, "Ask the GP")
    _type(person, by, "in 2 weeks")


WAYS = {FieldType.ACTION: _act, FieldType.CONFIRMED: _confirm}


def _space(person: Person, widget: QWidget) -> None:
    widget.setFocus()
    person.bot.keyClick(widget, Qt.Key.Key_Space)
    person.settle()


def _down(person: Person, picker: QComboBox) -> None:
    picker.setFocus()
    person.bot.keyClick(picker, Qt.Key.Key_Down)


def _type(person: Person, box: QWidget, text: str) -> None:
    box.setFocus()
    person.bot.keyClicks(box, text)
