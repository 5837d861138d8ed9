"""Planning ahead: a time that comes again and again, and what is planned already about then."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.almanac import months_on
from app.domain.clock import long_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.domain.people import Person
    from app.domain.sessions import Plan, Session

WEEK = 7
AN_HOUR = dt.timedelta(hours=1)
NEAR = dt.timedelta(days=WEEK)
"""Two of one kind with one person within a week are seldom both meant."""
MOST = 1000
"""As many sessions as are planned at once: a hundred people for most of a year."""


class Every(StrEnum):
    """How often a session comes again."""

    ONCE = "once"
    WEEK = "1"
    FORTNIGHT = "2"
    FOUR_WEEKS = "4"
    SIX_WEEKS = "6"
    EIGHT_WEEKS = "8"
    QUARTER = "13"
    MONTH = "month"

    @property
    def label(self) -> str:
        """The words for it."""
        return {
            Every.ONCE: "once",
            Every.WEEK: "every week",
            Every.FORTNIGHT: "every 2 weeks",
            Every.QUARTER: "every 13 weeks",
            Every.MONTH: "every month",
        }.get(self, f"every {self.value} weeks")


def repeated(first: dt.datetime, every: Every, until: dt.date) -> tuple[dt.datetime, ...]:
    """Return the moments from the first one until a day, at one time by the clock on the wall.

    Every month is the same weekday: the second Tuesday stays the second, the fifth becomes the last.
    """
    found, number = [first], 1
    while every is not Every.ONCE and len(found) <= MOST:
        day = _on(first.date(), every, number)
        if day > until:
            break
        found.append(dt.datetime.combine(day, first.timetz().replace(tzinfo=None), first.tzinfo))
        number += 1
    return tuple(found)


def _on(first: dt.date, every: Every, number: int) -> dt.date:
    if every is not Every.MONTH:
        return first + dt.timedelta(weeks=int(every.value) * number)
    month, place = months_on(first.replace(day=1), number), (first.day - 1) // WEEK
    ahead = (first.weekday() - month.weekday()) % WEEK
    day = month + dt.timedelta(days=ahead + place * WEEK)
    return day if day.month == month.month else day - dt.timedelta(days=WEEK)


@dataclass(frozen=True, slots=True)
class Taken:
    """A time that is taken: with whom, who leads it, and what it is called for whoever plans."""

    at: dt.datetime
    person_id: str
    leader_id: str | None
    kind: str
    what: str


def taken_by(
    sessions: Iterable[Session], people: Mapping[str, Person], called: Mapping[str, str]
) -> tuple[Taken, ...]:
    """Return the times that planned sessions take; ``called`` says what a kind is called."""
    return tuple(
        Taken(
            s.planned_at,
            s.person_id,
            s.led_by(people[s.person_id]),
            s.kind.value,
            called[s.kind.value],
        )
        for s in sessions
    )


def clashes(
    plans: Sequence[Plan], leaders: Sequence[str | None], taken: Sequence[Taken], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Return for each plan what is planned already about then, in a sentence; nothing where it is free.

    ``leaders`` are who leads each; the plans count among themselves too. Times are told in their own zone.
    """
    found, so_far = list[str](), list(taken)
    for plan, leader in zip(plans, leaders, strict=True):
        found.append(_clash(plan, leader, so_far, names))
        so_far.append(Taken(plan.at, plan.person_id, leader, plan.kind.value, plan.kind.label.lower()))
    return tuple(found)


def _clash(plan: Plan, leader: str | None, taken: Iterable[Taken], names: Mapping[str, str]) -> str:
    near = ""
    for one in taken:
        same, apart = one.person_id == plan.person_id, abs(one.at - plan.at)
        local = one.at.astimezone(plan.at.tzinfo)
        if same and apart < AN_HOUR:
            return f"{names[plan.person_id]} has {one.what} at {local:%H:%M} that day."
        if leader is not None and one.leader_id == leader and apart < AN_HOUR:
            return f"{names[leader]} leads {one.what} at {local:%H:%M} that day."
        if same and one.kind == plan.kind.value and apart < NEAR:
            near = f"{names[plan.person_id]} has {one.what} on {long_date(local.date())} already."
    return near
