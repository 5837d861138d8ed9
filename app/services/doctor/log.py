"""The activity log as the doctor reads it: its chain, and what its lines say of records and people."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.audit import Head
from app.domain.clock import long_moment
from app.domain.findings import Finding, Matter
from app.domain.sealed import told

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from app.domain.audit import Event
    from app.storage.unit_of_work import Work

NUMBERED = frozenset({"record started", "draft thrown away", "correction started"})
SEALED = re.compile(
    r"(?P<number>\S+) version (?P<version>\d+)(?: (?P<pdf>[0-9a-f]{64})? (?P<rows>[0-9a-f]{64}))?"
)
PACK = re.compile(r"pack (?P<number>\d+), .*manifest (?P<manifest>[0-9a-f]{64})")
SIGNED = re.compile(r"(?P<number>\S+) (?P<part>\w+) (?P<pdf>[0-9a-f]{64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealing:
    """What the log says of one record that was sealed. ``pdf`` and ``rows`` are hashes, or empty of old."""

    number: str
    version: int
    at: dt.datetime
    pdf: str = ""
    rows: str = ""


@dataclass(kw_only=True)
class Lines:
    """What the lines of the log, and of logs that were brought in, say.

    ``own`` are the records that were sealed here, ``brought``: another service was brought in. ``deleted`` is
    the hash of what two people signed, by the deletion.
    """

    heads: list[str] = field(default_factory=list)
    sealed: dict[str, Sealing] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    parts: dict[str, dict[str, dt.datetime]] = field(default_factory=dict)
    withdrawn: dict[str, str] = field(default_factory=dict)
    started: Counter[str] = field(default_factory=Counter)
    thrown_away: Counter[str] = field(default_factory=Counter)
    own: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    keys_made: dict[str, list[dt.datetime]] = field(default_factory=dict)
    packs: dict[str, str] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    brought: bool = False
    deleted: dict[str, str] = field(default_factory=dict)
    doubles: dict[str, str] = field(default_factory=dict)

    def who(self, person_id: str) -> str:
        """Return whose entry an id is, after all entries of one person that were made one."""
        while person_id in self.doubles:
            person_id = self.doubles[person_id]
        return person_id

    @property
    def head(self) -> Head:
        """Where the log stands."""
        return Head(lines=len(self.heads), hash=self.heads[-1]) if self.heads else Head()

    def fits(self, anchor: Head) -> bool:
        """Whether the log still holds the line that was its last when something was signed."""
        if anchor.lines == 0:
            return True
        return anchor.lines <= len(self.heads) and self.heads[anchor.lines - 1] == anchor.hash


def read_lines(work: Work) -> Lines:
    """Read the log once, from its first line to its last."""
    found = Lines()
    for event in work.audit_log.former_lines():
        _take(found, event)
    for event in work.audit_log.lines():
        found.heads.append(event.hash)
        _take(found, event)
        if event.action == "record sealed":
            found.own.add(event.subject)
    return found


def _take(found: Lines, event: Event) -> None:
    action, subject, detail = event.action, event.subject, event.detail
    if action == "record sealed" and (sealed := SEALED.fullmatch(detail)):
        found.sealed[subject] = Sealing(
            number=sealed["number"],
            version=int(sealed["version"]),
            at=event.at,
            pdf=sealed["pdf"] or "",
            rows=sealed["rows"] or "",
        )
    elif action == "signed" and (signed := SIGNED.fullmatch(detail)):
        found.signed[subject] = signed["pdf"]
        found.parts.setdefault(subject, {})[signed["part"]] = event.at
    elif action == "record withdrawn":
        found.withdrawn[subject] = detail.partition(": ")[2]
    elif action in NUMBERED:
        (found.thrown_away if action == "draft thrown away" else found.started)[detail.split(" ", 1)[0]] += 1
    elif action == "two entries made one":
        found.doubles[detail.partition(",")[0]] = subject
    elif action == "another service brought in":
        found.brought = True
    elif action == "records deleted":
        found.deleted[subject] = detail.rpartition(" ")[2]
    elif action == "line added":
        found.added.setdefault(subject, []).append(detail.partition(" ")[2])
    elif action == "pack made" and (pack := PACK.fullmatch(detail)):
        found.packs[pack["manifest"]] = pack["number"]
    if "name" in detail.split(", "):
        found.named.add(subject)
    if "keys made" in action or action.startswith("certificate made"):
        found.keys_made.setdefault(event.subject, []).append(event.at)


def unanchored(lines: Lines, signed_over: Iterable[tuple[str, Head]]) -> tuple[Finding, ...]:
    """Return what shows that lines were edited, taken from the end or the chain computed anew.

    ``signed_over`` are what people signed, and where the log stood then. Of many that do not fit the newest
    that still fits and the oldest that does not tell where it happened.
    """
    broken = sorted(
        ((what, anchor) for what, anchor in signed_over if not lines.fits(anchor)),
        key=lambda one: one[1].lines,
    )
    if not broken:
        return ()
    what, anchor = broken[0]
    rest = f" So do {len(broken) - 1} more." if len(broken) > 1 else ""
    if anchor.lines > len(lines.heads):
        gone = anchor.lines - len(lines.heads)
        told = (
            f"At least {gone} {'line was' if gone == 1 else 'lines were'} taken from the end of the activity "
            f"log: {what} was signed over {anchor.lines} lines, and there are {len(lines.heads)}.{rest}"
        )
    else:
        told = (
            f"The activity log was written anew: line {anchor.lines} is not the one that {what} was signed "
            f"over.{rest}"
        )
    return (Finding(matter=Matter.LOG, sentence=told),)


def gone(
    lines: Lines, brief: Mapping[str, str], vouched: Mapping[str, str], zone: dt.tzinfo
) -> tuple[Finding, ...]:
    """Return the records that were sealed and are no longer here, and numbers that nothing accounts for.

    ``brief`` are the numbers of those that are here, ``vouched`` of those whose deletion two people signed.
    """
    here, found = {*brief, *vouched}, list[Finding]()
    left = {*brief.values(), *vouched.values()}
    lost = {one: said for one, said in lines.sealed.items() if one not in here}
    for said in lost.values():
        name = told(said.number, said.version)
        words = f"{name} was sealed on {long_moment(said.at, zone)} and is no longer here."
        found.append(Finding(matter=Matter.RECORD, record=said.number, sentence=words))
    if lines.brought:  # the gaps of another service came in with its records
        return tuple(found)
    explained = left | {said.number for said in lost.values()}
    for letter, last in _last(explained | set(lines.started)).items():
        for n in range(1, last + 1):
            number = f"{letter}-{n:04d}"
            thrown, begun = lines.thrown_away[number], lines.started[number]
            if number not in explained and (not thrown or thrown < begun):
                words = (
                    f"{number} is missing: no record has that number, and no line says it was thrown away."
                )
                found.append(Finding(matter=Matter.RECORD, record=number, sentence=words))
    return tuple(found)


def _last(numbers: Iterable[str]) -> dict[str, int]:
    """Return the highest number of each letter."""
    found: dict[str, int] = {}
    for number in numbers:
        letter, _, count = number.partition("-")
        if count.isdecimal():
            found[letter] = max(found.get(letter, 0), int(count))
    return found
