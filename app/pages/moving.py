"""One page for leaving, time away and handing on: all in somebody's hands, and where each thing goes."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import today
from app.domain.moving import Change
from app.domain.people import Standing
from app.pages import places
from app.pages.pieces import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.moving import Thing
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place

CHANGES = tuple(Option(one.value, one.label) for one in Change)
NOTHING = "Nothing is in their hands that others wait for."
INTRO = {
    Change.LEAVES: "Their records stay. Their PIN, passphrase and signing key are destroyed and cannot come "
    "back; should they return, they get new ones.",
    Change.AWAY: "Nothing is due while they are away, and the days are added afterwards. It begins and ends "
    "by itself.",
    Change.HANDS_ON: "They stay here. Choose what others take over from them.",
}
DO = {
    Change.LEAVES: "They have left",
    Change.AWAY: "Save the time away",
    Change.HANDS_ON: "Hand it over",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingShown:
    """One thing in hand: its key, what it is, and where it can go; the first unless somebody says so."""

    key: str
    what: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovingPage:
    """What changes, and what is in hand, sort by sort.

    ``begins_on``, ``ends_on`` and ``reason`` are those of the time away; ``may_remove``: it is there already.
    """

    title: str
    change: Change
    intro: str
    begins_on: dt.date
    ends_on: dt.date | None
    reason: str
    may_remove: bool
    groups: tuple[tuple[str, tuple[ThingShown, ...]], ...]
    do: str
    gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen: what becomes of each thing by its key, and the time away.

    ``ends_on`` is the last day away, or the last day of somebody who leaves.
    """

    change: Change
    things: Mapping[str, str] = field(default_factory=dict)
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Where to go on, and what to say."""

    place: Place
    said: str


def read(house: House, actor: Actor, place: places.Moving) -> MovingPage:
    """Return what somebody has in hand. Raises NotAllowedError for anybody but the registered manager."""
    change = Change(place.change)
    with house.store.read():
        things = house.moving.in_hand(actor, place.person_id, change)
        person = house.people.get(actor, place.person_id)
        absences = house.absences.of(actor, place.person_id) if place.absence_id else ()
    known = next((one for one in absences if one.id == place.absence_id), None)
    gone = person.standing is Standing.LEAVER
    return MovingPage(
        title=f"{person.name} has left" if gone else f"{person.name}: changes",
        change=change,
        intro="What they had in hand and nobody has taken over yet." if gone else INTRO[change],
        begins_on=known.begins_on if known else today(house.clock),
        ends_on=known.ends_on if known else None,
        reason=known.reason if known else "",
        may_remove=known is not None,
        groups=tuple(
            (sort.label, tuple(_shown(one) for one in group))
            for sort, group in groupby(sorted(things, key=_order), key=lambda one: one.sort)
        ),
        do="Hand it over" if gone else DO[change],
        gone=gone,
    )


def carry_out(house: House, actor: Actor, place: places.Moving, chosen: Chosen) -> Outcome[Saved]:
    """Carry the change out: all of it or nothing. Raises IncompleteError for days that cannot be."""
    if chosen.change is Change.LEAVES:
        done = house.moving.carry_out(actor, place.person_id, chosen.change, chosen.things, chosen.ends_on)
    else:
        with house.store.write(actor.person_id):
            if chosen.change is Change.AWAY:
                house.absences.note(
                    actor,
                    place.person_id,
                    chosen.begins_on,
                    chosen.ends_on,
                    chosen.reason,
                    place.absence_id,
                )
            done = house.moving.carry_out(actor, place.person_id, chosen.change, chosen.things)
    said = "Saved." if not done.value else f"Saved, and {len(done.value)} handed on or closed."
    return Outcome(Saved(places.Person(person_id=place.person_id), said), done.changes)


def remove(house: House, actor: Actor, place: places.Moving) -> Outcome[Saved]:
    """Take away time away that never was."""
    done = house.absences.remove(actor, place.absence_id)
    back = Saved(places.Person(person_id=place.person_id), "The time away is taken out.")
    return Outcome(back, done.changes)


def _order(thing: Thing) -> int:
    return list(type(thing.sort)).index(thing.sort)


def _shown(thing: Thing) -> ThingShown:
    options = tuple(Option(value, label) for value, label in thing.choices)
    return ThingShown(key=thing.key, what=thing.what, options=options)
