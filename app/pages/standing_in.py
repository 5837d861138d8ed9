"""Who stands in for a supervisor while they are away."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import long_date, today
from app.pages import places
from app.pages.pieces import Chip, Option, people_options

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.domain.standing_in import StandIn
    from app.pages import House
    from app.pages.places import Place

INTRO = (
    "Whoever stands in supervises {first}’s people in their place: plans, prepares, holds and signs, and "
    "reads what {first} reads about them. It begins and ends by itself. What they led stays theirs to read."
)
ABLE = "Who can supervise everybody whom {first} supervises stands in the list."
NOBODY = "Nobody here can supervise everybody whom {first} supervises, so nobody can be chosen."
NO_PEOPLE = "{first} supervises nobody, so nobody needs to stand in."


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """One time of standing in. ``may_end``: it is not over."""

    id: str
    text: str
    chip: Chip
    may_end: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingInPage:
    """Who stands in, and who can be chosen; ``why`` says why only they, or why nobody."""

    title: str
    intro: str
    lines: tuple[StandingLine, ...]
    able: tuple[Option, ...]
    why: str
    back: Place


def read(house: House, actor: Actor, person_id: str) -> StandingInPage:
    """Return the page. Raises NotAllowedError for anybody but the registered manager."""
    now = today(house.clock)
    with house.store.read():
        able = house.standing_in.able(actor, person_id)
        person = house.people.get(actor, person_id)
        known = house.standing_in.of(actor, person_id)
        everybody = house.people.list(actor)
    names = {one.id: one.name for one in everybody}
    first = person.first_name
    leads = any(one.supervisor_id == person_id for one in everybody)
    why = (ABLE if able else NOBODY) if leads else NO_PEOPLE
    return StandingInPage(
        title=f"Who stands in for {person.name}",
        intro=INTRO.format(first=first),
        lines=tuple(_line(one, names.get(one.by_id, ""), now) for one in known if one.for_id == person_id),
        able=people_options(able),
        why=why.format(first=first),
        back=places.Person(person_id=person_id),
    )


def begin(
    house: House,
    actor: Actor,
    person_id: str,
    by_id: str | None,
    begins_on: dt.date | None,
    ends_on: dt.date | None,
) -> Outcome[str]:
    """Say who stands in from when until when. Returns what to say. Raises IncompleteError."""
    made = house.standing_in.begin(actor, person_id, by_id, begins_on, ends_on)
    return Outcome(f"Noted, until {long_date(made.value.ends_on)}.", made.changes)


def end(house: House, actor: Actor, person_id: str, stand_in_id: str) -> Outcome[str]:
    """End it now. Returns what to say."""
    done = house.standing_in.end(actor, person_id, stand_in_id)
    return Outcome("Ended.", done.changes)


def _line(one: StandIn, name: str, now: dt.date) -> StandingLine:
    over = one.over(now)
    chip = Chip("✓", "now", "in_date") if one.begins_on <= now else Chip("○", "planned")
    return StandingLine(
        id=one.id,
        text=f"{name}, {long_date(one.begins_on)} to {long_date(one.ends_on)}",
        chip=Chip("–", "over") if over else chip,
        may_end=not over,
    )
