"""Letting others read what was one’s own, and adding a line to what one reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import require
from app.domain.changes import Outcome, Topic, changed
from app.domain.completing import completed
from app.domain.content import Content, content_hash
from app.domain.errors import IncompleteError, StateError
from app.domain.ids import new_id
from app.domain.people import Standing
from app.domain.records import Audience, Comment, Record, RecordState
from app.services.present import present
from app.services.records.desk import said
from app.services.records.forms import form_of
from app.services.records.indexing import index
from app.services.records.reading import CLOSED, may_open
from app.system.wipe import wipe

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.services.records.desk import Desk
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work


class SharingService:
    """Sharing, and lines added."""

    def __init__(self, store: Store, desk: Desk, secrets: Secrets, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._secrets = secrets
        self._catalog = catalog
        self._clock = clock

    def share(
        self, actor: Actor, record_id: str, audience: Audience, person_id: str | None = None
    ) -> Outcome[Record]:
        """Share one's own private reflection.

        With one person, with the supervisor for the next supervision, or on one's record.

        From then on it stays as it is, and the activity log says so.
        """
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            me, record = present(work, actor), work.records.get(record_id)
            require(record.led_by_id == me.id, "Only the person who wrote this can share it.")
            if (
                record.audience is not Audience.PRIVATE
                or record.private is None
                or audience is Audience.PRIVATE
            ):
                message = "This is already shared, or nothing is written in it yet. Nothing was changed."
                raise StateError(message)
            reader = (
                me.supervisor_id
                if audience is Audience.SUPERVISION
                else person_id
                if audience is Audience.PERSON
                else None
            )
            if reader is None and audience is not Audience.RECORD:
                message = "Choose who may read it. Nothing was shared."
                raise IncompleteError(message, {"person": message})
            content = Content.from_json(self._secrets.open_private(me.id, record_id, record.private).decode())
            also = self._desk.when(work, record).lacks(content, now)
            content = completed(form_of(work, self._catalog, record), content, also)
            work.records.open_up(record_id, content, audience)
            if reader is not None:
                require(
                    work.people.get(reader).standing is not Standing.LEAVER,
                    "That person has left. Nothing was shared.",
                )
                work.sharing.share(record_id, reader, now)
            self._desk.settle(work, work.records.get(record_id), RecordState.SAVED, now)
            work.audit("reflection shared", record_id, f"{record.number} {audience.value}")
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS))

    def comment(self, actor: Actor, record_id: str, text: str) -> Outcome[Comment]:
        """Add a line to a record one may read.

        It never changes, and everybody who reads the record reads it.
        """
        text = said(text, "Write your line first.")
        with self._store.write(actor.person_id) as work:
            me = present(work, actor)
            return Outcome(self._comment(work, me, work.records.get(record_id), text), changed(Topic.RECORDS))

    def comment_here(self, record_id: str, person_id: str, pin: str, text: str) -> Outcome[Comment]:
        """Let somebody beside the screen add a line, proved by their own PIN, while another is signed in."""
        text = said(text, "Write your line first.")
        wipe(self._secrets.signing_key(person_id, pin))
        with self._store.write(person_id) as work:
            return Outcome(
                self._comment(work, work.people.get(person_id), work.records.get(record_id), text),
                changed(Topic.RECORDS),
            )

    def _comment(self, work: Work, me: Person, record: Record, text: str) -> Comment:
        require(may_open(work, me, record), CLOSED)
        if record.state is RecordState.DRAFT:
            message = "This record is still being written. A line can be added once it is saved."
            raise StateError(message)
        comment = Comment(
            id=new_id(), record_id=record.id, person_id=me.id, name=me.name, text=text, at=self._clock.now()
        )
        work.sharing.add_comment(comment)
        index(work, self._catalog, record.id)
        work.audit("line added", record.id, f"{record.number} {content_hash(text.encode())}")
        return comment
