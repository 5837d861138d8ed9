"""Plan ahead: a line for each person and kind, what it comes to, and one button that plans it all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.almanac import Sense
from app.pages import places, plan_ahead
from app.pages.plan_ahead import Wanted
from app.ui.context import Heard
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.moment_field import MomentField
from app.ui.kit.person_box import PersonBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, card, clear, column, field, row, words

if TYPE_CHECKING:
    import datetime as dt

    from app.pages.pieces import Option
    from app.pages.places import Place
    from app.pages.plan_ahead import AheadPage, Looked


class WantedLine(QWidget):
    """A line: with whom, what, first when, how often, who leads it. ``removed`` when it is taken out."""

    removed = Signal()

    def __init__(self, number: int, today: dt.date, page: AheadPage, wanted: Wanted) -> None:
        super().__init__()
        begin = page.first.first if wanted.first is None else wanted.first
        self._who = PersonBox(_pairs(page.people), wanted.person_id)
        self._kind = Picker(_pairs(page.kinds), wanted.kind)
        self._first = MomentField(today, begin) if begin is not None else None
        self._every = Picker(_pairs(page.every), wanted.every)
        self._leader = Picker(_pairs(page.leaders), wanted.led_by_id)
        out = button("Take out", self.removed.emit, "quiet", f"Take line {number} out")
        out.setAccessibleName(f"Take line {number} out")
        parts = [field("With whom", self._who), field("What", self._kind)]
        parts += [field("First", self._first)] if self._first is not None else []
        parts += [field("How often", self._every), field("Led by", self._leader), out]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card(flowing(*parts)))
        self.setFocusProxy(self._who)

    def value(self) -> Wanted:
        """Return the line. Raises DayError, and goes there, when the first time cannot be read."""
        return Wanted(
            person_id=self._who.value(),
            kind=self._kind.value() or "",
            first=self._first.value() if self._first is not None else None,
            every=self._every.value() or "",
            led_by_id=self._leader.value() or "",
        )


class PlanAheadScreen(Screen):
    """Lines, a look at what they come to, and planning it."""

    title = "Plan ahead"
    page_width = 1100

    def come(self, place: Place) -> None:
        """Begin with one line."""
        del place
        clear(self.page)
        self.set_foot()
        self._page: AheadPage | None = None
        self._lines: list[WantedLine] = []
        self._looked: Looked | None = None
        self.read(self._show, plan_ahead.read)

    def _show(self, page: AheadPage) -> None:
        if self._page is not None:
            return
        self._page = page
        self.page.addWidget(words(plan_ahead.INTRO, "hint"))
        self._holder = column()
        self.page.addWidget(self._holder)
        team = button("A line for everybody, one a weekday", self._add_team)
        self.page.addWidget(row(button("Another line", self._add_one), team, None))
        self._until = DayField(self.context.today, page.until, sense=Sense.PLAN)
        self.page.addWidget(field("Until", self._until, "What comes again ends by this day."))
        look = button("Show what it comes to", self._look)
        self.page.addWidget(row(look, None))
        self._told = words("", "label")
        self._table = Table("What will be planned", plan_ahead.HEADINGS)
        self._table.setMinimumHeight(280)
        self.page.addWidget(self._told)
        self.page.addWidget(self._table)
        self.page.addStretch(1)
        self._table.hide()
        back = button("Go back", partial(self.context.go, places.Calendar()))
        self._plan_it = button("Plan it all", self._plan, "primary")
        self._plan_it.setEnabled(False)
        self.set_foot(back, None, self._plan_it)
        self._add(page.first)

    def _add(self, wanted: Wanted) -> None:
        layout = self._holder.layout()
        if self._page is not None and layout is not None:
            line = WantedLine(len(self._lines) + 1, self.context.today, self._page, wanted)
            line.removed.connect(partial(self._take_out, line))
            self._lines.append(line)
            layout.addWidget(line)
            line.setFocus()

    def _add_one(self) -> None:
        if self._page is not None:
            self._add(self._page.first)

    def _add_team(self) -> None:
        """Begin a line for everybody; one on which nobody is chosen makes room."""
        for line in [one for one in self._lines if not one.value().person_id]:
            self._take_out(line)
        for wanted in self._page.team if self._page is not None else ():
            self._add(wanted)

    def _take_out(self, line: WantedLine) -> None:
        if line in self._lines:
            self._lines.remove(line)
            line.hide()
            line.deleteLater()

    def _look(self) -> None:
        until = self._until.value()
        if self._page is not None:
            lines = tuple(one.value() for one in self._lines)
            self.context.ask(self._show_looked, plan_ahead.look, lines, until or self._page.until)

    def _show_looked(self, looked: Looked) -> None:
        self._looked = looked
        self._told.setText(looked.told)
        self._table.fill([(str(number), cells) for number, cells in enumerate(looked.rows)])
        self._table.show()
        self._plan_it.setEnabled(True)
        self._plan_it.setFocus()

    def _plan(self) -> None:
        if self._looked is not None:
            self._plan_it.setEnabled(False)
            heard = Heard(self._planned, self._not_planned)
            self.context.send(heard, plan_ahead.plan, self._looked.plans)

    def _not_planned(self, error: Exception) -> None:
        self._plan_it.setEnabled(True)
        self.context.tell_problem(error)

    def _planned(self, said: str) -> None:
        self.context.said.emit(said)
        self.context.go(places.Calendar())


def _pairs(options: tuple[Option, ...]) -> list[tuple[str, str]]:
    return [(one.id, one.label) for one in options]
