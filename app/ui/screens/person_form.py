"""Adding or changing a person."""

from __future__ import annotations

from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QSpinBox

from app.domain.errors import IncompleteError
from app.domain.people import Contract, Pathway, Profile, Role, Standing
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import DayField, Picker, button, clear, field, line, row, words

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.services.people import Added
    from app.ui.context import Context


class PersonFormScreen(Screen):
    """What a manager writes down about a person."""

    title = "Add a person"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person: Person | None = None

    def enter(self, **arguments: Any) -> None:
        """Show the form, empty or with a person's details."""
        self.context.run(partial(self._read, arguments.get("person_id")), self._show)

    def _read(self, person_id: str | None) -> tuple[Person | None, tuple[Person, ...]]:
        house, actor = self.context.house, self.context.actor
        return (house.people.get(actor, person_id) if person_id else None), house.people.list(actor)

    def _show(self, found: tuple[Person | None, tuple[Person, ...]]) -> None:
        self._person, people = found
        person = self._person
        clear(self.page)
        self.show_title(f"Change {person.name}" if person else "Add a person")
        supervisors = [
            (p.id, p.name)
            for p in people
            if p.role in {Role.OWNER, Role.DEPUTY} and p.standing is not Standing.LEAVER and p != person
        ]
        self._name = line(person.name if person else "")
        self._job = line(person.job_title if person else "")
        self._role = Picker(
            [(role.value, role.label) for role in Role], person.role.value if person else Role.WORKER.value
        )
        chosen = person.supervisor_id if person else self.context.actor.person_id
        self._supervisor = Picker(supervisors, chosen, "nobody yet")
        self._started = DayField(person.started_on if person else None)
        self._probation = DayField(person.probation_ends_on if person else None)
        self._pathway = Picker(
            [(p.value, p.label) for p in Pathway],
            person.pathway.value if person and person.pathway else None,
            "not chosen",
        )
        standings = [(s.value, s.label) for s in (Standing.ACTIVE, Standing.AWAY)]
        self._standing = Picker(standings, person.standing.value if person else Standing.ACTIVE.value)
        self._away = DayField(person.away_until if person else None)
        self._contract = Picker(
            [(c.value, c.label) for c in Contract],
            person.contract.value if person else Contract.PERMANENT.value,
        )
        self._nights = QCheckBox("Works nights")
        self._nights.setAccessibleName("Works nights")
        self._nights.setChecked(bool(person and person.nights))
        self._protected = QSpinBox()
        self._protected.setRange(0, 2400)
        self._protected.setSingleStep(15)
        self._protected.setSuffix(" minutes a week")
        self._protected.setSpecialValueText("none planned")
        self._protected.setValue(person.protected_minutes if person else 0)
        self._everyone = QCheckBox("A deputy who reaches everybody, not only the people they supervise")
        self._everyone.setAccessibleName(self._everyone.text())
        self._everyone.setChecked(bool(person and person.sees_everyone))
        self._error = words("", "error")
        self._error.hide()
        for part in (
            field("Name", self._name),
            field("Job title", self._job),
            field(
                "Role in the app",
                self._role,
                "A role decides what somebody may see. A practice leader never sees managerial supervision.",
            ),
            field("Supervisor", self._supervisor),
            field("Started on", self._started),
            field("Probation ends on", self._probation),
            field("Care Workforce Pathway", self._pathway),
            row(field("Contract", self._contract), self._nights, None),
            field(
                "Protected time for practice leadership",
                self._protected,
                "Planned time; what is written down is held against it in the charts.",
            ),
            self._everyone,
            field("Standing", self._standing, "While somebody is away, no due date runs."),
            field("Away until", self._away),
            self._error,
            row(None, button("Go back", self._back), button("Save", self._save, "primary")),
        ):
            self.page.addWidget(part)
        self.page.addStretch(1)
        self._name.setFocus()

    def _back(self) -> None:
        if self._person:
            self.context.go("person", person_id=self._person.id)
        else:
            self.context.go("people")

    def _save(self) -> None:
        pathway = self._pathway.value()
        before = (
            Profile(**{f.name: getattr(self._person, f.name) for f in fields(Profile)})
            if self._person
            else Profile(name="", role=Role.WORKER)
        )
        profile = replace(
            before,
            name=self._name.text(),
            role=Role(self._role.value() or Role.WORKER.value),
            job_title=self._job.text(),
            supervisor_id=self._supervisor.value(),
            started_on=self._started.value(),
            probation_ends_on=self._probation.value(),
            pathway=Pathway(pathway) if pathway else None,
            standing=Standing(self._standing.value() or Standing.ACTIVE.value),
            away_until=self._away.value(),
            contract=Contract(self._contract.value() or Contract.PERMANENT.value),
            nights=self._nights.isChecked(),
            protected_minutes=self._protected.value(),
            sees_everyone=self._everyone.isChecked(),
        )
        people, actor = self.context.house.people, self.context.actor
        if self._person:
            self.context.run(
                partial(people.change, actor, self._person.id, profile), self._changed, self._refused
            )
        else:
            self.context.run(partial(people.add, actor, profile), self._added, self._refused)

    def _added(self, added: Added) -> None:
        self.context.go("person", person_id=added.person.id, code=added.code)

    def _changed(self, person: Person) -> None:
        self.context.said.emit(f"{person.name} is saved.")
        self.context.go("person", person_id=person.id)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, IncompleteError):
            self._error.setText(str(error))
            self._error.show()
            self._name.setFocus()
        else:
            self.context.tell_problem(error)
