"""Everybody the person signed in may see."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.domain.people import Role
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, field, line, row, words

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.ui.context import Context


class PeopleScreen(Screen):
    """The list of people."""

    title = "People"
    topics = frozenset({Topic.PEOPLE})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._people: tuple[Person, ...] = ()
        self._filter = line(placeholder="Type part of a name")
        self._filter.setMaximumWidth(320)
        self._filter.textChanged.connect(self._fill)
        self._table = Table("People", ("Name", "Job title", "Role", "Supervisor", "Standing"))
        self._table.opened.connect(self._open)
        self._empty = words(
            "No people yet. Add the team, and the app keeps track of whose supervision is next.", "hint"
        )
        self.page.addWidget(field("Find a person", self._filter))
        self.page.addWidget(self._empty)
        self.page.addWidget(self._table, 1)
        self._add = button("Add a person", partial(context.go, "person_form"), "primary")
        self._bring_in = button("Bring in people…", partial(context.go, "bring_in"))
        self.foot.addWidget(row(button("Open", self._open_selected), None, self._bring_in, self._add))

    def enter(self, **arguments: object) -> None:
        """Come with the cursor in the box that finds."""
        super().enter(**arguments)
        self._filter.setFocus()

    def refresh(self) -> None:
        """Read the people."""
        self._add.setVisible(self.context.actor.role is Role.OWNER)
        self._bring_in.setVisible(self.context.actor.role is Role.OWNER)
        self.context.run(partial(self.context.house.people.list, self.context.actor), self._show)

    def _show(self, people: tuple[Person, ...]) -> None:
        self._people = people
        self._fill(self._filter.text())

    def _fill(self, text: str) -> None:
        names = {person.id: person.name for person in self._people}
        rows = [
            (
                p.id,
                (
                    p.name,
                    p.job_title,
                    p.role.label,
                    names.get(p.supervisor_id or "", "–"),
                    p.standing.label if p.secret_set else f"{p.standing.label}, no PIN yet",
                ),
            )
            for p in self._people
            if text.casefold() in p.name.casefold()
        ]
        self._empty.setVisible(not self._people)
        self._table.fill(rows)

    def _open_selected(self) -> None:
        if self._table.selected():
            self._open(self._table.selected())

    def _open(self, person_id: str) -> None:
        self.context.go("person", person_id=person_id)
