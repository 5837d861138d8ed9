"""The activity log, by day, person, kind and words."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.errors import DayError
from app.pages import activity, places
from app.pages.activity import Chosen
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.saving import EXCEL, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, field, line, row, words

if TYPE_CHECKING:
    from app.pages.activity import ActivityPage
    from app.ui.context import Context

HEADINGS = ("When", "Who", "What", "Detail")


class ActivityScreen(Screen):
    """Who did what and when."""

    title = "Activity log"
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._who, self._what = Picker([]), Picker([])
        self._begin, self._end = (
            DayField(context.today, None, "any day", Sense.PAST),
            DayField(context.today, None, "any day", Sense.PAST),
        )
        self._words = line("", "For example: reset, or S-0004")
        self._words.returnPressed.connect(self.refresh)
        self._told, self._table = words("", "hint"), Table("Activity log", HEADINGS)
        show = button("Show", self.refresh, "primary")
        people = (field("Who did it", self._who), field("What was done", self._what))
        self.page.addWidget(row(*people, field("With these words", self._words), None))
        days = (field("First day", self._begin), field("Last day", self._end))
        self.page.addWidget(row(*days, show, None))
        self.page.addWidget(words(activity.NOTE, "hint"))
        self.page.addWidget(self._told)
        self.page.addWidget(self._table, 1)
        back = button("Back to set up", partial(context.go, places.SetUp()))
        self.foot.addWidget(row(button("Save for Excel…", self._save), back, None))

    def refresh(self) -> None:
        """Read what was chosen."""
        with suppress(DayError):  # the box of the day tells what it cannot read
            self.read(self._show, activity.read, self._chosen())

    def _chosen(self) -> Chosen:
        return Chosen(
            person_id=self._who.value() or "",
            action=self._what.value() or "",
            begin=self._begin.value(),
            end=self._end.value(),
            words=self._words.text(),
        )

    def _show(self, page: ActivityPage) -> None:
        self._who.offer([(one.id, one.label) for one in page.people])
        self._what.offer([(one.id, one.label) for one in page.actions])
        self._told.setText(page.told)
        self._table.fill([(one.id, one.cells) for one in page.rows])

    def _save(self) -> None:
        file = ("Save for Excel", "Activity log.xlsx", EXCEL)
        save_as(self.context, file, activity.to_excel, self._chosen())
