"""Backups: what one is, which are kept, and how old the newest is, in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.clock import long_date, time_of_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

RECENT, DAYS, WEEKS, MONTHS = 6, 14, 8, 24
"""How many are kept: the newest ones, then the last of each day, week and month."""
MOST_DAYS = 25 * 31
"""After how many days even the last of a month has gone."""
LATE_DAYS = 7
"""From how many days on the newest backup is told as old."""
DAY = dt.timedelta(days=1)
NEVER = "No backup has been made yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup that was verified.

    ``number`` counts up in its place, whatever the clock says. ``events`` is the number of the newest line of
    the activity log in it and ``head`` that line's hash.
    """

    name: str
    number: int
    made_at: dt.datetime
    why: str
    service: str
    records: int
    people: int
    events: int
    head: str


class Age(StrEnum):
    """How the newest backup stands. A symbol and words say it, never a colour alone."""

    FRESH = "fresh"
    OLD = "old"
    NONE = "none"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The age of the newest backup as a sentence with its symbol."""

    age: Age
    sentence: str

    @property
    def needs_seeing_to(self) -> bool:
        """Whether somebody should do something about it."""
        return self.age is not Age.FRESH


def superfluous(backups: Iterable[Backup], now: dt.datetime) -> tuple[Backup, ...]:
    """Return the backups that may go: recent ones stay, then the last of each day, week and month.

    Goes by the order they were made in and never by how long ago a clock says that was: a clock that jumped
    removes nothing. One that seems to be of the future, or out of order, is left alone.
    """
    newest_first = sorted(backups, key=lambda one: one.number, reverse=True)
    kept = {one.name for one in newest_first[:RECENT]} | _odd(newest_first, now)
    for most, bucket in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        kept |= _last_of_each(newest_first, bucket, most)
    return tuple(one for one in newest_first if one.name not in kept)


def ages_out(backups: Iterable[Backup], now: dt.datetime) -> dict[str, dt.date | None]:
    """Return the day on which each backup goes by itself, if one is made every day from now on.

    None for one that is left alone whatever comes, because its time cannot be so.
    """
    there = list(backups)
    found: dict[str, dt.date | None] = {one.name: None for one in there}
    last = max((one.number for one in there), default=0)
    for day in range(1, MOST_DAYS):
        at = now + day * DAY
        there.append(_made(last + day, at))
        if day > RECENT:  # no sooner: the newest stay however many there are
            going = superfluous(there, at)
            found |= {one.name: at.date() for one in going if one.name in found}
            there = [one for one in there if one not in going]
    return found


def told(at: dt.datetime | None, now: dt.datetime, zone: dt.tzinfo, what: str = "Last backup") -> Told:
    """Return the age of the newest backup in words: how many days ago, and when."""
    if at is None:
        return Told(age=Age.NONE, sentence=f"! {NEVER}" if what == "Last backup" else f"! {what}: none yet")
    if at > now + DAY:
        sentence = (
            f"! {what}: {long_date(at.astimezone(zone).date())}, by a clock that was ahead of this one. "
            "Check the clock of this PC."
        )
        return Told(age=Age.UNSURE, sentence=sentence)
    days = max((now.astimezone(zone).date() - at.astimezone(zone).date()).days, 0)
    if days < LATE_DAYS:
        ago = ("today", "yesterday")[days] if days < 2 else f"{days} days ago"  # noqa: PLR2004 - two have words
        return Told(age=Age.FRESH, sentence=f"✓ {what}: {ago}, {time_of_day(at, zone)}")
    return Told(age=Age.OLD, sentence=f"! {what}: {days} days ago, {long_date(at.astimezone(zone).date())}")


def _made(number: int, at: dt.datetime) -> Backup:
    """Return a backup that is still to be made."""
    return Backup(
        name=f"+{number}",
        number=number,
        made_at=at,
        why="",
        service="",
        records=0,
        people=0,
        events=0,
        head="",
    )


def _odd(newest_first: Sequence[Backup], now: dt.datetime) -> set[str]:
    """Return those whose time cannot be so: after now, or after one that was made later."""
    found, earliest = set[str](), now
    for one in newest_first:
        if one.made_at > earliest:
            found.add(one.name)
        else:
            earliest = one.made_at
    return found


def _last_of_each(
    newest_first: Sequence[Backup], bucket: Callable[[dt.datetime], tuple[int, ...]], most: int
) -> set[str]:
    last: dict[tuple[int, ...], str] = {}
    for one in newest_first:
        last.setdefault(bucket(one.made_at), one.name)
    return set(list(last.values())[:most])


def _day(at: dt.datetime) -> tuple[int, ...]:
    return (at.year, at.month, at.day)


def _week(at: dt.datetime) -> tuple[int, ...]:
    return tuple(at.isocalendar()[:2])


def _month(at: dt.datetime) -> tuple[int, ...]:
    return (at.year, at.month)
