"""What was agreed: late, open, closed lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import actions, places
from app.ui.kit.action_done import mark_done
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.grid import grid
from app.ui.kit.row_acts import offer
from app.ui.kit.saving import EXCEL, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from app.pages.actions import ActionsPage
    from app.pages.places import Place
    from app.ui.context import Context

FILE = "Actions.xlsx"


class ActionsScreen(Screen):
    """The list."""

    title = "Actions"
    topics = frozenset({Topic.ACTIONS, Topic.RECORDS, Topic.PEOPLE, Topic.SCHEDULE})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: ActionsPage | None = None
        self._which = Picker([(one.id, one.label) for one in actions.SHOW], actions.OPEN.id)
        self._which.currentIndexChanged.connect(self._fill)
        self._find = line(placeholder="Part of a name, or of the action")
        self._find.setMinimumWidth(260)
        self._find.textChanged.connect(self._fill)
        self._count = words("", "label")
        self._count.setWordWrap(False)
        self._table = grid(context, "Actions", "actions")
        self._table.opened.connect(self._open)
        self._nothing = words("", "hint")
        self.page.addWidget(row(field("Show", self._which), field("Find", self._find), None, self._count))
        self.page.addWidget(self._nothing)
        self.page.addWidget(self._table, 1)
        opening = button("Open", self._open_chosen, "primary")
        done = button("Done", self._done, tip="Done: the action chosen in the list")
        offer(self._table, (opening, done))
        self.foot.addWidget(
            flowing(
                opening,
                done,
                button("Excel", self._excel, tip="Excel: the whole list with what happened to each"),
            )
        )

    def come(self, place: Place) -> None:
        """Come to the list, or to a part of it."""
        if isinstance(place, places.Actions) and place.show:
            self._which.setCurrentIndex([one.id for one in actions.SHOW].index(place.show))
        super().come(place)
        self._table.setFocus()

    def refresh(self) -> None:
        """Read the list."""
        self.read(self._show, actions.read)

    def _show(self, page: ActionsPage) -> None:
        self._shown = page
        self._count.setText(page.count)
        self._fill()

    def _fill(self, *_: object) -> None:
        if self._shown is None:
            return
        show = self._which.value() or actions.OPEN.id
        rows = self._shown.wanted(show, self._find.text())
        self._table.put(actions.COLUMNS, tuple(one.row for one in rows))
        self._nothing.setVisible(not rows)
        self._nothing.setText(actions.NOTHING[show])

    def _open(self, action_id: str) -> None:
        self.context.go(places.Action(action_id=action_id))

    def _open_chosen(self) -> None:
        if self._table.current():
            self._open(self._table.current())

    def _done(self) -> None:
        if self._table.current():
            mark_done(self.context, self._table.current())

    def _excel(self) -> None:
        save_as(self.context, ("Save the actions as", FILE, EXCEL), actions.to_excel)
