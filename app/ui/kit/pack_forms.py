"""The steps of making a pack, each a form that shows what was said and tells what is said now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.almanac import Sense
from app.domain.first_page import QUESTIONS, Said
from app.domain.packs import Purpose
from app.pages import pack, pack_front
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Choices, Picker, TextBox
from app.ui.kit.person_box import PersonBox
from app.ui.kit.tick import Tick
from app.ui.kit.tick_table import TickTable
from app.ui.kit.widgets import button, card, field, line, row, words
from app.ui.kit.writing import AUTOSAVE_MS

if TYPE_CHECKING:
    import datetime as dt

    from app.pages.pack import Choice, Decided, Privacy, What, Why, Wizard

COLUMNS = ("Record", "Held", "About", "Led by", "Counts for")
TABLE_HEIGHT = 380


class _Form(QWidget):
    """Widgets one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._column.addWidget(widget)


class WhyForm(_Form):
    """What the pack is for, who asked and why."""

    def __init__(self, wizard: Wizard) -> None:
        super().__init__()
        plan = wizard.plan
        purposes = [(one.id, one.label) for one in pack.PURPOSES]
        self._purpose = Choices("What is it for?", purposes, plan.purpose.value, upright=True)
        self._purpose.chosen.connect(self._chosen)
        self._person = PersonBox([(one.id, one.label) for one in wizard.people], plan.person_id or None)
        self._whose = field("Whose file is it?", self._person)
        self._recipient = line(plan.recipient, "For example: the inspector, the council")
        self._reason = line(plan.why, "For example: announced inspection in May")
        logged = "It goes into the log of packs, so that you can say later what went to whom."
        self._add(words("What is it for?", "heading"), self._purpose, self._whose)
        self._add(field("Who asked for it?", self._recipient, logged), field("Why?", self._reason))
        self._chosen(plan.purpose.value)

    def said(self) -> Why:
        """Return what is said now."""
        return pack.Why(
            purpose=self._purpose.value(),
            person_id=self._person.value(),
            recipient=self._recipient.text(),
            reason=self._reason.text(),
        )

    def _chosen(self, purpose: str) -> None:
        self._whose.setVisible(purpose == Purpose.PERSON.value)


class WhatForm(_Form):
    """Which time, by which frameworks, and what the first page says; ``typed`` tells of that as it grows."""

    typed = Signal(object)

    def __init__(self, wizard: Wizard, today: dt.date) -> None:
        super().__init__()
        self._typing = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._typing.timeout.connect(self._told)
        plan = wizard.plan
        self._begin = DayField(today, plan.begin, sense=Sense.PAST)
        self._end = DayField(today, plan.end, sense=Sense.PAST)
        self._ticks = {
            one.id: Tick(one.label, checked=one.id in plan.frameworks) for one in wizard.frameworks
        }
        self._add(words("The first page, in your own words", "heading"), words(pack_front.INTRO, "hint"))
        self._boxes = {name: TextBox(getattr(plan.said, name), "", lines=2) for name in QUESTIONS}
        for name, box in self._boxes.items():
            self._add(field(QUESTIONS[name], box))
            box.textChanged.connect(self._typing.start)
        self._change = Picker([(one.id, one.label) for one in wizard.changes], plan.said.thread_id)
        self._change.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._change.currentIndexChanged.connect(self._typing.start)
        self._add(field("One change to tell, step by step", self._change))
        self._add(words("Which time, and looked at by which framework?", "heading"))
        self._add(row(field("From", self._begin), field("To", self._end), None))
        self._add(*self._ticks.values())

    def first_page(self) -> Said:
        """Return what is typed for the first page."""
        sentences = {name: box.toPlainText() for name, box in self._boxes.items()}
        return Said(**sentences, thread_id=self._change.value() or "")

    def _told(self) -> None:
        self.typed.emit(self.first_page())

    def tell(self) -> None:
        """Tell at once what was typed since."""
        if self._typing.isActive():
            self._typing.stop()
            self._told()

    def said(self) -> What:
        """Return what is said now."""
        return pack.What(
            begin=self._begin.value(),
            end=self._end.value(),
            frameworks=tuple(one for one, tick in self._ticks.items() if tick.isChecked()),
            said=self.first_page(),
        )


class ChoiceForm(_Form):
    """Which records are in."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._count = words("", "label")
        self._table = TickTable("Records to choose from", COLUMNS)
        self._table.offer([(one.id, one.cells) for one in choice.rows], choice.ticked)
        self._table.setMinimumHeight(TABLE_HEIGHT)
        self._table.changed.connect(self._counted)
        self._add(self._count, *(words(gap, "hint") for gap in choice.gaps), self._table)
        self._add(words("Tick with the space bar or a click what goes in.", "hint"))
        self._counted()

    def said(self) -> tuple[str, ...]:
        """Return the ids of the records that are in."""
        return self._table.ticked()

    def _counted(self) -> None:
        self._count.setText(pack.counted(len(self._table.ticked()), self._table.rowCount()))


class PrivacyForm(_Form):
    """How people are named, and what is taken out."""

    def __init__(self, wizard: Wizard, privacy: Privacy) -> None:
        super().__init__()
        plan = wizard.plan
        names = [(one.id, one.label) for one in pack.NAMES]
        self._names = Choices("How people are named", names, plan.names.value, upright=True)
        chosen = pack.KEEP if plan.sensitive else pack.LEAVE if wizard.left_out else ""
        ways = [(one.id, one.label) for one in pack.WAYS]
        self._way = Choices(pack.SENSITIVE, ways, chosen, upright=True)
        if not wizard.own_file:
            self._add(words("How people are named", "heading"), self._names)
            self._add(words(pack.SENSITIVE, "heading"), words(privacy.sensitive, "hint"))
            if privacy.asks or plan.sensitive:
                self._add(self._way)
            if privacy.left_out:
                self._add(_fold("See which", privacy.left_out))
            if privacy.files:
                self._add(words(privacy.files, "hint"))
        self._ticks = {one.word: Tick(one.told, checked=one.hidden) for one in privacy.words}
        self._usual = {one.word: one.usual for one in privacy.words}
        self._names.chosen.connect(self._named)
        self._further = line(privacy.further, "Further words, with commas between")
        self._add(words(privacy.heading, "heading"), words(privacy.hint, "hint"), *self._ticks.values())
        if privacy.beyond_told:
            self._add(words(privacy.beyond_told, "hint"))
        self._add(field("Also take out", self._further))

    def _named(self, names: str) -> None:
        """Tick what is usually taken out once people go by codes, and nothing with full names."""
        for word, tick in self._ticks.items():
            tick.setChecked(self._usual[word] and pack.goes_by_codes(names))

    def said(self) -> Decided:
        """Return what is said now."""
        return pack.Decided(
            names=self._names.value(),
            leave_out=self._way.value() == pack.LEAVE if self._way.value() else None,
            words=frozenset(word for word, tick in self._ticks.items() if tick.isChecked()),
            further=self._further.text(),
        )


def _fold(title: str, text: str) -> QFrame:
    """Return words that are shown when a button is pressed."""
    inside = words(text, "hint")
    inside.hide()
    turn = button(title, lambda: inside.setVisible(not inside.isVisible()), "quiet")
    return card(row(turn, None), inside)
