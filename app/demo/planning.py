"""What happens when in the demo's story."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.people import Role

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from app.demo.cast import Member

WEEKS_BETWEEN = 8
"""Weeks between the demo's supervisions; the default due rule for confirmed care staff."""
NEARLY_A_YEAR = 330
"""Days of records from which on there is an appraisal among them."""


class Happening(StrEnum):
    """What can happen to somebody in the story."""

    AGREEMENT = "agreement"
    APPRAISAL = "appraisal"
    SUPERVISION = "supervision"
    MISSED = "missed"
    DECLINED = "declined"
    COACHING = "coaching"
    OBSERVATION = "observation"
    MEDICINES = "medicines"
    REFLECTION = "reflection"
    SESSION = "session"
    PAIR = "pair"


SPECIAL = (
    Happening.MISSED,
    Happening.MISSED,
    Happening.MISSED,
    Happening.DECLINED,
)
"""What becomes of four of the supervisions."""

RIVALS = {Happening.SUPERVISION, Happening.COACHING, Happening.OBSERVATION, Happening.MEDICINES}
"""What an arc tells for itself."""


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happens to somebody, named ``name``, at a moment."""

    moment: dt.datetime
    name: str
    what: Happening


def plan(
    cast: Mapping[str, Member],
    chance: random.Random,
    begin: dt.datetime,
    until: dt.datetime,
    quiet: Mapping[str, dt.datetime],
) -> list[Event]:
    """Return what happens from ``begin`` to ``until``, earliest first.

    From when they are in ``quiet``, somebody's meetings and practice are told by their arc alone; and nothing
    happens to anybody before they have begun.
    """
    supervised = [member for member in cast.values() if member.supervisor]
    events: list[Event] = []
    for place, member in enumerate(supervised):
        moment = begin + dt.timedelta(days=2 + (place * 5) % 50)
        before = _meeting(moment - dt.timedelta(days=1), chance, nights=member.nights)
        events.append(Event(before, member.name, Happening.AGREEMENT))
        if (until - begin).days > NEARLY_A_YEAR:
            talk = _meeting(begin + dt.timedelta(days=318 + place), chance, nights=member.nights)
            events.append(Event(talk, member.name, Happening.APPRAISAL))
        while moment < until - dt.timedelta(days=2):
            events.append(
                Event(_meeting(moment, chance, nights=member.nights), member.name, Happening.SUPERVISION)
            )
            moment += dt.timedelta(weeks=WEEKS_BETWEEN, days=chance.randint(-4, 3))
    events += _practice(supervised, begin, until)
    kept = (
        one
        for one in events
        if (one.what not in RIVALS or one.name not in quiet or one.moment < quiet[one.name])
        and one.moment.date() >= (cast[one.name].profile.started_on or begin.date())
    )
    return _with_special(sorted(kept), chance)


def _with_special(events: list[Event], chance: random.Random) -> list[Event]:
    sessions = [place for place, event in enumerate(events) if event.what is Happening.SUPERVISION]
    middle = sessions[len(sessions) // 6 :] or sessions
    chosen = chance.sample(middle, min(len(SPECIAL), len(middle)))
    for what, place in zip(SPECIAL, chosen, strict=False):  # a short story has fewer sessions than specials
        events[place] = Event(events[place].moment, events[place].name, what)
    return events


def _practice(supervised: Sequence[Member], begin: dt.datetime, until: dt.datetime) -> list[Event]:
    months = max((until - begin).days // 30, 1)
    last = until - dt.timedelta(days=3)
    workers = [m for m in supervised if m.profile.role is Role.WORKER]
    events: list[Event] = []
    for place, member in enumerate(supervised):
        if member.profile.role is not Role.WORKER or member.nights:
            continue
        own = begin + dt.timedelta(days=3 + (place * 7) % 28)
        for what, times in (
            (Happening.COACHING, round(months * 0.55)),
            (Happening.OBSERVATION, max(1, months // 7)),
            (Happening.REFLECTION, max(1, months // 9)),
        ):
            events += [Event(moment, member.name, what) for moment in spread(own, last, times)]
        (round_,) = spread(own, last, 1)
        events.append(Event(round_.replace(hour=8, minute=15), member.name, Happening.MEDICINES))
    for name in [m.name for m in (workers or supervised)][:1]:
        (pair,) = spread(begin, last, 1)
        events.append(Event(pair, name, Happening.PAIR))
        sessions = spread(begin, last, max(1, months // 5))
        events += [Event(moment, name, Happening.SESSION) for moment in sessions]
    return events


def _meeting(moment: dt.datetime, chance: random.Random, *, nights: bool) -> dt.datetime:
    """Return a moment for a meeting about then, while somebody is at work: before the night, or by day."""
    day = moment - dt.timedelta(days=max(0, moment.weekday() - 4))
    return day.replace(
        hour=20 if nights else chance.choice((9, 10, 11, 13, 14, 15)),
        minute=15 if nights else chance.choice((0, 15, 30, 45)),
        second=0,
        microsecond=0,
    )


def spread(begin: dt.datetime, until: dt.datetime, count: int) -> tuple[dt.datetime, ...]:
    """Return ``count`` moments spread evenly over a time, on weekdays at half past one."""
    gap = (until - begin) / max(count, 1)
    days = (begin + gap * (n + 0.5) for n in range(count))
    weekdays = (day - dt.timedelta(days=max(0, day.weekday() - 4)) for day in days)
    return tuple(day.replace(hour=13, minute=30, second=0, microsecond=0) for day in weekdays)
