"""What a table shows, as plain values: columns, rows, what each sorts by, and a sentence for each row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.packs import folded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from app.pages.pieces import Chip

FILLED = frozenset({"late", "soon"})
"""Only what needs somebody is filled in a table, so that a good one is quiet."""
FORMULA = ("=", "+", "-", "@")
"""How a cell begins that a spreadsheet would work out."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by what it holds: so many letters wide, with a share of the room that is left over.

    ``spare``: it makes room where the table is too narrow for all of them.
    """

    label: str
    letters: int
    grows: int = 0
    spare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """What stands in a cell. ``by`` sorts it; what has none sorts by its words, and nothing comes last.

    ``chip`` stands before the words; ``marks`` are places (begin, end) in the words to make stand out.
    """

    text: str = ""
    chip: Chip | None = None
    by: dt.date | dt.datetime | int | str | None = None
    marks: tuple[tuple[int, int], ...] = ()
    told: str = ""
    tip: str = ""

    @property
    def whole(self) -> str:
        """Everything the cell says, without its symbol."""
        return ", ".join(part for part in (self.chip.word if self.chip else "", self.text) if part)

    @property
    def order(self) -> dt.date | dt.datetime | int | str | None:
        """What it sorts by."""
        return self.by if self.by is not None else folded(self.whole) or None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row: what opens it, its cells, and the row as a sentence where the cells are not one."""

    id: str
    cells: tuple[GridCell, ...]
    said: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(cell.whole for cell in self.cells)

    @property
    def told(self) -> str:
        """The row as it is read aloud."""
        return self.said or ", ".join(cell.whole for cell in self.cells if cell.whole)


def ordered(rows: Sequence[GridRow], place: int, *, falling: bool) -> tuple[GridRow, ...]:
    """Return the rows by one column. Equal ones keep their order, and cells without a value come last."""
    there = [row for row in rows if row.cells[place].order is not None]
    missing = (row for row in rows if row.cells[place].order is None)
    return (*sorted(there, key=lambda row: _key(row, place), reverse=falling), *missing)


def as_text(lines: Sequence[Sequence[str]]) -> str:
    """Return cells as a spreadsheet takes them from the clipboard; none of them is worked out there."""
    return "\n".join("\t".join(_plain(cell) for cell in line) for line in lines)


def _key(row: GridRow, place: int) -> Any:
    return row.cells[place].order


def _plain(cell: str) -> str:
    flat = " ".join(cell.split())
    return f"'{flat}" if flat.startswith(FORMULA) else flat
