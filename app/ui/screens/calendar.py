"""The calendar of meetings: a month at a time; drag to move, print, reminder slips, a calendar file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from app.domain.changes import Topic
from app.pages import calendar, places, sessions
from app.ui.kit.flow import flowing
from app.ui.kit.month_grid import MonthGrid
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.reason_card import ReasonCard
from app.ui.kit.saving import PDF, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, clear, column, row, scrolled, words
from app.ui.theme.style import tokens

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.sessions import Reason
    from app.pages.calendar import MonthPage, Moving
    from app.pages.places import Place
    from app.ui.context import Context


class CalendarScreen(Screen):
    """A month."""

    title = "Calendar of meetings"
    topics = frozenset({Topic.SCHEDULE, Topic.PEOPLE, Topic.RECORDS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._month: dt.date | None = None
        self._shown: MonthPage | None = None
        self._names = QCheckBox("Names in the calendar file")
        self._names.setAccessibleName("Names in the calendar file")
        self._grid = column()
        self._bar = column()
        self._bar.hide()
        before = button("Month before", partial(self._turn, -1))
        after = button("Month after", partial(self._turn, 1))
        hint = words(calendar.INTRO, "hint")
        self.page.addWidget(row(before, button("This month", partial(self._turn, 0)), after, hint))
        self.page.addWidget(scrolled(self._grid), 1)
        self.page.addWidget(self._bar)
        self._slip = print_button("Reminder slips", self._slips, tip="A page a person, to print")
        self._ahead = button("Plan ahead…", partial(context.go, places.PlanAhead()), "primary")
        self.foot.addWidget(
            flowing(
                self._ahead,
                print_button("Print the month", self._print),
                self._slip,
                button("Calendar file", self._file),
                self._names,
            )
        )

    def come(self, place: Place) -> None:
        """Come to a month."""
        self._month = place.month if isinstance(place, places.Calendar) else None
        self._hide_bar()
        super().come(place)

    def refresh(self) -> None:
        """Read the month."""
        self.read(self._show, calendar.read, self._month)

    def _show(self, page: MonthPage) -> None:
        self._shown, self._month = page, page.month
        self.show_title(page.title)
        for one in (self._ahead, self._slip):
            one.setVisible(page.leads)
        layout = self._grid.layout()
        if layout is not None:
            clear(layout)
            grid = MonthGrid(page, calendar.WEEKDAYS, tokens(self.context.resources, self.context.look.theme))
            grid.moved.connect(self._wanted)
            layout.addWidget(grid)

    def _turn(self, by: int) -> None:
        if self._shown is not None:
            self._month = {-1: self._shown.before, 0: None, 1: self._shown.after}[by]
            self._hide_bar()
            self.refresh()

    # --- moving ---------------------------------------------------------------------------------------------

    def _wanted(self, session_id: str, day: dt.date) -> None:
        self.context.ask(self._ask_why, calendar.moving, session_id, day)

    def _ask_why(self, moving: Moving) -> None:
        layout = self._bar.layout()
        if layout is not None:
            clear(layout)
            asked = ReasonCard(
                self.context, self._hide_bar, given=partial(self._move, moving), told=moving.question
            )
            layout.addWidget(asked)
            self._bar.show()
            asked.setFocus()

    def _move(self, moving: Moving, reason: Reason) -> None:
        self.context.send(self._moved, sessions.moved, moving.session_id, moving.to, reason)

    def _moved(self, said: str) -> None:
        self._hide_bar()
        self.context.said.emit(said)

    def _hide_bar(self) -> None:
        self._bar.hide()

    # --- taking out -----------------------------------------------------------------------------------------

    def _print(self) -> None:
        if self._shown is not None:
            month = ("Save the month", "Calendar.pdf", PDF)
            print_out(self.context, month, calendar.to_print, self._shown.month)

    def _slips(self) -> None:
        print_out(self.context, ("Save the slips", "Reminders.pdf", PDF), calendar.reminders)

    def _file(self) -> None:
        file = ("Save a calendar file", "Alongside.ics", "Calendar (*.ics)")
        save_as(self.context, file, calendar.to_calendar, names=self._names.isChecked())
