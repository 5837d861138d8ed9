"""A list being brought in, of people or of training: its rows with what would happen, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.staff_list import SOMEBODY_ELSE, StaffList, american, day_first

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """A row, by its number in the file, and what would happen with it.

    ``leaver_id``: whoever may be ticked as having left. ``asked_id``: who it may be about, to be answered.
    """

    number: str
    what: str
    leaver_id: str
    asked_id: str
    cells: tuple[str, ...]
    note: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage:
    """What would happen with a list. ``keys`` are those of its shown columns."""

    staff: StaffList
    counts: str
    taken: str
    ignored: str
    missing: str
    supervised: str
    keys: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[RowShown, ...]
    apply: str
    may_apply: bool
    today: dt.date

    @property
    def asks(self) -> bool:
        """Whether a row waits for an answer."""
        return any(row.asked_id for row in self.rows)

    def next_asked(self, at: int) -> int:
        """Return the row to stand on after one was answered: the next with a question, or the same."""
        asked = [place for place, row in enumerate(self.rows) if row.asked_id]
        return next((place for place in asked if place >= at), asked[0] if asked else at)

    @property
    def month_first(self) -> bool:
        """Whether a date has its month first, so that somebody must say how all are written."""
        return bool(american(self.staff))

    def day_first(self) -> StaffList:
        """Return the list with its dates, whose month comes first, in words."""
        return day_first(self.staff, self.today)

    def mended(self, row: int, key: str, text: str) -> StaffList:
        """Return the list with one cell mended."""
        rows = list(self.staff.rows)
        old = rows[row]
        rows[row] = replace(old, cells={**old.cells, key: text})
        return replace(self.staff, rows=tuple(rows))

    def answered(self, row: int, *, same: bool) -> StaffList:
        """Return the list with one row said to be about whom it asked, or about somebody else."""
        rows = list(self.staff.rows)
        rows[row] = replace(rows[row], answer=self.rows[row].asked_id if same else SOMEBODY_ELSE)
        return replace(self.staff, rows=tuple(rows))

    def all_the_same(self) -> StaffList:
        """Return the list with every question answered: it is the same person."""
        pairs = zip(self.staff.rows, self.rows, strict=True)
        rows = tuple(replace(row, answer=shown.asked_id or row.answer) for row, shown in pairs)
        return replace(self.staff, rows=rows)

    def without(self, row: int) -> StaffList:
        """Return the list with one row skipped."""
        return replace(self.staff, rows=self.staff.rows[:row] + self.staff.rows[row + 1 :])


@dataclass(frozen=True, slots=True, kw_only=True)
class DonePage:
    """What was done: counts, who was not brought in and why, and the codes (name, code) to hand over."""

    counts: tuple[str, ...]
    failed: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
