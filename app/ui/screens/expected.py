"""Which pages of what we expect a record is about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import expected, places
from app.ui.kit.lines import line_card, named, verb_button
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages.expected import ExpectedPage, PageLine
    from app.pages.places import Place
    from app.ui.context import Context


class ExpectedScreen(Screen):
    """One record's."""

    title = "What we expect"
    topics = frozenset({Topic.EXPECTATIONS, Topic.RECORDS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id = ""

    def come(self, place: Place) -> None:
        """Come from a record."""
        if isinstance(place, places.Expected):
            self._record_id = place.record_id
        super().come(place)

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, expected.read, self._record_id)

    def _show(self, page: ExpectedPage) -> None:
        with self.drawn_afresh(of=self._record_id):
            self.page.addWidget(words(page.title, "hint"))
            self.page.addWidget(words(expected.INTRO))
            for one in page.joined:
                self._add(one, "Take off", partial(self._take_off, one.id))
            if page.others:
                self.page.addWidget(words(expected.OTHERS, "heading"))
            for one in page.others:
                self._add(one, "Join it", partial(self._join, one.id))
            if not (page.joined or page.others):
                self.page.addWidget(words(expected.NOTHING, "hint"))
            self.page.addStretch(1)
        self.set_foot(verb_button(page.back, self.context), None)

    def _add(self, one: PageLine, label: str, do: Callable[[], None]) -> None:
        ends = [verb_button(one.line.verb, self.context)] if one.line.verb is not None else []
        if one.may:
            ends.append(named(label, do, tip=f"{label}: {one.line.what}"))
        self.page.addWidget(line_card(one.line, *ends))

    def _join(self, expectation_id: str) -> None:
        self.context.send(self.context.said.emit, expected.join, self._record_id, expectation_id)

    def _take_off(self, expectation_id: str) -> None:
        self.context.send(self.context.said.emit, expected.take_off, self._record_id, expectation_id)
