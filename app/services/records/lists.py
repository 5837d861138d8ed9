"""Finding records again: lists of them, and one to read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_close_unsigned, may_look_after, may_take_up, may_write, require
from app.domain.records import (
    OPEN,
    UNSIGNED,
    Attachment,
    Audience,
    Comment,
    Record,
    RecordState,
    RecordSummary,
)
from app.services.denied import of_signatures
from app.services.present import as_seen, present, told_apart
from app.services.records.desk import leads
from app.services.records.forms import form_of, offered
from app.services.records.reading import CLOSED, may_attend, may_open, openable
from app.services.records.unlike import notice

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.forms import Form
    from app.domain.kinds import Kind
    from app.domain.people import Actor, Person
    from app.domain.records import Attendance
    from app.domain.signing import Signature
    from app.services.records.desk import Desk
    from app.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A record being read. ``versions`` are all records with its number, oldest first.

    ``hands`` are those to whom it can be handed over when its leader is not there to lead it any more;
    ``may_close``: it can be closed without a signature that cannot come. ``unlike`` says what is no longer as
    it was sealed, nothing when all is. ``denied``: signatures whose owners said it was not them.
    """

    record: Record
    form: Form
    about: Person
    led_by: Person
    signatures: tuple[Signature, ...]
    versions: tuple[RecordSummary, ...]
    pdf: bytes | None
    may_correct: bool
    may_withdraw: bool = False
    hands: tuple[Person, ...] = ()
    may_close: bool = False
    comments: tuple[Comment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    unlike: str = ""
    denied: tuple[str, ...] = ()


class RecordsService:
    """The records somebody may read."""

    def __init__(self, store: Store, desk: Desk, catalog: Catalog) -> None:
        self._store = store
        self._desk = desk
        self._catalog = catalog

    def list(
        self,
        actor: Actor,
        *,
        about_id: str | None = None,
        with_id: str | None = None,
        kind: Kind | None = None,
        states: tuple[RecordState, ...] | None = None,
    ) -> tuple[RecordSummary, ...]:
        """Return the records the actor may read, newest first.

        Drafts are seen by their writer only. ``with_id``: about somebody, or of a group they took part in.
        """
        with self._store.read() as work:
            rows = work.records.summaries(
                about_id=about_id, with_id=with_id, kind=kind, states=states, limit=None
            )
            return openable(work, present(work, actor), rows)

    def drafts(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return the actor's own unfinished records, and those finished but not yet offered for signing."""
        with self._store.read() as work:
            me = present(work, actor)
            found = work.records.summaries(led_by_id=me.id, states=(RecordState.DRAFT,), limit=None)
            people = told_apart(work)
            return tuple(replace(one, about_name=people[one.about_id].name) for one in found)

    def to_sign(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return the records that wait for the actor's own signature, also as a witness.

        Of a group session: for that they took part, until it is sealed.
        """
        with self._store.read() as work:
            me = present(work, actor)
            open_states = (RecordState.READY, RecordState.WAITING)
            waiting = work.records.summaries(states=open_states, limit=None)
            groups = [one.id for one in waiting if one.kind.is_group and one.led_by_id != me.id]
            records = work.records.many(groups) if groups else {}
            came = work.sharing.attendance_of(groups) if groups else {}
            listed = {one.id for one in records.values() if may_attend(me, one)}
            listed -= {one for one, those in came.items() if me.id in {a.person_id for a in those}}
            return tuple(one for one in waiting if one.waiting_for_id == me.id or one.id in listed)

    def to_watch(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return colleagues' observations that ask for a second observer and that nobody else has begun.

        No rating is shown.
        """
        with self._store.read() as work:
            me = present(work, actor)
            people = told_apart(work)
            pairs: dict[str, list[RecordSummary]] = {}
            for summary in work.records.summaries(ids=work.pairs.all(), limit=None):
                pairs.setdefault(summary.pair_id, []).append(summary)
            return tuple(
                replace(one, about_name=people[one.about_id].name)
                for group in pairs.values()
                for one in group
                if len(group) == 1
                and one.led_by_id != me.id
                and may_write(me, one.kind, people[one.about_id])
            )

    def forms(self, actor: Actor, kind: Kind) -> tuple[Form, ...]:
        """Return the forms there are for a kind, the usual one first; the service's own among them."""
        with self._store.read() as work:
            present(work, actor)
            return offered(work, self._catalog, kind)

    def view(self, actor: Actor, record_id: str) -> View:
        """Return a record to read, with its sealed PDF.

        Reading another person's record is written in the activity log.
        """
        with self._store.write(actor.person_id) as work:
            me, record = present(work, actor), work.records.get(record_id)
            about = work.people.get(record.about_id)
            require(may_open(work, me, record), CLOSED)
            if me.id != about.id:
                work.audit("record read", record_id, record.number)
            document, comments = work.signing.document(record_id), work.sharing.comments(record_id)
            attachments, attendance = work.attachments.of(record_id), work.sharing.attendance(record_id)
            versions = work.records.summaries(about_id=about.id, kind=record.kind, number=record.number)
            led_by, signatures = work.people.get(record.led_by_id), work.signing.signatures(record_id)
            looks_after = may_look_after(me, record.kind, about, led_by)
            mends = looks_after or leads(me, record, about)
            unfinished = record.state in OPEN and record.audience is not Audience.PRIVATE
            return View(
                record=self._desk.opened(record),
                form=form_of(work, self._catalog, record),
                about=as_seen(me, about),
                led_by=as_seen(me, led_by),
                signatures=signatures,
                denied=of_signatures(work, signatures),
                versions=tuple(sorted(versions, key=lambda s: s.version)),
                pdf=document.pdf if document else None,
                may_correct=record.state is RecordState.SEALED and mends,
                may_withdraw=(mends and (record.state is RecordState.SEALED or (unfinished and looks_after)))
                or (record.state is RecordState.DRAFT and mends and bool(comments)),
                hands=tuple(
                    one
                    for one in work.people.all()
                    if looks_after and unfinished and may_take_up(one, record.kind, about)
                ),
                may_close=record.state in UNSIGNED and may_close_unsigned(me, record.kind, about, led_by),
                comments=comments,
                attachments=attachments,
                attendance=attendance,
                unlike=notice(work, record, document, attachments, attendance, comments),
            )
