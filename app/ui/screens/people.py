"""Everybody the person signed in may see."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import people, places
from app.ui.kit.grid import grid
from app.ui.kit.row_acts import offer
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from app.pages.people import PeoplePage
    from app.pages.places import Place
    from app.ui.context import Context


class PeopleScreen(Screen):
    """The list of people."""

    title = "People"
    topics = frozenset({Topic.PEOPLE})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: PeoplePage | None = None
        self._filter = line(placeholder="Type part of a name")
        self._filter.setMaximumWidth(320)
        self._filter.textChanged.connect(self._fill)
        self._table = grid(context, "People", "people")
        self._table.opened.connect(self._open)
        self._empty = words(people.NOBODY, "hint")
        self._empty.hide()
        self.page.addWidget(field("Find a person", self._filter))
        self.page.addWidget(self._empty)
        self.page.addWidget(self._table, 1)
        self._add = button("Add a person", partial(context.go, places.PersonForm()), "primary")
        self._bring_in = button("Bring in people…", partial(context.go, places.BringIn()))
        self._codes = button("One-time codes…", partial(context.go, places.Codes()))
        for one in (self._codes, self._bring_in, self._add):
            one.hide()
        last = (self._codes, self._bring_in, self._add)
        opening = button("Open", self._open_selected)
        offer(self._table, (opening,))
        self.foot.addWidget(row(opening, None, *last))

    def come(self, place: Place) -> None:
        """Come with the cursor in the box that finds."""
        super().come(place)
        self._filter.setFocus()

    def refresh(self) -> None:
        """Read the people."""
        self.read(self._show, people.read)

    def _show(self, page: PeoplePage) -> None:
        self._shown = page
        for one in (self._add, self._bring_in):
            one.setVisible(page.may_add)
        self._codes.setVisible(page.may_add and page.without_pin > 0)
        self._empty.setVisible(not page.rows)
        self._fill()

    def _fill(self) -> None:
        if self._shown is not None:
            rows = self._shown.named(self._filter.text())
            self._table.put(people.COLUMNS, rows)

    def _open_selected(self) -> None:
        if self._table.current():
            self._open(self._table.current())

    def _open(self, person_id: str) -> None:
        self.context.go(places.Person(person_id=person_id))
