"""What is kept about one person, what holds it, and asking for deletion."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.domain.needed import NEEDED
from app.pages import keeping, keeping_of, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.lines import line_card, named
from app.ui.kit.screen import Screen
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    from app.pages.keeping_of import HoldLine, KeepingOfPage
    from app.pages.places import Place
    from app.ui.context import Context

LIFT = "Why is it lifted? What it held may go again when its time is over."


class KeepingOfScreen(Screen):
    """One person: what, until when, why."""

    title = "Kept about somebody"
    topics = frozenset({Topic.RETENTION, Topic.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person_id = ""

    def come(self, place: Place) -> None:
        """Show a person."""
        if isinstance(place, places.KeepingOf):
            self._person_id = place.person_id
        self.refresh()

    def refresh(self) -> None:
        """Read it."""
        self.read(self._show, keeping_of.read, self._person_id)

    def _show(self, page: KeepingOfPage) -> None:
        self.show_title(f"Kept about {page.title}")
        with self.drawn_afresh(of=self._person_id):
            self.page.addWidget(words(page.left))
            for one in page.parts:
                self.page.addWidget(line_card(one))
            if page.held:
                self.page.addWidget(words("Held, or kept longer", "heading"))
            for hold in page.held:
                self._hold_line(hold)
            if page.waits:
                self.page.addWidget(card(words(page.waits), kind="notice"))
            elif page.goes:
                self._show_asking(page)
            self._show_holding(page)
            self.page.addStretch(1)
        person = places.Person(person_id=self._person_id)
        back = button("Back to keeping and deleting", partial(self.context.go, places.Keeping()))
        self.set_foot(back, None, button("Their page", partial(self.context.go, person)))

    def _hold_line(self, one: HoldLine) -> None:
        tip = f"Lift it… {one.line.what}"
        self.page.addWidget(
            line_card(one.line, named("Lift it…", partial(self._lift, one.id), "secondary", tip))
        )

    def _lift(self, hold_id: str) -> None:
        because = self.context.dialogs.ask_text(LIFT)
        if because is not None:
            self.context.send(None, keeping_of.lift, hold_id, because)

    def _show_asking(self, page: KeepingOfPage) -> None:
        self.page.addWidget(words("Delete what may go", "heading"))
        told = [
            words(page.goes),
            words(keeping.STAYS, "hint"),
            *(words(one, "hint") for one in page.copies),
        ]
        if page.nobody:
            self.page.addWidget(card(*told, words(page.nobody)))
            return
        self._pin = line(secret=True)
        ask = button("Ask for deletion", self._ask, "primary")
        self.page.addWidget(card(*told, field(f"Your own PIN{NEEDED}", self._pin), row(ask, None)))

    def _ask(self) -> None:
        typed = self._pin.text()
        self._pin.clear()
        self.context.send(self.context.said.emit, keeping_of.ask, self._person_id, typed)

    def _show_holding(self, page: KeepingOfPage) -> None:
        self.page.addWidget(words("Hold it, or keep it longer", "heading"))
        self._number = Picker([(one.id, one.label) for one in page.numbers])
        self._reason, self._asked_by = (
            line(),
            line(placeholder="For example: the council, an insurer, a court"),
        )
        self._until = DayField(page.today, sense=Sense.PLAN)
        self.page.addWidget(
            card(
                row(field("What", self._number), field(f"Why{NEEDED}", self._reason)),
                field("Who asked for a legal hold", self._asked_by),
                row(button("Put a legal hold on it", self._hold), None),
                row(field("Keep it until", self._until), button("Keep it longer", self._keep), None),
            )
        )

    def _hold(self) -> None:
        number, reason, asked_by = self._number.value() or "", self._reason.text(), self._asked_by.text()
        done = emptied(self, self._reason, self._asked_by)
        self.context.send(done, keeping_of.hold, self._person_id, number, reason, asked_by)

    def _keep(self) -> None:
        number, reason, until = self._number.value() or "", self._reason.text(), self._until.value()
        done = emptied(self, self._reason)
        self.context.send(done, keeping_of.keep_longer, self._person_id, number, until, reason)
