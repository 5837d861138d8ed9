"""Entries that are occasions: an assessment filled on several days before it can be finished."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.answers import entries, texts
from app.domain.clock import long_date
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from app.domain.answers import Answer, Entry
    from app.domain.forms import Field

DAYS = {FieldType.DATE: 0, FieldType.MARK: 2}
"""The ways of answering that hold a day, and where."""


def days_of(field: Field, answer: Answer) -> tuple[dt.date | None, ...]:
    """Return the day of each entry, from its first column that holds one; None where none can be read."""
    return tuple(_day(field, entry) for entry in entries(answer))


def dated(field: Field) -> bool:
    """Whether its entries can have a day."""
    return any(column.type in DAYS for column in field.columns)


def still(field: Field, answer: Answer) -> str:
    """Say how many occasions there were and how many are still needed; nothing where none are counted."""
    if not field.apart:
        return ""
    called = (field.entry or "Occasion").lower()
    found = sorted({day for day in days_of(field, answer) if day is not None})
    least = int(field.least or 0)
    held = ", ".join(long_date(day) for day in found)
    said = f"{len(found)} of {least} held" if least else f"{len(found)} held"
    said += f": {held}." if held else "."
    left = least - len(found)
    if left > 0:
        said += f" {left} more {called}{'' if left == 1 else 's'} needed, each on a day of its own."
    return said


def wrong(field: Field, answer: Answer) -> str:
    """Return what occasions lack, in a sentence: a day each, each another day, and enough of them."""
    if not field.apart:
        return ""
    called, found = (field.entry or "occasion").lower(), days_of(field, answer)
    if None in found:
        return f"“{field.label}”: say on which day each {called} was."
    days = [day for day in found if day is not None]
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice is not None:
        return f"“{field.label}”: two stand on {long_date(twice)}. Each {called} has a day of its own."
    left = int(field.least or 0) - len(days)
    if left > 0:
        return f"“{field.label}”: {still(field, answer)}"
    return ""


def _day(field: Field, entry: Entry) -> dt.date | None:
    column = next((one for one in field.columns if one.type in DAYS), None)
    if column is None:
        return None
    cell = entry.get(column.id, "")
    parts = (cell,) if isinstance(cell, str) else texts(cell)
    place = DAYS[column.type]
    try:
        return dt.date.fromisoformat(parts[place].strip()) if len(parts) > place else None
    except ValueError:
        return None
