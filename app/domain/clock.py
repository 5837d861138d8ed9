"""Time as the domain sees it: aware UTC instants in, plain English out.

The only place in the program that asks the machine what time it is; services get a ``Clock`` from bootstrap.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time.

    ``now`` is an aware UTC instant; ``zone`` is the time zone people here live in; ``elapsed`` are seconds
    since some moment, which run on whatever is done to the PC's clock.
    """

    def now(self) -> dt.datetime:
        """Return the present instant in UTC."""
        ...

    def zone(self) -> dt.tzinfo:
        """Return the local time zone."""
        ...

    def elapsed(self) -> float:
        """Return seconds that only run forward, and mean nothing after the program has ended."""
        ...


LONDON = ZoneInfo("Europe/London")
CLOCKS_DIFFER = dt.timedelta(minutes=5)
"""How far a clock may be behind the newest record without a word: two PCs are seldom on the same second."""
FAR_AHEAD = dt.timedelta(days=366)
"""Nobody leaves their records alone for longer; a clock that says so is more likely wrong."""
A_YEAR = 365
"""Days from which on a date is told with its year: the same day of another year must not be read for it."""
NOON, EVENING = 12, 17
"""The hours at which the morning and the afternoon are over."""


class SystemClock:
    """The PC's own clock."""

    def now(self) -> dt.datetime:
        """Return the present instant in UTC."""
        return dt.datetime.now(dt.UTC)

    def zone(self) -> dt.tzinfo:
        """Return England's zone.

        The records are English, and a PC's present offset would shift last summer's meetings by an hour.
        """
        return LONDON

    def elapsed(self) -> float:
        """Return seconds that only run forward."""
        return time.monotonic()


def today(clock: Clock) -> dt.date:
    """Return the local date."""
    return clock.now().astimezone(clock.zone()).date()


def clock_fault(now: dt.datetime, newest: dt.datetime | None, zone: dt.tzinfo) -> str | None:
    """Return what is wrong with a clock that shows ``now`` beside the newest record, in words; or None.

    A flat battery sets a PC years back; a wrong year sets it ahead. ``newest`` is None when nothing is kept.
    """
    if newest is None:
        return None
    thinks = f"This PC thinks it is {long_moment(now, zone)}"
    if now < newest - CLOCKS_DIFFER:
        return (
            f"{thinks}, but the newest record here is of {long_moment(newest, zone)}. The clock of this PC "
            "seems to be wrong. Put it right before you write or sign, or ask IT to: a record keeps the day "
            "and time of this clock for ever."
        )
    if now > newest + FAR_AHEAD:
        return (
            f"{thinks}. The newest record here is of {long_moment(newest, zone)}, more than a year before. "
            "If the clock of this PC is wrong, put it right before you write or sign, or ask IT to. If it is "
            "right, carry on."
        )
    return None


def month_begin(day: dt.date, back: int = 0) -> dt.date:
    """Return the first day of a day’s month, or of one so many months ``back`` (later when negative)."""
    number = day.year * 12 + day.month - 1 - back
    return dt.date(number // 12, number % 12 + 1, 1)


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day so many months later; the last of a month that is shorter."""
    begin = month_begin(day, -months)
    last = month_begin(begin, -1) - dt.timedelta(days=1)
    return min(last, begin + dt.timedelta(days=day.day - 1))


def long_date(day: dt.date) -> str:
    """Return a date as people write it: ``Tue 24 Nov 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def short_date(day: dt.date, now: dt.date) -> str:
    """Return a date without its year, ``Tue 24 Nov``; one that lies a year or more away keeps it."""
    return long_date(day) if abs((day - now).days) >= A_YEAR else f"{day:%a} {day.day} {day:%b}"


def time_of_day(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """Return a local time: ``14:02``."""
    return f"{moment.astimezone(zone):%H:%M}"


def long_moment(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """Return a local date and time: ``Tue 24 Nov 2026, 14:02``."""
    local = moment.astimezone(zone)
    return f"{long_date(local.date())}, {local:%H:%M}"


def both_clocks(moment: dt.datetime, zone: dt.tzinfo, *, seconds: bool = False) -> str:
    """Return a local moment with what clocks at Greenwich show: ``Tue 24 Nov 2026, 14:02 (14:02 UTC)``.

    The day stands there too where it is another at Greenwich.
    """
    there = moment.astimezone(dt.UTC)
    day = "" if there.date() == moment.astimezone(zone).date() else f"{long_date(there.date())}, "
    return f"{long_moment(moment, zone)} ({day}{there:{'%H:%M:%S' if seconds else '%H:%M'}} UTC)"


def part_of_day(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """Return the part of the day: ``morning`` before noon, ``afternoon`` before five, then ``evening``."""
    hour = moment.astimezone(zone).hour
    return "morning" if hour < NOON else "afternoon" if hour < EVENING else "evening"


def tomorrow_at_two(clock: Clock) -> dt.datetime:
    """Return two o'clock tomorrow in the local zone: where planning a meeting begins."""
    return dt.datetime.combine(today(clock) + dt.timedelta(days=1), dt.time(14), clock.zone())


def days_away(day: dt.date, now: dt.date) -> str:
    """Return how far off a day is: ``today``, ``in 5 days``, ``12 days late``."""
    days = (day - now).days
    if days == 0:
        return "today"
    count = abs(days)
    unit = "day" if count == 1 else "days"
    return f"in {count} {unit}" if days > 0 else f"{count} {unit} late"
