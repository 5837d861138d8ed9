"""What would happen with every row of a staff list: who it is about, and what would be written of them.

The same plan is shown and carried out, so that nothing is promised that is then refused.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from app.domain.access import can_supervise
from app.domain.almanac import typed_date
from app.domain.matching import Matcher, kept_reference
from app.domain.names import first_name_first, full_names, name_key, reference_key
from app.domain.people import Contract, Person, Profile, Role, Standing
from app.domain.profiles import faults, leaving_fault, profile_of, tidied
from app.domain.staff_list import Entry, What

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.matching import Match

STAYS = frozenset({What.NEW, What.UPDATE, What.UNCHANGED, What.BACK})
"""What leaves somebody at work here, whom others of the list may have as their supervisor."""
NOBODY = frozenset({"nobody", "none", "n/a", "-", "–"})
"""What stands in a list for somebody without a supervisor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would happen with one row.

    ``person`` is who it is about when they are or were here, or may be (``question``). ``profile`` is what
    would be written; the supervisor in it is an id, or ``provisional`` for somebody who only comes with the
    list. ``changes`` are told in words, and ``notes`` are worth knowing but stop nothing.
    """

    entry: Entry
    what: What
    person: Person | None = None
    profile: Profile | None = None
    changes: tuple[str, ...] = ()
    question: str = ""
    notes: tuple[str, ...] = ()


def provisional(entry: Entry) -> str:
    """Return the id by which somebody who only comes with the list is known until they are here."""
    return f"row {entry.row.number}"


def propose(entries: Sequence[Entry], everybody: Sequence[Person], actor_id: str) -> tuple[Proposal, ...]:
    """Return what would happen with every row, in their order.

    First who each row is about and what would be written; then, once everybody is known, who supervises whom.
    ``actor_id`` is whoever brings them in: the supervisor of new people for whom the list names none.
    """
    return _Plan(everybody, actor_id).of(entries)


class _Plan:
    """A list being understood: what is known of its people grows row by row."""

    def __init__(self, everybody: Sequence[Person], actor_id: str) -> None:
        self._actor_id = actor_id
        self._everybody = tuple(everybody)
        self._known = {person.id: person for person in everybody}
        self._outside: list[Person] = []

    def of(self, entries: Sequence[Entry]) -> tuple[Proposal, ...]:
        """Return every row. One whose supervisor stays out waits too."""
        matcher = Matcher(entries, self._everybody)
        rows = [self._first(entry, matcher.who(entry)) for entry in entries]
        self._outside = [_unready(one.entry) for one in rows if one.profile is None and one.entry.name]
        self._names = full_names(self._known.values())
        rows = [self._supervised(one) for one in rows]
        rows = [_circled(one, rows) for one in rows]
        while True:
            out = {provisional(one.entry) for one in rows if one.what not in STAYS}
            waiting = [_waits(one, out) for one in rows]
            if waiting == rows:
                return tuple(rows)
            rows = waiting

    def _first(self, entry: Entry, found: Match) -> Proposal:
        person = found.person
        if found.problem:
            return _stopped(entry, person, found.problem)
        if entry.leaving:
            return self._leaving(entry, found)
        if entry.problems:
            return Proposal(entry=entry, what=What.SKIP, person=person)
        if found.question:
            return Proposal(entry=entry, what=What.ASK, person=person, question=found.question)
        profile = tidied(_profile(entry, person, self._actor_id))
        wrong = faults(profile, person, self._known.values())
        if wrong:
            return _stopped(entry, person, *wrong.values())
        return self._counted(entry, person, profile)

    def _counted(self, entry: Entry, person: Person | None, profile: Profile) -> Proposal:
        """Count somebody among those who are here, so that the rows after theirs meet them."""
        id_ = person.id if person is not None else provisional(entry)
        known = {field.name: getattr(profile, field.name) for field in fields(Profile)}
        self._known[id_] = Person(id=id_, secret_set=person is not None and person.secret_set, **known)
        what = What.UPDATE if person is not None else What.NEW
        if person is not None and person.standing is Standing.LEAVER:
            what = What.BACK
        return Proposal(entry=entry, what=what, person=person, profile=profile)

    def _leaving(self, entry: Entry, found: Match) -> Proposal:
        person, entry = found.person, replace(entry, problems=())
        if person is None or found.question:
            return _stopped(entry, None, "Marked as left, and nobody here has this reference.")
        if person.standing is Standing.LEAVER:
            return Proposal(entry=entry, what=What.UNCHANGED, person=person)
        fault = leaving_fault(person, self._actor_id, self._everybody)
        if fault:
            return _stopped(entry, person, fault)
        return Proposal(entry=entry, what=What.LEAVER, person=person)

    def _supervised(self, one: Proposal) -> Proposal:
        if one.profile is None:
            return one
        profile, entry, notes = one.profile, one.entry, _granted(one)
        if entry.supervisor.casefold() in NOBODY:
            profile = replace(profile, supervisor_id=None)
        elif entry.supervisor:
            found = self._called(entry.supervisor)
            if len(found) != 1:
                return _stopped(entry, one.person, self._unclear(entry.supervisor, found))
            (supervisor,) = found
            if supervisor.id == (one.person.id if one.person is not None else provisional(entry)):
                return _stopped(entry, one.person, "Nobody can supervise themself.")
            profile = replace(profile, supervisor_id=supervisor.id)
            if not can_supervise(supervisor.role, profile):
                cannot = (
                    f"{supervisor.name} is here as {supervisor.role.label}, so cannot supervise a "
                    f"{profile.role.label.lower()} yet."
                )
                notes = (*notes, cannot)
        changes = self._changes(one.person, profile) if one.person is not None else ()
        what = What.UNCHANGED if one.what is What.UPDATE and not changes else one.what
        return replace(one, what=what, profile=profile, changes=changes, notes=notes)

    def _called(self, text: str) -> tuple[Person, ...]:
        """Return who is meant by a name, in either order, by a staff reference, or by both."""
        here = [one for one in self._known.values() if one.standing is not Standing.LEAVER]
        named = tuple(one for one in here if name_key(one.name) == name_key(first_name_first(text)))
        if len(named) == 1:
            return named
        key = reference_key(text).translate(_BETWEEN)
        marked = tuple(
            one
            for one in here
            if one.reference
            and key in {reference_key(one.reference), reference_key(f"{one.name}{one.reference}")}
        )
        unready = tuple(
            one for one in self._outside if name_key(one.name) == name_key(first_name_first(text))
        )
        return marked or named or unready[:1]

    def _unclear(self, text: str, found: Sequence[Person]) -> str:
        if not found:
            return (
                f"Nobody here or on the list is called “{text}”. Write the supervisor as they stand here, or "
                "nobody."
            )
        names = " and ".join(self._names[one.id] for one in found)
        return f"The supervisor may be {names}. Write the staff reference behind the name."

    def _changes(self, person: Person, after: Profile) -> tuple[str, ...]:
        before = profile_of(person)
        pairs = {f.name: (getattr(before, f.name), getattr(after, f.name)) for f in fields(Profile)}
        del pairs["standing"]
        told = []
        for name, (old, new) in pairs.items():
            if old != new:
                said = [
                    self._names.get(str(one), "–") if name == "supervisor_id" else _said(one)
                    for one in (old, new)
                ]
                label = name.removesuffix("_id").replace("_", " ").capitalize()
                told.append(f"{label}: {said[0]} → {said[1]}")
        return tuple(told)


_BETWEEN = dict.fromkeys(map(ord, "·()[],#:"))
"""What may stand between a name and the reference behind it."""


def _said(value: object) -> str:
    if isinstance(value, dt.date):
        return typed_date(value)
    return str(getattr(value, "label", value) or "–")


def _granted(one: Proposal) -> tuple[str, ...]:
    """Say which role somebody new would get, because it decides what they may see."""
    role = one.profile.role if one.profile is not None else Role.WORKER
    return (f"Role in the app: {role.label}.",) if one.what is What.NEW and role is not Role.WORKER else ()


def _waits(one: Proposal, out: set[str]) -> Proposal:
    """Hold a row back whose supervisor is on the list too, but is not brought in as it stands."""
    supervisor = one.profile.supervisor_id if one.profile is not None else None
    if one.what not in STAYS or supervisor not in out:
        return one
    number = (supervisor or "").removeprefix("row ")
    return _stopped(one.entry, one.person, f"Row {number} is their supervisor and is not ready yet.")


def _circled(one: Proposal, rows: Sequence[Proposal]) -> Proposal:
    """Stop new people who would supervise each other in a circle."""
    new = {provisional(row.entry): row for row in rows if row.what is What.NEW}
    start, seen = provisional(one.entry), set[str]()
    at = one.profile.supervisor_id if one.profile is not None else None
    while at in new and at not in seen and start in new:
        seen.add(at)
        if at == start:
            names = sorted(new[row].entry.name for row in seen)
            return _stopped(
                one.entry, None, f"{' and '.join(names)} would supervise each other. Mend one of them."
            )
        upper = new[at].profile
        at = upper.supervisor_id if upper is not None else None
    return one


def _unready(entry: Entry) -> Person:
    """Return somebody of the list who is not brought in as it stands: whoever they supervise waits."""
    return Person(id=provisional(entry), name=entry.name, role=entry.role, reference=entry.reference)


def _stopped(entry: Entry, person: Person | None, *problems: str) -> Proposal:
    told = (*entry.problems, *problems)
    return Proposal(entry=replace(entry, problems=told), what=What.SKIP, person=person)


def _profile(entry: Entry, person: Person | None, actor_id: str) -> Profile:
    """Return the profile a row makes.

    Of somebody who is here, only what the row says is changed; their name and role stay theirs. Whoever comes
    back begins anew: their start is the list's, and their probation is not the old one.
    """
    if person is None:
        return Profile(
            name=entry.name,
            role=entry.role,
            job_title=entry.job_title,
            supervisor_id=actor_id,
            started_on=entry.started_on,
            pathway=entry.pathway,
            reference=entry.new_reference or entry.reference,
            location=entry.new_location or entry.location,
            contract=entry.contract or Contract.PERMANENT,
            job_role=entry.job_role,
            care_certificate=entry.care_certificate,
        )
    before = profile_of(person)
    if person.standing is Standing.LEAVER:
        before = replace(
            before,
            standing=Standing.ACTIVE,
            supervisor_id=actor_id,
            started_on=None,
            probation_ends_on=None,
            job_title="",
        )
    return replace(
        before,
        job_title=before.job_title or entry.job_title,
        started_on=entry.started_on or before.started_on,
        pathway=entry.pathway or before.pathway,
        reference=entry.new_reference or kept_reference(before.reference, entry.reference),
        location=entry.new_location or entry.location or before.location,
        contract=entry.contract or before.contract,
        job_role=entry.job_role or before.job_role,
        care_certificate=entry.care_certificate or before.care_certificate,
    )
