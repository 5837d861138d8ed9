"""Who a row of a staff list is about: somebody who is or was here, somebody new, or a question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.names import full_names, name_key, reference_key
from app.domain.people import Standing
from app.domain.staff_list import SOMEBODY_ELSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.people import Person
    from app.domain.staff_list import Entry


@dataclass(frozen=True, slots=True)
class Match:
    """Who a row is about, None for somebody new. ``question`` is asked when nobody can be sure."""

    person: Person | None = None
    question: str = ""
    problem: str = ""


class Matcher:
    """Matches rows with people, each person at most once.

    By staff reference first. A name alone decides only where nothing speaks against it: with another
    reference, or of somebody who has left, it is asked about.
    """

    def __init__(self, entries: Sequence[Entry], everybody: Sequence[Person]) -> None:
        self._everybody = tuple(everybody)
        self._names = full_names(everybody)
        self._first: dict[tuple[str, str], int] = {}
        for entry in entries:
            self._first.setdefault(_key(entry), entry.row.number)
        sure = ((entry, self._by_reference(entry)) for entry in entries)
        self._claimed = {found[0].id: entry.row.number for entry, found in sure if len(found) == 1}
        self._met: dict[str, int] = {}

    def who(self, entry: Entry) -> Match:
        """Return who the next row is about."""
        row, first = entry.row.number, self._first[_key(entry)]
        if first != row and all(_key(entry)):
            return Match(problem=f"Row {first} is the same person. Skip one of them.")
        found = self._answered(entry) or self._found(entry)
        if found.person is None or found.question:
            return found
        met = self._met.setdefault(found.person.id, row)
        if met != row:
            return Match(found.person, problem=f"Row {met} is the same person. Skip one of them.")
        return found

    def _answered(self, entry: Entry) -> Match | None:
        if entry.row.answer == SOMEBODY_ELSE:
            return Match()
        person = next((one for one in self._everybody if one.id == entry.row.answer), None)
        return Match(person) if person is not None else None

    def _found(self, entry: Entry) -> Match:
        sure = self._by_reference(entry)
        if len(sure) > 1:
            names = " and ".join(self._names[one.id] for one in sure)
            return Match(
                problem=f"{names} have this staff reference. Write the workplace to say who is meant."
            )
        if sure:
            return self._sure(entry, sure[0])
        free = [
            one for one in self._everybody if self._claimed.get(one.id, entry.row.number) == entry.row.number
        ]
        named = _here_first(one for one in free if name_key(one.name) == name_key(entry.name))
        if not entry.reference and len([one for one in named if one.standing is not Standing.LEAVER]) > 1:
            names = " and ".join(self._names[one.id] for one in named)
            return Match(
                named[0], problem=f"Here are {names}. Write the staff reference to say who is meant."
            )
        if named and not (entry.reference and named[0].reference):
            return self._sure(entry, named[0])
        zeros = _here_first(
            one for one in free if bare_reference(one.reference) == bare_reference(entry.reference) != ""
        )
        once = _here_first(
            one for one in free if name_key(entry.name) in {name_key(name) for name in one.former_names}
        )
        near = next((one for one in named if one in zeros), None) or next(iter((*named, *zeros, *once)), None)
        return Match(near, self._asked(entry, near)) if near is not None else Match()

    def _sure(self, entry: Entry, person: Person) -> Match:
        if person.standing is not Standing.LEAVER or entry.leaving:
            return Match(person)
        return Match(person, f"{self._names[person.id]} has left. Have they come back?")

    def _asked(self, entry: Entry, person: Person) -> str:
        if not person.reference or not entry.reference:
            return f"{person.name} was called {entry.name} here before. Is it the same person?"
        left = " and has left" if person.standing is Standing.LEAVER else ""
        if reference_key(person.reference) == reference_key(entry.reference):
            differs = f"has the workplace {person.location} here, and {entry.location} on the list"
        else:
            differs = f"has the staff reference {person.reference} here, and {entry.reference} on the list"
        return f"{person.name} {differs}{left}. Is it the same person?"

    def _by_reference(self, entry: Entry) -> list[Person]:
        """Return whose staff reference a row holds, old or new; one, where a workplace or a name tells."""
        for reference, place in (
            (entry.reference, entry.location),
            (entry.new_reference, entry.new_location or entry.location),
            (entry.reference if entry.new_location else "", entry.new_location),
        ):
            fits = [one for one in self._everybody if fits_reference(reference, place, one)]
            here = [one for one in fits if one.standing is not Standing.LEAVER] or fits
            exact = [one for one in here if reference_key(one.location) == reference_key(place)] or here
            named = [one for one in exact if name_key(one.name) == name_key(entry.name)]
            if exact:
                return named if len(named) == 1 else exact
        return []


def _key(entry: Entry) -> tuple[str, str]:
    if entry.reference:
        return f"at {reference_key(entry.location)}", reference_key(entry.reference)
    return "named", name_key(entry.name)


def fits_reference(reference: str, place: str, person: Person) -> bool:
    """Whether a reference is a person's, as far as both say where."""
    places = {reference_key(place), reference_key(person.location)} - {""}
    key = reference_key(reference)
    return bool(key) and key == reference_key(person.reference) and len(places) <= 1


def bare_reference(reference: str) -> str:
    """Return a reference without the zeros before it, which a spreadsheet drops from a number."""
    return reference_key(reference).lstrip("0")


def kept_reference(here: str, listed: str) -> str:
    """Return the reference to keep: the list's, but never one that has only lost its zeros."""
    lost = bare_reference(here) == bare_reference(listed) and len(listed) < len(here)
    return here if lost or not listed else listed


def _here_first(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda one: one.standing is Standing.LEAVER)
