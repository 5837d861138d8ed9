"""Bringing in people from a list: read, look at every problem, mend or skip, then bring in.

Nothing is written before that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import AlongsideError, TextError
from app.domain.joining import Proposal, propose, provisional
from app.domain.limits import LIST_BYTES
from app.domain.names import full_names
from app.domain.people import Standing
from app.domain.staff_codes import TAKEN
from app.domain.staff_list import (
    Row,
    StaffList,
    What,
    american,
    columns_of,
    heading_row,
    named,
    plain,
    understand,
)
from app.services.chosen_files import read_chosen
from app.services.present import present
from app.system.staff_file import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.services.people import PeopleService
    from app.storage.store import Store

ASC_WDS = frozenset({"localestid", "uniqueworkerid", "status", "displayid"})
UNTOUCHED = "Nothing was brought in."
TOO_LARGE = "“{}” is far larger than any staff list. Nothing was brought in. Choose the right file."


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Every row with what would happen, and the people here who are not on the list."""

    staff: StaffList
    proposals: tuple[Proposal, ...]
    missing: tuple[Person, ...]

    def count(self, what: What) -> int:
        """Return how many rows would have this done."""
        return sum(p.what is what for p in self.proposals)


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtIn:
    """What was done.

    One-time codes of those who are new or came back by name, how many came back, who was updated, who was
    marked as having left, and what failed.
    """

    codes: tuple[tuple[str, str], ...]
    back: int
    updated: tuple[str, ...]
    left: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


class BringInService:
    """From a list to people, in two steps."""

    def __init__(self, store: Store, people: PeopleService, clock: Clock) -> None:
        self._store = store
        self._people = people
        self._clock = clock

    def read(self, actor: Actor, data: bytes, name: str, columns: Mapping[int, str] | None = None) -> Preview:
        """Read a list (CSV, Excel or pasted text as bytes) and say what would happen.

        ``columns`` maps a place to what it is taken as.
        """
        self._manager(actor)
        table = read_table(data, name)
        top = heading_row(table)
        headings = table[top]
        taken = dict(columns) if columns is not None else columns_of(headings)
        unknown = [key for key in taken.values() if key not in TAKEN]
        if unknown or not named(taken.values()):
            message = (
                f"“{name}” has no column with names. Nothing was brought in. Give the columns headings, "
                "such as Name and Start date, or First name and Surname."
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
        ignored = tuple(
            heading.strip()
            for place, heading in enumerate(headings)
            if place not in taken and heading.strip()
        )
        known = {plain(heading).replace(" ", "") for heading in headings}
        called = {key: headings[place].strip() for place, key in taken.items()}
        return self.look(
            actor, StaffList(rows=rows, columns=called, ignored=ignored, asc_wds=known >= ASC_WDS)
        )

    def open(self, actor: Actor, path: Path) -> bytes:
        """Return the bytes of a list. Raises TextError when it cannot be opened."""
        self._manager(actor)
        return read_chosen(path, LIST_BYTES, UNTOUCHED, TOO_LARGE.format(path.name))

    def headings(self, actor: Actor, data: bytes, name: str) -> tuple[str, ...]:
        """Return the headings of a list, for a person to match what was not found by name.

        No other cell is handed on.
        """
        self._manager(actor)
        table = read_table(data, name)
        return tuple(heading.strip() for heading in table[heading_row(table)])

    def look(self, actor: Actor, staff: StaffList) -> Preview:
        """Say what would happen with a list, after cells were mended, rows skipped or questions answered."""
        self._manager(actor)
        everybody = self._people.list(actor)
        now, month_first_seen = today(self._clock), american(staff)
        entries = [understand(row, now, month_first_seen) for row in staff.rows]
        proposals = propose(entries, everybody, actor.person_id)
        met = {one.person.id for one in proposals if one.person is not None} | {actor.person_id}
        here = (one for one in everybody if one.standing is not Standing.LEAVER)
        return Preview(
            staff=staff, proposals=proposals, missing=tuple(one for one in here if one.id not in met)
        )

    def apply(self, actor: Actor, preview: Preview, leavers: Sequence[str] = ()) -> Outcome[BroughtIn]:
        """Bring in every row that is ready, as it was shown.

        ``leavers`` are the ids the manager ticked as having left; nobody else is marked.
        """
        self._manager(actor)
        work = _Work(self._people, actor)
        with self._store.write(
            actor.person_id
        ):  # all who come, or nobody: each gets a code that is shown once
            for what in (What.BACK, What.NEW):
                work.carry_out_all(one for one in preview.proposals if one.what is what)
        work.carry_out_all(one for one in preview.proposals if one.what is What.UPDATE)
        left = []
        for one in preview.proposals:
            if one.what is What.LEAVER and one.person is not None and one.person.id in leavers:
                try:
                    left.append(self._people.make_leaver(actor, one.person.id).value.name)
                except AlongsideError as error:
                    work.failed.append((one.person.name, str(error)))
        names = full_names(self._people.list(actor))
        done = BroughtIn(
            codes=tuple((names[person_id], code) for person_id, code in work.codes),
            back=work.back,
            updated=tuple(work.updated),
            left=tuple(left),
            failed=tuple(work.failed),
        )
        return Outcome(done, changed(Topic.PEOPLE, Topic.SCHEDULE))

    def _manager(self, actor: Actor) -> None:
        with self._store.read() as work:
            require(
                may_manage_people(present(work, actor)), "Only the registered manager can bring in people."
            )


class _Work:
    """A plan being carried out, row by row: one that fails is told, and the others are kept."""

    def __init__(self, people: PeopleService, actor: Actor) -> None:
        self._people = people
        self._actor = actor
        self._ids: dict[str, str] = {}
        self.codes: list[tuple[str, str]] = []
        self.updated: list[str] = []
        self.failed: list[tuple[str, str]] = []
        self.back = 0

    def carry_out_all(self, proposals: Iterable[Proposal]) -> None:
        """Write rows, supervisors before the people they supervise."""
        waiting = list(proposals)
        while waiting:
            ready = [one for one in waiting if self.knows_supervisor(one)] or waiting
            waiting = [one for one in waiting if one not in ready]
            for one in ready:
                self.carry_out(one)

    def knows_supervisor(self, one: Proposal) -> bool:
        """Whether whoever supervises somebody is here by now."""
        supervisor = one.profile.supervisor_id if one.profile is not None else None
        return supervisor is None or not supervisor.startswith("row ") or supervisor in self._ids

    def carry_out(self, one: Proposal) -> None:
        """Write what a row says."""
        if one.profile is None:
            return
        supervisor = one.profile.supervisor_id
        profile = replace(one.profile, supervisor_id=self._ids.get(supervisor or "", supervisor))
        try:
            if one.person is None:
                added = self._people.add(self._actor, profile).value
                self._ids[provisional(one.entry)] = added.person.id
                self.codes.append((added.person.id, added.code))
            elif one.what is What.BACK:
                back = self._people.come_back(self._actor, one.person.id, profile).value
                self.codes.append((back.person.id, back.code))
                self.back += 1
            else:
                self._people.change(self._actor, one.person.id, profile)
                self.updated.append(one.entry.name)
        except AlongsideError as error:
            self.failed.append((one.entry.name, str(error)))
