"""Time away: from when, until when and why. It begins and ends by itself, and may lie in the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, may_see_absence, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date
from app.domain.errors import IncompleteError
from app.domain.ids import new_id
from app.domain.people import Absence, Standing
from app.services.present import present

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Actor
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

MANAGER_ONLY = "Only the registered manager can write down time away."
LONGEST_REASON = 300


class AbsencesService:
    """When people are not here."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, actor: Actor, person_id: str) -> tuple[Absence, ...]:
        """Return a person's time away, the newest first, for themself, their supervisor and the manager."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_see_absence(me, person), "You cannot see this person’s time away.")
            return tuple(reversed(work.people.absences(person_id)))

    def note(
        self,
        actor: Actor,
        person_id: str,
        begins_on: dt.date | None,
        ends_on: dt.date | None,
        reason: str,
        absence_id: str = "",
    ) -> Outcome[Absence]:
        """Write down time away, or change it. ``ends_on`` is the last day away, None for still away.

        Raises IncompleteError when the days cannot be, or lie within other time away.
        """
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            person = work.people.get(person_id)
            require(person.standing is not Standing.LEAVER, f"{person.name} has left.")
            if begins_on is None:
                message = "Choose the first day away."
                raise IncompleteError(message, {"begins_on": message})
            absence = Absence(
                id=absence_id or new_id(),
                person_id=person_id,
                begins_on=begins_on,
                ends_on=ends_on,
                reason=" ".join(reason.split())[:LONGEST_REASON],
            )
            _check(work, absence)
            work.people.store_absence(absence)
            until = ends_on.isoformat() if ends_on is not None else "open"
            work.audit("time away noted", person_id, f"{begins_on.isoformat()} to {until}")
        return Outcome(absence, changed(Topic.PEOPLE, Topic.SCHEDULE))

    def remove(self, actor: Actor, absence_id: str) -> Outcome[None]:
        """Take away time away that never was."""
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            absence = next((one for one in work.people.absences() if one.id == absence_id), None)
            if absence is not None:
                work.people.drop_absence(absence_id)
                work.audit("time away taken out", absence.person_id, absence.begins_on.isoformat())
        return Outcome(None, changed(Topic.PEOPLE, Topic.SCHEDULE))


def _check(work: Work, absence: Absence) -> None:
    if absence.ends_on is not None and absence.ends_on < absence.begins_on:
        message = "The last day away comes before the first. Check both days."
        raise IncompleteError(message, {"ends_on": message})
    for other in work.people.absences(absence.person_id):
        if other.id != absence.id and absence.meets(other):
            until = f"until {long_date(other.ends_on)}" if other.ends_on else "and are not back yet"
            message = f"They are away from {long_date(other.begins_on)} {until} already. Change that instead."
            raise IncompleteError(message, {"begins_on": message})
