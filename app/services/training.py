"""Training: what people did and until when it counts, one person's list and the matrix of everybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_note_training, may_see_person, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.names import full_names
from app.domain.people import Role
from app.domain.practice import Purpose, Requirement
from app.domain.training import Training, checked, newest, stands
from app.services.known import trained
from app.services.matrix import in_sight
from app.services.present import as_seen, present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.domain.training import Course
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

MOST_ACROSS = 8
"""Subjects that stand side by side on a page."""
BLANK = "\N{NO-BREAK SPACE}"
NOBODY = "Choose who did it."
MAY_NOT = "Only somebody who leads their practice can note training, and only of people who are here."
NO_REASON = "Say why it does not count – a few words are enough."


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Training, by when it has to be seen in practice, and the sealed observation that saw it.

    ``counts``: it is the one that counts in its subject.
    """

    training: Training
    check_by: dt.date | None
    seen: RecordSummary | None
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A person's row of the matrix: in each subject the training that counts, if there is one."""

    person: Person
    cells: tuple[Training | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingMatrix:
    """Who did what in which subject, on a day."""

    subjects: tuple[str, ...]
    rows: tuple[Row, ...]
    on: dt.date

    def tables(self, *, blank: bool = False) -> tuple[tuple[tuple[str, ...], ...], ...]:
        """Return the matrix for paper: headings and rows, so many subjects a table as a page is wide."""
        names = full_names(row.person for row in self.rows)
        found = []
        for start in range(0, max(len(self.subjects), 1), MOST_ACROSS):
            across = slice(start, start + MOST_ACROSS)
            rows = []
            for row in self.rows:
                cells = (BLANK if blank else stands(one, self.on) for one in row.cells[across])
                rows.append((names[row.person.id], *cells))
            found.append((("Person", *self.subjects[across]), *rows))
        return tuple(found)


class TrainingService:
    """Knowing who was trained in what, and until when it counts."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def note(self, actor: Actor, people: Sequence[str], course: Course) -> Outcome[tuple[Training, ...]]:
        """Note training that one or several people did.

        With ``check_by``, the practice of each must be watched by then.
        """
        course = checked(course, today(self._clock))
        if not people:
            raise IncompleteError(NOBODY, {"people": NOBODY})
        with self._store.write(actor.person_id) as work:
            noted = tuple(self._noted(work, actor, one, course) for one in dict.fromkeys(people))
        return Outcome(noted, changed(Topic.THREADS, Topic.SCHEDULE))

    def take_off(self, actor: Actor, training_id: str, because: str) -> Outcome[Training]:
        """Say why training does not count: it was noted by mistake. What it asked for goes with it."""
        if not because.strip():
            raise IncompleteError(NO_REASON, {"reason": NO_REASON})
        check_text("reason", because)
        with self._store.write(actor.person_id) as work:
            training = work.practice.training(training_id)
            self._may(work, actor, training.person_id)
            work.practice.take_training_off(training_id, because.strip())
            for one in work.practice.asked(training.person_id):
                if one.ref == training_id and one.met_by_id is None and not one.dropped_because:
                    work.practice.drop(one.id, because.strip())
            work.audit("training taken off", training.person_id, training.area)
        return Outcome(training, changed(Topic.THREADS, Topic.SCHEDULE))

    def of(self, actor: Actor, person_id: str) -> tuple[Effect, ...]:
        """Return the training a person did, newest first, with what was seen of it in practice since."""
        with self._store.read() as work:
            allowed = may_see_person(present(work, actor), work.people.get(person_id))
            require(allowed, "You cannot see this person’s training.")
            trainings = trained(work, person_id)
            asked = {one.ref: one for one in work.practice.asked(person_id) if one.ref}
            seen = work.records.brief({one.met_by_id for one in asked.values() if one.met_by_id})
        counting = {one.id for one in newest(trainings).values()}
        return tuple(
            Effect(
                training=one,
                check_by=asked[one.id].due_on if one.id in asked else one.check_by,
                seen=seen.get(asked[one.id].met_by_id or "") if one.id in asked else None,
                counts=one.id in counting,
            )
            for one in trainings
        )

    def matrix(self, actor: Actor) -> TrainingMatrix:
        """Return how everybody the actor leads stands in every subject somebody here was trained in."""
        with self._store.read() as work:
            me = present(work, actor)
            require(me.role.opens_vault, "The training matrix is for those who lead practice here.")
            here = [one for one in work.people.all() if in_sight(me, one) or _keeps(me, one)]
            done: dict[str, list[Training]] = {one.id: [] for one in here}
            for training in trained(work):
                if training.person_id in done:
                    done[training.person_id].append(training)
        counts = {person_id: newest(trainings) for person_id, trainings in done.items()}
        latest = newest(one for trainings in done.values() for one in trainings)
        keys = sorted(latest, key=lambda key: latest[key].about.casefold())
        return TrainingMatrix(
            subjects=tuple(latest[key].about for key in keys),
            rows=tuple(
                Row(person=as_seen(me, one), cells=tuple(counts[one.id].get(key) for key in keys))
                for one in here
            ),
            on=today(self._clock),
        )

    def subjects(self, actor: Actor) -> tuple[str, ...]:
        """Return the subjects people here were trained in, by name, as far as the actor sees them."""
        with self._store.read() as work:
            me = present(work, actor)
            seen = {one.id for one in work.people.all() if may_see_person(me, one)}
            done = newest(one for one in trained(work) if one.person_id in seen)
        return tuple(sorted((one.about for one in done.values()), key=str.casefold))

    def people(self, actor: Actor) -> tuple[Person, ...]:
        """Return the people whose training the actor may note, by name."""
        with self._store.read() as work:
            me = present(work, actor)
            return tuple(as_seen(me, one) for one in work.people.all() if may_note_training(me, one))

    def change_end(self, actor: Actor, training_id: str, expires_on: dt.date | None) -> Outcome[Training]:
        """Say until when training counts, once that is known better."""
        with self._store.write(actor.person_id) as work:
            training = work.practice.training(training_id)
            self._may(work, actor, training.person_id)
            changed_to = replace(training, expires_on=expires_on)
            checked(changed_to.course, today(self._clock))
            work.practice.end_training(training_id, expires_on)
            work.audit("training counts until another day", training.person_id, training.area)
        return Outcome(changed_to, changed(Topic.THREADS, Topic.SCHEDULE))

    def _noted(self, work: Work, actor: Actor, person_id: str, course: Course) -> Training:
        me = self._may(work, actor, person_id)
        training = Training(
            id=new_id(),
            person_id=person_id,
            title=course.title,
            subject=course.subject,
            area=course.area,
            done_on=course.done_on,
            expires_on=course.expires_on,
            check_by=course.check_by,
        )
        work.practice.add_training(training)
        if course.check_by is not None:
            wanted = Requirement(
                id=new_id(),
                person_id=person_id,
                kind=Kind.OBSERVATION,
                form_id="",
                due_on=course.check_by,
                reason=f"to see how “{course.title}” works in practice.",
                purpose=Purpose.TRAINING,
                owner_id=me.id,
                asked_at=dt.datetime.combine(course.done_on, dt.time(), self._clock.zone()),
                ref=training.id,
                area=course.area,
            )
            work.practice.add_requirement(wanted)
        work.audit("training noted", person_id, course.area)
        return training

    def _may(self, work: Work, actor: Actor, person_id: str) -> Person:
        me = present(work, actor)
        require(may_note_training(me, work.people.get(person_id)), MAY_NOT)
        return me


def _keeps(me: Person, person: Person) -> bool:
    return me.role is Role.OWNER and may_note_training(me, person)
