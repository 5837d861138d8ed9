"""Requests for one's own data and complaints about it: what is due when, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.pages import places, requests
from app.pages.requests import Received, Step
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.flow import flowing
from app.ui.kit.person_box import PersonBox
from app.ui.kit.screen import Screen
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import Table, button, card, field, row, words

if TYPE_CHECKING:
    from app.pages.requests import RequestsPage

HEADINGS = ("Received", "Who", "What", "Where it stands", "Paused")
TABLE_HEIGHT = 200


class RequestsScreen(Screen):
    """The log and the steps of one request."""

    title = "Requests for data"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def refresh(self) -> None:
        """Read the log."""
        self.read(self._show, requests.read)

    def _show(self, page: RequestsPage) -> None:
        self._files = {one.row.id: one.file for one in page.lines}
        with self.drawn_afresh(of=self.title):
            self.page.addWidget(words(requests.INTRO, "hint"))
            if page.lines:
                self._show_log(page)
            else:
                self.page.addWidget(words(requests.NOBODY, "label"))
            self._show_receiving(page)
            self.page.addStretch(1)
        self.set_foot(button("Back to evidence", partial(self.context.go, places.Evidence())), None)

    def _show_log(self, page: RequestsPage) -> None:
        self._table = Table("Requests and complaints", HEADINGS)
        self._table.fill([(one.row.id, one.row.cells) for one in page.lines])
        self._table.setMinimumHeight(TABLE_HEIGHT)
        self.page.addWidget(self._table)
        steps = (button(step.label, partial(self._take, step)) for step in Step)
        self.page.addWidget(flowing(button("Make their file…", self._file, "primary"), *steps))

    def _show_receiving(self, page: RequestsPage) -> None:
        self.page.addWidget(words("Somebody asked, or complained", "heading"))
        self._who = PersonBox([(one.id, one.label) for one in page.people])
        self._kind = Picker([(one.id, one.label) for one in requests.KINDS])
        self._on = DayField(page.today, page.today, sense=Sense.PAST)
        self._words = TextBox("", lines=2)
        who = field(f"Who{NEEDED}", self._who)
        who.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
        asked = row(who, field("What", self._kind), field(f"Received on{NEEDED}", self._on))
        self.page.addWidget(card(asked, field("In their words", self._words)))
        self.page.addWidget(row(button("Write it down", self._receive), None))

    def _receive(self) -> None:
        received = Received(
            kind=self._kind.value() or "",
            person_id=self._who.value(),
            on=self._on.value(),
            words=self._words.toPlainText(),
        )
        self.context.send(emptied(self, self._who, self._words), requests.receive, received)

    def _take(self, step: Step) -> None:
        chosen = self._table.selected()
        answer = self.context.dialogs.ask_text(step.question) if step.question else ""
        if chosen and answer is not None:
            self.context.send(None, requests.take, chosen, step, answer)

    def _file(self) -> None:
        if self._table.selected():
            self.context.go(self._files[self._table.selected()])
