"""Lists of staff from elsewhere.

A plain table, or the ASC-WDS staff file (Skills for Care bulk upload, checked August 2026).

Only the columns named here are ever taken. Everything else is dropped while the file is read, before anybody
can see it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from app.domain.almanac import typed_date
from app.domain.days import month_first, written_day
from app.domain.errors import DayError
from app.domain.names import first_name_first, tidy_name
from app.domain.people import Contract, Pathway, Role
from app.domain.staff_codes import (
    CARE_CERTIFICATES,
    CONTRACTS,
    JOB_ROLES,
    LABELS,
    LEFT,
    PATHWAYS,
    STATUSES,
    TAKEN,
    WORKING,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

C = TypeVar("C", bound=StrEnum)
LONGEST_REFERENCE, TITLE_ROWS = 49, 10
TEAM_LEADERS = frozenset({"5", "45"})
"""Supervisor and team leader, by their ASC-WDS main job role."""
REFERENCES = ("location", "reference", "new_location", "new_reference")
EARLIEST = dt.date(1940, 1, 1)
DATES = ("started_on", "done_on", "expires_on")
"""What holds dates, of people and of training."""
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: 0?0:00(?::00)?)?")
"""A date in numbers, whose day or month may come first."""


class What(StrEnum):
    """What would happen with a row."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    LEAVER = "leaver"
    BACK = "back"
    ASK = "ask"
    SKIP = "skip"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return {
            What.NEW: "+ New",
            What.UPDATE: "≈ Update",
            What.UNCHANGED: "= No change",
            What.LEAVER: "– Left?",
            What.BACK: "↩ Comes back?",
            What.ASK: "? Same person",
            What.SKIP: "! Needs mending",
        }[self]


SOMEBODY_ELSE = "somebody else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it was read: the line in the file (the heading is 1) and the taken cells by their key.

    ``answer`` is who it was said to be about when that was asked: a person's id, or ``SOMEBODY_ELSE``.
    """

    number: int
    cells: Mapping[str, str]
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row understood.

    ``problems`` are sentences; a row with problems is not brought in until it is mended.
    """

    row: Row
    name: str = ""
    reference: str = ""
    location: str = ""
    new_reference: str = ""
    new_location: str = ""
    started_on: dt.date | None = None
    contract: Contract | None = None
    job_role: str = ""
    job_title: str = ""
    pathway: Pathway | None = None
    care_certificate: str = ""
    supervisor: str = ""
    role: Role = Role.WORKER
    leaving: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffList:
    """A table read from a file or pasted.

    Rows of taken cells, which heading became what, and the headings dropped unread. One of ``training`` holds
    what people did, not the people.
    """

    rows: tuple[Row, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    asc_wds: bool = False
    training: bool = False


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters, single spaces, nothing in brackets behind it."""
    bare = re.sub(r"\s*[(\[][^)\]]*[)\]]\s*$", "", heading.replace("\ufeff", ""))
    return " ".join(re.sub(r"[_.:*/#-]", " ", bare).casefold().split())


def columns_of(headings: Sequence[str], taken: Mapping[str, Sequence[str]] = TAKEN) -> dict[int, str]:
    """Return which column is taken as what, by heading and never by place."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        key = next(
            (k for k, names in taken.items() if plain(heading) in {plain(name) for name in names}), None
        )
        if key is not None and key not in found.values():
            found[place] = key
    return found


def heading_row(
    table: Sequence[Sequence[str]], known_by: Callable[[Sequence[str]], bool] | None = None
) -> int:
    """Return which row holds the headings: the first few may hold a title or nothing."""
    beginning = list(enumerate(table[:TITLE_ROWS]))
    fits = known_by or (lambda row: named(columns_of(row).values()))
    known = (place for place, row in beginning if fits(row))
    filled = (place for place, row in beginning if any(cell.strip() for cell in row))
    return next(known, next(filled, 0))


def named(keys: Iterable[str]) -> bool:
    """Whether columns hold whole names: one with names, or one with first names and one with surnames."""
    return "name" in keys or {"first_name", "last_name"} <= set(keys)


def american(staff: StaffList) -> str:
    """Return a date of a list that can only have its month first, or nothing."""
    dates = (row.cells.get(key, "") for row in staff.rows for key in DATES)
    return next((date.strip() for date in dates if month_first(date)), "")


def day_first(staff: StaffList, today: dt.date) -> StaffList:
    """Return a list whose dates were written with the month first, with each in words: ``2 Mar 2024``.

    What cannot be read so stays as it is.
    """
    return replace(
        staff,
        rows=tuple(
            replace(
                row,
                cells={key: turned(text, today) if key in DATES else text for key, text in row.cells.items()},
            )
            for row in staff.rows
        ),
    )


def turned(text: str, today: dt.date) -> str:
    """Return a date that is written with its month first in words; anything else as it is."""
    found = SLASHED.fullmatch(text.strip())
    if found is None:
        return text
    try:
        return typed_date(written_day(f"{found[2]}/{found[1]}/{found[3]}", today))
    except DayError:
        return text


def understand(row: Row, today: dt.date, month_first_seen: str = "") -> Entry:
    """Return what a row says, with every problem in plain words.

    ``month_first_seen`` is a date of the same list that has its month first: then none is guessed at.
    """
    problems: list[str] = []
    cells = {key: " ".join(value.split()) for key, value in row.cells.items()}
    marks = {key: reference(cells.get(key, ""), LABELS[key], problems) for key in REFERENCES}
    name = whole_name(cells)
    if not name:
        problems.append("There is no name. Write one, or skip the row.")
    status = cells.get("status", "").upper()
    if status and status not in STATUSES | WORKING | LEFT:
        problems.append(f"The status “{status[:20]}” is not known. Leave it empty, or use UNCHECKED.")
    listed = ListedDays(today, month_first_seen, problems)
    started = listed.day(cells.get("started_on", ""), "start date")
    contract = _coded(cells.get("contract", ""), CONTRACTS, "contract", problems)
    pathway = _coded(cells.get("pathway", ""), PATHWAYS, "Pathway category", problems)
    code = cells.get("job_role", "")
    job_role = JOB_ROLES.get(code.lstrip("0"), code if not code.isdecimal() else "")
    if code.isdecimal() and not job_role:
        problems.append(f"The main job role {code} is not known.")
    role = Role.PRACTICE_LEADER if pathway is Pathway.PRACTICE_LEADER else Role.WORKER
    leads = pathway is Pathway.SUPERVISOR_OR_LEADER or code.lstrip("0") in TEAM_LEADERS
    if leads and role is Role.WORKER:
        role = Role.TEAM_LEADER
    if pathway is Pathway.DEPUTY_MANAGER or code.lstrip("0") == "43":
        role = Role.DEPUTY
    certificate = cells.get("care_certificate", "")
    return Entry(
        row=row,
        name=name,
        **marks,
        started_on=started,
        contract=contract,
        job_role=job_role,
        job_title=cells.get("job_title", "") or job_role,
        pathway=pathway,
        care_certificate=CARE_CERTIFICATES.get(certificate.split(";")[0], ""),
        supervisor=cells.get("supervisor", "").lstrip("'"),
        role=role,
        leaving=status in LEFT,
        problems=tuple(problems),
    )


def reference(text: str, label: str, problems: list[str]) -> str:
    """Return a reference without blanks and without the mark by which a spreadsheet keeps it as text."""
    found = "".join(text.split()).lstrip("'")
    if len(found) > LONGEST_REFERENCE:
        problems.append(f"{label} is {len(found)} characters long; the most is {LONGEST_REFERENCE}.")
    return found


def whole_name(cells: Mapping[str, str]) -> str:
    """Return the whole name, first name first: from its own cell, or from the two that hold its parts."""
    parts = (cells.get("first_name", ""), cells.get("last_name", ""))
    whole = cells.get("name", "") or " ".join(part for part in parts if part)
    return tidy_name(first_name_first(whole.lstrip("'")))


@dataclass(frozen=True, slots=True)
class ListedDays:
    """Reads the dates of a row; what cannot be read is added to its ``problems``.

    ``month_first_seen`` is a date of the same list that has its month first: then none is guessed at.
    """

    today: dt.date
    month_first_seen: str
    problems: list[str]

    def day(self, text: str, what: str) -> dt.date | None:
        """Return a date, or None where there is none or it cannot be read; ``what`` names it."""
        if not text:
            return None
        if self.month_first_seen and SLASHED.fullmatch(text):
            self.problems.append(
                f"This list has a date with its month first, {self.month_first_seen}, so {text} is not "
                "guessed at. Say that all are month first, or write the month as a word."
            )
            return None
        try:
            day = written_day(text, self.today)
        except DayError as error:
            self.problems.append(f"The {what} cannot be read. {error}")
            return None
        if day < EARLIEST:
            self.problems.append(f"The {what} {text} is too long ago to be right.")
        return day


def _coded(text: str, codes: Mapping[str, C], what: str, problems: list[str]) -> C | None:
    """Return what a code or a word stands for. 998, 999 and an empty cell are "not known"."""
    if not text or text in {"998", "999"}:
        return None
    found = codes.get(text.lstrip("0")) or next(
        (v for v in codes.values() if plain(str(v)) == plain(text)), None
    )
    if found is None:
        problems.append(f"The {what} “{text[:20]}” is not known.")
    return found
