"""Time as the domain sees it: aware UTC instants in, plain English out.

The only place in the program that asks the machine what time it is; services get a ``Clock`` from bootstrap.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol
from zoneinfo import ZoneInfo


class Clock(Protocol):
    """Tells the time. ``now`` is an aware UTC instant; ``zone`` is the time zone people here live in."""

    def now(self) -> dt.datetime:
        """Return the present instant in UTC."""
        ...

    def zone(self) -> dt.tzinfo:
        """Return the local time zone."""
        ...


LONDON = ZoneInfo("Europe/London")
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


def today(clock: Clock) -> dt.date:
    """Return the local date."""
    return clock.now().astimezone(clock.zone()).date()


def month_begin(day: dt.date, back: int = 0) -> dt.date:
    """Return the first day of the month of a day, or of one so many months before it (after it when negative)."""
    number = day.year * 12 + day.month - 1 - back
    return dt.date(number // 12, number % 12 + 1, 1)


def long_date(day: dt.date) -> str:
    """Return a date as people write it: ``Tue 24 Nov 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def short_date(day: dt.date) -> str:
    """Return a date without its year: ``Tue 24 Nov``."""
    return f"{day:%a} {day.day} {day:%b}"


def time_of_day(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """Return a local time: ``14:02``."""
    return f"{moment.astimezone(zone):%H:%M}"


def long_moment(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """Return a local date and time: ``Tue 24 Nov 2026, 14:02``."""
    local = moment.astimezone(zone)
    return f"{long_date(local.date())}, {local:%H:%M}"


def part_of_day(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """Return the part of the day it is: ``morning`` before noon, ``afternoon`` before five, then ``evening``."""
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
