"""What we expect: every page, those being written, and those not used any more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import expectations, places
from app.ui.kit.fields import Picker
from app.ui.kit.lines import line_card, verb_button
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, row, words

if TYPE_CHECKING:
    from app.pages.expectations import ExpectationsPage
    from app.pages.pieces import Line
    from app.ui.context import Context


class ExpectationsScreen(Screen):
    """The list."""

    title = "What we expect"
    topics = frozenset({Topic.EXPECTATIONS, Topic.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._area = ""

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, expectations.read)

    def _show(self, page: ExpectationsPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(expectations.INTRO, "hint"))
            if page.used:
                area = Picker([(one.id, one.label) for one in page.areas], self._area)
                area.currentIndexChanged.connect(partial(self._choose, area))
                self.page.addWidget(row(field("Area", area), None))
            else:
                self.page.addWidget(words(expectations.NOTHING, "hint"))
            self._lines("", page.wanted(self._area))
            self._lines("Being written", page.drafts)
            self._lines("Not used any more", page.ended)
            self.page.addStretch(1)
        new = button("Write a new page…", self._new, "primary")
        self.set_foot(*([new, None] if page.writes else []))

    def _lines(self, heading: str, lines: tuple[Line, ...]) -> None:
        if heading and lines:
            self.page.addWidget(words(heading, "heading"))
        for line in lines:
            ends = [verb_button(line.verb, self.context)] if line.verb is not None else []
            self.page.addWidget(line_card(line, *ends))

    def _choose(self, area: Picker, *_: object) -> None:
        self._area = area.value() or ""
        self.refresh()

    def _new(self) -> None:
        self.context.go(places.ExpectationForm())
