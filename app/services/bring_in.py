"""Bringing in people from a list: read, look at every problem, mend or skip, then bring in.

Nothing is written before that.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import AlongsideError, TextError
from app.domain.people import Contract, Profile, Standing
from app.domain.staff_list import (
    TAKEN,
    Entry,
    Row,
    StaffList,
    What,
    american,
    columns_of,
    named,
    plain,
    understand,
)
from app.services.present import present
from app.system.staff_file import read_file, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.domain.people import Actor, Person
    from app.services.people import PeopleService
    from app.storage.store import Store

ASC_WDS = frozenset({"localestid", "uniqueworkerid", "status", "displayid"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would happen with one row. ``person`` is who it is about when they are here already."""

    entry: Entry
    what: What
    person: Person | None = None
    changes: tuple[str, ...] = ()


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

    One-time codes of the new people by name, who was updated, who was marked as having left, and what failed.
    """

    codes: tuple[tuple[str, str], ...]
    updated: tuple[str, ...]
    left: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


class BringInService:
    """From a list to people, in two steps."""

    def __init__(self, store: Store, people: PeopleService) -> None:
        self._store = store
        self._people = people

    def read(self, actor: Actor, data: bytes, name: str, columns: Mapping[int, str] | None = None) -> Preview:
        """Read a list (CSV, Excel or pasted text as bytes) and say what would happen.

        ``columns`` maps a place to what it is taken as.
        """
        self._manager(actor)
        headings, *rest = read_table(data, name)
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
            for number, row in enumerate(rest, 2)
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
        return read_file(path)

    def headings(self, actor: Actor, data: bytes, name: str) -> tuple[str, ...]:
        """Return the headings of a list, for a person to match what was not found by name.

        No other cell is handed on.
        """
        self._manager(actor)
        return tuple(heading.strip() for heading in read_table(data, name)[0])

    def look(self, actor: Actor, staff: StaffList) -> Preview:
        """Say what would happen with a list, after cells were mended or rows skipped."""
        self._manager(actor)
        here = [p for p in self._people.list(actor) if p.standing is not Standing.LEAVER]
        month_first_seen = american(staff)
        entries = [understand(row, month_first_seen) for row in staff.rows]
        seen: dict[tuple[str, str], int] = {}
        proposals, met = [], set()
        for entry in entries:
            key = (entry.location, entry.reference) if entry.reference else ("", entry.name.casefold())
            twice = seen.setdefault(key, entry.row.number)
            if twice != entry.row.number and key[1]:
                entry = replace(  # noqa: PLW2901
                    entry, problems=(*entry.problems, f"Row {twice} is the same person. Skip one of them.")
                )
            proposal = self._propose(entry, here)
            proposals.append(proposal)
            if proposal.person is not None:
                met.add(proposal.person.id)
        missing = tuple(p for p in here if p.id not in met and p.id != actor.person_id)
        return Preview(staff=staff, proposals=tuple(proposals), missing=missing)

    def apply(self, actor: Actor, preview: Preview, leavers: Sequence[str] = ()) -> Outcome[BroughtIn]:
        """Bring in every row without a problem.

        ``leavers`` are the ids the manager ticked as having left; nobody else is marked.
        """
        self._manager(actor)
        codes, updated, left, failed = [], [], [], []
        ids = {p.name.casefold(): p.id for p in self._people.list(actor)}
        for proposal in preview.proposals:
            entry = proposal.entry
            try:
                if proposal.what is What.NEW:
                    profile = _profile(entry, None, ids.get(entry.supervisor.casefold()) or actor.person_id)
                    added = self._people.add(actor, profile).value
                    ids[added.person.name.casefold()] = added.person.id
                    codes.append((added.person.name, added.code))
                elif proposal.what is What.UPDATE and proposal.person is not None:
                    self._people.change(
                        actor,
                        proposal.person.id,
                        _profile(entry, proposal.person, ids.get(entry.supervisor.casefold())),
                    )
                    updated.append(entry.name)
            except AlongsideError as error:
                failed.append((entry.name, str(error)))
        for proposal in preview.proposals:
            if proposal.what is What.LEAVER and proposal.person is not None and proposal.person.id in leavers:
                try:
                    left.append(self._people.make_leaver(actor, proposal.person.id).value.name)
                except AlongsideError as error:
                    failed.append((proposal.person.name, str(error)))
        done = BroughtIn(codes=tuple(codes), updated=tuple(updated), left=tuple(left), failed=tuple(failed))
        return Outcome(done, changed(Topic.PEOPLE, Topic.SCHEDULE))

    def _propose(self, entry: Entry, here: Sequence[Person]) -> Proposal:
        same = [
            p
            for p in here
            if entry.reference and (p.reference, p.location) == (entry.reference, entry.location)
        ]
        same = same or [
            p
            for p in here
            if p.name.casefold() == entry.name.casefold() and (not p.reference or not entry.reference)
        ]
        person = same[0] if same else None
        if entry.leaving and person is not None:
            return Proposal(entry=entry, what=What.LEAVER, person=person)
        if entry.problems or entry.leaving:
            return Proposal(entry=entry, what=What.SKIP, person=person)
        if person is None:
            return Proposal(entry=entry, what=What.NEW)
        after = _profile(entry, person, None)
        changes = tuple(
            f.name.replace("_", " ")
            for f in fields(Profile)
            if getattr(after, f.name) != getattr(person, f.name)
        )
        return Proposal(
            entry=entry, what=What.UPDATE if changes else What.UNCHANGED, person=person, changes=changes
        )

    def _manager(self, actor: Actor) -> None:
        with self._store.read() as work:
            require(
                may_manage_people(present(work, actor)), "Only the registered manager can bring in people."
            )


def _profile(entry: Entry, person: Person | None, supervisor_id: str | None) -> Profile:
    """Return the profile a row makes.

    Of somebody who is here, only what the row says is changed; their name and role stay theirs.
    """
    if person is None:
        return Profile(
            name=entry.name,
            role=entry.role,
            job_title=entry.job_title,
            supervisor_id=supervisor_id,
            started_on=entry.started_on,
            pathway=entry.pathway,
            reference=entry.reference,
            location=entry.location,
            contract=entry.contract or Contract.PERMANENT,
            job_role=entry.job_role,
            care_certificate=entry.care_certificate,
        )
    before = Profile(**{f.name: getattr(person, f.name) for f in fields(Profile)})
    return replace(
        before,
        job_title=before.job_title or entry.job_title,
        supervisor_id=supervisor_id or before.supervisor_id,
        started_on=entry.started_on or before.started_on,
        pathway=entry.pathway or before.pathway,
        reference=entry.reference or before.reference,
        location=entry.location or before.location,
        contract=entry.contract or before.contract,
        job_role=entry.job_role or before.job_role,
        care_certificate=entry.care_certificate or before.care_certificate,
    )
