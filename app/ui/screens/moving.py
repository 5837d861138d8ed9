"""One page for leaving, time away and handing on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.errors import IncompleteError
from app.domain.moving import Change
from app.pages import moving, places
from app.ui.context import Heard
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.pages.moving import MovingPage, Saved
    from app.pages.places import Place
    from app.ui.context import Context

SURE = (
    "Mark as having left? Their PIN, passphrase and signing key are destroyed and cannot come back. Their "
    "records stay."
)


class MovingScreen(Screen):
    """What changes, and where everything in their hands goes."""

    title = "Changes"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._place = places.Moving(person_id="")

    def come(self, place: Place) -> None:
        """Show what somebody has in hand."""
        if isinstance(place, places.Moving):
            self._place = place
        self.read(self._show, moving.read, self._place)

    def _show(self, page: MovingPage) -> None:
        self.show_title(page.title)
        self._page = page
        self._pickers: dict[str, Picker] = {}
        self._error = words("", "error")
        self._error.hide()
        with self.drawn_afresh():
            if not page.gone:
                self.page.addWidget(self._choice(page))
            self.page.addWidget(words(page.intro))
            if page.change is Change.AWAY and not page.gone:
                self.page.addWidget(self._days(page))
            elif page.change is Change.LEAVES and not page.gone:
                self._ends = DayField(self.context.today, self.context.today)
                self.page.addWidget(row(field("Last day here", self._ends), None))
            for heading, things in page.groups:
                self.page.addWidget(words(heading, "heading"))
                self.page.addWidget(card(*(self._thing(one) for one in things)))
            if not page.groups:
                self.page.addWidget(words(moving.NOTHING, "hint"))
            self.page.addWidget(self._error)
            self.page.addStretch(1)
        remove = button("Take this time away out", self._remove) if page.may_remove else None
        do = button(page.do, self._do, "primary")
        do.setEnabled(not page.gone or bool(page.groups))
        self.set_foot(button("Go back", self._back), None, *([remove] if remove else []), do)

    def _choice(self, page: MovingPage) -> QWidget:
        picker = Picker([(one.id, one.label) for one in moving.CHANGES], page.change.value)
        picker.activated.connect(partial(self._changed, picker))
        return row(field("What changes", picker), None)

    def _changed(self, picker: Picker, _at: int) -> None:
        wanted = picker.value() or Change.LEAVES.value
        if wanted != self._page.change.value:
            self.context.go(places.Moving(person_id=self._place.person_id, change=wanted))

    def _days(self, page: MovingPage) -> QWidget:
        today = self.context.today
        self._begins = DayField(today, page.begins_on)
        self._ends = DayField(today, page.ends_on, "not known yet")
        self._reason = line(page.reason, placeholder="For example: holiday, sickness, maternity leave")
        days = row(field("First day away", self._begins), field("Last day away", self._ends), None)
        return card(days, field("Why", self._reason, "Only you, they and their supervisor see this."))

    def _thing(self, one: moving.ThingShown) -> QWidget:
        picker = Picker([(option.id, option.label) for option in one.options], one.options[0].id)
        picker.setAccessibleName(one.what)
        self._pickers[one.key] = picker
        return row(words(one.what), None, picker)

    def _do(self) -> None:
        page = self._page
        away = page.change is Change.AWAY and not page.gone
        leaves = page.change is Change.LEAVES and not page.gone
        if leaves and not self.context.dialogs.confirm(SURE, "They have left"):
            return
        chosen = moving.Chosen(
            change=page.change,
            things={key: picker.value() or "" for key, picker in self._pickers.items()},
            begins_on=self._begins.value() if away else None,
            ends_on=self._ends.value() if away or leaves else None,
            reason=self._reason.text() if away else "",
        )
        self.context.send(Heard(self._saved, self._refused), moving.carry_out, self._place, chosen)

    def _remove(self) -> None:
        self.context.send(Heard(self._saved, self._refused), moving.remove, self._place)

    def _saved(self, saved: Saved) -> None:
        self.context.said.emit(saved.said)
        self.context.go(saved.place)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, IncompleteError):
            self._error.setText(str(error))
            self._error.show()
        else:
            self.context.tell_problem(error)

    def _back(self) -> None:
        self.context.go(places.Person(person_id=self._place.person_id))
