"""What is known of people that decides what must happen by a day.

Read once, of one person or of everybody.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import today
from app.domain.kinds import Kind
from app.domain.requirements import Known
from app.services.present import told_apart

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.clock import Clock
    from app.domain.people import Absence
    from app.domain.practice import Requirement
    from app.domain.schedule import DueRules
    from app.domain.training import Training
    from app.domain.upshots import Assessed
    from app.storage.unit_of_work import Work

REVIEW, WATCHED = (Kind.PROBATION_REVIEW, ""), (Kind.OBSERVATION, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """The service's rules, the day these records begin, and what is known of each, by person id and name."""

    rules: DueRules
    begun_on: dt.date | None
    known: dict[str, Known]


def trained(work: Work, person_id: str | None = None) -> tuple[Training, ...]:
    """Return the training of one person or of everybody, the newest first, read once in a moment."""
    return work.once(f"trained {person_id}", lambda: work.practice.trainings(person_id))


def everybody(work: Work, clock: Clock) -> Everybody:
    """Return what is known of everybody, read once in a moment."""
    return work.once("everybody", lambda: _known(work, clock, None))


def _known(work: Work, clock: Clock, person_id: str | None) -> Everybody:
    zone, rules, first = clock.zone(), work.service.due_rules(), work.audit_log.first_at()
    begun_on = first.astimezone(zone).date() if first else None
    last = work.history.last_by_column((REVIEW, WATCHED), person_id=person_id)
    asked: dict[str, list[Requirement]] = defaultdict(list)
    assessed: dict[str, list[Assessed]] = defaultdict(list)
    absences: dict[str, list[Absence]] = defaultdict(list)
    done: dict[str, list[Training]] = defaultdict(list)
    for requirement in work.practice.asked(person_id):
        asked[requirement.person_id].append(requirement)
    for one in work.upshots.newest(person_id):
        assessed[one.person_id].append(one)
    for training in trained(work, person_id):
        done[training.person_id].append(training)
    for absence in work.people.absences(person_id):
        absences[absence.person_id].append(absence)
    people = told_apart(work).values() if person_id is None else (work.people.get(person_id),)
    days = {key: moment.astimezone(zone).date() for key, moment in last.items()}
    known = {
        person.id: Known(
            person=person,
            rules=rules,
            today=today(clock),
            zone=zone,
            asked=tuple(asked[person.id]),
            assessed=tuple(assessed[person.id]),
            trained=tuple(done[person.id]),
            absences=tuple(absences[person.id]),
            reviewed_on=days.get((person.id, *REVIEW)),
            watched_on=days.get((person.id, *WATCHED)),
            begun_on=begun_on,
        )
        for person in people
    }
    return Everybody(rules=rules, begun_on=begun_on, known=known)


def only(work: Work, clock: Clock, person_id: str) -> Everybody:
    """Return what is known of one person, as if there were nobody else. Raises NotFoundError."""
    return _known(work, clock, person_id)


def known_of(work: Work, clock: Clock, person_id: str) -> Known:
    """Return what is known of one person. Raises NotFoundError."""
    return only(work, clock, person_id).known[person_id]
