"""The calendar as far as typed days need it: months and weekdays by name, and days that are none."""

from __future__ import annotations

import calendar
import datetime as dt
from difflib import get_close_matches
from enum import StrEnum

from app.domain.errors import DayError
from app.domain.letters import readable

LONGEST, QUOTED = 80, 40
"""The most letters a day is read from, and the most of them that a sentence quotes."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
DECEMBER, NEW_YEARS_EVE = 12, 31
TWO_DIGITS_AHEAD, SOON = 20, 2
"""A year of two digits lies at most so many years ahead, else a hundred years earlier; in a file, which tells
of days that have been or are soon, far fewer."""
EXAMPLES = "Write it as 3/2/2026, 3 Feb or Friday."
DAY_FIRST = "Write the day first, then the month, as in 25/12/2026."
MONTHS = tuple(name.casefold() for name in calendar.month_name)
WEEKDAYS = tuple(name.casefold() for name in calendar.day_name)


class Sense(StrEnum):
    """What a day is asked for: it decides the year that was not typed, and which days cannot be meant."""

    ANY = "any"
    PAST = "past"
    START = "start"
    PLAN = "plan"
    FILE = "file"
    """Written in full, with its year, as in a list from elsewhere."""


def full_date(day: dt.date) -> str:
    """Return a day in words: ``Tuesday 3 February 2026``."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def typed_date(day: dt.date) -> str:
    """Return a day as it stands in a field, ready to be changed: ``3 Feb 2026``."""
    return f"{day.day} {day:%b %Y}"


def quoted(text: str) -> str:
    """Return what was typed as a sentence quotes it: short."""
    short = " ".join(readable(text).split())
    return short if len(short) <= QUOTED else f"{short[:QUOTED]}…"


def called(word: str, names: tuple[str, ...]) -> int | None:
    """Return which month or weekday a word is: in full, its first letters, or nearly (“Febuary”)."""
    word = word.strip(".")
    if len(word) < len("tue"):
        return None
    for place, name in enumerate(names):
        if name and (name.startswith(word) or word in {f"{name}s", "weds" if name == "wednesday" else ""}):
            return place
    known = [name for name in names if name] if len(word) > len("june") else []
    close = get_close_matches(word, known, 1, 0.8)
    return names.index(close[0]) if close else None


def dated(day: int, month: int, year: str | None, today: dt.date | None, sense: Sense) -> dt.date:
    """Return a day with its year as typed, or the year that makes sense."""
    if year is not None:
        return calendar_day(day, month, _year(year, day, month, today, sense))
    if day > calendar.monthrange(2000, month)[1]:
        calendar_day(day, month, 2000)
    if today is None or sense is Sense.FILE:
        message = f"Which year? {EXAMPLES}"
        raise DayError(message)
    years = [y for y in range(today.year - 8, today.year + 9) if day <= calendar.monthrange(y, month)[1]]
    found = [dt.date(y, month, day) for y in years]
    if sense is Sense.PAST:
        return max(one for one in found if one <= today)
    if sense is Sense.PLAN:
        return min(one for one in found if one >= today)
    return min(found, key=lambda one: abs(one - today))


def _year(text: str, day: int, month: int, today: dt.date | None, sense: Sense) -> int:
    if len(text) == len("2026"):
        return int(text)
    if len(text) != len("26"):
        message = f"Write the year with two or four digits. {EXAMPLES}"
        raise DayError(message)
    if today is None:
        message = "Write the year with four digits, as in 24/11/2026."
        raise DayError(message)
    century = today.year - today.year % 100
    year = century + int(text)
    late = sense is Sense.PAST and (year, month, day) > (today.year, today.month, today.day)
    ahead = SOON if sense is Sense.FILE else TWO_DIGITS_AHEAD
    return year - 100 if late or year > today.year + ahead else year


def calendar_day(day: int, month: int, year: int) -> dt.date:
    """Return a day of the calendar, or raise DayError: ``31 Feb is not a day``."""
    if not 1 <= month <= DECEMBER:
        message = f"There is no month {month}. {DAY_FIRST}"
        raise DayError(message)
    name = calendar.month_abbr[month]
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"The year {year} is too {'long ago' if year < FIRST_YEAR else 'far ahead'} to be meant."
        raise DayError(message)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        leap = f": {year} has no leap day" if (day, month) == (29, 2) else ""
        message = f"{day} {name} is not a day{leap}. {EXAMPLES}"
        raise DayError(message)
    return dt.date(year, month, day)


def monday(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def coming(today: dt.date, weekday: int) -> dt.date:
    """Return the next day after today that is a weekday (Monday is 0)."""
    return today + dt.timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def months_on(day: dt.date, by: int) -> dt.date:
    """Return the same day so many months later, or the last day of a shorter month."""
    number = day.year * 12 + day.month - 1 + by
    year, month = number // 12, number % 12 + 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def month_end(month: dt.date) -> dt.date:
    """Return the last day of a day's month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])
