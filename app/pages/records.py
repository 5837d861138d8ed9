"""The records somebody may read: the newest, or those that hold some words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.kinds import Kind
from app.pages.pieces import Option

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Actor
    from app.domain.records import RecordSummary
    from app.pages import House

KINDS = tuple(Option(kind.value, kind.label) for kind in Kind)
NEWEST = 500
"""How many records are listed before somebody types; older ones are found by their words."""
NONE_YET = "No records yet. Log your first coaching from Today – it takes a minute."


@dataclass(frozen=True, slots=True)
class Line:
    """A record: day, about whom, kind, number, led by, status, and the words that were found.

    ``marks`` are the places (begin, end) in those words to make stand out.
    """

    record_id: str
    cells: tuple[str, ...]
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """The lines; ``found`` when they were searched for. ``nothing`` says what to do when there are none."""

    lines: tuple[Line, ...]
    found: bool
    nothing: str


def read(house: House, actor: Actor, typed: str, kind: str | None) -> RecordsPage:
    """Return the newest records, or those that hold what was typed; of one kind if one is chosen."""
    text, which, zone = typed.strip(), Kind(kind) if kind else None, house.clock.zone()
    if text:
        hits = house.finding.search(actor, text, kind=which)
        lines = tuple(_line(hit.summary, zone, hit.snippet, hit.marks) for hit in hits)
        return RecordsPage(
            lines,
            found=True,
            nothing=f"Nothing found for “{text}”. Try another word, or the beginning of one.",
        )
    newest = house.records.list(actor, kind=which, limit=NEWEST)
    return RecordsPage(tuple(_line(one, zone) for one in newest), found=False, nothing=NONE_YET)


def _line(
    record: RecordSummary, zone: dt.tzinfo, words: str = "", marks: tuple[tuple[int, int], ...] = ()
) -> Line:
    cells = (
        long_date(record.held_at.astimezone(zone).date()),
        record.about_name,
        record.kind.label,
        record.number + (f" v{record.version}" if record.version > 1 else ""),
        record.led_by_name,
        record.status,
        words,
    )
    return Line(record.id, cells, marks)
