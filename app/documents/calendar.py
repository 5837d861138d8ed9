"""Planned sessions and due dates as a calendar file (iCalendar, RFC 5545) with alarms."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: a moment with a length in minutes, or a whole day.

    ``uid`` stays the same, so that a newer file replaces it.
    """

    uid: str
    title: str
    begins: dt.datetime | dt.date
    minutes: int = 60
    alarm_minutes: int = 60


def calendar(entries: Sequence[Entry], made_at: dt.datetime, name: str) -> bytes:
    """Return the calendar file. Titles hold no content of a record."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - slow to load

    book = Calendar()
    book.add("prodid", "-//Alongside//Due dates//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstamp", made_at.astimezone(dt.UTC))
        event.add("summary", entry.title)
        if isinstance(entry.begins, dt.datetime):
            begins = entry.begins.astimezone(dt.UTC)
            event.add("dtstart", begins)
            event.add("dtend", begins + dt.timedelta(minutes=entry.minutes))
        else:
            event.add("dtstart", entry.begins)
            event.add("dtend", entry.begins + dt.timedelta(days=1))
            event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", dt.timedelta(minutes=-entry.alarm_minutes))
        event.add_component(alarm)
        book.add_component(event)
    made: bytes = book.to_ical()
    return made
