"""What one record counts for: by default, by somebody's word, or perhaps because of its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import counting, places
from app.ui.kit.fields import Picker
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages.counting import Counted, CountingPage
    from app.pages.places import Place
    from app.ui.context import Context


class CountingScreen(Screen):
    """Tags of a record."""

    title = "What this record counts for"
    topics = frozenset({Topic.EVIDENCE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._record_id = ""

    def come(self, place: Place) -> None:
        """Show a record's tags."""
        if isinstance(place, places.Counting):
            self._record_id = place.record_id
        self.refresh()

    def refresh(self) -> None:
        """Read them."""
        self.read(self._show, counting.read, self._record_id)

    def _show(self, page: CountingPage) -> None:
        with self.drawn_afresh():
            for one in page.towards:
                self.page.addWidget(words(one.name, "heading"))
                for item in one.items:
                    self._add_line(item, "Take off" if page.may_say else "", self._take_off)
                for hint in one.hints:
                    self._add_line(hint, "It counts", self._count)
            if page.may_say:
                self._choice = Picker([(one.id, one.label) for one in page.others])
                self._choice.setMaximumWidth(560)
                add = row(button("Add it", self._add), None)
                self.page.addWidget(card(field("It counts for something else", self._choice), add))
            self.page.addStretch(1)
        self.set_foot(button("Back to the record", partial(self.context.go, page.back)), None)

    def _add_line(self, item: Counted, verb: str, action: Callable[[str], None]) -> None:
        parts = [words(item.words), words(item.why, "hint")]
        verbs = [button(verb, partial(action, item.ref), "quiet", item.tip)] if verb else []
        self.page.addWidget(row(*parts, *verbs))

    def _add(self) -> None:
        chosen = self._choice.value()
        if chosen:
            self._count(chosen)

    def _count(self, ref: str) -> None:
        self.context.send(None, counting.count, self._record_id, ref)

    def _take_off(self, ref: str) -> None:
        self.context.send(None, counting.take_off, self._record_id, ref)
