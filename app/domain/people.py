"""People who work here: roles, standing and what the service knows of each."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.names import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.kinds import Kind


class Role(StrEnum):
    """What somebody may do in the app (product policy table; not their job title)."""

    NOMINATED = "nominated_individual"
    OWNER = "owner"
    DEPUTY = "deputy"
    TEAM_LEADER = "team_leader"
    PRACTICE_LEADER = "practice_leader"
    WORKER = "worker"

    @property
    def label(self) -> str:
        """The role in the sector's words."""
        return {
            Role.NOMINATED: "Nominated individual",
            Role.OWNER: "Registered manager",
            Role.DEPUTY: "Deputy manager",
            Role.TEAM_LEADER: "Team leader",
            Role.PRACTICE_LEADER: "Practice leader",
            Role.WORKER: "Worker",
        }[self]

    @property
    def word(self) -> str:
        """The role as one word for other programs, as the sector says it: ``registered_manager``.

        What is stored is the value, which stays as it is for ever.
        """
        return self.label.lower().replace(" ", "_")

    @property
    def opens_vault(self) -> bool:
        """Whether people in this role have a passphrase of their own that opens the records."""
        return self is not Role.WORKER


class Standing(StrEnum):
    """Whether somebody works here now."""

    ACTIVE = "active"
    AWAY = "away"
    LEAVER = "leaver"

    @property
    def label(self) -> str:
        """The standing in plain words."""
        return {Standing.ACTIVE: "Active", Standing.AWAY: "Away", Standing.LEAVER: "Left"}[self]


class Pathway(StrEnum):
    """Care Workforce Pathway role categories (Department of Health and Social Care, 2024; more in 2025)."""

    NEW_TO_CARE = "new_to_care"
    CARE_OR_SUPPORT_WORKER = "care_or_support_worker"
    ENHANCED_CARE_WORKER = "enhanced_care_worker"
    SUPERVISOR_OR_LEADER = "supervisor_or_leader"
    PRACTICE_LEADER = "practice_leader"
    PERSONAL_ASSISTANT = "personal_assistant"
    DEPUTY_MANAGER = "deputy_manager"
    REGISTERED_MANAGER = "registered_manager"

    @property
    def label(self) -> str:
        """The category's name."""
        return self.value.replace("_", " ").capitalize()


class Contract(StrEnum):
    """How somebody is employed (ASC-WDS EMPLSTATUS)."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    BANK = "bank"
    AGENCY = "agency"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The contract in plain words."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a manager writes down about a person; shared by adding and changing.

    ``reference`` and ``location`` are UNIQUEWORKERID and LOCALESTID of the ASC-WDS staff file, ``job_role``
    its main job role: three things apart from the job title and the Pathway category. ``protected_minutes``
    is a practice leader's planned time a week. A deputy who ``sees_everyone`` reaches more than the people
    they supervise, because the registered manager said so.
    """

    name: str
    role: Role
    job_title: str = ""
    supervisor_id: str | None = None
    started_on: dt.date | None = None
    probation_ends_on: dt.date | None = None
    pathway: Pathway | None = None
    standing: Standing = Standing.ACTIVE
    away_until: dt.date | None = None
    reference: str = ""
    location: str = ""
    contract: Contract = Contract.PERMANENT
    nights: bool = False
    job_role: str = ""
    care_certificate: str = ""
    protected_minutes: int = 0
    sees_everyone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Time away, from its first day to its last. ``ends_on`` None means still away.

    Only they themself, the registered manager and the supervisor see it.
    """

    id: str
    person_id: str
    begins_on: dt.date
    ends_on: dt.date | None
    reason: str = ""

    def meets(self, other: Absence) -> bool:
        """Whether two times away share a day."""
        after = other.ends_on is not None and other.ends_on < self.begins_on
        before = self.ends_on is not None and self.ends_on < other.begins_on
        return not after and not before


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """When somebody worked here before they left. ``begun_on`` None: that was not known."""

    id: str
    person_id: str
    begun_on: dt.date | None
    ended_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Profile):
    """A person who works here.

    ``id`` is a UUIDv7 as text; ``secret_set`` is false until they have chosen their own. ``former_names`` are
    what they were called here before, the oldest first. ``stand_ins`` are the ids of those who stand in for
    their supervisor today.
    """

    id: str
    secret_set: bool = False
    former_names: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()

    @property
    def post(self) -> str:
        """What they are here, as it stands under their name: their job, or else their role."""
        return self.job_title or self.role.label

    @property
    def first_name(self) -> str:
        """The name a colleague would use."""
        return self.name.split()[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person signed in. Services look their role up afresh at every call; this only says who asks."""

    person_id: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The care service itself. ``logo`` is PNG or JPEG bytes or empty; ``demo`` marks a made-up service.

    ``starts``: words for starting are offered here. ``places`` are the names of its houses and rooms, and
    ``care_values`` its own values, a line each. ``safeguarding`` and ``speaking_up`` say in its own words
    whom to tell. ``countersigned`` are the kinds of record that a second signer signs.
    """

    name: str
    logo: bytes = b""
    demo: bool = False
    lock_after_minutes: int = 5
    starts: bool = True
    places: str = ""
    care_values: str = ""
    safeguarding: str = ""
    speaking_up: str = ""
    countersigned: frozenset[Kind] = frozenset()


def first_named(people: Iterable[tuple[str, str]], typed: str) -> tuple[str, str] | None:
    """Return the first (id, name) with some letters in the name, or None.

    One of whose names begins with them comes before one that only holds them.
    """
    wanted = typed.casefold().strip()
    fits = [one for one in people if wanted in one[1].casefold()] if wanted else []
    begins = (one for one in fits if any(part.startswith(wanted) for part in one[1].casefold().split()))
    return next(begins, fits[0] if fits else None)


def short_names(people: Iterable[Person]) -> dict[str, str]:
    """Return, by id, a name for each that is nobody else's: ``Amira H``, ``Sarah Sm`` beside ``Sarah Sh``.

    The first name and as many letters of the surname as it takes; the whole name where the surnames are one;
    the reference or the job after it where the whole names are one, and a number where even those are.
    """
    everybody = sorted(people, key=lambda person: person.id)
    return {person.id: _short_name(person, everybody) for person in everybody}


def _short_name(person: Person, everybody: list[Person]) -> str:
    first, surname = _ends(person)
    namesakes = [one for one in everybody if _ends(one)[0].casefold() == first.casefold()]
    surnames = [_ends(one)[1].casefold() for one in namesakes if one.id != person.id]
    if surname.casefold() not in surnames:
        for letters in range(1, len(surname)):
            begun = surname[:letters]
            if not any(other.startswith(begun.casefold()) for other in surnames):
                return f"{first} {begun}"
        return f"{first} {surname}".strip()
    whole = " ".join(person.name.split())
    twins = [one for one in namesakes if " ".join(one.name.split()).casefold() == whole.casefold()]
    if len(twins) == 1:
        return whole
    marks = [one.reference or one.job_title for one in twins]
    mark = marks[twins.index(person)]
    if all(marks) and len({one.casefold() for one in marks}) == len(marks):
        return f"{whole} · {mark}"
    return " ".join(f"{whole} · {mark} {twins.index(person) + 1}".split())


def _ends(person: Person) -> tuple[str, str]:
    """Return the first name and the surname, which is empty where there is only one name."""
    first, *rest = person.name.split()
    return first, rest[-1] if rest else ""


def named_so(name: str, typed: str) -> bool:
    """Return whether every word typed is somewhere in a name, whatever the size of its letters."""
    key = name_key(name)
    return all(word in key for word in name_key(typed).split())
