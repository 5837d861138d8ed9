"""Practice threads as lines, each with the steps it joins.

Of one person or of everybody, in the same few reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.people import Role
from app.domain.practice import Linked, Step, Thread
from app.domain.records import RecordState
from app.services.known import trained
from app.services.records.reading import openable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from app.domain.actions import Action
    from app.domain.people import Person
    from app.domain.records import RecordSummary
    from app.domain.training import Training
    from app.storage.unit_of_work import Work

RECENT_DAYS = 120
MOST_SUGGESTED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A thread drawn as one line.

    Its steps, oldest first, and what else could belong to it (suggested, never forced).
    """

    thread: Thread
    steps: tuple[Step, ...]
    suggested: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """Everything of a person that a thread can join, as far as somebody may read it."""

    records: tuple[RecordSummary, ...]
    trainings: tuple[Training, ...]
    actions: tuple[Action, ...]

    def steps(self, zone: dt.tzinfo) -> tuple[Step, ...]:
        """Return the steps, oldest first."""
        days = {record.id: record.held_at.astimezone(zone).date() for record in self.records}
        steps = [
            Step(linked=Linked.TRAINING, ref=t.id, on=t.done_on, word="Training", text=t.title, symbol="□")
            for t in self.trainings
        ]
        steps += [
            Step(
                linked=Linked.RECORD,
                ref=record.id,
                on=days[record.id],
                word=record.kind.label,
                text=record.number,
                symbol=record.kind.symbol,
            )
            for record in self.records
        ]
        steps += [
            Step(
                linked=Linked.ACTION,
                ref=action.id,
                on=action.due_on or days[action.record_id],
                word=f"Action, {action.state.label.lower()}",
                text=action.what,
                symbol="○",
            )
            for action in self.actions
            if action.record_id in days
        ]
        return tuple(sorted(steps, key=lambda step: step.on))

    def areas(self) -> dict[str, tuple[str, ...]]:
        """Return the practice areas of each step, by what it refers to."""
        found = {record.id: record.topics for record in self.records if record.kind.is_practice}
        found |= {training.id: (training.area,) for training in self.trainings}
        for action in self.actions:
            if action.record_id in found:
                found[action.id] = found[action.record_id or ""]
        return found


def trail_of(work: Work, me: Person, person_id: str) -> Trail:
    """Return what somebody may read of one person."""
    return Trail(
        records=readable(work, me, work.records.summaries(about_id=person_id, limit=None)),
        trainings=trained(work, person_id),
        actions=work.actions.all_about(person_id),
    )


def readable(work: Work, me: Person, records: Iterable[RecordSummary]) -> tuple[RecordSummary, ...]:
    """Return those of some records that somebody may read and that are more than a draft, newest first."""
    found = (one for one in openable(work, me, records) if one.state is not RecordState.DRAFT)
    return tuple(sorted(found, key=lambda one: one.held_at, reverse=True))


def lines_of(work: Work, me: Person, person_id: str, zone: dt.tzinfo) -> tuple[Line, ...]:
    """Return a person's threads. Steps somebody may not read are left out, uncounted."""
    threads = work.practice.threads(person_id)
    links = work.practice.links(thread.id for thread in threads)
    return _lines(me, threads, links, trail_of(work, me, person_id), zone)


def lines_of_all(work: Work, me: Person, zone: dt.tzinfo) -> dict[str, tuple[Line, ...]]:
    """Return everybody's threads, by person id, in the same number of reads as one person's."""
    by_person: dict[str, list[Thread]] = {}
    for thread in work.practice.threads():
        by_person.setdefault(thread.person_id, []).append(thread)
    links = work.practice.links(thread.id for threads in by_person.values() for thread in threads)
    records: dict[str, list[RecordSummary]] = {}
    for record in readable(work, me, work.records.summaries(limit=None)) if by_person else ():
        records.setdefault(record.about_id, []).append(record)
    trainings: dict[str, list[Training]] = {}
    for training in trained(work):
        trainings.setdefault(training.person_id, []).append(training)
    actions: dict[str, list[Action]] = {}
    for action in work.actions.all() if by_person else ():
        actions.setdefault(action.about_id, []).append(action)
    return {
        person_id: _lines(
            me,
            tuple(threads),
            links,
            Trail(
                records=tuple(records.get(person_id, ())),
                trainings=tuple(trainings.get(person_id, ())),
                actions=tuple(actions.get(person_id, ())),
            ),
            zone,
        )
        for person_id, threads in by_person.items()
    }


def told(work: Work, me: Person, zone: dt.tzinfo) -> tuple[tuple[Person, Line], ...]:
    """Return the threads that tell of a change, whose they are first: those of two steps or more."""
    lines, people = lines_of_all(work, me, zone), work.people.all()
    return tuple((one, line) for one in people for line in lines.get(one.id, ()) if len(line.steps) > 1)


def _lines(
    me: Person,
    threads: tuple[Thread, ...],
    links: dict[str, frozenset[tuple[Linked, str]]],
    trail: Trail,
    zone: dt.tzinfo,
) -> tuple[Line, ...]:
    every, areas = trail.steps(zone), trail.areas()
    found = []
    for thread in threads:
        joined = links.get(thread.id, frozenset())
        steps = tuple(step for step in every if (step.linked, step.ref) in joined)
        if not joined or steps or me.id == thread.person_id or me.role is Role.OWNER:
            last = steps[-1].on if steps else thread.begun_on
            suggested = tuple(
                step
                for step in every
                if (step.linked, step.ref) not in joined
                and thread.area in areas.get(step.ref, ())
                and abs((step.on - last).days) <= RECENT_DAYS
            )
            still_open = thread.closed_on is None
            found.append(
                Line(thread=thread, steps=steps, suggested=suggested[-MOST_SUGGESTED:] if still_open else ())
            )
    return tuple(found)
