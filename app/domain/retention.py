"""Keeping and deleting: how long what is kept about somebody stays once they have left, and what stops it.

Nothing about somebody who works here may go. The clock starts on their last day; a rule by kind says how many
years later a record may go, and everything else about them goes last. A hold stops both.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import long_date, months_later
from app.domain.content import canonical
from app.domain.kinds import Kind
from app.domain.people import Standing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from app.domain.people import Person

REST = "rest"
"""Everything about a person that is no record: their page, drafts, sessions, actions, training, absences."""
SORTS: Mapping[str, str] = {**{kind.value: kind.label for kind in Kind}, REST: "Everything else about them"}
"""What has a rule of its own, with its words."""
LEAST_YEARS, MOST_YEARS = 1, 99
ASKED_DAYS = 14
"""How long a request for deletion counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How many years something stays after its person has left.

    ``source`` says where that comes from: for a rule the service ``changed``, the reason it gave.
    """

    sort: str
    years: int
    source: str
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Something that stops deletion, of everything about a person or of one record with all its versions.

    With a day it is kept longer, until that day; without one it is a legal hold, until somebody lifts it.
    ``asked_by`` is who outside or inside asked for it.
    """

    id: str
    person_id: str
    number: str
    until: dt.date | None
    reason: str
    asked_by: str
    by_id: str
    at: dt.datetime
    lifted_at: dt.datetime | None = None
    lifted_by_id: str | None = None
    lifted_because: str = ""

    def stops(self, on: dt.date) -> bool:
        """Whether it stops deletion on a day."""
        return self.lifted_at is None and (self.until is None or self.until >= on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One version of a record, and who besides whom it is about took part in it."""

    id: str
    number: str
    version: int
    kind: Kind
    about_id: str
    sha256: str = ""
    took_part: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of somebody goes by one rule: the records of a kind, or all the rest.

    ``until`` is the day it is kept to; None while somebody concerned works here. ``held`` are the holds that
    stop it, ``records`` the versions that may go, ``stopped`` the numbers that a hold keeps.
    """

    sort: str
    until: dt.date | None
    rule: Rule
    records: tuple[Item, ...] = ()
    stopped: tuple[str, ...] = ()
    held: tuple[Hold, ...] = ()
    after: str = ""

    def may_go(self, on: dt.date) -> bool:
        """Whether there is something that may go on a day."""
        there = bool(self.records) if self.sort != REST else not self.held and not self.after
        return there and self.until is not None and self.until < on


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Everything kept about somebody who has left, by rule; ``left_on`` is their last day, None: unknown."""

    person: Person
    left_on: dt.date | None
    parts: tuple[Part, ...]

    def going(self, on: dt.date) -> tuple[Part, ...]:
        """Return what may go on a day."""
        return tuple(part for part in self.parts if part.may_go(on))


def kept(
    person: Person,
    items: Iterable[Item],
    left: Mapping[str, dt.date],
    holds: Iterable[Hold],
    rules: Mapping[str, Rule],
    on: dt.date,
) -> Kept:
    """Return when what about somebody who has left may go.

    ``left`` are the last days of those who have left, by person. What somebody who is not there took part in
    stays. The rest goes with or after the last record that is about nobody else.
    """
    own = [one for one in items if one.about_id == person.id]
    stopping = [one for one in holds if one.person_id == person.id and one.stops(on)]
    parts = [
        _records(kind, [one for one in own if one.kind is kind], left, stopping, rules[kind.value])
        for kind in Kind
        if any(one.kind is kind for one in own)
    ]
    return Kept(
        person=person,
        left_on=left.get(person.id),
        parts=(*parts, _rest(person, parts, left, stopping, rules[REST], on)),
    )


def _records(
    kind: Kind, items: Sequence[Item], left: Mapping[str, dt.date], holds: Sequence[Hold], rule: Rule
) -> Part:
    whole = tuple(one for one in holds if not one.number)
    numbers = {one.number for one in holds if one.number}
    own = tuple(one for one in holds if one.number in {item.number for item in items})
    last = [left.get(who) for one in items for who in (one.about_id, *one.took_part)]
    days = [day for day in last if day is not None]
    gone = len(days) == len(last)
    free = () if whole else tuple(one for one in items if one.number not in numbers)
    return Part(
        sort=kind.value,
        until=months_later(max(days), 12 * rule.years) if gone else None,
        rule=rule,
        records=free,
        stopped=tuple(sorted({one.number for one in items} - {one.number for one in free})),
        held=(*whole, *own),
    )


def _rest(
    person: Person,
    parts: Sequence[Part],
    left: Mapping[str, dt.date],
    holds: Sequence[Hold],
    rule: Rule,
    on: dt.date,
) -> Part:
    """Return when all the rest goes: never while a record that is theirs alone stays."""
    own = [part for part in parts if not Kind(part.sort).is_group]
    day, later = left.get(person.id), [SORTS[part.sort] for part in own if _stays(part, on)]
    days = [months_later(day, 12 * rule.years), *(part.until for part in own if part.until)] if day else []
    return Part(
        sort=REST,
        until=max(days) if days else None,
        rule=rule,
        held=tuple(holds),
        after=", ".join(later),
    )


def _stays(part: Part, on: dt.date) -> bool:
    return bool(part.stopped) or part.until is None or part.until >= on


# --- deletion -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """A request that something be deleted, and what became of it.

    ``statement`` is the text that both people signed: ids, numbers, kinds and rules, and no word of a record.
    ``ask`` and ``confirmation`` are their signatures (hex), ``asker`` and ``confirmer`` their certificates
    (hex of DER).
    """

    id: str
    number: int
    person_id: str
    whose: str
    statement: str
    asked_by_id: str
    asked_by: str
    asked_at: dt.datetime
    ask: str
    asker: str
    taken_back_at: dt.datetime | None = None
    confirmed_by_id: str | None = None
    confirmed_by: str = ""
    confirmed_at: dt.datetime | None = None
    confirmation: str = ""
    confirmer: str = ""

    @property
    def name(self) -> str:
        """What it is called: ``D-0001``."""
        return f"D-{self.number:04d}"

    @property
    def expires_at(self) -> dt.datetime:
        """When it does not count any more unless it was confirmed."""
        return self.asked_at + dt.timedelta(days=ASKED_DAYS)

    def waits(self, now: dt.datetime) -> bool:
        """Whether a second person can still confirm it."""
        return self.confirmed_at is None and self.taken_back_at is None and now < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Going:
    """What goes: some records, and with ``people`` (all entries of one person) everything else about them.

    ``name`` is what stands where their name was.
    """

    records: frozenset[str]
    people: frozenset[str] = frozenset()
    name: str = ""


def statement(
    deletion_id: str, person_id: str, whose: str, parts: Iterable[Part], log: Mapping[str, object]
) -> str:
    """Return the text that is signed: what goes and by which rule, and where the activity log stands."""
    parts = tuple(parts)
    body = {
        "deletion": deletion_id,
        "person": person_id,
        "whose": whose,
        "rest": any(part.sort == REST for part in parts),
        "rules": {
            part.sort: [part.rule.years, part.until.isoformat() if part.until else ""] for part in parts
        },
        "records": [
            [one.id, one.number, one.version, one.kind.value, one.sha256]
            for part in parts
            for one in part.records
        ],
        "log": dict(log),
    }
    return canonical(body).decode()


def confirmed(digest: str, at: dt.datetime) -> bytes:
    """Return the text that the second person signs: which statement, and when."""
    return f"deletion confirmed {digest} {at.isoformat()}".encode()


def initials(name: str) -> str:
    """Return the first letters of a name: ``S.E.``."""
    return "".join(f"{part[0].upper()}." for part in name.split())


def whose(person: Person) -> str:
    """Return how the log of deletions tells whose it was: the staff reference, else initials."""
    return person.reference or initials(person.name)


def left_name(deletion: Deletion) -> str:
    """Return what stands in the place of a name that was deleted."""
    return f"Person deleted ({deletion.name})"


def is_left_name(person: Person) -> bool:
    """Whether only the place of somebody is left, for other people's records to point at."""
    return person.standing is Standing.LEAVER and person.name.startswith("Person deleted (D-")


def why_none(able: Collection[Person]) -> str:
    """Return what to do where nobody can confirm, or nothing."""
    if able:
        return ""
    return (
        "Nobody here can confirm a deletion yet: a second person is needed, never the one who asks. "
        "Name the nominated individual under People, or a second registered manager, or let a deputy see "
        "everybody."
    )


def told_until(part: Part) -> str:
    """Return how long something is kept, in words."""
    if part.until is None:
        return "kept: somebody who took part works here, or nobody wrote down when they left"
    years = "1 year" if part.rule.years == 1 else f"{part.rule.years} years"
    return f"kept until {long_date(part.until)}: {years} after leaving"
