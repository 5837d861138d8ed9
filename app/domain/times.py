"""Times of day as people type them, and how long it is from one to another."""

from __future__ import annotations

import datetime as dt
import re

TYPED = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?", re.IGNORECASE | re.ASCII)
WORDS = {"noon": dt.time(12), "midday": dt.time(12), "midnight": dt.time(0)}
MOST_HOURS = 24
NOON = 12
STROKE = "/"


def time_of(text: str) -> dt.time | None:
    """Return the time of day a text says, or None: 14:05, 14.05, 1405, 2pm, 2.05 pm, noon."""
    text = " ".join(text.split()).casefold()
    if text in WORDS:
        return WORDS[text]
    found = TYPED.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").replace(".", "")
    if half and not 1 <= hour <= NOON:
        return None
    if half:
        hour = hour % NOON + (NOON if half == "pm" else 0)
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None


def tidy_time(text: str) -> str:
    """Return a time of day as ``HH:MM``, or the text as it is when it is none."""
    found = time_of(text)
    return text.strip() if found is None else found.strftime("%H:%M")


def period_of(text: str) -> tuple[str, str]:
    """Return the two times of a kept period; the second is empty while it is not there."""
    begin, _, end = text.partition(STROKE)
    return begin.strip(), end.strip()


def period(begin: str, end: str) -> str:
    """Return a period as it is kept, or nothing when neither time is there."""
    begin, end = tidy_time(begin.replace(STROKE, " ")), tidy_time(end.replace(STROKE, " "))
    return f"{begin}{STROKE}{end}" if begin or end else ""


def lasted(text: str) -> int | None:
    """Return the minutes of a kept period, or None. One that ends before it begins goes past midnight."""
    begin, end = (time_of(one) for one in period_of(text))
    if begin is None or end is None:
        return None
    minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
    return minutes % (MOST_HOURS * 60)
