"""A person's own file: everything that is kept about them beside their records, as pages, sheets and data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from app.documents.blocks import Grid, Heading, Words
from app.domain.file_names import safe_file_name, safe_name
from app.services.packs.sources import maker
from app.system.sheets import csv_bytes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from app.documents.blocks import Block
    from app.domain.packs import Mask
    from app.domain.people import Actor, Service
    from app.services.packs.folder import Entry
    from app.services.packs.own_tables import Sheet
    from app.services.packs.sources import Sources

FEW_FILES = 8
"""How many kept files are held at once."""
LONGEST_CELL, MOST_COLUMNS = 300, 7
"""What is longer or wider is no table to read: it is set line by line, and never cut."""


def kept_files(
    sources: Sources, actor: Actor, entries: tuple[Entry, ...], mask: Mask
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of the scans and photos kept with records, as they are, a few read at once.

    Only their names lose the names of others.
    """
    numbers = {entry.record.id: entry.record.number for entry in entries}
    with sources.store.read() as work:
        maker(work, actor)
        kept = [one for some in work.attachments.of_many(numbers).values() for one in some]
    for start in range(0, len(kept), FEW_FILES):
        some = kept[start : start + FEW_FILES]
        with sources.store.read() as work:
            maker(work, actor)
            files = work.attachments.files(one.id for one in some)
        for one in some:
            name = safe_file_name(f"{safe_name(numbers[one.record_id])} {one.id[-6:]} {mask.text(one.name)}")
            yield f"attachments/{name}", files[one.id]


def masked_sheets(sheets: tuple[Sheet, ...], mask: Mask) -> tuple[Sheet, ...]:
    """Return sheets with names taken out of what people wrote; labels of forms are never touched."""

    def masked(sheet: Sheet, row: tuple[str, ...]) -> tuple[str, ...]:
        ours = row[: int(sheet.labelled)]
        return (*ours, *(mask.text(cell) for cell in row[len(ours) :]))

    return tuple(replace(sheet, rows=tuple(masked(sheet, row) for row in sheet.rows)) for sheet in sheets)


def contents(sheets: tuple[Sheet, ...]) -> Grid:
    """Return what a person's own file holds beside their records, and how much of each."""
    rows = tuple(
        (sheet.name, str(len(sheet.rows)) if sheet.rows else "nothing", sheet.path) for sheet in sheets
    )
    return Grid(headings=("What is kept", "How much", "Its table"), rows=rows, shares=(0.46, 0.14, 0.4))


def about_person(
    service: Service, person: str, sheets: tuple[Sheet, ...], made_at: dt.datetime
) -> Iterator[tuple[str, bytes]]:
    """Yield (path, bytes) of what is kept about a person beside their records, names taken out already.

    Readable pages that begin with what there is, a CSV for each table and everything as JSON.
    """
    from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

    blocks: list[Block] = [Heading(text="What is in this file"), contents(sheets)]
    for sheet in sheets:
        blocks += [Heading(text=sheet.name), *_page(sheet)]
        yield sheet.path, csv_bytes((sheet.headings, *sheet.rows))
    yield "about-you.pdf", render_report(service, f"What is kept about {person}", tuple(blocks), made_at)
    whole = {
        sheet.name: [dict(zip(sheet.headings, row, strict=True)) for row in sheet.rows] for sheet in sheets
    }
    yield "data/everything.json", json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _page(sheet: Sheet) -> tuple[Block, ...]:
    if not sheet.rows:
        return (Words(text="Nothing is kept here."),)
    if len(sheet.headings) > MOST_COLUMNS or any(
        len(cell) > LONGEST_CELL for row in sheet.rows for cell in row
    ):
        return tuple(
            Words(text="\n".join(f"{name}: {cell}" for name, cell in zip(sheet.headings, row, strict=True)))
            for row in sheet.rows
        )
    share = 1 / len(sheet.headings)
    return (Grid(headings=sheet.headings, rows=sheet.rows, shares=(share,) * len(sheet.headings)),)
