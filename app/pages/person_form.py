"""Adding or changing a person."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import SUPERVISED, can_supervise
from app.domain.changes import Outcome
from app.domain.moving import Change
from app.domain.people import Contract, Pathway, Profile, Role, Standing
from app.domain.profiles import profile_of, who_may_supervise
from app.pages import places
from app.pages.pieces import Option, people_options

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.people import Actor, Person
    from app.pages import House
    from app.pages.places import Place

ROLES = tuple(Option(role.value, role.label) for role in Role)
PATHWAYS = tuple(Option(one.value, one.label) for one in Pathway)
CONTRACTS = tuple(Option(one.value, one.label) for one in Contract)
MOST_MINUTES = 2400
"""The most protected time in a week: forty hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the form holds. A choice is the id of its option, None where nothing is chosen."""

    name: str = ""
    job_title: str = ""
    role: str = Role.WORKER.value
    supervisor_id: str | None = None
    started_on: dt.date | None = None
    probation_ends_on: dt.date | None = None
    pathway: str | None = None
    contract: str = Contract.PERMANENT.value
    nights: bool = False
    protected_minutes: int = 0
    sees_everyone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Above:
    """Who can be chosen as the supervisor of somebody in a role, and why only they."""

    options: tuple[Option, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFormPage:
    """The form, empty or with what is known. ``back`` is where going back leads.

    ``above`` says, by the role that is chosen, who can be the supervisor.
    """

    title: str
    written: Written
    above: Mapping[str, Above]
    back: Place


@dataclass(frozen=True, slots=True)
class Saved:
    """Where to go once it is saved, and what to say."""

    place: Place
    said: str


def read(house: House, actor: Actor, person_id: str) -> PersonFormPage:
    """Return the form: of one person, or empty without an id, with whoever is asking as the supervisor."""
    with house.store.read():
        person = house.people.get(actor, person_id) if person_id else None
        people = house.people.list(actor)
    return PersonFormPage(
        title=f"Change {person.name}" if person else "Add a person",
        written=_written(person) if person else Written(supervisor_id=actor.person_id),
        above={role.value: _above(role, person, people) for role in Role},
        back=places.Person(person_id=person_id) if person_id else places.People(),
    )


def save(house: House, actor: Actor, person_id: str, written: Written) -> Outcome[Saved]:
    """Add a person, or change one; what the form does not show stays. Raises IncompleteError."""
    if not person_id:
        added = house.people.add(actor, _profile(Profile(name="", role=Role.WORKER), written))
        place = places.Person(person_id=added.value.person.id, code=added.value.code)
        return Outcome(Saved(place, f"{added.value.person.name} is added."), added.changes)
    person = house.people.get(actor, person_id)
    before = profile_of(person)
    changed = house.people.change(actor, person_id, _profile(before, written))
    said = f"{changed.value.name} is saved."
    nobody = frozenset[Role]()
    if SUPERVISED.get(before.role, nobody) - SUPERVISED.get(changed.value.role, nobody):
        hands = places.Moving(person_id=person_id, change=Change.HANDS_ON.value)
        if house.moving.in_hand(actor, person_id, Change.HANDS_ON):
            return Outcome(Saved(hands, f"{said} Choose who takes over."), changed.changes)
    return Outcome(Saved(places.Person(person_id=person_id), said), changed.changes)


def _above(role: Role, person: Person | None, people: Sequence[Person]) -> Above:
    """Return who can supervise whoever the form is about, once they have a role."""
    profile = replace(profile_of(person), role=role) if person is not None else Profile(name="", role=role)
    found = who_may_supervise(profile, person, people)
    marks = {one.id: _mark(one, profile) for one in found}
    return Above(
        options=tuple(Option(one.id, one.label + marks[one.id]) for one in people_options(found)),
        why=_why(role),
    )


def _mark(chosen: Person, profile: Profile) -> str:
    """Return what is said of somebody who is the supervisor as before, but could not be chosen anew."""
    if chosen.standing is Standing.LEAVER:
        return " – has left"
    return (
        "" if can_supervise(chosen.role, profile) else f" – cannot supervise as {chosen.role.label.lower()}"
    )


def _why(role: Role) -> str:
    """Return whom the list offers, as the table of roles has it."""
    able = [one.label.lower() for one, below in SUPERVISED.items() if role in below]
    if not able:
        return f"Nobody here supervises the {role.label.lower()}."
    said = " or ".join(part for part in (", ".join(able[:-1]), able[-1]) if part)
    return f"Who can supervise a {role.label.lower()} stands in the list: a {said}."


def _written(person: Person) -> Written:
    return Written(
        name=person.name,
        job_title=person.job_title,
        role=person.role.value,
        supervisor_id=person.supervisor_id,
        started_on=person.started_on,
        probation_ends_on=person.probation_ends_on,
        pathway=person.pathway.value if person.pathway else None,
        contract=person.contract.value,
        nights=person.nights,
        protected_minutes=person.protected_minutes,
        sees_everyone=person.sees_everyone,
    )


def _profile(before: Profile, written: Written) -> Profile:
    return replace(
        before,
        name=written.name,
        role=Role(written.role),
        job_title=written.job_title,
        supervisor_id=written.supervisor_id,
        started_on=written.started_on,
        probation_ends_on=written.probation_ends_on,
        pathway=Pathway(written.pathway) if written.pathway else None,
        contract=Contract(written.contract),
        nights=written.nights,
        protected_minutes=written.protected_minutes,
        sees_everyone=written.sees_everyone,
    )
