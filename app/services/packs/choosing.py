"""Which records a pack may hold, and what each counts towards."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import IncompleteError
from app.domain.frameworks import Status
from app.domain.kinds import Kind
from app.domain.packs import Purpose
from app.domain.records import RecordState
from app.services.packs.sources import SEALED, maker
from app.services.records.reading import openable

if TYPE_CHECKING:
    from app.domain.frameworks import Coverage
    from app.domain.packs import PackPlan
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.services.packs.sources import Sources
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A record that may go into a pack, and what it counts towards.

    ``codes`` have a line for each framework: its name and version, and each code with its words.
    """

    record: RecordSummary
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """What there is to choose from.

    Records that count, those that count towards nothing yet, and the coverage with its gaps.
    """

    counting: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    coverage: tuple[Coverage, ...]


def choose(sources: Sources, actor: Actor, plan: PackPlan) -> Choosing:
    """Return what a pack for a plan's purpose may hold.

    For one person's own file these are all records about them, whatever they count for. Raises
    IncompleteError when nobody was chosen.
    """
    if plan.purpose is Purpose.PERSON:
        return _about_one(sources, actor, plan.person_id)
    return _by_frameworks(sources, actor, plan)


def covered(sources: Sources, work: Work, me: Person, plan: PackPlan) -> tuple[Coverage, ...]:
    """Return the coverage of each framework of a plan, those in force before drafts.

    It is read within a transaction that is already open.
    """
    found = sources.evidence.cover(work, me, plan.frameworks, plan.begin, plan.end)
    return tuple(sorted(found, key=lambda one: one.framework.status is Status.DRAFT))


def codes_of(coverage: tuple[Coverage, ...]) -> dict[str, tuple[str, ...]]:
    """Return what each record counts towards, by record id: a line for each framework, with its codes."""
    found: dict[str, list[str]] = {}
    for one in coverage:
        codes: dict[str, list[str]] = {}
        for item in one.covered:
            for seen in item.seen:
                codes.setdefault(seen.record.id, []).append(f"{item.item.code} {item.item.title}")
        for record_id, some in codes.items():
            found.setdefault(record_id, []).append(one.framework.cited(*dict.fromkeys(some)))
    return {record_id: tuple(lines) for record_id, lines in found.items()}


def _about_one(sources: Sources, actor: Actor, person_id: str) -> Choosing:
    with sources.store.read() as work:
        me = maker(work, actor)
        if not person_id:
            message = "Choose whose file it is."
            raise IncompleteError(message, {"person": message})
        mine = work.records.summaries(about_id=person_id, limit=None)
        took_part = [
            summary
            for kind in Kind
            if kind.is_group
            for summary in work.records.summaries(kind=kind, states=SEALED, limit=None)
            if person_id in summary.readers
        ]
        readable = openable(work, me, {one.id: one for one in (*mine, *took_part)}.values())
    return Choosing(
        counting=tuple(Candidate(record=one, codes=()) for one in readable), others=(), coverage=()
    )


def _by_frameworks(sources: Sources, actor: Actor, plan: PackPlan) -> Choosing:
    """Return the sealed records of a time, both days included, and what they count towards."""
    zone = sources.clock.zone()
    first = dt.datetime.combine(plan.begin, dt.time(), zone)
    after = dt.datetime.combine(plan.end + dt.timedelta(days=1), dt.time(), zone)
    with sources.store.read() as work:
        me = maker(work, actor)
        coverage = covered(sources, work, me, plan)
        counted = codes_of(coverage)
        sealed = openable(
            work,
            me,
            work.records.summaries(states=(RecordState.SEALED,), begin=first, end=after, limit=None),
        )
    candidates = [Candidate(record=one, codes=counted.get(one.id, ())) for one in sealed]
    return Choosing(
        counting=tuple(c for c in candidates if c.codes or not plan.frameworks),
        others=tuple(c for c in candidates if plan.frameworks and not c.codes),
        coverage=coverage,
    )
