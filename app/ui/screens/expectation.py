"""One page of what we expect: what you see, what you do not see, and who was watched on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.pages import expectation, places
from app.ui.kit.day_field import DayField
from app.ui.kit.flow import flowing
from app.ui.kit.lines import chip_label, line_card, verb_button
from app.ui.kit.photo import photo
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.screen import Screen
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import button, card, column, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.pages.expectation import ExpectationPage
    from app.pages.places import Place
    from app.ui.context import Context

WHY_BACK = "What is to be changed? Whoever wrote it reads this."
WHY_END = "Why is it not used any more? What it said is kept."


class ExpectationScreen(Screen):
    """One page."""

    title = "What we expect"
    topics = frozenset({Topic.EXPECTATIONS, Topic.RECORDS, Topic.PEOPLE})
    page_width = 900

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._id, self._file = "", ""
        self._version: int | None = None

    def come(self, place: Place) -> None:
        """Come to one."""
        if isinstance(place, places.Expectation):
            self._id, self._version = place.expectation_id, place.version
        super().come(place)

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, expectation.read, self._id, self._version)

    def _show(self, page: ExpectationPage) -> None:
        self.show_title(page.title)
        self._file = page.file_name
        with self.drawn_afresh(of=(self._id, self._version)):
            self.page.addWidget(row(chip_label(page.chip), None))
            if page.note:
                self.page.addWidget(card(words(f"Given back. {page.note}"), kind="notice"))
            self._show_both(page)
            if page.picture:
                self.page.addWidget(photo(page.picture, f"Picture: {page.title}"))
            self._show_watched(page)
            self._show_facts(page)
            if page.may_look:
                self._show_looking(page)
            self._show_before(page)
            self.page.addStretch(1)
        self.set_foot(button("Back to the list", self._back), None, *self._ends(page))

    def _show_both(self, page: ExpectationPage) -> None:
        for heading, mark, said in (
            (expectation.WELL, "✓", page.well),
            (expectation.UNSEEN, "✗", page.unseen),
        ):
            self.page.addWidget(card(words(heading, "heading"), *(words(f"{mark}  {one}") for one in said)))

    def _show_watched(self, page: ExpectationPage) -> None:
        if self._version == 0:
            return
        self.page.addWidget(words(expectation.WATCHED, "heading"))
        for one in page.watched:
            ends = [verb_button(one.verb, self.context)] if one.verb is not None else []
            self.page.addWidget(line_card(one, *ends))
        if not page.watched:
            self.page.addWidget(words(expectation.NOBODY, "hint"))
        if page.more:
            self.page.addWidget(words(expectation.OLDER, "hint"))
        if page.not_yet:
            self.page.addWidget(words(page.not_yet, "hint"))

    def _show_facts(self, page: ExpectationPage) -> None:
        self.page.addWidget(words("About this page", "heading"))
        for label, text in page.facts:
            if "\n" in text:
                self.page.addWidget(column(words(f"{label}:"), words(text), spacing=1))
            else:
                self.page.addWidget(words(f"{label}: {text}"))

    def _show_looking(self, page: ExpectationPage) -> None:
        self._words = line(placeholder="For example: read with the team, nothing to change")
        self._next_on = DayField(page.today, page.next_on, sense=Sense.PLAN)
        self.page.addWidget(words("Is it still right?", "heading"))
        self.page.addWidget(
            card(
                field("What you found", self._words),
                field(f"Look at it again by{NEEDED}", self._next_on),
                row(button("It is still right", self._look), button("Not used any more…", self._end), None),
            )
        )

    def _show_before(self, page: ExpectationPage) -> None:
        if not (page.versions or page.history):
            return
        self.page.addWidget(words("What was before", "heading"))
        for told in page.history:
            self.page.addWidget(words(told, "hint"))
        if page.versions:
            self.page.addWidget(flowing(*(verb_button(one, self.context, "quiet") for one in page.versions)))

    def _ends(self, page: ExpectationPage) -> list[QWidget]:
        ends: list[QWidget] = []
        if page.file_name:
            ends.append(print_button("Sheet for the wall…", self._print))
        if page.change is not None:
            ends.append(verb_button(page.change, self.context))
        if page.may_take_back:
            ends.append(button("Take it back to write on it", self._take_back))
        if page.may_agree:
            ends.append(button("Give it back…", self._give_back))
            ends.append(button("Agree to it", self._agree, "primary"))
        return ends

    # --- doing ----------------------------------------------------------------------------------------------

    def _agree(self) -> None:
        self.context.send(partial(self._said, places.Expectation(self._id)), expectation.agree, self._id)

    def _take_back(self) -> None:
        there = places.ExpectationForm(self._id)
        self.context.send(partial(self._said, there), expectation.take_back, self._id)

    def _give_back(self) -> None:
        why = self.context.dialogs.ask_text(WHY_BACK)
        if why is not None:
            there = places.Expectations()
            self.context.send(partial(self._said, there), expectation.give_back, self._id, why)

    def _look(self) -> None:
        asked = (self._id, self._words.text(), self._next_on.value())
        self.context.send(emptied(self, self._words), expectation.look_again, *asked)

    def _end(self) -> None:
        why = self.context.dialogs.ask_text(WHY_END)
        if why is not None:
            self.context.send(self.context.said.emit, expectation.end, self._id, why)

    def _print(self) -> None:
        sheet = ("Save the sheet for the wall", self._file, PDF)
        print_out(self.context, sheet, expectation.wall_sheet, self._id)

    def _said(self, there: Place, said: str) -> None:
        self.context.go(there)
        self.context.said.emit(said)

    def _back(self) -> None:
        self.context.go(places.Expectations())
