"""Frameworks: what a service is looked at by, as versioned data.

What counts towards it, and the gaps, in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.kinds import Kind
from app.domain.upshots import SPOT_CHECK

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from app.domain.records import RecordSummary

STALE_DAYS = 92
"""Evidence older than a quarter is called old.

Common policies ask for observation and supervision at least that often.
"""
FEW = 3
BEYOND = "– not shown by what is kept here"
"""Said of an item that nothing kept here counts towards, in the place of a gap."""
CUT = 40


class Known(StrEnum):
    """Where a date of a framework comes from."""

    READ = "read"
    SECOND_HAND = "second hand"

    @property
    def label(self) -> str:
        """The same in words."""
        return {Known.READ: "read at the source", Known.SECOND_HAND: "taken second hand"}[self]


class Status(StrEnum):
    """Whether a framework's text is in its final form."""

    FINAL = "final"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading over items: a key question, an area."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing the service is looked at by.

    ``counts`` names what counts by default: a kind, ``area:…``, ``form:…``, ``answered:…`` or ``rated:…``.

    ``words`` in a record suggest that it may count; nothing is ever tagged from them unasked.
    """

    code: str
    title: str
    group: str = ""
    gist: str = ""
    prompt: str = ""
    words: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One version of a framework.

    ``begins_on`` and ``ends_on`` are the first and last day it is used; ``off`` is how it comes. ``dates``
    says of each date where it comes from.
    """

    id: str
    version: str
    title: str
    items: tuple[Item, ...]
    groups: tuple[Group, ...] = ()
    status: Status = Status.FINAL
    publisher: str = ""
    source: str = ""
    published_on: dt.date | None = None
    begins_on: dt.date | None = None
    ends_on: dt.date | None = None
    licence: str = ""
    note: str = ""
    off: bool = False
    dates: tuple[tuple[str, Known], ...] = ()

    @property
    def name(self) -> str:
        """Title and version, always together; a draft says so."""
        draft = self.status is Status.DRAFT and "draft" not in self.version.casefold()
        return f"{self.title}, version {self.version}" + (" (draft)" if draft else "")

    def cited(self, *codes: str) -> str:
        """Return codes as they are shown: never without what they are the codes of, and which version."""
        return f"{self.name}: {'; '.join(codes)}"

    def item(self, code: str) -> Item | None:
        """Return the item with a code, or None."""
        return next((item for item in self.items if item.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """Which items of one framework match those of another.

    The service's or our own view, never the publisher's. ``same`` are the pairs in which both say the same.
    """

    id: str
    version: str
    title: str
    origin: str
    target: str
    maps: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""
    same: frozenset[tuple[str, str]] = frozenset()

    def counted_at(self, framework_id: str) -> dict[str, tuple[str, ...]]:
        """Return, for each item of a framework, the items at the other end whose records count there too.

        Forward from the one it begins at. Backward only where both say the same: an item that takes several
        together would fill topics of which a record says nothing.
        """
        pairs = [(origin, target) for origin, targets in self.maps for target in targets]
        found: dict[str, tuple[str, ...]] = {}
        for origin, target in pairs:
            if framework_id == self.target:
                found[target] = (*found.get(target, ()), origin)
            elif framework_id == self.origin and (origin, target) in self.same:
                found[origin] = (*found.get(origin, ()), target)
        return found

    def other(self, framework_id: str) -> str | None:
        """Return the framework at the other end, or None when this one is at neither."""
        return {self.target: self.origin, self.origin: self.target}.get(framework_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A kind of evidence, with the kinds of record and forms that give it."""

    id: str
    title: str
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """Somebody's word that a record counts (or, ``off``, does not count) towards an item."""

    record_id: str
    framework_id: str
    code: str
    off: bool
    by_id: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """An item a record may count towards, and the words in it that say so."""

    item: Item
    because: tuple[str, ...]

    @property
    def why(self) -> str:
        """The reason in words."""
        return "It says " + ", ".join(f"“{word}”" for word in self.because) + "."


class Level(StrEnum):
    """The service's own view of itself on an item. Never a rating of a person."""

    STRONG = "strong"
    GOOD = "good"
    SOME_GAPS = "some_gaps"
    NOT_YET = "not_yet"

    @property
    def label(self) -> str:
        """The level in plain words."""
        return {
            Level.STRONG: "Strong",
            Level.GOOD: "Good",
            Level.SOME_GAPS: "Some gaps",
            Level.NOT_YET: "Not there yet",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A self-assessment of one item, as it was written on a day."""

    id: str
    framework_id: str
    framework_version: str
    code: str
    level: Level
    words: str
    by_name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    """One line of the action plan for an item."""

    id: str
    framework_id: str
    code: str
    what: str
    owner_id: str
    owner_name: str
    due_on: dt.date | None
    done_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One record counted towards an item, and why.

    By default, by somebody's tag, or through a crosswalk (``via`` the other item).
    """

    record: RecordSummary
    why: str
    via: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """What counts towards one item in a time.

    ``also`` is what counts through a crosswalk only; ``audits`` are sealed audits of supervision.
    """

    item: Item
    seen: tuple[Seen, ...]
    also: tuple[Seen, ...]
    by_category: Mapping[str, int]
    last_on: dt.date | None
    people: int
    roles: tuple[str, ...]
    gap: str
    assessment: Assessment | None = None
    plan: tuple[Improvement, ...] = ()
    audits: int = 0

    @property
    def beyond(self) -> bool:
        """Whether what is kept here cannot show it, and nobody has said that something does."""
        return not (self.item.counts or self.seen or self.also or self.audits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A framework against what was recorded from ``begin`` to ``end``, both days included."""

    framework: Framework
    begin: dt.date
    end: dt.date
    categories: tuple[Category, ...]
    covered: tuple[Covered, ...]

    @property
    def gaps(self) -> tuple[tuple[Item, str], ...]:
        """Return every gap in words. What cannot be shown by what is kept here is none."""
        return tuple((one.item, one.gap) for one in self.covered if one.gap and not one.beyond)

    @property
    def beyond(self) -> tuple[Item, ...]:
        """Return what cannot be shown by what is kept here."""
        return tuple(one.item for one in self.covered if one.beyond)


NOTHING: frozenset[str] = frozenset()


def facets(record: RecordSummary, said: frozenset[str] = NOTHING) -> frozenset[str]:
    """Return what a record can count by: its kind, its form, its practice areas, what it ``said``.

    A spot check counts for what it saw, not for an area.
    """
    topics = () if SPOT_CHECK in said else record.topics
    return _facets(record.kind.value, record.form_id, topics) | said


@lru_cache(maxsize=4096)
def _facets(kind: str, form_id: str, topics: tuple[str, ...]) -> frozenset[str]:
    return frozenset({kind, f"form:{form_id}", *(f"area:{area}" for area in topics)})


def counting(
    framework: Framework, tags: Iterable[Tag], said: Mapping[str, frozenset[str]]
) -> Callable[[RecordSummary], bool]:
    """Return what says whether a record counts towards any item: by tag, kind, form or what it ``said``."""
    told = {(tag.record_id, tag.code): not tag.off for tag in tags if tag.framework_id == framework.id}
    items = tuple((item.code, frozenset(item.counts)) for item in framework.items)

    def counts(record: RecordSummary) -> bool:
        faces = facets(record, said.get(record.id, NOTHING))
        return any(told.get((record.id, code), not faces.isdisjoint(wanted)) for code, wanted in items)

    return counts


def suggest(text: str, framework: Framework, counted: frozenset[str]) -> tuple[Suggestion, ...]:
    """Return items whose words stand in a text and that do not count yet, those with most words first."""
    low = " ".join(text.casefold().split())
    found = []
    for item in framework.items:
        if item.code not in counted:
            because = tuple(
                word
                for word in item.words
                if re.search(rf"(?<!\w){re.escape(word.casefold())}(?:s|es|ed|ing)?(?!\w)", low)
            )
            if because:
                found.append(Suggestion(item=item, because=because))
    return tuple(sorted(found, key=lambda one: -len(one.because)))


def gap(
    item: Item,
    seen: Sequence[Seen],
    before: Callable[[Kind | None], RecordSummary | None],
    end: dt.date,
    areas: Mapping[str, str],
    zone: dt.tzinfo,
) -> str:
    """Return what is missing for an item, in words; empty when nothing is.

    ``seen`` is the evidence of a time, newest first; ``before`` returns the newest from before it, of one
    kind or of any, and is asked only where the time itself has none.
    """

    def day(record: RecordSummary) -> dt.date:
        return record.held_at.astimezone(zone).date()

    if not seen:
        last = before(None)
        return f"Nothing since {_when(day(last), end)}." if last else "Nothing counts towards this yet."
    watched = [area.removeprefix("area:") for area in item.counts if area.startswith("area:")]
    if watched or any(count.startswith("form:") for count in item.counts) or "observation" in item.counts:
        here = (one.record for one in seen if one.record.kind is Kind.OBSERVATION)
        observed = next(here, None) or before(Kind.OBSERVATION)
        what = f" of {areas[watched[0]].lower()}" if watched and watched[0] in areas else ""
        if observed is None:
            return f"No observation{what} yet."
        if (end - day(observed)).days > STALE_DAYS:
            return f"No observation{what} since {_when(day(observed), end)}."
    newest = max(day(one.record) for one in seen)
    if (end - newest).days > STALE_DAYS:
        return f"Nothing since {_when(newest, end)}."
    if len(seen) >= FEW and len({one.record.about_id for one in seen}) == 1:
        return "All of it is about one person."
    return ""


def _when(day: dt.date, end: dt.date) -> str:
    """Return a month, with its year when that is not the year of ``end``."""
    return f"{day:%B}" if day.year == end.year else f"{day:%B %Y}"


def told(coverage: Coverage) -> str:
    """Return a coverage in a sentence, and once what cannot be shown by what is kept here."""
    with_evidence = sum(bool(one.seen or one.audits) for one in coverage.covered)
    beyond = coverage.beyond
    titles = "; ".join(f"{item.code} {item.title}" for item in beyond)
    return (
        f"{coverage.framework.name}: {with_evidence} of {len(coverage.covered) - len(beyond)} have evidence "
        f"from {long_date(coverage.begin)} to {long_date(coverage.end)}."
    ) + (f" What is kept here cannot show these, so look elsewhere for them: {titles}." if beyond else "")
