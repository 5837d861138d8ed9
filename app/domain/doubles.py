"""One person who is here twice: who may be meant, what speaks against it, what the one entry says then."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from app.domain.names import name_key, reference_key
from app.domain.people import Profile, Standing
from app.domain.profiles import profile_of
from app.domain.retention import is_left_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.people import Person

OWN = ("name", "role", "standing", "away_until", "started_on")
"""What the entry that is kept says by itself, whatever the other says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What keeps an entry from being given up.

    ``waiting`` are the numbers of records that wait for a signature; ``private`` counts what only its writer
    can open; ``together`` is the number of a record in which both had a part, or empty.
    """

    waiting: tuple[str, ...] = ()
    private: int = 0
    together: str = ""


def maybe(person: Person, everybody: Iterable[Person]) -> tuple[Person, ...]:
    """Return everybody else, those who are most likely the same person first."""
    others = [one for one in everybody if one.id != person.id and not is_left_name(one)]
    return tuple(sorted(others, key=lambda one: (-_likeness(person, one), one.name)))


def against(kept: Person, double: Person, bound: Bound, actor_id: str) -> tuple[str, ...]:
    """Return what speaks against making two entries one, each with what to do about it."""
    found = []
    if kept.id == double.id:
        return ("Choose another entry.",)
    if is_left_name(kept) or is_left_name(double):
        found.append("What was kept under one of them was deleted, so nobody can tell whose it was.")
    if double.id == actor_id:
        found.append("You are signed in with that entry. Open the page of the other one and start there.")
    if kept.standing is Standing.LEAVER is not double.standing:
        found.append(
            f"{kept.name} has left. Start from the other entry’s page, or take {kept.name} back first."
        )
    if bound.together:
        found.append(f"Both had a part in {bound.together}, so they are two people.")
    if kept.role is not double.role:
        found.append(
            f"One is here as {kept.role.label}, the other as {double.role.label}. Give both the same role "
            "first, under “Change details”."
        )
    if bound.waiting:
        waits = "waits" if len(bound.waiting) == 1 else "wait"
        found.append(
            f"{', '.join(bound.waiting)} of the double entry {waits} for a signature. Finish signing first, "
            "or close it unsigned."
        )
    if bound.private:
        found.append(
            f"{bound.private} of their own notes can be opened with the double entry’s PIN only. Start from "
            "that entry’s page and keep it, or let them share or delete the notes first."
        )
    return tuple(found)


def as_one(kept: Person, double: Person) -> Profile:
    """Return what the entry that is kept says then: blanks filled from the other, and the first start."""
    mine, theirs = profile_of(kept), profile_of(double)
    blanks = {
        field.name: getattr(theirs, field.name)
        for field in fields(Profile)
        if field.name not in OWN and getattr(mine, field.name) == field.default
    }
    supervisor = mine.supervisor_id if mine.supervisor_id != double.id else None
    supervisor = supervisor or (theirs.supervisor_id if theirs.supervisor_id != kept.id else None)
    days = [day for day in (mine.started_on, theirs.started_on) if day is not None]
    began = mine.started_on if double.standing is Standing.LEAVER else min(days, default=None)
    return replace(mine, **{**blanks, "supervisor_id": supervisor, "started_on": began})


def filled(kept: Person, then: Profile) -> tuple[str, ...]:
    """Return which details are taken over, as words."""
    before = profile_of(kept)
    return tuple(
        field.name.removesuffix("_id").replace("_", " ")
        for field in fields(Profile)
        if getattr(before, field.name) != getattr(then, field.name)
    )


def _likeness(person: Person, other: Person) -> int:
    """Return how likely two entries are one person: by reference, by name and by a word of the name."""
    names = {name_key(name) for name in (person.name, *person.former_names)}
    theirs = {name_key(name) for name in (other.name, *other.former_names)}
    marks = reference_key(person.reference), reference_key(other.reference)
    shared = set(" ".join(names).split()) & set(" ".join(theirs).split())
    return 4 * bool(marks[0] and marks[0] == marks[1]) + 2 * bool(names & theirs) + bool(shared)
