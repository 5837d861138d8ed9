"""Plan ahead: sessions with several people and of several kinds, each at its own time, again and again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_lead
from app.domain.changes import Outcome
from app.domain.clock import long_moment, today, tomorrow_at_two
from app.domain.errors import IncompleteError
from app.domain.kinds import SUPERVISION, Kind
from app.domain.people import Role, Standing
from app.domain.planning import MOST, Every, repeated
from app.domain.schedule import round_of
from app.domain.sessions import Plan
from app.pages.pieces import Option

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.pages import House

INTRO = (
    "Say with whom, what and when it begins. Each line has its own time, and may come again all year. "
    "Every month means the same weekday, such as the second Tuesday."
)
FREE = "Nothing else is planned about then."
HEADINGS = ("When", "What", "With", "Planned already")
USUAL_LEADER = Option("", "Whoever supervises them")
NOBODY = "Choose with whom on every line, and when it begins."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line: with whom, what, first when (aware), how often, and who leads it (empty: their supervisor)."""

    person_id: str = ""
    kind: str = ""
    first: dt.datetime | None = None
    every: str = Every.ONCE.value
    led_by_id: str = ""


@dataclass(frozen=True, slots=True)
class AheadPage:
    """What may be chosen on a line; ``team`` begins a line for everybody, one a weekday."""

    people: tuple[Option, ...]
    kinds: tuple[Option, ...]
    leaders: tuple[Option, ...]
    every: tuple[Option, ...]
    first: Wanted
    team: tuple[Wanted, ...]
    until: dt.date


@dataclass(frozen=True, slots=True)
class Looked:
    """What the lines come to: rows of when, what, with whom and what is planned already, and a sentence."""

    plans: tuple[Plan, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    told: str


def read(house: House, actor: Actor) -> AheadPage:
    """Return what may be planned by somebody."""
    kinds = [k for k in Kind if may_lead(actor.role, k) and not k.row.own]
    usual = next((k for k in kinds if k in SUPERVISION), kinds[0])
    with house.store.read():
        people = house.people.colleagues(actor, usual)
        listed = house.people.list(actor)
    begin = tomorrow_at_two(house.clock)
    leaders = [p for p in listed if p.role is not Role.WORKER and p.standing is not Standing.LEAVER]
    first = Wanted(kind=usual.value, first=begin, every=Every.EIGHT_WEEKS.value)
    round_ = zip(people, round_of(begin, len(people)), strict=True) if people else ()
    return AheadPage(
        people=tuple(Option(p.id, p.name) for p in people),
        kinds=tuple(Option(k.value, k.label) for k in kinds),
        leaders=(USUAL_LEADER, *(Option(p.id, p.name) for p in leaders)),
        every=tuple(Option(one.value, one.label) for one in Every),
        first=first,
        team=tuple(replace(first, person_id=person.id, first=at) for person, at in round_),
        until=today(house.clock) + dt.timedelta(days=365),
    )


def look(house: House, actor: Actor, lines: tuple[Wanted, ...], until: dt.date) -> Looked:
    """Return what the lines come to. Raises IncompleteError while one is not whole or they are too many."""
    if not lines or any(not line.person_id or line.first is None for line in lines):
        raise IncompleteError(NOBODY, {"lines": NOBODY})
    plans = sorted((plan for line in lines for plan in _plans(line, until)), key=lambda plan: plan.at)
    if len(plans) > MOST:
        message = f"That is {len(plans)} sessions, more than {MOST} at once. Choose an earlier last day."
        raise IncompleteError(message, {"until": message})
    with house.store.read():
        warned = house.sessions.clashes(actor, plans)
        names = {p.id: p.name for p in house.people.list(actor)}
    zone, count = house.clock.zone(), sum(1 for one in warned if one)
    already = f"{count} of them have something planned about then." if count else FREE
    sessions = "1 session" if len(plans) == 1 else f"{len(plans)} sessions"
    rows = tuple(
        (long_moment(p.at, zone), p.kind.label, names.get(p.person_id, ""), f"! {told}" if told else "–")
        for p, told in zip(plans, warned, strict=True)
    )
    return Looked(tuple(plans), rows, f"{sessions}. {already}")


def plan(house: House, actor: Actor, plans: tuple[Plan, ...]) -> Outcome[str]:
    """Plan what was looked at: all of it or nothing. Returns what to say."""
    outcome = house.sessions.plan_all(actor, [replace(one, at=one.at.astimezone(dt.UTC)) for one in plans])
    count = len(outcome.value)
    return Outcome("Planned." if count == 1 else f"{count} sessions are planned.", outcome.changes)


def _plans(line: Wanted, until: dt.date) -> tuple[Plan, ...]:
    if line.first is None:
        return ()
    return tuple(
        Plan(person_id=line.person_id, at=at, kind=Kind(line.kind), led_by_id=line.led_by_id or None)
        for at in repeated(line.first, Every(line.every), until)
    )
