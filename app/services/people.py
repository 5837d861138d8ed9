"""The team: who works here, in which role, with whom as supervisor, and forced resets of a lost PIN."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, may_see_details, may_see_person, may_write, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, today
from app.domain.errors import IncompleteError, StateError
from app.domain.ids import new_id
from app.domain.names import name_key
from app.domain.people import Absence, Actor, Person, Profile, Role, Standing, Stay
from app.domain.profiles import LAST_MANAGER, faults, leaving_fault, other_managers, profile_of, tidied
from app.services.present import as_seen, present

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.kinds import Kind
    from app.storage.store import Enrolment, Store
    from app.storage.unit_of_work import Work

MANAGER_ONLY = "Only the registered manager can add or change people."


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A new person and the one-time code to hand to them.

    The code is shown once and lets them choose their own PIN.
    """

    person: Person
    code: str


class PeopleService:
    """Looking after the list of people."""

    def __init__(self, store: Store, enrolment: Enrolment, clock: Clock) -> None:
        self._store = store
        self._enrolment = enrolment
        self._clock = clock

    def list(self, actor: Actor) -> tuple[Person, ...]:
        """Return the people the actor may see, by name."""
        with self._store.read() as work:
            me = present(work, actor)
            return tuple(as_seen(me, person) for person in work.people.all() if may_see_person(me, person))

    def above(self, actor: Actor) -> Person | None:
        """Return who supervises the actor, name and job only; None where nobody is named."""
        with self._store.read() as work:
            me = present(work, actor)
            return as_seen(me, work.people.get(me.supervisor_id)) if me.supervisor_id else None

    def colleagues(self, actor: Actor, kind: Kind) -> tuple[Person, ...]:
        """Return the people about whom the actor may begin a record of a kind, by name."""
        with self._store.read() as work:
            me = present(work, actor)
            return tuple(as_seen(me, person) for person in work.people.all() if may_write(me, kind, person))

    def readers(self, actor: Actor) -> tuple[Person, ...]:
        """Return the colleagues with whom somebody may share something of their own: name and job only."""
        with self._store.read() as work:
            me = present(work, actor)
            return tuple(
                as_seen(me, p)
                for p in work.people.all()
                if p.id != me.id and p.standing is not Standing.LEAVER
            )

    def get(self, actor: Actor, person_id: str) -> Person:
        """Return one person. Raises NotAllowedError when the actor may not see them."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(
                may_see_person(me, person),
                "You can open your own page and those of the people you supervise.",
            )
            return as_seen(me, person)

    def add(self, actor: Actor, profile: Profile) -> Outcome[Added]:
        """Add a person; hand them the code so that they can choose their own PIN."""
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            profile = _checked(work, profile, None)
            person_id = new_id()
            work.people.add(person_id, profile)
            code = self._enrolment.issue_code(work, person_id)
            work.audit("person added", person_id, profile.role.label)
            person = work.people.get(person_id)
        return Outcome(Added(person=person, code=code), changed(Topic.PEOPLE, Topic.SCHEDULE))

    def change(self, actor: Actor, person_id: str, profile: Profile) -> Outcome[Person]:
        """Change what is known of a person. The last registered manager keeps that role."""
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            before = work.people.get(person_id)
            profile = _checked(work, profile, before)
            if Standing.LEAVER in {profile.standing, before.standing}:
                message = "Use “Leaves or hands on…” to mark a leaver; a leaver’s details stay as they were."
                raise StateError(message)
            if before.role is Role.OWNER and profile.role is not Role.OWNER:
                require(bool(other_managers(person_id, work.people.all())), LAST_MANAGER)
            work.people.change(person_id, profile)
            if name_key(before.name) != name_key(profile.name):
                work.people.keep_name(person_id, before.name)
            if (before.standing, before.away_until) != (profile.standing, profile.away_until):
                self._note_absence(work, before, profile)
            work.audit("person changed", person_id, _difference(before, profile))
            person = work.people.get(person_id)
        self._enrolment.rename(person_id, person.name)
        if before.role.opens_vault and not person.role.opens_vault:
            self._enrolment.shut_out(person_id)
        return Outcome(person, changed(Topic.PEOPLE, Topic.SCHEDULE))

    def stays(self, actor: Actor, person_id: str) -> tuple[Stay, ...]:
        """Return when somebody worked here before they left, for who may see their details; oldest first."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_see_details(me, person), "You cannot see when this person worked here.")
            return work.people.stays(person_id)

    def come_back(self, actor: Actor, person_id: str, profile: Profile) -> Outcome[Added]:
        """Take somebody back who had left: their old records are theirs again.

        They get a one-time code, and a new PIN and key with it; what they signed before stays signed.
        """
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            before = work.people.get(person_id)
            if before.standing is not Standing.LEAVER:
                message = f"{before.name} works here already. Nothing was changed."
                raise StateError(message)
            profile = _checked(work, replace(profile, standing=Standing.ACTIVE, away_until=None), before)
            work.people.change(person_id, profile)
            code = self._enrolment.issue_code(work, person_id)
            work.audit("person came back", person_id, _difference(before, profile))
            person = work.people.get(person_id)
        return Outcome(Added(person=person, code=code), changed(Topic.PEOPLE, Topic.SCHEDULE))

    def _note_absence(self, work: Work, before: Person, after: Profile) -> None:
        """Time away stops the clock of what is due: it begins and ends with the standing."""
        now, yesterday = today(self._clock), today(self._clock) - dt.timedelta(days=1)
        one_day = Absence(id=new_id(), person_id=before.id, begins_on=now, ends_on=now)
        running = next((one for one in work.people.absences(before.id) if one.meets(one_day)), None)
        if after.standing is Standing.AWAY:
            absence = running or replace(one_day, ends_on=None)
            work.people.store_absence(replace(absence, ends_on=after.away_until))
        elif running is not None and running.begins_on <= yesterday:
            work.people.store_absence(replace(running, ends_on=yesterday))
        elif running is not None:
            work.people.drop_absence(running.id)

    def reset(self, actor: Actor, person_id: str) -> Outcome[str]:
        """Force a new PIN: return a one-time code.

        The old PIN stops at once; nobody else ever sees the new one.
        """
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), "Only the registered manager can reset a PIN.")
            require(
                person_id != actor.person_id,
                (
                    "Nobody can reset their own PIN this way. Change it under your own name, or use the "
                    "recovery sheet."
                ),
            )
            require(
                work.people.get(person_id).standing is not Standing.LEAVER,
                "This person has left, so they cannot sign in again.",
            )
            code = self._enrolment.issue_code(work, person_id)
            work.audit("PIN reset forced", person_id, f"for {work.people.get(person_id).name}")
        return Outcome(code, changed(Topic.PEOPLE))

    def make_leaver(self, actor: Actor, person_id: str) -> Outcome[Person]:
        """Mark somebody as having left.

        Their records stay, their PIN, passphrase and signing key are destroyed.
        """
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            mark_left(work, actor, person_id, today(self._clock))
            left = work.people.get(person_id)
        self._enrolment.remove_access(person_id)
        return Outcome(left, changed(Topic.PEOPLE, Topic.SCHEDULE))


def mark_left(work: Work, actor: Actor, person_id: str, last_day: dt.date) -> None:
    """Note that somebody has left after their last day; their access is destroyed once that is kept.

    Raises NotAllowedError, and IncompleteError for a last day before the first.
    """
    person = work.people.get(person_id)
    fault = leaving_fault(person, actor.person_id, work.people.all())
    require(not fault, fault)
    if person.started_on is not None and last_day < person.started_on:
        message = f"{person.name} began on {long_date(person.started_on)}. The last day comes after that."
        raise IncompleteError(message, {"last_day": message})
    work.people.change(person_id, replace(profile_of(person), standing=Standing.LEAVER, away_until=None))
    work.people.keep_stay(
        Stay(id=new_id(), person_id=person_id, begun_on=person.started_on, ended_on=last_day)
    )
    work.audit("person left", person_id, "")


def _checked(work: Work, profile: Profile, before: Person | None) -> Profile:
    profile = tidied(profile)
    problems = faults(profile, before, work.people.all())
    if problems:
        message = "Nothing was changed yet. " + " ".join(problems.values())
        raise IncompleteError(message, problems)
    if profile.supervisor_id is not None:
        supervisor = work.people.get(profile.supervisor_id)
        gone = supervisor.standing is Standing.LEAVER
        if gone and (before is None or before.supervisor_id != supervisor.id):
            why = f"{supervisor.name} has left, so they cannot be a supervisor."
            message = f"Nothing was changed yet. {why}"
            raise IncompleteError(message, {"supervisor_id": why})
    return profile


def _difference(before: Person, after: Profile) -> str:
    names = [field.name for field in fields(Profile)]
    return ", ".join(
        name.removesuffix("_id").replace("_", " ")
        for name in names
        if getattr(before, name) != getattr(after, name)
    )
