"""Who is asking.

Every service looks the person signed in up afresh, so that a changed role counts at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_see_details, require
from app.domain.names import full_names
from app.domain.people import Actor, Contract, Person, Standing

if TYPE_CHECKING:
    from app.storage.unit_of_work import Work


def present(work: Work, actor: Actor) -> Person:
    """Return the person signed in as they stand now. Raises NotAllowedError when they have left."""
    person = work.people.get(actor.person_id)
    require(
        person.standing is not Standing.LEAVER,
        f"{person.name} has left the service, so nothing can be opened in their name.",
    )
    return person


def told_apart(work: Work) -> dict[str, Person]:
    """Return everybody by id; two of one name with what tells them apart behind it, wherever they stand."""
    return work.once("told apart", lambda: _told_apart(work))


def _told_apart(work: Work) -> dict[str, Person]:
    everybody = work.people.all()
    names = full_names(everybody)
    return {
        one.id: one if one.name == names[one.id] else replace(one, name=names[one.id]) for one in everybody
    }


def actor_for(person: Person) -> Actor:
    """Return the actor value for a person who has just shown that they are themself."""
    return Actor(person_id=person.id, name=person.name, role=person.role)


def standing_seen(me: Person, person: Person) -> Standing:
    """Return how a person stands as far as somebody may know: that they are away is a detail."""
    known = may_see_details(me, person) or person.standing is Standing.LEAVER
    return person.standing if known else Standing.ACTIVE


def as_seen(me: Person, person: Person) -> Person:
    """Return a person without the details that only they, their supervisor and the registered manager see."""
    if may_see_details(me, person):
        return person
    return replace(
        person,
        standing=standing_seen(me, person),
        away_until=None,
        former_names=(),
        stand_ins=(),
        probation_ends_on=None,
        started_on=None,
        reference="",
        location="",
        contract=Contract.PERMANENT,
        protected_minutes=0,
    )
