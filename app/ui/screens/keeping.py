"""Keeping and deleting: what waits for a second person, what may go now, what is held, and the rules."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.domain.retention import LEAST_YEARS, MOST_YEARS
from app.pages import keeping, places
from app.ui.kit.fields import Count, Picker
from app.ui.kit.lines import line_card, named, verb_button
from app.ui.kit.person_box import PersonBox
from app.ui.kit.screen import Screen
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import Table, button, card, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QWidget

    from app.pages.keeping import AskedLine, KeepingPage
    from app.pages.pieces import Line

TABLE_HEIGHT = 220


class KeepingScreen(Screen):
    """One column: confirm, look, hold, rule."""

    title = "Keeping and deleting"
    topics = frozenset({Topic.RETENTION, Topic.PEOPLE, Topic.BACKUPS})

    def refresh(self) -> None:
        """Read how things stand."""
        self.read(self._show, keeping.read)

    def _show(self, page: KeepingPage) -> None:
        with self.drawn_afresh(of=self.title):
            self.page.addWidget(words(keeping.INTRO))
            self.page.addWidget(words("Waiting for a second person", "heading"))
            if not page.asked:
                self.page.addWidget(words("Nothing waits.", "hint"))
            for one in page.asked:
                self.page.addWidget(self._asked(one, page))
            if page.manages:
                self._lines("What may go now", page.going, keeping.NOTHING)
                if page.nobody:
                    self.page.addWidget(card(words(page.nobody), kind="notice"))
                self._lines("Held, or kept longer", page.held, keeping.NOBODY_HELD)
                self._show_one(page)
                self._show_rules(page)
            self.page.addStretch(1)
        back = button("Back to set up", partial(self.context.go, places.SetUp()))
        log = button("Log of deletions…", partial(self.context.go, places.Deletions()))
        self.set_foot(back, None, log)

    def _lines(self, heading: str, lines: tuple[Line, ...], none: str) -> None:
        self.page.addWidget(words(heading, "heading"))
        if not lines:
            self.page.addWidget(words(none, "hint"))
        for one in lines:
            ends = [verb_button(one.verb, self.context)] if one.verb else []
            self.page.addWidget(line_card(one, *ends))

    # --- what waits -----------------------------------------------------------------------------------------

    def _asked(self, one: AskedLine, page: KeepingPage) -> QWidget:
        parts: list[QWidget] = [
            words(one.title, "label"),
            words(one.asked, "hint"),
            *(words(what) for what in one.what),
        ]
        verbs = []
        if not one.mine:
            pin = line(secret=True)
            told = (keeping.STAYS, *page.copies)
            parts += [*(words(one, "hint") for one in told), words(keeping.FINAL)]
            parts.append(field(f"Your own PIN{NEEDED}", pin))
            confirm = partial(self._confirm, one.id, pin)
            verbs.append(named("Delete it for good", confirm, "primary", f"Delete it for good: {one.title}"))
        if page.manages:
            back = partial(self.context.send, self.context.said.emit, keeping.take_back, one.id)
            verbs.append(named("Take it back", back, "secondary", f"Take it back: {one.title}"))
        return card(*parts, row(*verbs, None))

    def _confirm(self, deletion_id: str, pin: QLineEdit) -> None:
        typed = pin.text()
        pin.clear()
        self.context.send(self.context.said.emit, keeping.confirm, deletion_id, typed)

    # --- holds and rules ------------------------------------------------------------------------------------

    def _show_one(self, page: KeepingPage) -> None:
        self._who = PersonBox([(one.id, one.label) for one in page.people])
        self._who.chosen.connect(self._look)
        self.page.addWidget(field("See or hold what is kept about somebody", self._who))

    def _look(self, person_id: str) -> None:
        if person_id:
            self.context.go(places.KeepingOf(person_id=person_id))

    def _show_rules(self, page: KeepingPage) -> None:
        rules = page.rules
        self.page.addWidget(words("How long things are kept after somebody has left", "heading"))
        self.page.addWidget(words(f"As usual: {page.usual}", "hint"))
        table = Table("Rules for keeping", ("What", "Years", "Why"))
        table.fill([(one.sort, (one.label, str(one.years), one.source)) for one in rules])
        table.setMinimumHeight(TABLE_HEIGHT)
        self.page.addWidget(table)
        self._sort = Picker([(one.sort, one.label) for one in rules], empty="Choose")
        self._years = Count((LEAST_YEARS, MOST_YEARS), rules[0].years, " years")
        self._why = line()
        self.page.addWidget(row(field("What", self._sort), field("Keep for", self._years), None))
        self.page.addWidget(
            field(f"Why so long{NEEDED}", self._why, "It stands beside the rule and is kept.")
        )
        self.page.addWidget(row(button("Change the rule", self._change_rule), None))

    def _change_rule(self) -> None:
        sort, years, why = self._sort.value() or "", self._years.value(), self._why.text()
        empty = emptied(self, self._why)

        def done(said: str) -> None:
            empty(said)
            self.context.said.emit(said)

        self.context.send(done, keeping.change_rule, sort, years, why)
