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
from app.domain.people import Contract, Pathway, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

C = TypeVar("C", bound=StrEnum)
LONGEST_REFERENCE = 49
EARLIEST = dt.date(1940, 1, 1)
SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0?0:00(?::00)?)?")
"""A date in numbers, whose day or month may come first."""
TAKEN = {
    "location": ("LOCALESTID",),
    "reference": ("UNIQUEWORKERID", "reference", "staff number", "payroll number", "employee id", "id"),
    "status": ("STATUS",),
    "name": (
        *("DISPLAYID", "name", "full name", "staff", "staff member", "employee", "worker", "team member"),
        *("employee name", "staff name", "worker name", "name of employee", "name of staff", "staff names"),
        *("staff full name", "employee full name", "display name", "carer", "carer name", "colleague"),
    ),
    "first_name": ("first name", "firstname", "first names", "forename", "forenames", "given name"),
    "last_name": ("last name", "lastname", "surname", "family name", "second name"),
    "started_on": ("STARTDATE", "start date", "started", "date started", "start"),
    "contract": ("EMPLSTATUS", "contract", "contract type", "employment status"),
    "job_role": ("MAINJOBROLE", "main job role"),
    "job_title": ("MAINJRDESC", "job title", "job", "title", "post", "position"),
    "pathway": ("CWPCATEGORY", "pathway", "care workforce pathway"),
    "care_certificate": ("CARECERT", "care certificate"),
    "supervisor": ("supervisor", "line manager", "manager"),
}
"""What is taken, and the headings each is known by (ASC-WDS heading first)."""
LABELS = {
    "location": "Workplace reference",
    "reference": "Staff reference",
    "status": "Status",
    "name": "Name",
    "first_name": "First name",
    "last_name": "Surname",
    "started_on": "Start date",
    "contract": "Contract",
    "job_role": "Main job role",
    "job_title": "Job title",
    "pathway": "Care Workforce Pathway",
    "care_certificate": "Care Certificate",
    "supervisor": "Supervisor",
}
STATUSES = frozenset({"NEW", "UPDATE", "UNCHECKED", "NOCHANGE", "DELETE"})
CONTRACTS = {
    "1": Contract.PERMANENT,
    "2": Contract.TEMPORARY,
    "3": Contract.BANK,
    "4": Contract.AGENCY,
    "7": Contract.OTHER,
}
PATHWAYS = {
    "1": Pathway.NEW_TO_CARE,
    "2": Pathway.CARE_OR_SUPPORT_WORKER,
    "3": Pathway.ENHANCED_CARE_WORKER,
    "4": Pathway.SUPERVISOR_OR_LEADER,
    "5": Pathway.PRACTICE_LEADER,
    "6": Pathway.DEPUTY_MANAGER,
    "7": Pathway.REGISTERED_MANAGER,
}
CARE_CERTIFICATES = {"1": "completed", "2": "not started", "3": "in progress"}
JOB_ROLES = {
    "1": "Senior management",
    "2": "Middle management",
    "3": "First-line manager",
    "4": "Registered manager",
    "5": "Supervisor",
    "6": "Social worker",
    "7": "Senior care worker",
    "8": "Care worker",
    "9": "Community support and outreach work",
    "10": "Employment support",
    "11": "Advice, guidance and advocacy",
    "15": "Occupational therapist",
    "16": "Registered nurse",
    "17": "Allied health professional",
    "22": "Technician",
    "23": "Other (directly involved in providing care)",
    "24": "Manager (care-related, not care-providing)",
    "25": "Administrative",
    "26": "Ancillary staff",
    "27": "Other (not directly involved in providing care)",
    "34": "Activities worker, co-ordinator",
    "35": "Safeguarding and reviewing officer",
    "36": "Occupational therapist assistant",
    "37": "Nursing associate",
    "38": "Nursing assistant",
    "39": "Assessment officer",
    "40": "Care co-ordinator",
    "41": "Care navigator",
    "42": "Any children’s or young people’s role",
    "43": "Deputy manager",
    "44": "Learning and development lead",
    "45": "Team leader",
    "46": "Data analyst",
    "47": "Data governance manager",
    "48": "IT and digital support",
    "49": "IT manager",
    "50": "IT service desk manager",
    "51": "Software developer",
    "52": "Support worker",
}
"""ASC-WDS main job roles by bulk-upload code (22 and 41 are retired codes that older files still hold)."""


class What(StrEnum):
    """What would happen with a row."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    LEAVER = "leaver"
    SKIP = "skip"

    @property
    def label(self) -> str:
        """The word on the screen."""
        return {
            What.NEW: "+ New",
            What.UPDATE: "≈ Update",
            What.UNCHANGED: "= No change",
            What.LEAVER: "– Left?",
            What.SKIP: "! Needs mending",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it was read: the line in the file (the heading is 1) and the taken cells by their key."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row understood.

    ``problems`` are sentences; a row with problems is not brought in until it is mended.
    """

    row: Row
    name: str = ""
    reference: str = ""
    location: str = ""
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

    Rows of taken cells, which heading became what, and the headings dropped unread.
    """

    rows: tuple[Row, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
    asc_wds: bool = False


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters, single spaces."""
    return " ".join(heading.replace("\ufeff", "").replace("_", " ").casefold().split())


def columns_of(headings: Sequence[str]) -> dict[int, str]:
    """Return which column is taken as what, by heading and never by place."""
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        key = next(
            (k for k, names in TAKEN.items() if plain(heading) in {plain(name) for name in names}), None
        )
        if key is not None and key not in found.values():
            found[place] = key
    return found


def named(keys: Iterable[str]) -> bool:
    """Whether columns hold whole names: one with names, or one with first names and one with surnames."""
    return "name" in keys or {"first_name", "last_name"} <= set(keys)


def american(staff: StaffList) -> str:
    """Return a date of a list that can only have its month first, or nothing."""
    dates = (row.cells.get("started_on", "") for row in staff.rows)
    return next((date.strip() for date in dates if month_first(date)), "")


def day_first(staff: StaffList) -> StaffList:
    """Return a list whose dates were written with the month first, with each in words: ``2 Mar 2024``.

    What cannot be read so stays as it is.
    """
    return replace(
        staff,
        rows=tuple(
            replace(row, cells={**row.cells, "started_on": turned(row.cells["started_on"])})
            if "started_on" in row.cells
            else row
            for row in staff.rows
        ),
    )


def turned(text: str) -> str:
    """Return a date that is written with its month first in words; anything else as it is."""
    found = SLASHED.fullmatch(text.strip())
    if found is None:
        return text
    try:
        return typed_date(written_day(f"{found[2]}/{found[1]}/{found[3]}"))
    except DayError:
        return text


def understand(row: Row, month_first_seen: str = "") -> Entry:
    """Return what a row says, with every problem in plain words.

    ``month_first_seen`` is a date of the same list that has its month first: then none is guessed at.
    """
    problems: list[str] = []
    cells = {key: " ".join(value.split()) for key, value in row.cells.items()}
    reference, location = ("".join(cells.get(key, "").split()) for key in ("reference", "location"))
    for key, value in (("reference", reference), ("location", location)):
        if len(value) > LONGEST_REFERENCE:
            problems.append(
                f"{LABELS[key]} is {len(value)} characters long; the most is {LONGEST_REFERENCE}."
            )
    name = _name(cells)
    if not name:
        problems.append("There is no name. Write one, or skip the row.")
    elif len(name) > 120 or not name.isprintable() or name.startswith(("=", "+", "@")):  # noqa: PLR2004 - the longest name kept
        problems.append("That is not a name. Write it in ordinary letters, at most 120 of them.")
    status = cells.get("status", "").upper()
    if status and status not in STATUSES:
        problems.append(f"The status “{status[:20]}” is not known. Leave it empty, or use UNCHECKED.")
    started = _day(cells.get("started_on", ""), month_first_seen, problems)
    contract = _coded(cells.get("contract", ""), CONTRACTS, "contract", problems)
    pathway = _coded(cells.get("pathway", ""), PATHWAYS, "Pathway category", problems)
    code = cells.get("job_role", "")
    job_role = JOB_ROLES.get(code.lstrip("0"), code if not code.isdecimal() else "")
    if code.isdecimal() and not job_role:
        problems.append(f"The main job role {code} is not known.")
    role = Role.PRACTICE_LEADER if pathway is Pathway.PRACTICE_LEADER else Role.WORKER
    if pathway is Pathway.DEPUTY_MANAGER or code.lstrip("0") == "43":
        role = Role.DEPUTY
    certificate = cells.get("care_certificate", "")
    return Entry(
        row=row,
        name=name,
        reference=reference,
        location=location,
        started_on=started,
        contract=contract,
        job_role=job_role,
        job_title=cells.get("job_title", "") or job_role,
        pathway=pathway,
        care_certificate=CARE_CERTIFICATES.get(certificate.split(";")[0], ""),
        supervisor=cells.get("supervisor", ""),
        role=role,
        leaving=status == "DELETE",
        problems=tuple(problems),
    )


def _name(cells: Mapping[str, str]) -> str:
    """Return the whole name, first name first: from its own cell, or from the two that hold its parts."""
    parts = (cells.get("first_name", ""), cells.get("last_name", ""))
    name = (cells.get("name", "") or " ".join(part for part in parts if part)).lstrip("'")
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else name


def _day(text: str, month_first_seen: str, problems: list[str]) -> dt.date | None:
    if not text:
        return None
    if month_first_seen and SLASHED.fullmatch(text):
        problems.append(
            f"This list has a date with its month first, {month_first_seen}, so {text} is not guessed at. "
            "Say that all are month first, or write the month as a word."
        )
        return None
    try:
        day = written_day(text)
    except DayError as error:
        problems.append(f"The start date cannot be read. {error}")
        return None
    if day < EARLIEST:
        problems.append(f"The start date {text} is too long ago to be right.")
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
