"""Bringing in training from a list: read, look at every row, mend or skip, then bring in.

Nothing is written before that, and what is written is what the look says at that moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import TextError
from app.domain.limits import LIST_BYTES
from app.domain.staff_list import Row, StaffList, What, american, heading_row
from app.domain.training_codes import TAKEN
from app.domain.training_list import columns as known_columns
from app.domain.training_list import enough, is_training_file, propose, understand
from app.services.bring_in import TOO_LARGE, UNTOUCHED
from app.services.chosen_files import read_chosen
from app.services.known import trained
from app.services.present import present
from app.system.staff_file import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.domain.training_list import Proposal
    from app.services.training import TrainingService
    from app.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingPreview:
    """Every row with what would happen."""

    staff: StaffList
    proposals: tuple[Proposal, ...]

    def count(self, what: What) -> int:
        """Return how many rows would have this done."""
        return sum(p.what is what for p in self.proposals)


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """How many trainings are new here, and of how many the end was changed."""

    new: int
    changed: int


class TrainingListsService:
    """From a list to everybody's training, in two steps."""

    def __init__(self, store: Store, training: TrainingService, clock: Clock) -> None:
        self._store = store
        self._training = training
        self._clock = clock

    def open(self, actor: Actor, path: Path) -> bytes:
        """Return the bytes of a list. Raises TextError when it cannot be opened."""
        self._manager(actor)
        return read_chosen(path, LIST_BYTES, UNTOUCHED, TOO_LARGE.format(path.name))

    def headings(self, actor: Actor, data: bytes, name: str) -> tuple[str, ...]:
        """Return the headings of a list; no other cell is handed on."""
        self._manager(actor)
        table = read_table(data, name)
        return tuple(heading.strip() for heading in table[heading_row(table, _known)])

    def read(
        self, actor: Actor, data: bytes, name: str, columns: Mapping[int, str] | None = None
    ) -> TrainingPreview:
        """Read a list (CSV, Excel or pasted text as bytes) and say what would happen.

        ``columns`` maps a place to what it is taken as.
        """
        self._manager(actor)
        table = read_table(data, name)
        top = heading_row(table, _known)
        headings = table[top]
        taken = dict(columns) if columns is not None else known_columns(headings)
        if not set(taken.values()) <= set(TAKEN) or not enough(taken.values()):
            message = (
                f"“{name}” does not say whose training it is, what it was and when. Nothing was brought in. "
                "Give the columns headings, such as Staff reference or Name, Training, and Date completed."
            )
            raise TextError(message)
        rows = tuple(
            Row(
                number=number,
                cells={key: row[place] if place < len(row) else "" for place, key in taken.items()},
            )
            for number, row in enumerate(table[top + 1 :], top + 2)
            if any(cell.strip() for cell in row)
        )
        staff = StaffList(
            rows=rows,
            columns={key: headings[place].strip() for place, key in taken.items()},
            ignored=tuple(h.strip() for place, h in enumerate(headings) if place not in taken and h.strip()),
            asc_wds=is_training_file(headings),
            training=True,
        )
        return self.look(actor, staff)

    def look(self, actor: Actor, staff: StaffList) -> TrainingPreview:
        """Say what would happen with a list, after cells were mended, rows skipped or questions answered."""
        now, month_first_seen = today(self._clock), american(staff)
        with self._store.read() as work:
            self._manager(actor)
            everybody, done = work.people.all(), trained(work)
            noting = frozenset(one.id for one in self._training.people(actor))
        entries = [understand(row, now, month_first_seen) for row in staff.rows]
        return TrainingPreview(staff=staff, proposals=propose(entries, everybody, noting, done))

    def apply(self, actor: Actor, preview: TrainingPreview) -> Outcome[BroughtIn]:
        """Bring in every row that is ready, all of them or none."""
        with self._store.write(actor.person_id):
            proposals = self.look(actor, preview.staff).proposals
            new, later = (_ready(proposals, what) for what in (What.NEW, What.UPDATE))
            for one in new:
                if one.person is not None and one.entry.course is not None:
                    self._training.note(actor, (one.person.id,), one.entry.course)
            for one in later:
                if one.here is not None and one.entry.course is not None:
                    self._training.change_end(actor, one.here.id, one.entry.course.expires_on)
        return Outcome(BroughtIn(len(new), len(later)), changed(Topic.THREADS, Topic.SCHEDULE))

    def _manager(self, actor: Actor) -> None:
        with self._store.read() as work:
            require(
                may_manage_people(present(work, actor)), "Only the registered manager can bring in training."
            )


def _known(row: Sequence[str]) -> bool:
    return enough(known_columns(row).values())


def _ready(proposals: tuple[Proposal, ...], what: What) -> tuple[Proposal, ...]:
    return tuple(one for one in proposals if one.what is what)
