"""What counts towards each item of a framework.

The sealed records of a time are read once for every framework asked about. What was before it is looked up
only where the time itself has nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from functools import cached_property, partial
from typing import TYPE_CHECKING

from app.domain.frameworks import NOTHING, Coverage, Covered, Seen, facets, gap
from app.domain.records import RecordState
from app.domain.upshots import NOTHING_WATCHED
from app.services.records.reading import openable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.frameworks import Category, Framework, Item, Tag
    from app.domain.kinds import Kind
    from app.domain.people import Person
    from app.domain.records import RecordSummary
    from app.services.frameworks import FrameworksService
    from app.storage.unit_of_work import Work

    Linked = tuple[tuple[Framework, Mapping[str, tuple[str, ...]]], ...]

AUDIT, OUTCOMES = "quality_audit", "outcomes"
HOW = {"answered": "asked and answered in ", "rated": "seen in a spot check, "}
"""Why a record counts that does not by what it is."""


class Evidence:
    """The sealed records of a time that somebody may read, with their tags."""

    def __init__(
        self, work: Work, me: Person, catalog: Catalog, clock: Clock, time: tuple[dt.date, dt.date]
    ) -> None:
        self._work = work
        self._zone = clock.zone()
        self._begin, self._end = time
        after = dt.datetime.combine(self._end + dt.timedelta(days=1), dt.time(), self._zone)
        self._first = dt.datetime.combine(self._begin, dt.time(), self._zone)
        people = work.people.all()
        self._names = {person.id: person.name for person in people}
        self._roles = {person.id: person.role.label for person in people}
        sealed = work.records.summaries(
            states=(RecordState.SEALED,), begin=self._first, end=after, limit=None
        )
        self._said = work.upshots.said()
        self._held = watched(openable(work, me, sealed), self._said)
        self._earlier = Earlier(work, me, self._first, self._said)
        self._faces = {record.id: facets(record, self._said.get(record.id, NOTHING)) for record in self._held}
        self._places = {record.id: place for place, record in enumerate(self._held)}
        self._by_face: dict[str, list[int]] = defaultdict(list)
        for place, record in enumerate(self._held):
            for face in self._faces[record.id]:
                self._by_face[face].append(place)
        self._tags: dict[tuple[str, str], dict[str, Tag]] = {}
        for tag in work.frameworks.tags():
            self._tags.setdefault((tag.framework_id, tag.code), {})[tag.record_id] = tag
        self._met_again = work.practice.watched_again()
        self._audits = sum(
            audit.sealed_at is not None and self._first <= audit.sealed_at < after
            for audit in work.quality.audits()
        )
        self._categories = catalog.evidence_categories()
        self._areas = {area.id: area.label for area in catalog.areas()}

    def coverage(self, frameworks: FrameworksService, framework_id: str) -> Coverage:
        """Return one framework against the time. Raises NotFoundError."""
        framework = frameworks.find(self._work, framework_id)
        linked = self._linked(frameworks, framework)
        assessed = {a.code: a for a in reversed(self._work.frameworks.assessments(framework.id))}
        plan = self._work.frameworks.improvements(framework.id)
        covered = []
        for item in framework.items:
            seen = self._seen(framework, item)
            audits = self._audits if AUDIT in item.counts else 0
            days = (one.record.held_at.astimezone(self._zone).date() for one in seen)
            tags = self._tags.get((framework.id, item.code), {})
            before = partial(self._earlier.newest, item, tags)
            missing = gap(item, seen, before, self._end, self._areas, self._zone)
            covered.append(
                Covered(
                    item=item,
                    seen=seen,
                    also=self._also(item, seen, linked),
                    by_category={c.id: self._count(c, seen, audits) for c in self._categories},
                    last_on=max(days, default=None),
                    people=len({one.record.about_id for one in seen}),
                    roles=tuple(sorted({self._roles[one.record.about_id] for one in seen})),
                    gap="" if audits and not seen else missing,
                    assessment=assessed.get(item.code),
                    plan=tuple(one for one in plan if one.code == item.code),
                    audits=audits,
                )
            )
        return Coverage(
            framework=framework,
            begin=self._begin,
            end=self._end,
            categories=self._categories,
            covered=tuple(covered),
        )

    def _linked(self, frameworks: FrameworksService, framework: Framework) -> Linked:
        """Return the frameworks a crosswalk leads to, with the items there that match ours."""
        here = {one.framework.id: one.framework for one in frameworks.all(self._work)}
        walks = {walk.other(framework.id): walk for walk in frameworks.crosswalks(self._work)}
        return tuple(
            (here[other], walk.counted_at(framework.id))
            for other, walk in walks.items()
            if other is not None and other in here
        )

    def _seen(self, framework: Framework, item: Item) -> tuple[Seen, ...]:
        tags = self._tags.get((framework.id, item.code), {})
        places = {self._places[tagged] for tagged in tags if tagged in self._places}
        places.update(*(self._by_face.get(face, ()) for face in item.counts))
        found = []
        for record in map(self._held.__getitem__, sorted(places)):
            why = why_counted(self._faces[record.id], record, item, (tags.get(record.id), self._names))
            if why:
                found.append(Seen(record=record, why=why))
        return tuple(found)

    def _also(self, item: Item, own: tuple[Seen, ...], linked: Linked) -> tuple[Seen, ...]:
        """Return what counts towards an item through a crosswalk only."""
        counted = {one.record.id for one in own}
        also: dict[str, Seen] = {}
        for other, mapped in linked:
            for match in filter(None, map(other.item, mapped.get(item.code, ()))):
                for one in self._seen(other, match):
                    if one.record.id not in counted:
                        via = other.cited(match.code)
                        why = f"Also counts towards (mapped from {via})"
                        also.setdefault(one.record.id, Seen(record=one.record, why=why, via=via))
        return tuple(also.values())

    def _count(self, category: Category, seen: tuple[Seen, ...], audits: int) -> int:
        """Return how much evidence of a kind there is; one record may be of more than one kind."""
        records = sum(
            not self._faces[one.record.id].isdisjoint(category.counts)
            or (category.id == OUTCOMES and one.record.id in self._met_again)
            for one in seen
        )
        return records + (audits if AUDIT in category.counts else 0)


class Earlier:
    """What somebody may read from before a time: the newest of each sort, newest first, read when asked."""

    def __init__(
        self, work: Work, me: Person, first: dt.datetime, said: Mapping[str, frozenset[str]]
    ) -> None:
        self._work, self._me, self._first, self._said = work, me, first, said

    def newest(self, item: Item, tags: Mapping[str, Tag], kind: Kind | None) -> RecordSummary | None:
        """Return the newest that counts towards an item, of one kind or of any; None when there is none."""
        wanted = frozenset(item.counts)
        for one in self._all:
            tag = tags.get(one.id)
            faces = facets(one, self._said.get(one.id, NOTHING))
            counts = not tag.off if tag is not None else not faces.isdisjoint(wanted)
            if counts and kind in {None, one.kind}:
                return one
        return None

    @cached_property
    def _all(self) -> tuple[RecordSummary, ...]:
        found = self._work.records.brief(self._work.upshots.earlier(self._first)).values()
        newest = sorted(found, key=lambda one: one.held_at, reverse=True)
        return watched(openable(self._work, self._me, newest), self._said)


def watched(
    records: Iterable[RecordSummary], said: Mapping[str, frozenset[str]]
) -> tuple[RecordSummary, ...]:
    """Return records without the notes that nothing was watched: these are evidence of nothing."""
    return tuple(one for one in records if NOTHING_WATCHED not in said.get(one.id, NOTHING))


def why_counted(
    faces: frozenset[str], record: RecordSummary, item: Item, tagged: tuple[Tag | None, Mapping[str, str]]
) -> str:
    """Return why a record counts towards an item, or nothing when it does not."""
    tag, names = tagged
    if tag is not None:
        return "" if tag.off else f"Tagged by {names.get(tag.by_id, 'somebody')}"
    found = faces & frozenset(item.counts)
    if not found:
        return ""
    sorts = {one.partition(":")[0] for one in found if ":" in one and one.partition(":")[0] in HOW}
    how = HOW[sorts.pop()] if len(sorts) == len(found) == 1 else ""
    return f"Counts by default: {how}{record.kind.label.lower()}"
