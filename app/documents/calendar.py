"""Planned sessions and due dates as a calendar file (iCalendar, RFC 5545) with alarms."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.calendars import Entry

LENGTH = dt.timedelta(hours=1)
BEFORE_A_MOMENT, BEFORE_A_DAY = dt.timedelta(hours=1), dt.timedelta(days=7)
"""How long before it somebody is reminded."""


def calendar(entries: Iterable[Entry], made_at: dt.datetime, name: str) -> bytes:
    """Return the calendar file. Titles hold no content of a record, and every entry is private."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - slow to load

    book = Calendar()
    book.add("prodid", "-//Alongside//Due dates//EN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", name)
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("sequence", entry.sequence)
        event.add("dtstamp", made_at.astimezone(dt.UTC))
        event.add("class", "PRIVATE")
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        event.add("summary", entry.title)
        if entry.moment is not None:
            event.add("dtstart", entry.moment)
            event.add("dtend", entry.moment + LENGTH)
        else:
            event.add("dtstart", entry.day)
            event.add("dtend", entry.day + dt.timedelta(days=1))
        if entry.moment is None or entry.cancelled:
            event.add("transp", "TRANSPARENT")
        if not entry.cancelled:
            _remind(event, entry)
        book.add_component(event)
    made: bytes = book.to_ical()
    return made


def _remind(event: object, entry: Entry) -> None:
    from icalendar import Alarm, Event  # noqa: PLC0415 - slow to load

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", -(BEFORE_A_MOMENT if entry.moment is not None else BEFORE_A_DAY))
    if isinstance(event, Event):
        event.add_component(alarm)
