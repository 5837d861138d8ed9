"""Adding or changing a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from app.domain.almanac import Sense
from app.domain.errors import IncompleteError
from app.domain.needed import NEEDED
from app.pages import person_form, places
from app.pages.pieces import Option
from app.ui.context import Heard
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Count, Picker
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pages.person_form import Above, PersonFormPage, Saved, Written
    from app.pages.places import Place
    from app.ui.context import Context

ROLE_HINT = (
    "A role decides what somebody may see. A practice leader never sees managerial supervision. A team "
    "leader or senior supervises the people who have them as supervisor. The nominated individual supervises "
    "the registered manager only."
)
TIME_HINT = "Planned time; what is written down is held against it in the charts."
EVERYONE = "A deputy who reaches everybody, not only the people they supervise"
QUARTER = 15
NOBODY = Option("", "nobody yet")


class PersonFormScreen(Screen):
    """What a manager writes down about a person."""

    title = "Add a person"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person_id = ""
        self._back_to: Place = places.People()
        self._above: Mapping[str, Above] = {}

    def come(self, place: Place) -> None:
        """Show the form, empty or with a person's details."""
        if isinstance(place, places.PersonForm):
            self._person_id = place.person_id
        self.read(self._show, person_form.read, self._person_id)

    def _show(self, page: PersonFormPage) -> None:
        self._back_to = page.back
        self.show_title(page.title)
        self._above = page.above
        self._make_fields(page.written)
        with self.drawn_afresh():
            for part in (
                field(f"Name{NEEDED}", self._name),
                field("Job title", self._job),
                field("Role in the app", self._role, ROLE_HINT),
                field("Supervisor", self._supervisor),
                self._why,
                field("Started on", self._started),
                field("Probation ends on", self._probation),
                field("Care Workforce Pathway", self._pathway),
                row(field("Contract", self._contract), self._nights, None),
                field("Protected time for practice leadership", self._protected, TIME_HINT),
                self._everyone,
                self._error,
                row(None, button("Go back", self._back), button("Save", self._save, "primary")),
            ):
                self.page.addWidget(part)
            self.page.addStretch(1)
        self._name.setFocus()

    def _make_fields(self, written: Written) -> None:
        self._name, self._job = line(written.name), line(written.job_title)
        self._role = _picker(person_form.ROLES, written.role)
        self._why = words("", "hint")
        self._supervisor = _picker((NOBODY, *self._above[written.role].options), written.supervisor_id)
        self._offer_above()
        self._role.currentIndexChanged.connect(self._offer_above)
        today = self.context.today
        self._started = DayField(today, written.started_on, sense=Sense.START)
        self._probation = DayField(today, written.probation_ends_on, sense=Sense.PLAN)
        self._pathway = _picker(person_form.PATHWAYS, written.pathway, "not chosen")
        self._contract = _picker(person_form.CONTRACTS, written.contract)
        self._nights = _tick("Works nights", ticked=written.nights)
        bounds = (0, person_form.MOST_MINUTES)
        self._protected = Count(
            bounds, written.protected_minutes, " minutes a week", step=QUARTER, none="none planned"
        )
        self._everyone = _tick(EVERYONE, ticked=written.sees_everyone)
        self._error = words("", "error")
        self._error.hide()

    def _offer_above(self) -> None:
        """Offer as supervisor only who can be one of somebody in the role that is chosen."""
        above = self._above[self._role.value() or ""]
        self._supervisor.offer([(one.id, one.label) for one in (NOBODY, *above.options)])
        self._supervisor.setAccessibleDescription(above.why)
        self._why.setText(above.why)

    def _back(self) -> None:
        self.context.go(self._back_to)

    def _save(self) -> None:
        written = person_form.Written(
            name=self._name.text(),
            job_title=self._job.text(),
            role=self._role.value() or "",
            supervisor_id=self._supervisor.value() or None,
            started_on=self._started.value(),
            probation_ends_on=self._probation.value(),
            pathway=self._pathway.value(),
            contract=self._contract.value() or "",
            nights=self._nights.isChecked(),
            protected_minutes=self._protected.value(),
            sees_everyone=self._everyone.isChecked(),
        )
        heard = Heard(self._saved, self._refused)
        self.context.send(heard, person_form.save, self._person_id, written)

    def _saved(self, saved: Saved) -> None:
        self.context.said.emit(saved.said)
        self.context.go(saved.place)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, IncompleteError):
            self._error.setText(str(error))
            self._error.show()
            self._name.setFocus()
        else:
            self.context.tell_problem(error)


def _picker(options: tuple[Option, ...], value: str | None, empty: str = "") -> Picker:
    return Picker([(one.id, one.label) for one in options], value, empty)


def _tick(label: str, *, ticked: bool) -> QCheckBox:
    box = QCheckBox(label)
    box.setAccessibleName(label)
    box.setChecked(ticked)
    return box
