"""The records somebody may read: the newest, or those that hold some words, and only such as were chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import long_date
from app.domain.kinds import Kind
from app.domain.records import FINISHED, Choice, RecordState
from app.domain.sought import ANYTHING, Sought, Stage
from app.pages.grid import Column, GridCell, GridRow
from app.pages.pieces import Chip, Option, people_options

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.people import Actor
    from app.domain.records import RecordSummary
    from app.pages import House

NEWEST, FOUND = 500, 50
"""How many records are listed; older ones are found by choosing, or by more words."""
NONE_YET = "No records yet. Log your first coaching from Today – it takes a minute."
NONE_SUCH = "No record is like that. Choose less, or press Show all."
NO_DRAFTS = "Words are looked for in finished records only. Empty the box above to see drafts."
COLUMNS = (
    Column("Date held", 18),
    Column("About", 18, 2),
    Column("Kind", 15, 1),
    Column("Number", 11, spare=True),
    Column("Led by", 17, 1, spare=True),
    Column("Status", 24, 1),
)
FOUND_COLUMNS = (*COLUMNS[:4], Column("Found", 40, 4))
"""Who led it and its status make room for the words that were found."""
SYMBOLS = {
    RecordState.DRAFT: "◌",
    RecordState.READY: "✎",
    RecordState.WAITING: "✎",
    RecordState.SAVED: "✓",
    RecordState.SEALED: "★",
    RecordState.CORRECTED: "–",
    RecordState.WITHDRAWN: "–",
}
UNHAPPY = frozenset({Choice.DO_NOT_AGREE, Choice.DECLINED})
"""What somebody answered who did not agree."""
TURNED = "The last day is before the first one. Change one of them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen to look for, the days as they are here. Empty is everything."""

    typed: str = ""
    kind: str = ""
    about_id: str = ""
    stage: str = ""
    begin: dt.date | None = None
    end: dt.date | None = None
    area: str = ""
    framework_id: str = ""


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen; the first of each is everything."""

    kinds: tuple[Option, ...]
    people: tuple[Option, ...]
    stages: tuple[Option, ...]
    areas: tuple[Option, ...]
    frameworks: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsPage:
    """The lines; ``found`` when they were searched for. ``told`` says what they are, or why there is none.

    ``to_save`` are those with a sealed PDF.
    """

    columns: tuple[Column, ...]
    lines: tuple[GridRow, ...]
    found: bool
    told: str
    choices: Choices
    to_save: tuple[str, ...] = ()


def read(house: House, actor: Actor, chosen: Chosen = EVERYTHING) -> RecordsPage:
    """Return the newest records that are as they were chosen, or those of them that hold what was typed."""
    text, zone = chosen.typed.strip(), house.clock.zone()
    with house.store.read():
        choices, sought = _choices(house, actor), _sought(house, chosen)
        if text:
            hits = house.finding.search(actor, text, sought, FOUND + 1)
            records = tuple(hit.summary for hit in hits)
            lines = tuple(_line(hit.summary, zone, hit.snippet, hit.marks) for hit in hits)
        else:
            records = house.finding.newest(actor, sought, NEWEST + 1)
            lines = tuple(_line(one, zone) for one in records)
    most = FOUND if text else NEWEST
    return RecordsPage(
        columns=FOUND_COLUMNS if text else COLUMNS,
        lines=lines[:most],
        found=bool(text),
        told=_told(chosen, sought, choices, len(lines), most) if lines else _nothing(chosen, sought),
        choices=choices,
        to_save=tuple(one.id for one in records[:most] if one.sealed_at is not None),
    )


def save(house: House, actor: Actor, record_ids: tuple[str, ...], to: Path) -> Outcome[Path]:
    """Save the sealed PDFs of records in a folder."""
    house.transfer.export(actor, to, record_ids=record_ids)
    return Outcome(to, changed())


def _choices(house: House, actor: Actor) -> Choices:
    areas = house.practice.areas()
    frameworks = (one.framework for one in house.frameworks.list(actor) if not one.off)
    return Choices(
        kinds=(Option("", "every kind"), *(Option(kind.value, kind.label) for kind in Kind)),
        people=(Option("", "anybody"), *people_options(house.people.list(actor))),
        stages=(Option("", "every state"), *(Option(one.value, one.label) for one in Stage)),
        areas=(Option("", "every area"), *(Option(one.id, one.label) for one in areas)),
        frameworks=(Option("", "any, or none"), *(Option(one.id, one.name) for one in frameworks)),
    )


def _sought(house: House, chosen: Chosen) -> Sought:
    zone, day = house.clock.zone(), dt.timedelta(days=1)
    return Sought(
        kind=Kind(chosen.kind) if chosen.kind else None,
        about_id=chosen.about_id or None,
        stage=Stage(chosen.stage) if chosen.stage else None,
        begin=dt.datetime.combine(chosen.begin, dt.time(), zone) if chosen.begin else None,
        end=dt.datetime.combine(chosen.end + day, dt.time(), zone) if chosen.end else None,
        area=chosen.area,
        framework_id=chosen.framework_id,
    )


def _told(chosen: Chosen, sought: Sought, choices: Choices, count: int, most: int) -> str:
    """Return in words what the lines are limited to, and how many there are."""
    many = f"the newest {most}" if count > most else str(count)
    if chosen.typed.strip():
        limits = (f"hold “{chosen.typed.strip()}”", *_limits(chosen, sought, choices))
    else:
        limits = _limits(chosen, sought, choices)
    if not limits:
        return f"Shown are all records you may read: {many}."
    return f"Shown are the records that {' and '.join(limits)}: {many}."


def _limits(chosen: Chosen, sought: Sought, choices: Choices) -> tuple[str, ...]:
    names = {one.id: one.label for one in (*choices.people, *choices.areas, *choices.frameworks)}
    limits = (
        f"are of the kind “{sought.kind.label}”" if sought.kind else "",
        f"are about {names.get(chosen.about_id, 'somebody')}" if chosen.about_id else "",
        f"are {sought.stage.label}" if sought.stage else "",
        f"were held on {long_date(chosen.begin)} or later" if chosen.begin else "",
        f"were held on {long_date(chosen.end)} or before" if chosen.end else "",
        f"touch on “{names.get(chosen.area, '')}”" if chosen.area else "",
        f"count towards “{names.get(chosen.framework_id, '')}”" if chosen.framework_id else "",
    )
    return tuple(one for one in limits if one)


def _nothing(chosen: Chosen, sought: Sought) -> str:
    """Return why nothing is listed, and what to do."""
    text = chosen.typed.strip()
    if chosen.begin and chosen.end and chosen.end < chosen.begin:
        return TURNED
    if text and sought.stage is Stage.DRAFT:
        return NO_DRAFTS
    if text:
        return f"Nothing found for “{text}”. Try another word, or the beginning of one."
    return NONE_YET if sought == ANYTHING else NONE_SUCH


def _line(
    record: RecordSummary, zone: dt.tzinfo, words: str | None = None, marks: tuple[tuple[int, int], ...] = ()
) -> GridRow:
    day, chip = long_date(record.held_at.astimezone(zone).date()), _status(record)
    number = record.number + (f" v{record.version}" if record.version > 1 else "")
    cells = (
        GridCell(text=day, by=record.held_at),
        GridCell(text=record.about_name),
        GridCell(text=record.kind.label),
        GridCell(text=number),
    )
    more = (GridCell(text=words, marks=marks),) if words is not None else _more(record, chip)
    about = record.about_name or "nobody alone"
    told = f"{record.kind.label} {number}, about {about}, {day}, led by {record.led_by_name}, {chip.word}"
    return GridRow(record.id, (*cells, *more), f"{told}. {words}" if words else told)


def _more(record: RecordSummary, chip: Chip) -> tuple[GridCell, ...]:
    return GridCell(text=record.led_by_name), GridCell(chip=chip)


def _status(record: RecordSummary) -> Chip:
    """Return how far a record has come; quiet, for nothing in this list is late."""
    if record.state is RecordState.SEALED and record.choice in UNHAPPY:
        return Chip("⊖", record.status)
    return Chip(SYMBOLS[record.state], record.status, "in_date" if record.state in FINISHED else "neutral")
