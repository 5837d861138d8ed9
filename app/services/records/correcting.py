"""Mending what is sealed: a new version with a reason, or a record withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import StateError
from app.domain.ids import new_id
from app.domain.records import Record, RecordState
from app.services.records.desk import gone, said
from app.services.records.indexing import index
from app.services.requirements import withdrawn

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.records.desk import Desk, Draft
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


class CorrectingService:
    """A sealed record never changes; what replaces it says why."""

    def __init__(self, store: Store, desk: Desk, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._catalog = catalog
        self._clock = clock

    def correct(self, actor: Actor, record_id: str, reason: str) -> Outcome[Draft]:
        """Begin a corrected version of a sealed record. The old one stays; both people sign again."""
        reason = said(" ".join(reason.split()), "Say why it is corrected – one sentence is enough.")
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            old = work.records.get(record_id)
            self._desk.mender(work, actor, old)
            if old.state is not RecordState.SEALED:
                message = "Only a sealed record is corrected. A draft can simply be changed."
                raise StateError(message)
            for summary in work.records.summaries(
                about_id=old.about_id, states=(RecordState.DRAFT, RecordState.READY, RecordState.WAITING)
            ):
                if summary.number == old.number:
                    return Outcome(self._desk.draft(work, summary.id), changed())
            record = replace(
                old,
                id=new_id(),
                led_by_id=actor.person_id,
                version=old.version + 1,
                state=RecordState.DRAFT,
                recorded_at=now,
                changed_at=now,
                revision=0,
                response=None,
                sealed_at=None,
                corrects_id=old.id,
                corrected_by_id=None,
                reason=reason,
            )
            work.records.add(record)
            for link in work.expectations.links_of(old.id):
                work.expectations.link(replace(link, record_id=record.id))
            if old.led_by_id != actor.person_id:
                leader, me = work.people.get(old.led_by_id), work.people.get(actor.person_id)
                words = (
                    f"Held by {leader.name}{gone(leader)}. Corrected by {me.name}, {me.role.label.lower()}."
                )
                self._desk.note(work, me, record.id, words)
            work.audit("correction started", record.id, f"{record.number} version {record.version}: {reason}")
            return Outcome(self._desk.draft(work, record.id), changed(Topic.RECORDS))

    def withdraw(self, actor: Actor, record_id: str, reason: str) -> Outcome[Record]:
        """Withdraw a sealed record with a reason. It stays readable and is marked as withdrawn."""
        reason = said(" ".join(reason.split()), "Say why it is withdrawn – one sentence is enough.")
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.mender(work, actor, record)
            if not self._withdrawable(work, actor, record):
                message = "Only a sealed record can be withdrawn."
                raise StateError(message)
            if record.state is not RecordState.SEALED:
                work.actions.drop_of(record_id)
            work.records.set_state(
                record_id, RecordState.WITHDRAWN, withdrawn_because=reason, changed_at=self._clock.now()
            )
            index(work, self._catalog, record_id)
            withdrawn(work, record)
            work.audit("record withdrawn", record_id, f"{record.number}: {reason}")
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS, Topic.SCHEDULE))

    def _withdrawable(self, work: Work, actor: Actor, record: Record) -> bool:
        """Whether a record can be withdrawn: sealed, or left behind in any state before that.

        A draft that was handed over is kept too, because a line in it says so.
        """
        if record.led_by_id != actor.person_id:
            return record.state not in {RecordState.CORRECTED, RecordState.WITHDRAWN}
        handed = record.state is RecordState.DRAFT and bool(work.sharing.comments(record.id))
        return handed or record.state is RecordState.SEALED
