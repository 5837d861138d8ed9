"""Bring in the signed file of a supervision that was held elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.needed import NEEDED
from app.pages import held_elsewhere, places
from app.ui.kit.day_field import DayField
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, chip, field, row, words

if TYPE_CHECKING:
    from pathlib import Path

    from app.pages.held_elsewhere import HeldElsewherePage, Looked
    from app.pages.places import Place
    from app.ui.context import Context


class HeldElsewhereScreen(Screen):
    """Choose a file, see what the check says, say when it was."""

    title = "A supervision held elsewhere"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person_id = ""

    def come(self, place: Place) -> None:
        """Begin without a file."""
        if isinstance(place, places.HeldElsewhere):
            self._person_id = place.person_id
        self._path: Path | None = None
        self.read(self._show, held_elsewhere.read, self._person_id)

    def _show(self, page: HeldElsewherePage) -> None:
        self._page = page
        self.show_title(page.title)
        self._draw(None)

    def _draw(self, looked: Looked | None) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(self._page.intro))
            if self._page.lacks:
                self.page.addWidget(words(self._page.lacks, "error"))
            else:
                look = "primary" if looked is None or looked.fault else ""
                self.page.addWidget(row(button("Choose the signed PDF…", self._choose, look), None))
            if looked is not None:
                self._told(looked)
            self.page.addStretch(1)
        self.set_foot(None, button("Back to the person", self._back))

    def _told(self, looked: Looked) -> None:
        found = looked.found
        mark = chip(found.chip.symbol, found.chip.word, found.chip.tone)
        lines = [words(one) for one in found.lines]
        self.page.addWidget(
            card(words(found.file, "label"), row(mark, None), words(found.sentence, "big"), *lines)
        )
        if looked.fault:
            self.page.addWidget(words(looked.fault, "error"))
            return
        if looked.note:
            self.page.addWidget(words(f"! {looked.note}"))
        self._held_on = DayField(self.context.today, sense=Sense.PAST)
        self.page.addWidget(row(field(f"Held on{NEEDED}", self._held_on), None))
        self.page.addWidget(row(button("Bring it in", self._bring_in, "primary"), None))

    def _choose(self) -> None:
        path = self.context.dialogs.open_file("Choose the signed PDF", "PDF (*.pdf);;All files (*)")
        if path is not None:
            self._path = path
            self.read(self._draw, held_elsewhere.look, self._person_id, path)

    def _bring_in(self) -> None:
        if self._path is not None:
            day = self._held_on.value()
            self.context.send(self._kept, held_elsewhere.bring_in, self._person_id, self._path, day)

    def _kept(self, place: Place) -> None:
        self.context.said.emit("Brought in. It counts as held.")
        self.context.go(place)

    def _back(self) -> None:
        self.context.go(self._page.back)
