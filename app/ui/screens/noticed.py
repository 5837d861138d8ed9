"""Good practice and concerns, side by side."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import noticed
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.lines import chip_label, line_card, named, verb_button
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import card, column, field, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.pages.noticed import GoodLine, NoticedPage
    from app.pages.pieces import Option
    from app.ui.context import Context

FILE, BACK = "Done well.pdf", "Take it back…"


class NoticedScreen(Screen):
    """Both lists."""

    title = "Good practice and concerns"
    topics = frozenset({Topic.NOTICED, Topic.PEOPLE, Topic.RECORDS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._chosen = ("", "", "")

    def refresh(self) -> None:
        """Read both."""
        self.read(self._show, noticed.read)

    def _show(self, page: NoticedPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words("Good practice", "heading"))
            self._pickers = [
                self._picker(options, value)
                for options, value in zip((page.people, page.areas, page.values), self._chosen, strict=True)
            ]
            labels = ("Person", "Area", "Value")
            fields = [field(label, one) for label, one in zip(labels, self._pickers, strict=True)]
            if page.good:
                self.page.addWidget(row(*fields, None))
            if any(one.ask for one in page.good):
                self.page.addWidget(words(noticed.ASK, "hint"))
            for one in page.wanted(*self._chosen):
                self.page.addWidget(self._card(one))
            if not page.good:
                self.page.addWidget(words(noticed.NO_GOOD, "hint"))
            self.page.addWidget(words("Concerns", "heading"))
            for line in page.concerns:
                ends = [verb_button(line.verb, self.context)] if line.verb is not None else []
                self.page.addWidget(line_card(line, *ends))
            if not page.concerns:
                self.page.addWidget(words(noticed.NO_CONCERNS, "hint"))
            self.page.addStretch(1)
            for picker in self._pickers:
                picker.currentIndexChanged.connect(self._choose)
        self.set_foot(print_button("Sheet for the wall…", self._print, "primary"), None)

    def _picker(self, options: tuple[Option, ...], value: str) -> Picker:
        return Picker([(one.id, one.label) for one in options], value)

    def _choose(self, *_: object) -> None:
        person, area, value = (one.value() or "" for one in self._pickers)
        self._chosen = (person, area, value)
        self.refresh()

    def _card(self, one: GoodLine) -> QWidget:
        ends = [verb_button(one.line.verb, self.context)] if one.line.verb is not None else []
        what = one.line.what
        if one.may_take_back:
            back = partial(self._take_back, one.good_id)
            ends.append(named(BACK, back, "quiet", f"{BACK} {what}"))
        if one.ask and one.shown is not True:
            ends.append(
                named(
                    noticed.SHOWN,
                    partial(self._answer, one.good_id, agreed=True),
                    "primary",
                    f"{noticed.SHOWN}: {what}",
                )
            )
        if one.ask and one.shown is not False:
            ends.append(
                named(
                    noticed.NOT_SHOWN,
                    partial(self._answer, one.good_id, agreed=False),
                    tip=f"{noticed.NOT_SHOWN}: {what}",
                )
            )
        chip = [chip_label(one.line.chip)] if one.line.chip is not None else []
        told = column(words(what), words(one.line.detail, "hint"), spacing=1)
        return card(told, flowing(*chip, *ends))  # three buttons need the whole width

    def _answer(self, good_id: str, *, agreed: bool) -> None:
        self.context.send(self.context.said.emit, noticed.show, good_id, agreed=agreed)

    def _take_back(self, good_id: str) -> None:
        if self.context.dialogs.confirm(noticed.TAKE_BACK, "Take it back"):
            self.context.send(self.context.said.emit, noticed.take_back, good_id)

    def _print(self) -> None:
        print_out(self.context, ("Save the sheet for the wall", FILE, PDF), noticed.wall_sheet)
