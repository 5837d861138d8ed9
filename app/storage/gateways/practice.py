"""Threads, training and requirements."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from app.domain.errors import NotFoundError
from app.domain.kinds import Kind
from app.domain.practice import Linked, Purpose, Requirement, Thread
from app.domain.training import Training
from app.models.practice import RequirementRow, ThreadLinkRow, ThreadRow, TrainingRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


class PracticeGateway:
    """Rows of practice threads and what they join."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def threads(self, person_id: str | None = None) -> tuple[Thread, ...]:
        """Return the threads of a person, or of everybody, the newest first."""
        query = select(ThreadRow).order_by(ThreadRow.begun_on.desc(), ThreadRow.id.desc())
        if person_id is not None:
            query = query.where(ThreadRow.person_id == person_id)
        return tuple(_thread(row) for row in self._session.scalars(query))

    def thread(self, thread_id: str) -> Thread:
        """Return one thread. Raises NotFoundError."""
        row = self._session.get(ThreadRow, thread_id)
        if row is None:
            message = "There is no such practice thread."
            raise NotFoundError(message)
        return _thread(row)

    def store_thread(self, thread: Thread) -> None:
        """Add a thread, or change it."""
        self._session.merge(
            ThreadRow(
                id=thread.id,
                person_id=thread.person_id,
                skill=thread.skill,
                area=thread.area,
                begun_on=thread.begun_on,
                closed_on=thread.closed_on,
            )
        )
        self._session.flush()

    def links(self, thread_ids: Iterable[str]) -> dict[str, frozenset[tuple[Linked, str]]]:
        """Return what each of some threads joins, by thread id."""
        found: dict[str, set[tuple[Linked, str]]] = {}
        for some in chunks(thread_ids):
            for row in self._session.scalars(select(ThreadLinkRow).where(ThreadLinkRow.thread_id.in_(some))):
                found.setdefault(row.thread_id, set()).add((Linked(row.linked), row.ref))
        return {thread_id: frozenset(links) for thread_id, links in found.items()}

    def link(self, thread_id: str, linked: Linked, ref: str) -> None:
        """Join something to a thread."""
        self._session.merge(ThreadLinkRow(thread_id=thread_id, linked=linked.value, ref=ref))
        self._session.flush()

    def unlink(self, thread_id: str, linked: Linked, ref: str) -> None:
        """Take something off a thread again."""
        row = self._session.get(ThreadLinkRow, (thread_id, linked.value, ref))
        if row is not None:
            self._session.delete(row)
            self._session.flush()

    def trainings(self, person_id: str | None = None) -> tuple[Training, ...]:
        """Return the training a person did, or everybody, the newest first; not what was taken off."""
        query = _trainings().where(TrainingRow.off_because == "").order_by(TrainingRow.done_on.desc())
        if person_id is not None:
            query = query.where(TrainingRow.person_id == person_id)
        return tuple(Training(**row) for row in self._session.execute(query).mappings())

    def training(self, training_id: str) -> Training:
        """Return one training, also one that was taken off. Raises NotFoundError."""
        row = self._session.execute(_trainings().where(TrainingRow.id == training_id)).mappings().first()
        if row is None:
            message = "There is no such training."
            raise NotFoundError(message)
        return Training(**row)

    def end_training(self, training_id: str, expires_on: dt.date | None) -> None:
        """Change the day until which training counts."""
        change = update(TrainingRow).where(TrainingRow.id == training_id).values(expires_on=expires_on)
        self._session.execute(change)

    def take_training_off(self, training_id: str, because: str) -> None:
        """Note why a training does not count: it was noted by mistake."""
        change = update(TrainingRow).where(TrainingRow.id == training_id).values(off_because=because)
        self._session.execute(change)

    def add_training(self, training: Training) -> None:
        """Add training that was done."""
        self._session.add(
            TrainingRow(
                id=training.id,
                person_id=training.person_id,
                title=training.title,
                area=training.area,
                done_on=training.done_on,
                check_by=training.check_by,
                expires_on=training.expires_on,
                subject=training.subject,
                off_because=training.off_because,
            )
        )
        self._session.flush()

    def requirements(self, person_id: str | None = None) -> tuple[Requirement, ...]:
        """Return what must happen by a day and has not, of one person or of everybody, soonest first."""
        query = _asked(person_id).where(RequirementRow.met_by_id.is_(None))
        rows = self._session.scalars(query.where(RequirementRow.dropped_because == ""))
        return tuple(_requirement(row) for row in rows)

    def asked(self, person_id: str | None = None) -> tuple[Requirement, ...]:
        """Return everything that ever had to happen by a day, met and dropped too, soonest first."""
        return tuple(_requirement(row) for row in self._session.scalars(_asked(person_id)))

    def requirement(self, requirement_id: str) -> Requirement:
        """Return one thing that must happen by a day. Raises NotFoundError."""
        return _requirement(self._required(requirement_id))

    def watched_again(self) -> frozenset[str]:
        """Return the records in which practice was watched because something asked for it.

        Training, an incident, an earlier "not yet".
        """
        return frozenset(one for one in self._session.scalars(select(RequirementRow.met_by_id)) if one)

    def add_requirement(self, requirement: Requirement) -> None:
        """Add something that must happen by a day."""
        self._session.add(
            RequirementRow(
                id=requirement.id,
                person_id=requirement.person_id,
                kind=requirement.kind.value,
                form_id=requirement.form_id,
                due_on=requirement.due_on,
                reason=requirement.reason,
                purpose=requirement.purpose.value,
                owner_id=requirement.owner_id,
                asked_at=requirement.asked_at,
                ref=requirement.ref,
                area=requirement.area,
                dropped_because=requirement.dropped_because,
            )
        )
        self._session.flush()

    def meet(self, requirement_id: str, record_id: str | None) -> None:
        """Note that a sealed record did what was required, or with None that nothing has."""
        self._required(requirement_id).met_by_id = record_id
        self._session.flush()

    def set_owner(self, requirement_id: str, owner_id: str) -> None:
        """Give what is required to somebody else to see to."""
        self._required(requirement_id).owner_id = owner_id
        self._session.flush()

    def drop(self, requirement_id: str, because: str) -> None:
        """Note why something is no longer required."""
        self._required(requirement_id).dropped_because = because
        self._session.flush()

    def _required(self, requirement_id: str) -> RequirementRow:
        row = self._session.get(RequirementRow, requirement_id)
        if row is None:
            message = "There is no such thing to be done. It may have been taken away meanwhile."
            raise NotFoundError(message)
        return row


def _trainings() -> Select[Any]:
    """Return the columns of training, for plain reading: there may be thousands of rows."""
    return select(*(getattr(TrainingRow, one.name) for one in fields(Training)))


def _asked(person_id: str | None) -> Select[RequirementRow]:
    query = select(RequirementRow).order_by(RequirementRow.due_on, RequirementRow.id)
    return query if person_id is None else query.where(RequirementRow.person_id == person_id)


def _requirement(row: RequirementRow) -> Requirement:
    return Requirement(
        id=row.id,
        person_id=row.person_id,
        kind=Kind(row.kind),
        form_id=row.form_id,
        due_on=row.due_on,
        reason=row.reason,
        met_by_id=row.met_by_id,
        purpose=Purpose(row.purpose),
        owner_id=row.owner_id,
        asked_at=row.asked_at,
        ref=row.ref,
        area=row.area,
        dropped_because=row.dropped_because,
    )


def _thread(row: ThreadRow) -> Thread:
    return Thread(
        id=row.id,
        person_id=row.person_id,
        skill=row.skill,
        area=row.area,
        begun_on=row.begun_on,
        closed_on=row.closed_on,
    )
