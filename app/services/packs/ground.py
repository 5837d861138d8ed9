"""What is settled before the first file of a pack: who wants it, and what holds for all of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import StateError
from app.domain.packs import Purpose
from app.services.doctor.leaving import Leaving
from app.services.packs.choosing import covered
from app.services.packs.privacy import mask_of
from app.services.packs.sources import maker

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from app.domain.frameworks import Coverage
    from app.domain.packs import Mask, PackPlan
    from app.domain.people import Actor, Person, Service
    from app.services.packs.sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who wants which pack, where, as made when; ``again`` is the number of the pack it repeats."""

    actor: Actor
    plan: PackPlan
    to: Path
    made_at: dt.datetime
    again: int = 0

    @property
    def own(self) -> bool:
        """Whether it is a person's own file."""
        return self.plan.purpose is Purpose.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What holds for the whole pack.

    ``names`` are people's names by id, ``calls`` what they are called in the pack; ``leaving`` looks at each
    record before it goes in.
    """

    me: Person
    service: Service
    number: int
    mask: Mask
    people: tuple[Person, ...]
    names: Mapping[str, str]
    calls: Mapping[str, str]
    coverage: tuple[Coverage, ...]
    leaving: Leaving


def read_ground(sources: Sources, order: Order) -> Ground:
    """Return what holds for the whole pack. Raises StateError when there is nothing to make one of."""
    plan = order.plan
    ordinary = sources.words.known(order.actor).plain
    with sources.store.read() as work:
        me = maker(work, order.actor)
        if not plan.records and not order.own:
            message = (
                "No record is chosen, so there is nothing to make a pack of. Choose a longer time, or "
                "other records."
            )
            raise StateError(message)
        people = work.people.all()
        mask = mask_of(people, plan, ordinary)
        return Ground(
            me=me,
            service=work.service.get(),
            number=work.packs.next_number(),
            mask=mask,
            people=people,
            names={person.id: person.name for person in people},
            calls={person.id: mask.text(person.name) for person in people},
            coverage=covered(sources, work, me, plan),
            leaving=Leaving(sources.store),
        )
