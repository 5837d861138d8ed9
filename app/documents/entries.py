"""Entries as they were answered: a table, a grid with its entries side by side, or blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.setting import WIDTH
from app.domain.answers import cells, row_name
from app.domain.forms import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.documents.setting import Setting
    from app.domain.answers import Entry
    from app.domain.forms import Field

WIDEST_TABLE = 6
"""Columns that can be read side by side on a page; more are set one below the other."""
SIDE_BY_SIDE = 5
"""Entries of a grid that stand side by side; the next ones go in a table of their own."""
FIRST, NUMBER = 0.28, 0.07
"""The part of the width for what a row is called, or only for its number."""
SHORTEST = 3


def set_entries(page: Setting, field: Field, entries: Sequence[Entry]) -> None:
    """Set the entries of a question, however many there are."""
    named = [(row_name(field, entry, number), cells(field, entry)) for number, entry in enumerate(entries, 1)]
    if field.type is FieldType.GRID:
        for begin in range(0, len(named), SIDE_BY_SIDE):
            some = named[begin : begin + SIDE_BY_SIDE]
            rows = [
                (column.label, *(told[place][1] for _, told in some))
                for place, column in enumerate(field.columns)
            ]
            _table(page, ("", *(name for name, _ in some)), rows)
        return
    if field.type is FieldType.TABLE and len(field.columns) <= WIDEST_TABLE:
        head = (field.entry, *(column.label for column in field.columns))
        _table(page, head, [(name, *(text for _, text in told)) for name, told in named])
        return
    for name, told in named:
        page.question(name)
        for column, text in told:
            if text:
                page.text(f"{column.label}: {text}", "answer")


def _table(page: Setting, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    numbered = all(len(row[0]) <= SHORTEST for row in rows) and not head[0]
    first = WIDTH * (NUMBER if numbered else FIRST)
    others = (WIDTH - first) / (len(head) - 1)
    page.table(head, rows, (first, *([others] * (len(head) - 1))), keyed=True)
