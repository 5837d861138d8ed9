"""Fields of several parts: ticks with one's own, a period, a mark with initials and day, files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.almanac import Sense
from app.domain.answers import OTHER, file_name, texts
from app.domain.ids import new_id
from app.domain.times import lasted, period, period_of, tidy_time
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Choices, Picker
from app.ui.kit.widgets import button, clear, line, row, words

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.answers import Answer
    from app.domain.forms import Field
    from app.pages.pieces import Option
    from app.ui.context import Context

NAMELY = "Other, namely"
INITIALS_PX, TIME_PX = 90, 130
"""Widths of boxes for initials, and for a time or a number."""


class Maker(QObject):
    """Makes inputs and passes on what happens in them.

    ``typed`` follows every key, ``left`` a box that was left.
    ``file_wanted`` carries the ``FilesField`` that wants a file, ``file_off`` a kept file to take off,
    ``confirm_wanted`` the ``ConfirmField`` in which somebody typed their PIN. ``both_wanted`` asks to see
    what two people scored apart.
    """

    typed = Signal()
    left = Signal()
    file_wanted = Signal(object)
    file_off = Signal(str)
    confirm_wanted = Signal(object)
    both_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.names: tuple[str, ...] = ()
        self.signers: tuple[Option, ...] = ()
        self.owners: tuple[Option, ...] = ()

    @property
    def today(self) -> dt.date:
        """The day it is here."""
        return self.context.today

    def tell(self, *_: object) -> None:
        """Say that something was typed or chosen."""
        self.typed.emit()


class Ticks(QWidget):
    """Several answers to one question, each with a tick; with ``other``, one's own as well."""

    changed = Signal()

    def __init__(self, item: Field, value: Answer, name: str) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        chosen = texts(value)
        self._boxes: list[tuple[str, QCheckBox]] = []
        for option in item.options:
            box = QCheckBox(option.label)
            box.setAccessibleName(f"{name}: {option.label}")
            box.setToolTip(option.meaning)
            box.setChecked(option.id in chosen)
            box.toggled.connect(self._toggled)
            layout.addWidget(box)
            self._boxes.append((option.id, box))
        self._other: QLineEdit | None = None
        if item.other:
            said = next((one.removeprefix(OTHER) for one in chosen if one.startswith(OTHER)), "")
            self._other = line(said, NAMELY)
            self._other.setAccessibleName(f"{name}: {NAMELY.lower()}")
            self._other.textChanged.connect(self._toggled)
            layout.addWidget(self._other)
        if self._boxes:
            self.setFocusProxy(self._boxes[0][1])

    def value(self) -> tuple[str, ...]:
        """Return the ids of what is ticked, in the form's order, and one's own."""
        ticked = tuple(option for option, box in self._boxes if box.isChecked())
        own = self._other.text() if self._other is not None else ""
        return (*ticked, OTHER + own) if own.strip() else ticked

    def _toggled(self, _on: object) -> None:
        self.changed.emit()


class ChoiceOrOther(QWidget):
    """One of several, or one's own in a box beside; typing there chooses it."""

    changed = Signal()

    def __init__(self, item: Field, value: str, name: str, *, cell: bool) -> None:
        super().__init__()
        options = [*((one.id, one.label) for one in item.options), (OTHER, NAMELY)]
        own = value.removeprefix(OTHER) if value.startswith(OTHER) else ""
        chosen = OTHER if value.startswith(OTHER) else value
        self.choices = Choices(name, options, chosen, upright=True)
        self._box = line(own)
        self._box.setAccessibleName(f"{name}: {NAMELY.lower()}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 if cell else 4)
        layout.addWidget(self.choices)
        layout.addWidget(self._box)
        self.choices.chosen.connect(self._chosen)
        self._box.textEdited.connect(self._typed)

    def value(self) -> str:
        """Return the option, or ``other:`` and the words."""
        chosen = self.choices.value()
        return OTHER + self._box.text() if chosen == OTHER else chosen

    def _chosen(self, option: str) -> None:
        if option == OTHER:
            self._box.setFocus()
        self.changed.emit()

    def _typed(self, _text: str) -> None:
        self.choices.buttons()[-1].setChecked(True)
        self.changed.emit()


class PeriodField(QWidget):
    """From one time to another; how long that is stands beside."""

    changed = Signal()

    def __init__(self, value: str, name: str) -> None:
        super().__init__()
        begin, end = period_of(value)
        self._begin, self._end = time_line(begin, f"{name}: from"), time_line(end, f"{name}: to")
        self._told = words("", "hint")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._begin, words("to", "label"), self._end, self._told):
            layout.addWidget(widget)
        layout.addStretch(1)
        for box in (self._begin, self._end):
            box.textChanged.connect(self._typed)
        self.setFocusProxy(self._begin)
        self._tell()

    def value(self) -> str:
        """Return the two times."""
        return period(self._begin.text(), self._end.text())

    def _typed(self, _text: str) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        minutes = lasted(self.value())
        self._told.setText("" if minutes is None else f"{minutes} minutes")


class MarkField(QWidget):
    """A level, who gave it, and the day."""

    changed = Signal()

    def __init__(self, item: Field, value: Answer, maker: Maker, name: str) -> None:
        super().__init__()
        level, initials, day = (*texts(value), "", "", "")[:3]
        self._level = Picker([(one.id, one.label) for one in item.options], level or None, "–")
        self._level.setAccessibleName(name)
        self._initials = line(initials, "Initials")
        self._initials.setAccessibleName(f"{name}: initials")
        self._initials.setFixedWidth(INITIALS_PX)
        self._day = DayField(maker.today, day)
        self._day.setAccessibleName(f"{name}: day")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(row(self._level, self._initials, None, spacing=4))
        layout.addWidget(self._day)
        self._level.currentIndexChanged.connect(self._typed)
        self._initials.textChanged.connect(self._typed)
        self._day.changed.connect(self._typed)
        self.setFocusProxy(self._level)

    def value(self) -> tuple[str, ...]:
        """Return level, initials and day; nothing when nothing is there."""
        parts = (self._level.value() or "", self._initials.text(), self._day.kept())
        return parts if any(parts) else ()

    def _typed(self, *_: object) -> None:
        self.changed.emit()


class ActionField(QWidget):
    """What will be done, who does it and by when. It becomes an action once the record is finished."""

    changed = Signal()

    def __init__(self, value: Answer, maker: Maker, name: str) -> None:
        super().__init__()
        what, whose, who, due, self._id = (*texts(value), "", "", "", "", "")[:5]
        owners = [(one.id, one.label) for one in maker.owners] or [(whose, who)]
        self._what = line(what, "What will be done")
        self._what.setAccessibleName(name)
        self._who = Picker(owners, whose or owners[0][0])
        self._who.setAccessibleName(f"{name}: who does it")
        self._by = DayField(maker.today, due, sense=Sense.PLAN)
        self._by.setAccessibleName(f"{name}: by when")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for one in (self._what, self._who, self._by):
            layout.addWidget(one)
        self._what.textChanged.connect(self._typed)
        self._who.currentIndexChanged.connect(self._typed)
        self._by.changed.connect(self._typed)
        self.setFocusProxy(self._what)

    def value(self) -> tuple[str, ...]:
        """Return what, whose, their name, the day, and its id; nothing while nothing is to be done."""
        if not self._what.text().strip():
            return ()
        self._id = self._id or new_id()
        return (
            self._what.text(),
            self._who.value() or "",
            self._who.currentText(),
            self._by.kept(),
            self._id,
        )

    def _typed(self, *_: object) -> None:
        self.changed.emit()


class FilesField(QWidget):
    """Photos and files that belong to one question. They are kept with the record like any other."""

    changed = Signal()

    def __init__(self, value: Answer, maker: Maker, name: str) -> None:
        super().__init__()
        self._kept, self._maker, self._name = list(texts(value)), maker, name
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self._list)
        add = button("Add a photo or file…", partial(maker.file_wanted.emit, self), "quiet")
        add.setAccessibleName(f"{name}: add a photo or file")
        layout.addWidget(row(add, None))
        self.setFocusProxy(add)
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return the kept files."""
        return tuple(self._kept)

    def add(self, kept: str) -> None:
        """Show one more file."""
        self._kept.append(kept)
        self._show()
        self.changed.emit()

    def _off(self, kept: str) -> None:
        self._kept.remove(kept)
        self._show()
        self.changed.emit()
        self._maker.file_off.emit(kept)

    def _show(self) -> None:
        clear(self._list)
        for kept in self._kept:
            off = button("Take off", partial(self._off, kept), "quiet")
            off.setAccessibleName(f"{self._name}: take {file_name(kept)} off")
            self._list.addWidget(row(words(file_name(kept), "hint"), off, None))


def time_line(value: str, name: str) -> QLineEdit:
    """Return a box for a time of day; once it is left, the time stands there as it is kept."""
    box = line(value, "14:05")
    box.setAccessibleName(name)
    box.setFixedWidth(TIME_PX)
    box.editingFinished.connect(partial(_tidy, box))
    return box


def _tidy(box: QLineEdit) -> None:
    if (tidy := tidy_time(box.text())) != box.text():
        box.selectAll()
        box.insert(tidy)  # so that Ctrl+Z brings back what was typed
