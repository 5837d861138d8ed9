"""Times of day, and days with a time, as people type them: ``2pm``, ``14.30``, ``Friday 10:30``."""

from __future__ import annotations

import datetime as dt
import re

from app.domain.almanac import LONGEST, Sense, full_date, quoted, typed_date
from app.domain.days import read_day
from app.domain.errors import DayError
from app.domain.letters import readable

NOON, HOURS, MINUTES = 12, 24, 60
TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))? ?(?P<half>[ap]\.?m\.?)?|(?P<four>\d{4})(?:h|hrs|hours)?"
    r"|(?P<word>noon|midday|midnight)"
)
WORDS = {"noon": dt.time(12), "midday": dt.time(12), "midnight": dt.time(0)}
TIMES = "Write it as 14:30 or 2.30pm."


def read_time(text: str) -> dt.time:
    """Return the time of day somebody typed. Raises DayError with a sentence when it cannot be one."""
    plain = " ".join(readable(text[: LONGEST + 1]).casefold().split())
    plain = re.sub(r"^(?:at )|(?: o'?clock)$", "", plain)
    found = TIME.fullmatch(plain) if plain.isascii() and len(text) <= LONGEST else None
    if found is None:
        message = f"“{quoted(text)}” is not a time of day. {TIMES}"
        raise DayError(message)
    if found["word"]:
        return WORDS[found["word"]]
    if found["four"]:
        return _time(int(found["four"][:2]), int(found["four"][2:]))
    hour, half = int(found["hour"]), (found["half"] or "").replace(".", "")
    if not half and found["minute"] is None:
        message = f"Is “{quoted(text)}” in the morning or the afternoon? {TIMES}"
        raise DayError(message)
    if half:
        if not 1 <= hour <= NOON:
            message = f"“{quoted(text)}” is not a time of day. {TIMES}"
            raise DayError(message)
        hour = hour % NOON + (NOON if half == "pm" else 0)
    return _time(hour, int(found["minute"] or 0))


def read_moment(
    text: str, today: dt.date, usual: dt.time, sense: Sense = Sense.PLAN
) -> tuple[dt.date, dt.time]:
    """Return the day and time somebody typed, with the ``usual`` time when only a day is written."""
    splits = [
        (text[: one.start()], text[one.end() :])
        for one in re.finditer(r",? at |, |,| (?=\S)", text[:LONGEST], re.IGNORECASE)
    ]
    plainly = [one for one in splits if re.search(r"[ap]\.?m|[:h]|noon|mid", one[1], re.IGNORECASE)]
    for day, time in plainly:
        at = _time_or_none(time)
        if at is not None:
            return read_day(day, today, sense), at
    try:
        return read_day(text, today, sense), usual
    except DayError:
        for day, time in splits:
            at = _time_or_none(time)
            if at is not None:
                return read_day(day, today, sense), at
        raise


def full_moment(day: dt.date, time: dt.time) -> str:
    """Return a day and a time in words: ``Tuesday 8 December 2026, 10:30``."""
    return f"{full_date(day)}, {time:%H:%M}"


def typed_moment(day: dt.date, time: dt.time) -> str:
    """Return a day and a time as they stand in a field: ``8 Dec 2026, 10:30``."""
    return f"{typed_date(day)}, {time:%H:%M}"


def _time_or_none(text: str) -> dt.time | None:
    try:
        return read_time(text)
    except DayError:
        return None


def _time(hour: int, minute: int) -> dt.time:
    if hour >= HOURS or minute >= MINUTES:
        message = f"{hour}:{minute:02d} is not a time of day. {TIMES}"
        raise DayError(message)
    return dt.time(hour, minute)
