"""Bringing in people: which column is what, what would happen with every row, and what was done.

Nothing is written before ``apply``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import today
from app.domain.staff_codes import LABELS
from app.domain.staff_list import SOMEBODY_ELSE, StaffList, What, american, columns_of, day_first, named
from app.pages.pieces import Option

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.domain.joining import Proposal
    from app.domain.people import Actor
    from app.pages import House
    from app.services.bring_in import Preview

INTRO = (
    "From a spreadsheet, or from the ASC-WDS staff file as it was downloaded. You see every row before "
    "anything is written."
)
HAND_OVER = (
    "Hand each person their own one-time code. With it they choose their own PIN at the lock screen. The "
    "codes are shown only now; under People, new ones can be made for those who have no PIN yet."
)
ASKED = "Choose a row with a question, then say whether it is the same person. Until then it waits."
PASTED = "What was pasted"
ONCE_EACH = "Choose one column for the names, or First name and Surname, and each kind of answer once."
MONTH_FIRST = "All dates have the month first"
WHICH_WAY = (
    "A date of this list has its month first, as in America. Say how they are written, so that none is read "
    "the wrong way round."
)
KINDS = tuple(Option(key, label) for key, label in LABELS.items())
"""What a column can be."""
SHOWN = (
    "name",
    "first_name",
    "last_name",
    "reference",
    "location",
    "new_reference",
    "new_location",
    "job_title",
    "started_on",
    "contract",
    "pathway",
    "status",
    "supervisor",
)
"""The columns that are shown, in this order, when they are there."""
COUNTED = (
    (What.NEW, "new"),
    (What.UPDATE, "to update"),
    (What.BACK, "coming back"),
    (What.UNCHANGED, "as they are"),
    (What.LEAVER, "who may have left"),
    (What.ASK, "to answer"),
    (What.SKIP, "to mend or skip"),
)
WRITTEN = (What.NEW, What.UPDATE, What.BACK)


@dataclass(frozen=True, slots=True)
class Source:
    """A list as it came: its bytes and what it is called."""

    data: bytes
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A list and its columns: what each is called, and what it is taken as when its heading says so.

    ``named``: the names are among them, so that nobody has to be asked.
    """

    source: Source
    headings: tuple[str, ...]
    known: Mapping[int, str]

    @property
    def named(self) -> bool:
        """Whether a column with names was found."""
        return named(self.known.values())


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


def open_file(house: House, actor: Actor, path: Path) -> Headed:
    """Read a file's headings. Raises TextError when it cannot be opened or is no list."""
    return headed(house, actor, Source(house.bring_in.open(actor, path), path.name))


def headed(house: House, actor: Actor, source: Source) -> Headed:
    """Read the headings of a list. Raises TextError when it is none."""
    headings = house.bring_in.headings(actor, source.data, source.name)
    return Headed(source=source, headings=headings, known=columns_of(headings))


def matched(choices: Sequence[str | None]) -> dict[int, str] | None:
    """Return which column is what, or None unless the names are chosen and everything at most once."""
    chosen = {place: key for place, key in enumerate(choices) if key}
    once = len(set(chosen.values())) == len(chosen)
    return chosen if once and named(chosen.values()) else None


def look(house: House, actor: Actor, source: Source, columns: Mapping[int, str]) -> RowsPage:
    """Return what would happen with a list."""
    return _page(house, actor, house.bring_in.read(actor, source.data, source.name, columns))


def look_again(house: House, actor: Actor, staff: StaffList) -> RowsPage:
    """Return what would happen with a list after something in it was mended or skipped."""
    return _page(house, actor, house.bring_in.look(actor, staff))


def apply(house: House, actor: Actor, staff: StaffList, leavers: tuple[str, ...]) -> Outcome[DonePage]:
    """Bring in every row without a problem, and mark those who were ticked as having left."""
    outcome = house.bring_in.apply(actor, house.bring_in.look(actor, staff), leavers)
    done = outcome.value
    counted = (
        (len(done.codes) - done.back, "new"),
        (done.back, "back"),
        (len(done.updated), "updated"),
        (len(done.left), "marked as having left"),
    )
    page = DonePage(
        counts=tuple(f"{count} {words}." for count, words in counted if count),
        failed=tuple(f"Not brought in: {name}. {why}" for name, why in done.failed),
        codes=done.codes,
    )
    return Outcome(page, outcome.changes)


def _page(house: House, actor: Actor, preview: Preview) -> RowsPage:
    staff = preview.staff
    keys = tuple(key for key in SHOWN if key in staff.columns or key == "supervisor")
    counts = (f"{count} {words}" for what, words in COUNTED if (count := preview.count(what)))
    ready, leavers = sum(map(preview.count, WRITTEN)), preview.count(What.LEAVER)
    taken = ", ".join(f"{heading} → {LABELS[key]}" for key, heading in staff.columns.items())
    missing = ", ".join(person.name for person in preview.missing)
    ignored = ", ".join(staff.ignored)
    return RowsPage(
        staff=staff,
        counts=" · ".join(counts) or "Nothing to bring in.",
        taken=f"Taken: {taken}.",
        ignored=f"Left out unread, because this app has no use for it: {ignored}." if ignored else "",
        missing=f"Here, but not on the list – nothing happens to them: {missing}." if missing else "",
        supervised=_supervised(preview, actor),
        keys=keys,
        headings=("What", "What changes or has to be mended", *(LABELS[key] for key in keys)),
        rows=tuple(_row(one, keys) for one in preview.proposals),
        apply=_apply_label(ready, leavers),
        may_apply=bool(ready or leavers),
        today=today(house.clock),
    )


def _supervised(preview: Preview, actor: Actor) -> str:
    new = (one for one in preview.proposals if one.what in {What.NEW, What.BACK})
    count = sum(not one.entry.supervisor for one in new)
    if not count:
        return ""
    rows = "row names" if count == 1 else "rows name"
    return (
        f"{count} {rows} no supervisor, so it will be you, {actor.name}. Write another name into the row, or "
        "“nobody”."
    )


def _apply_label(ready: int, leavers: int) -> str:
    if ready:
        return f"Bring in {ready}"
    return "Mark those ticked as having left" if leavers else "Nothing to bring in"


def _row(one: Proposal, keys: tuple[str, ...]) -> RowShown:
    note, row = _note(one), one.entry.row
    return RowShown(
        number=str(row.number),
        what=one.what.label,
        leaver_id=one.person.id if one.what is What.LEAVER and one.person is not None else "",
        asked_id=one.person.id if one.what is What.ASK and one.person is not None else "",
        cells=tuple(row.cells.get(key, "") for key in keys),
        note=note,
        told=f"Row {row.number}, {one.what.label}, {one.entry.name}, {note}",
    )


def _note(one: Proposal) -> str:
    if one.entry.problems:
        return " ".join(one.entry.problems)
    if one.what is What.LEAVER:
        return "Tick when they have left"
    return one.question or " ".join((*(f"{change}." for change in one.changes), *one.notes))
