"""Bringing in training: what would happen with every row of a list, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import today
from app.domain.staff_list import StaffList, What
from app.domain.training_codes import LABELS
from app.pages.brought import DonePage, RowShown, RowsPage
from app.pages.pieces import Option

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.domain.training_list import Proposal
    from app.pages import House
    from app.services.training_lists import TrainingPreview

KINDS = tuple(Option(key, label) for key, label in LABELS.items())
"""What a column can be."""
COUNTED = (
    (What.NEW, "new"),
    (What.UPDATE, "with another end"),
    (What.UNCHANGED, "as they are"),
    (What.ASK, "to answer"),
    (What.SKIP, "to mend or skip"),
)


def page(house: House, preview: TrainingPreview) -> RowsPage:
    """Return what would happen with a list."""
    staff = preview.staff
    keys = tuple(key for key in LABELS if key in staff.columns)
    counts = (f"{count} {words}" for what, words in COUNTED if (count := preview.count(what)))
    ready = preview.count(What.NEW) + preview.count(What.UPDATE)
    taken = ", ".join(f"{heading} → {LABELS[key]}" for key, heading in staff.columns.items())
    ignored = ", ".join(staff.ignored)
    return RowsPage(
        staff=staff,
        counts=" · ".join(counts) or "Nothing to bring in.",
        taken=f"Taken: {taken}.",
        ignored=f"Left out unread, because this app has no use for it: {ignored}." if ignored else "",
        missing="",
        supervised="",
        keys=keys,
        headings=("What", "Whose it is, or what has to be mended", *(LABELS[key] for key in keys)),
        rows=tuple(_row(one, keys) for one in preview.proposals),
        apply=f"Bring in {ready}" if ready else "Nothing to bring in",
        may_apply=bool(ready),
        today=today(house.clock),
    )


def apply(house: House, actor: Actor, staff: StaffList) -> Outcome[DonePage]:
    """Bring in every row without a problem."""
    outcome = house.training_lists.apply(actor, house.training_lists.look(actor, staff))
    done = outcome.value
    counted = ((done.new, "noted"), (done.changed, "count until another day"))
    counts = tuple(f"{count} {words}." for count, words in counted if count)
    return Outcome(DonePage(counts=counts or ("Nothing new.",), failed=(), codes=()), outcome.changes)


def _row(one: Proposal, keys: tuple[str, ...]) -> RowShown:
    entry = one.entry
    told = entry.problems or ((one.question,) if one.question else (*one.notes, *one.changes))
    note = " ".join(told)
    return RowShown(
        number=str(entry.row.number),
        what=one.what.label,
        leaver_id="",
        asked_id=one.person.id if one.what is What.ASK and one.person is not None else "",
        cells=tuple(entry.row.cells.get(key, "") for key in keys),
        note=note,
        told=f"Row {entry.row.number}, {one.what.label}, {note}",
    )
