"""Names of people: which are one name however they are typed, and how two of one name are told apart."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from app.domain.letters import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.people import Person

APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02bb\u02b9\u2032\u00b4\u0060\uff07"), "'")
HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"), "-")


def name_key(name: str) -> str:
    """Return what is the same for one name, however it was typed.

    The marks that programs put for an apostrophe or a hyphen, letters composed or not, spaces, and the size
    of letters make no difference. An accent does: Sian and Siân may be two people.
    """
    seen = "".join(letter for letter in name if letter not in UNSEEN)
    plain = unicodedata.normalize("NFKC", seen.translate(APOSTROPHES).translate(HYPHENS)).casefold()
    plain = unicodedata.normalize("NFC", plain).translate(APOSTROPHES).translate(HYPHENS)
    return " ".join(plain.replace(" -", "-").replace("- ", "-").split())


def tidy_name(name: str) -> str:
    """Return a name as it is kept: composed letters, single spaces, nothing that cannot be seen."""
    seen = "".join(letter for letter in name if letter not in UNSEEN)
    return " ".join(unicodedata.normalize("NFC", seen).split())


def initials(name: str) -> str:
    """Return the first letters of the first and the last name: ``RA``."""
    parts = tidy_name(name).split()
    return "".join(part[0] for part in (*parts[:1], *parts[1:][-1:])).upper()


def first_name_first(name: str) -> str:
    """Return a name with its first name first, also where it was written ``Surname, First``."""
    last, comma, first = " ".join(name.split()).partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else last


def reference_key(reference: str) -> str:
    """Return what is the same for one staff reference: blanks and the size of letters do not count."""
    return "".join(reference.split()).casefold()


def full_names(people: Iterable[Person]) -> dict[str, str]:
    """Return, by id, the whole name of each, with the staff reference behind it where two share a name.

    The workplace stands before a reference that is another's too; the job, or a number, where there is none.
    """
    everybody = sorted(people, key=lambda person: person.id)
    groups: dict[str, list[Person]] = {}
    for person in everybody:
        groups.setdefault(name_key(person.name), []).append(person)
    found: dict[str, str] = {}
    for twins in groups.values():
        marks = _marks(twins)
        for person, mark in zip(twins, marks, strict=True):
            found[person.id] = f"{person.name} · {mark}" if mark else person.name
    return found


def _marks(twins: list[Person]) -> list[str]:
    """Return what tells people of one name apart."""
    if len(twins) == 1:
        return [""]
    ways = (
        [one.reference for one in twins],
        [f"{one.location} {one.reference}".strip() for one in twins],
        [one.reference or one.job_title for one in twins],
    )
    for marks in ways:
        if all(marks) and len({mark.casefold() for mark in marks}) == len(marks):
            return marks
    return [f"{one.reference or one.job_title} {place}".strip() for place, one in enumerate(twins, 1)]
