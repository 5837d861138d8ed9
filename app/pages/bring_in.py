"""Bringing in people: which column is what, what would happen with every row, and what was done.

Nothing is written before ``apply``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import today
from app.domain.names import full_names
from app.domain.staff_codes import LABELS
from app.domain.staff_list import StaffList, What, columns_of, named
from app.domain.training_list import columns, enough, is_training_file
from app.pages import bring_in_training
from app.pages.brought import DonePage, RowShown, RowsPage
from app.pages.pieces import Option

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from app.domain.joining import Proposal
    from app.domain.people import Actor
    from app.pages import House
    from app.services.bring_in import Preview

INTRO = (
    "From a spreadsheet, or from the ASC-WDS staff file as it was downloaded. You see every row before "
    "anything is written."
)
INTRO_TRAINING = (
    "From a spreadsheet, or from the ASC-WDS training file as it was downloaded. Bring in the people first. "
    "You see every row before anything is written."
)
HAND_OVER = (
    "Hand each person their own one-time code. With it they choose their own PIN at the lock screen. The "
    "codes are shown only now; under People, new ones can be made for those who have no PIN yet."
)
ASKED = "Choose a row with a question, then say whether it is the same person. Until then it waits."
PASTED = "What was pasted"
AT_LEAST = "Choose at least the column with the names."
ONCE_EACH = "Choose one column for the names, or First name and Surname, and each kind of answer once."
ONCE_EACH_TRAINING = (
    "Choose whose it is (Staff reference or Name), what it was (Training or Subject) and a day, each once."
)
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

    ``named``: what is needed is among them, so that nobody has to be asked. One of ``training`` holds what
    people did.
    """

    source: Source
    headings: tuple[str, ...]
    known: Mapping[int, str]
    training: bool = False

    @property
    def named(self) -> bool:
        """Whether the columns were found that are needed."""
        return _enough(self.known.values(), training=self.training)

    @property
    def intro(self) -> str:
        """What to do where the columns were not found."""
        return f"{ONCE_EACH_TRAINING if self.training else AT_LEAST} What you leave out is not read."

    @property
    def once_each(self) -> str:
        """What to say when the columns that were chosen are not enough."""
        return ONCE_EACH_TRAINING if self.training else ONCE_EACH

    @property
    def kinds(self) -> tuple[Option, ...]:
        """What a column can be."""
        return bring_in_training.KINDS if self.training else KINDS

    def matched(self, choices: Sequence[str | None]) -> dict[int, str] | None:
        """Return which column is what, or None unless enough is chosen and everything at most once."""
        chosen = {place: key for place, key in enumerate(choices) if key}
        once = len(set(chosen.values())) == len(chosen)
        return chosen if once and _enough(chosen.values(), training=self.training) else None


def open_file(house: House, actor: Actor, path: Path, *, training: bool = False) -> Headed:
    """Read a file's headings. Raises TextError when it cannot be opened or is no list."""
    return headed(house, actor, Source(house.bring_in.open(actor, path), path.name), training=training)


def headed(house: House, actor: Actor, source: Source, *, training: bool = False) -> Headed:
    """Read the headings of a list; the ASC-WDS training file is known by them. Raises TextError."""
    headings = house.bring_in.headings(actor, source.data, source.name)
    if training or is_training_file(headings):
        headings = house.training_lists.headings(actor, source.data, source.name)
        return Headed(source=source, headings=headings, known=columns(headings), training=True)
    return Headed(source=source, headings=headings, known=columns_of(headings))


def _enough(keys: Collection[str], *, training: bool) -> bool:
    return enough(keys) if training else named(keys)


def look(house: House, actor: Actor, headed: Headed, columns: Mapping[int, str]) -> RowsPage:
    """Return what would happen with a list."""
    source = headed.source
    if headed.training:
        found = house.training_lists.read(actor, source.data, source.name, columns)
        return bring_in_training.page(house, found)
    return _page(house, actor, house.bring_in.read(actor, source.data, source.name, columns))


def look_again(house: House, actor: Actor, staff: StaffList) -> RowsPage:
    """Return what would happen with a list after something in it was mended or skipped."""
    if staff.training:
        return bring_in_training.page(house, house.training_lists.look(actor, staff))
    return _page(house, actor, house.bring_in.look(actor, staff))


def apply(house: House, actor: Actor, staff: StaffList, leavers: tuple[str, ...]) -> Outcome[DonePage]:
    """Bring in every row without a problem, and mark those who were ticked as having left."""
    if staff.training:
        return bring_in_training.apply(house, actor, staff)
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
    names = full_names(preview.missing)
    missing = ", ".join(names[person.id] for person in preview.missing)
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
