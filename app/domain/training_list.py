"""Lists of training from elsewhere: a plain table, or the ASC-WDS training file.

What would happen with every row is worked out here, for the screen and for the writing alike. Columns without
a name in ``training_codes.TAKEN`` are dropped unread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.almanac import typed_date
from app.domain.clock import months_later
from app.domain.matching import Match, bare_reference, fits_reference
from app.domain.names import full_names, name_key, reference_key
from app.domain.people import Standing
from app.domain.staff_list import (
    SOMEBODY_ELSE,
    ListedDays,
    What,
    columns_of,
    named,
    plain,
    reference,
    whole_name,
)
from app.domain.training import Course, faults, subject_key
from app.domain.training_codes import LABELS, OTHER, SUBJECTS, TAKEN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from app.domain.people import Person
    from app.domain.staff_list import Row
    from app.domain.training import Training

    Key = tuple[str, str, str, dt.date]

ASC_WDS = frozenset({"localestid", "uniqueworkerid", "category"})
NO_END = frozenset({"none", "n/a", "never", "-", "–"})
MOST_MONTHS = 600
LEFT = "Has left, so it stays out."


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row understood. ``problems`` are sentences; a row with problems is not brought in."""

    row: Row
    name: str = ""
    reference: str = ""
    location: str = ""
    course: Course | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would happen with one row: whose training it is, and the one that is here already, if it is."""

    entry: Entry
    what: What
    person: Person | None = None
    here: Training | None = None
    changes: tuple[str, ...] = ()
    question: str = ""
    notes: tuple[str, ...] = ()


def is_training_file(headings: Sequence[str]) -> bool:
    """Whether headings are those of the ASC-WDS training file."""
    return {plain(heading).replace(" ", "") for heading in headings} >= ASC_WDS


def enough(keys: Iterable[str]) -> bool:
    """Whether columns say whose training a row is, what it was and when."""
    keys = frozenset(keys)
    whose = "reference" in keys or named(keys)
    return whose and bool(keys & {"title", "subject"}) and bool(keys & {"done_on", "expires_on"})


def columns(headings: Sequence[str]) -> dict[int, str]:
    """Return which column is taken as what."""
    return columns_of(headings, TAKEN)


def understand(row: Row, today: dt.date, month_first_seen: str = "") -> Entry:
    """Return what a row says, with every problem in plain words."""
    problems: list[str] = []
    cells = {key: " ".join(value.split()) for key, value in row.cells.items()}
    marks = {key: reference(cells.get(key, ""), LABELS[key], problems) for key in ("reference", "location")}
    name = whole_name(cells)
    if not name and not marks["reference"]:
        problems.append("It does not say whose training it is. Write a staff reference or a name.")
    course = _course(cells, ListedDays(today, month_first_seen, problems))
    if course is not None:
        problems += faults(course, today).values()
    return Entry(row=row, name=name, **marks, course=course, problems=tuple(problems))


def _course(cells: Mapping[str, str], listed: ListedDays) -> Course | None:
    subject = _subject(cells.get("subject", ""), listed.problems)
    title = cells.get("title", "").lstrip("'") or subject
    before = len(listed.problems)
    ends = cells.get("expires_on", "")
    done_on = listed.day(cells.get("done_on", ""), "day it was done")
    expires_on = listed.day("" if ends.casefold() in NO_END else ends, "expiry date")
    months = _months(cells.get("months", ""), listed.problems)
    if len(listed.problems) > before:
        return None
    if done_on is None and expires_on is not None and months:
        done_on = months_later(expires_on, -months)
    if done_on is None:
        listed.problems.append("It does not say when it was done. Write the day, or skip the row.")
        return None
    if expires_on is None and months:
        expires_on = months_later(done_on, months)
    return Course(title=title, subject=subject, done_on=done_on, expires_on=expires_on)


def _subject(text: str, problems: list[str]) -> str:
    """Return the subject a code or word stands for; the code that says nothing is none."""
    code = text.lstrip("0")
    if not text.isdecimal():
        return text.lstrip("'")
    if code not in SUBJECTS:
        problems.append(f"The training category {text} is not known.")
    return "" if code == OTHER else SUBJECTS.get(code, "")


def _months(text: str, problems: list[str]) -> int:
    """Return how many months it counts, or nothing where it has no end."""
    found = re.fullmatch(r"(\d{1,4})(?:\.0)?(?: ?months?)?", text.casefold())
    if not text or text.casefold() in NO_END:
        return 0
    if found is None or not 0 < int(found[1]) <= MOST_MONTHS:
        problems.append(f"“{text[:20]}” is no number of months. Write one, or none.")
        return 0
    return int(found[1])


def propose(
    entries: Sequence[Entry], everybody: Sequence[Person], noting: frozenset[str], trained: Iterable[Training]
) -> tuple[Proposal, ...]:
    """Return what would happen with every row, in their order.

    ``noting`` are the ids of those whose training whoever brings them in may note.
    """
    return _Plan(everybody, noting, trained).of(entries)


class _Plan:
    """A list being understood: what is here, and what came with the rows before."""

    def __init__(
        self, everybody: Sequence[Person], noting: frozenset[str], trained: Iterable[Training]
    ) -> None:
        self._everybody, self._noting = tuple(everybody), noting
        self._names = full_names(everybody)
        self._here: dict[Key, Training] = {_key(one.person_id, one.course): one for one in trained}
        self._listed: dict[Key, int] = defaultdict(int)

    def of(self, entries: Sequence[Entry]) -> tuple[Proposal, ...]:
        """Return every row."""
        return tuple(self._one(entry) for entry in entries)

    def _one(self, entry: Entry) -> Proposal:
        match = self._who(entry)
        person = match.person
        wrong = (*entry.problems, *([match.problem] if match.problem else []))
        if person is not None and person.standing is Standing.LEAVER and not match.question:
            return Proposal(entry=entry, what=What.UNCHANGED, person=person, notes=(LEFT,))
        if wrong or entry.course is None:
            return Proposal(entry=_with(entry, wrong), what=What.SKIP, person=person)
        if match.question or person is None:
            return Proposal(entry=entry, what=What.ASK, person=person, question=match.question)
        if person.id not in self._noting:
            told = f"You cannot note training of {self._names[person.id]}."
            return Proposal(entry=_with(entry, (told,)), what=What.SKIP, person=person)
        return self._counted(entry, person, entry.course)

    def _counted(self, entry: Entry, person: Person, course: Course) -> Proposal:
        key = _key(person.id, course)
        first = self._listed.setdefault(key, entry.row.number)
        whose = (f"{self._names[person.id]}.",)
        if first != entry.row.number:
            same = f"Row {first} is the same training."
            return Proposal(entry=entry, what=What.UNCHANGED, person=person, notes=(*whose, same))
        here = self._here.get(key)
        if here is None:
            return Proposal(entry=entry, what=What.NEW, person=person, notes=whose)
        if course.expires_on in {None, here.expires_on}:
            return Proposal(entry=entry, what=What.UNCHANGED, person=person, here=here, notes=whose)
        before, after = (typed_date(day) if day else "–" for day in (here.expires_on, course.expires_on))
        told = (f"Counts until: {before} → {after}",)
        return Proposal(entry=entry, what=What.UPDATE, person=person, here=here, changes=told, notes=whose)

    def _who(self, entry: Entry) -> Match:
        """Return whose training a row is, a question where nobody can be sure, or what is wrong."""
        if entry.row.answer not in {"", SOMEBODY_ELSE}:
            return Match(next((one for one in self._everybody if one.id == entry.row.answer), None))
        if not entry.reference and not entry.name:
            return Match()
        sure = self._sure(entry)
        if len(sure) == 1:
            return Match(sure[0])
        if sure:
            names = " and ".join(self._names[one.id] for one in sure)
            told = f"It may be {names}. Write the staff reference, and the workplace, to say who."
            return Match(problem=told)
        maybe = self._maybe(entry)
        if maybe is not None and entry.row.answer != SOMEBODY_ELSE:
            return Match(maybe, self._asked(entry, maybe))
        who = f"the staff reference {entry.reference}" if entry.reference else f"the name {entry.name}"
        nobody = f"Nobody here has {who}. Bring in the people first, or write it as it stands here."
        return Match(problem=nobody)

    def _sure(self, entry: Entry) -> list[Person]:
        """Return whom a row names: by staff reference where it has one, else by name."""
        if not entry.reference:
            return _here([one for one in self._everybody if name_key(one.name) == name_key(entry.name)])
        fitting = [one for one in self._everybody if fits_reference(entry.reference, entry.location, one)]
        return self._told_apart(entry, fitting)

    def _maybe(self, entry: Entry) -> Person | None:
        """Return whom a row may mean: by a reference without its zeros, by name, or by a name of before."""
        bare, key = bare_reference(entry.reference), name_key(entry.name)
        lost = [one for one in self._everybody if bare and bare_reference(one.reference) == bare]
        known = [
            one
            for one in self._everybody
            if key in {name_key(name) for name in (one.name, *one.former_names)}
        ]
        return next(iter(_here([*lost, *known])), None)

    def _asked(self, entry: Entry, maybe: Person) -> str:
        name = self._names[maybe.id]
        if not entry.reference:
            return f"{name} was called {entry.name} here before. Is it the same person?"
        mark = f"the staff reference {maybe.reference}" if maybe.reference else "no staff reference"
        return f"{name} has {mark} here, and {entry.reference} on the list. Is it the same person?"

    def _told_apart(self, entry: Entry, fitting: list[Person]) -> list[Person]:
        here = _here(fitting)
        exact = [one for one in here if reference_key(one.location) == reference_key(entry.location)] or here
        named_so = [one for one in exact if entry.name and name_key(one.name) == name_key(entry.name)]
        return named_so if len(named_so) == 1 else exact


def _here(people: Sequence[Person]) -> list[Person]:
    """Return those who are here; where all have left, all."""
    return [one for one in people if one.standing is not Standing.LEAVER] or list(people)


def _key(person_id: str, course: Course) -> Key:
    subject = subject_key(course.subject or course.title)
    return person_id, subject, subject_key(course.title), course.done_on


def _with(entry: Entry, problems: tuple[str, ...]) -> Entry:
    return Entry(
        row=entry.row,
        name=entry.name,
        reference=entry.reference,
        location=entry.location,
        course=entry.course,
        problems=problems,
    )
