"""One concern: how it stands, what comes next, what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.pages import noticed, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import TextBox
from app.ui.kit.lines import chip_label, verb_button
from app.ui.kit.screen import Screen
from app.ui.kit.undo import with_undo
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    from app.pages.noticed import ConcernPage
    from app.pages.places import Place
    from app.ui.context import Context


class ConcernScreen(Screen):
    """A concern."""

    title = "Concern"
    topics = frozenset({Topic.NOTICED})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._concern_id = ""

    def come(self, place: Place) -> None:
        """Come to one."""
        if isinstance(place, places.Concern):
            self._concern_id = place.concern_id
        super().come(place)

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, noticed.read_concern, self._concern_id)

    def _show(self, page: ConcernPage) -> None:
        with self.drawn_afresh(of=self._concern_id):
            self.page.addWidget(row(words(page.what, "heading"), None, chip_label(page.chip)))
            for label, text in page.facts:
                self.page.addWidget(words(f"{label}: {text}"))
            if page.record is not None:
                self.page.addWidget(row(verb_button(page.record, self.context), None))
            if page.may_close:
                self._ask(page)
            if page.may_reopen:
                self._ask_again()
            if page.so_far:
                self.page.addWidget(words("What happened so far", "heading"))
            for one in page.so_far:
                self.page.addWidget(card(words(one)))
            self.page.addStretch(1)
        self.set_foot(None, button("Back to the list", self._back))

    def _ask(self, page: ConcernPage) -> None:
        self._outcome = TextBox("", lines=2)
        self.page.addWidget(words("Is it seen to?", "heading"))
        close = row(button("Close it", self._close, "primary"), None)
        self.page.addWidget(card(field("What came of it", self._outcome), close))
        self._next = line(page.next_step)
        self._by = DayField(page.today, page.next_by, sense=Sense.PLAN)
        self._why = line()
        self.page.addWidget(words("Something else comes next", "heading"))
        self.page.addWidget(
            card(
                row(field("Next step", self._next), field("By", self._by)),
                field(f"Why it changes{NEEDED}", self._why),
                words("What it said before is kept, and so is why.", "hint"),
                row(button("Keep the change", self._carry_on), None),
            )
        )

    def _ask_again(self) -> None:
        self._again = line()
        again = button("Open it again", self._reopen)
        self.page.addWidget(card(field(f"Why it is opened again{NEEDED}", self._again), row(again, None)))

    def _close(self) -> None:
        said = with_undo(self.context, noticed.reopen, self._concern_id)
        self.context.send(said, noticed.close, self._concern_id, self._outcome.toPlainText())

    def _reopen(self) -> None:
        said = self.context.said.emit
        self.context.send(said, noticed.reopen, self._concern_id, self._again.text())

    def _carry_on(self) -> None:
        said, step, by = self.context.said.emit, self._next.text(), self._by.value()
        self.context.send(said, noticed.carry_on, self._concern_id, step, by, self._why.text())

    def _back(self) -> None:
        self.context.go(places.Noticed())
