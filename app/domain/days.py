"""Days as people in Britain type them: ``3/2/19``, ``3rd Feb``, ``next Friday``, ``+2w``, ``end of month``.

Always the day first. ``read_day`` gives the day that was meant, or raises DayError with a sentence that says
why not; it never guesses another day instead.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable

from app.domain.almanac import (
    DAY_FIRST,
    DECEMBER,
    EXAMPLES,
    FIRST_YEAR,
    LAST_YEAR,
    LONGEST,
    MONTHS,
    NEW_YEARS_EVE,
    WEEKDAYS,
    Sense,
    calendar_day,
    called,
    dated,
    months_on,
    quoted,
    typed_date,
)
from app.domain.clock import long_date
from app.domain.day_words import counted, edges, feast, near, nth, weekday
from app.domain.errors import DayError
from app.domain.letters import readable

Reader = Callable[[str, dt.date, Sense], dt.date | None]
REACH = {Sense.ANY: 30, Sense.START: 2, Sense.PLAN: 10, Sense.FILE: 2}
"""How many years ahead a day may lie; what has been lies at most today."""


def read_day(text: str, today: dt.date, sense: Sense = Sense.ANY) -> dt.date:
    """Return the day somebody typed. Raises DayError with a sentence when it cannot be one."""
    plain = _plain(text)
    readers: tuple[Reader, ...] = (
        *(_iso, counted, _numbers, _together, nth),
        *(near, weekday, edges, feast, _named),
    )
    for reader in readers:
        try:
            day = reader(plain, today, sense)
        except (OverflowError, ValueError) as error:
            message = f"“{quoted(text)}” is too far away to be meant. {EXAMPLES}"
            raise DayError(message) from error
        if day is not None:
            return _within(day, today, sense)
    if re.search(r"\d\d?[:.]\d\d(\s*[ap]m)?$|\d\s*[ap]m$", plain):
        message = f"Only the day goes here, without a time. {EXAMPLES}"
    else:
        message = f"“{quoted(text)}” is not a day that can be read here. {EXAMPLES}"
    raise DayError(message)


def written_day(text: str, today: dt.date | None = None) -> dt.date:
    """Return a day written in full, as in a file: with its year, and without words such as “Friday”.

    A year of two digits is read when it is known what day is today: ``05/05/24``, ``5-May-24``.
    """
    plain = _plain(text)
    for reader in (_iso, _numbers, _together, _named):
        day = reader(plain, today, Sense.FILE)
        if day is not None:
            return day
    message = f"“{quoted(text)}” is not a date. Write it as 24/11/2026."
    raise DayError(message)


def month_first(text: str) -> bool:
    """Whether a date can only be read with the month first, as in America: ``12/25/2023``."""
    found = re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b", text.strip())
    return found is not None and int(found[1]) <= DECEMBER < int(found[2]) <= NEW_YEARS_EVE


def unread(about: str, text: str) -> str:
    """Return the sentence that asks for a day anew, which was typed into a draft and cannot be read."""
    return f"{about} “{quoted(text)}” is not a day that can be read here. {EXAMPLES}"


def doubt(day: dt.date, today: dt.date, sense: Sense) -> str:
    """Return the question to ask about a day that may be meant but seldom is, or nothing."""
    if sense is Sense.PLAN and day < today:
        return f"{long_date(day)} is in the past. Is that the day you mean?"
    return ""


def check_plan(day: dt.date, today: dt.date) -> None:
    """Raise DayError for a day that nobody plans: long ago, or too far ahead. Yesterday may be meant."""
    if day < months_on(today, -12):
        message = f"{typed_date(day)} is more than a year ago. Nothing was planned. Look at the year again."
        raise DayError(message)
    _within(day, today, Sense.PLAN)


# --- days written out: each returns the day, None when it is written in another way, or raises DayError -----


def _iso(text: str, _today: dt.date | None, _sense: Sense) -> dt.date | None:
    found = re.fullmatch(
        r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[t ]\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)?)?",
        text,
    )
    return calendar_day(int(found[3]), int(found[2]), int(found[1])) if found else None


def _numbers(text: str, today: dt.date | None, sense: Sense) -> dt.date | None:
    """Return ``3/2/19``, ``3.2.``, ``Tue 3-2-2026``; a table's midnight after it is no time."""
    named = _said_weekday(text)
    if named is not None:
        text = re.sub(r"^[a-z]+\.? (?=\d)| [a-z]+\.?$", "", text)
    found = re.fullmatch(
        r"(\d{1,2})(?: ?[-/.] ?| )(\d{1,2})(?:(?: ?[-/.] ?| )'?(\d+))?(?: 00?:00(?::00)?)?", text
    )
    if found is None:
        return None
    day, month = int(found[1]), int(found[2])
    if month > DECEMBER:
        message = f"There is no month {month}. {DAY_FIRST}"
        raise DayError(message)
    return _agrees(dated(day, month, found[3], today, sense), named)


def _together(text: str, today: dt.date | None, sense: Sense) -> dt.date | None:
    """Return a day without anything between: ``03022019``, ``030219``, ``20190203``."""
    if not re.fullmatch(r"\d{8}|\d{6}", text):
        return None
    year = text[4:]
    if len(text) == len("ddmmyyyy") and not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return calendar_day(int(text[6:]), int(text[4:6]), int(text[:4]))
    if int(text[2:4]) > DECEMBER:
        message = f"There is no month {int(text[2:4])}. {DAY_FIRST}"
        raise DayError(message)
    return dated(int(text[:2]), int(text[2:4]), year, today, sense)


def _named(text: str, today: dt.date | None, sense: Sense) -> dt.date | None:
    """Return a day whose month is a word: ``3 Feb``, ``February 3rd 2019``, ``Tue 3 Feb``."""
    bare = " ".join(word for word in text.split() if called(word.strip("-."), WEEKDAYS) is None)
    apart, number, word = r"[-/. ]*", r"(\d{1,2})(?:st|nd|rd|th)?", r"([a-z]{3,})"
    if found := re.fullmatch(rf"{number}{apart}(?:of )?{word}(?:{apart}'?(\d+))?", bare):
        day, month, year = found[1], found[2], found[3]
    elif found := re.fullmatch(rf"{word}{apart}{number}(?:[-/. ]+'?(\d+))?", bare):
        month, day, year = found[1], found[2], found[3]
    elif found := re.fullmatch(rf"(\d{{4}}){apart}{word}{apart}{number}", bare):
        year, month, day = found[1], found[2], found[3]
    elif found := re.fullmatch(rf"{word}{apart}(\d{{4}})?", bare):
        if (place := called(found[1], MONTHS)) is None:
            return None
        message = f"Which day of {calendar.month_name[place]}? Write the day too, as in 3 Feb."
        raise DayError(message)
    else:
        return None
    place = called(month, MONTHS)
    if place is None:
        return None
    return _agrees(dated(int(day), place, year, today, sense), _said_weekday(text))


# --- parts --------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Return what was typed in one form: small letters, single spaces, plain marks."""
    if not text.strip():
        message = f"Nothing is written here. {EXAMPLES}"
        raise DayError(message)
    if len(text) > LONGEST:
        message = f"That is too long to be a day. {EXAMPLES}"
        raise DayError(message)
    plain = readable(text).casefold()
    if any(letter.isnumeric() and not letter.isascii() for letter in plain):
        message = f"Write the digits as 0 to 9. {EXAMPLES}"
        raise DayError(message)
    for marks, instead in (("‐‑‒–—−", "-"), ("⁄∕", "/"), ("’‘`´", "'"), (",", " ")):
        plain = re.sub(f"[{marks}]", instead, plain)
    plain = " ".join(plain.split()).removesuffix(".")
    return re.sub(r"^(?:(?:on|by|from|until|till|since|the) )+", "", plain)


def _said_weekday(text: str) -> int | None:
    """Return the weekday that stands before or after a date in numbers or words."""
    words = (called(word.strip("-."), WEEKDAYS) for word in text.split())
    return next((place for place in words if place is not None), None)


def _agrees(day: dt.date, weekday: int | None) -> dt.date:
    if weekday is not None and day.weekday() != weekday:
        message = f"{typed_date(day)} is a {day:%A}, not a {calendar.day_name[weekday]}. Which one is meant?"
        raise DayError(message)
    return day


def _within(day: dt.date, today: dt.date, sense: Sense) -> dt.date:
    """Return a day that can be meant where it is asked for, or raise DayError."""
    if day.year < FIRST_YEAR or day.year > LAST_YEAR:
        message = f"The year {day.year} is too far away to be meant."
        raise DayError(message)
    if sense is Sense.PAST and day > today:
        message = f"{long_date(day)} has not come yet, and this asks for a day that has been."
        raise DayError(message)
    if sense is not Sense.PAST and day > months_on(today, 12 * REACH[sense]):
        message = f"{long_date(day)} is more than {REACH[sense]} years ahead. Look at the year again."
        raise DayError(message)
    return day
