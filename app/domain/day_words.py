"""Days named from where one stands: ``next Friday``, ``+2w``, ``the 7th``, ``end of month``, ``Boxing Day``.

Each reader returns the day, None when it is written in another way, or raises DayError.
"""

from __future__ import annotations

import datetime as dt
import re
from difflib import get_close_matches

from app.domain.almanac import (
    MONTHS,
    WEEKDAYS,
    Sense,
    calendar_day,
    called,
    coming,
    dated,
    monday,
    month_end,
    months_on,
)

COUNTS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1
    )
} | {"a": 1, "an": 1}
UNITS = {"d": "day", "w": "week", "f": "fortnight", "m": "month", "y": "year"}
FEASTS = {
    "christmas": (25, 12),
    "christmas day": (25, 12),
    "xmas": (25, 12),
    "christmas eve": (24, 12),
    "boxing day": (26, 12),
    "new year's day": (1, 1),
    "new year's eve": (31, 12),
}
NEAR = {
    "today": 0,
    "now": 0,
    "tonight": 0,
    "tomorrow": 1,
    "tmrw": 1,
    "tmr": 1,
    "yesterday": -1,
    "yday": -1,
    "day after tomorrow": 2,
    "day before yesterday": -2,
}
WEEK, FORTNIGHT = 7, 14


def nth(text: str, today: dt.date, sense: Sense) -> dt.date | None:
    """Return the day of this month or the one next to it: ``the 7th``, ``7th of next month``."""
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)(?: of)?(?: (this|the|next|last)? ?month)?", text)
    if found is None:
        return None
    day = int(found[1])
    if found[2] is None:
        month = today if sense is not Sense.PLAN or day >= today.day else months_on(today.replace(day=1), 1)
        if sense is Sense.PAST and day > today.day:
            month = months_on(today.replace(day=1), -1)
    else:
        month = months_on(today.replace(day=1), {"next": 1, "last": -1}.get(found[2], 0))
    return calendar_day(day, month.month, month.year)


def near(text: str, today: dt.date, _sense: Sense) -> dt.date | None:
    """Return ``today``, ``yesterday``, ``a week today``, ``tomorrow fortnight``."""
    more = 0
    if found := re.fullmatch(r"(?:a )?(week|fortnight) (?:on |from )?(today|tomorrow|yesterday)", text):
        text, more = found[2], WEEK if found[1] == "week" else FORTNIGHT
    elif found := re.fullmatch(r"(today|tomorrow) (week|fortnight)", text):
        text, more = found[1], WEEK if found[2] == "week" else FORTNIGHT
    if text not in NEAR:
        close = get_close_matches(text, [word for word in NEAR if len(word) > len("today")], 1, 0.85)
        text = close[0] if close else text
    return today + dt.timedelta(days=NEAR[text] + more) if text in NEAR else None


def weekday(text: str, today: dt.date, sense: Sense) -> dt.date | None:
    """Return ``Friday``, ``next Fri``, ``last Tuesday``, ``Friday week``, ``Monday next week``.

    A bare weekday is the coming one, or the last one where a day that has been is asked for; never today.
    “Next Friday” is the Friday of next week, “last Friday” the one that has just been.
    """
    found = re.fullmatch(r"(?:(this|next|last|coming|past) )?([a-z]+)( week| fortnight)?", text)
    of_week = re.fullmatch(
        r"([a-z]+) (?:of )?(this|next|last) week|(this|next|last) week (?:on )?([a-z]+)", text
    )
    after = re.fullmatch(r"(?:a )?(week|fortnight) (?:on )?([a-z]+)", text)
    if of_week and (place := called(of_week[1] or of_week[4], WEEKDAYS)) is not None:
        weeks = {"this": 0, "next": 1, "last": -1}[of_week[2] or of_week[3]]
        return monday(today) + dt.timedelta(days=WEEK * weeks + place)
    if after and (place := called(after[2], WEEKDAYS)) is not None:
        return coming(today, place) + dt.timedelta(days=WEEK if after[1] == "week" else FORTNIGHT)
    place = called(found[2], WEEKDAYS) if found else None
    if found is None or place is None:
        return None
    if found[3]:
        return coming(today, place) + dt.timedelta(days=WEEK if found[3] == " week" else FORTNIGHT)
    if found[1] == "next":
        return monday(today) + dt.timedelta(days=WEEK + place)
    back = found[1] in {"last", "past"} or (found[1] is None and sense is Sense.PAST)
    day = coming(today, place)
    return day - dt.timedelta(days=FORTNIGHT if today.weekday() == place else WEEK) if back else day


def counted(text: str, today: dt.date, sense: Sense) -> dt.date | None:
    """Return ``+2w``, ``-1 month``, ``in 2 weeks``, ``3 days ago``, ``two weeks' time``."""
    many = r"(\d+|" + "|".join(COUNTS) + r")"
    unit = r"(days?|d|weeks?|wks?|w|fortnights?|f|months?|mths?|mo|m|years?|yrs?|y)'?s?"
    sign, count, kind = "+", "", "d"
    if found := re.fullmatch(rf"([+-]) ?(\d+) ?(?:{unit})?", text):
        sign, count, kind = found[1], found[2], found[3] or "d"
    elif found := re.fullmatch(
        rf"(in |within )?{many} ?{unit}'?( ago| back| before| time| from now| from today| later)?", text
    ):
        count, kind = found[2], found[3]
        gone = (found[4] or "").strip() in {"ago", "back", "before"}
        sign = "-" if gone or (found[1] is None and found[4] is None and sense is Sense.PAST) else "+"
    else:
        return None
    number = (int(count) if count.isdecimal() else COUNTS[count]) * (-1 if sign == "-" else 1)
    match UNITS[kind[0]]:
        case "month":
            return months_on(today, number)
        case "year":
            return months_on(today, 12 * number)
        case name:
            return today + dt.timedelta(days=number * {"day": 1, "week": WEEK, "fortnight": FORTNIGHT}[name])


def edges(text: str, today: dt.date, sense: Sense) -> dt.date | None:
    """Return ``end of month``, ``start of next month``, ``end of Feb 2027``, ``end of the year``."""
    if text in {"eom", "month end"}:
        text = "end of month"
    found = re.fullmatch(
        r"(end|last day|last|start|beginning|first|first day|1st) (?:of )?(?:(the|this|next|last) )?"
        r"([a-z]+)(?: (\d+))?",
        text,
    )
    if found is None:
        return None
    end, which, what, year = found[1] in {"end", "last day", "last"}, found[2] or "", found[3], found[4]
    shift = {"next": 1, "last": -1}.get(which, 0)
    if what == "year":
        return dt.date(today.year + shift, 12, 31) if end else dt.date(today.year + shift, 1, 1)
    if what == "month":
        month = months_on(today.replace(day=1), shift)
    elif (number := called(what, MONTHS)) is not None:
        month = dated(1, number, year, today, Sense.PAST if sense is Sense.PAST else Sense.ANY)
        if year is None and sense is Sense.PLAN and month_end(month) < today:
            month = month.replace(year=month.year + 1)
    else:
        return None
    return month_end(month) if end else month


def feast(text: str, today: dt.date, sense: Sense) -> dt.date | None:
    """Return a day that people name: ``Boxing Day``."""
    text = re.sub(r"\byears?'?s? (?=day|eve)", "year's ", text)
    return dated(*FEASTS[text], None, today, sense) if text in FEASTS else None
