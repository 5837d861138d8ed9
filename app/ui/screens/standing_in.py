"""Say who stands in for a supervisor while they are away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.pages import places, standing_in
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.lines import chip_label
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, row, words

if TYPE_CHECKING:
    from app.pages.places import Place
    from app.pages.standing_in import StandingInPage, StandingLine
    from app.ui.context import Context


class StandingInScreen(Screen):
    """Who, from when, until when."""

    title = "Who stands in"
    topics = frozenset({Topic.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person_id = ""

    def come(self, place: Place) -> None:
        """Come to a supervisor."""
        if isinstance(place, places.StandingIn):
            self._person_id = place.person_id
        super().come(place)

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, standing_in.read, self._person_id)

    def _show(self, page: StandingInPage) -> None:
        self._back_to = page.back
        self.show_title(page.title)
        with self.drawn_afresh():
            self.page.addWidget(words(page.intro))
            for one in page.lines:
                self._line(one)
            self.page.addWidget(words("Somebody stands in", "heading"))
            self.page.addWidget(words(page.why, "hint"))
            if page.able:
                self._ask(page)
            self.page.addStretch(1)
        self.set_foot(None, button("Back to the person", self._back))

    def _line(self, one: StandingLine) -> None:
        ends = []
        if one.may_end:
            end = button("End it now", partial(self._end, one.id))
            end.setAccessibleName(f"End it now: {one.text}")
            ends.append(end)
        self.page.addWidget(card(row(words(one.text), None, chip_label(one.chip), *ends)))

    def _ask(self, page: StandingInPage) -> None:
        options = [("", "choose somebody"), *((one.id, one.label) for one in page.able)]
        self._who = Picker(options)
        today = self.context.today
        self._begins, self._ends = DayField(today, today), DayField(today, sense=Sense.PLAN)
        self.page.addWidget(field(f"Who stands in{NEEDED}", self._who))
        days = (field(f"First day{NEEDED}", self._begins), field(f"Last day{NEEDED}", self._ends))
        self.page.addWidget(row(*days, None))
        self.page.addWidget(row(button("Save", self._begin, "primary"), None))

    def _begin(self) -> None:
        days = self._begins.value(), self._ends.value()
        said = self.context.said.emit
        self.context.send(said, standing_in.begin, self._person_id, self._who.value() or None, *days)

    def _end(self, stand_in_id: str) -> None:
        self.context.send(self.context.said.emit, standing_in.end, self._person_id, stand_in_id)

    def _back(self) -> None:
        self.context.go(self._back_to)
