"""Writing a record: start, auto-save, finish, correct, withdraw, list and read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_write, require
from app.domain.actions import Action
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.kinds import Kind, Sealing
from app.domain.people import Standing
from app.domain.records import (
    Attachment,
    Audience,
    Comment,
    Content,
    Record,
    RecordState,
    RecordSummary,
    canonical,
    check_complete,
    check_text,
    content_hash,
)
from app.services.agenda import first_content, since_last
from app.services.indexing import index
from app.services.present import as_seen, present
from app.services.reading import CLOSED, may_open, openable
from app.services.scans import check_file
from app.storage.ids import new_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Actor, Person
    from app.domain.records import Attendance
    from app.domain.signing import Signature
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record being written, with what its writer needs beside it.

    ``since`` says what happened since last time.
    """

    record: Record
    form: Form
    about: Person
    led_by: Person
    since: tuple[str, ...]
    people: tuple[Person, ...]
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A record being read. ``versions`` are all records with its number, oldest first."""

    record: Record
    form: Form
    about: Person
    led_by: Person
    signatures: tuple[Signature, ...]
    versions: tuple[RecordSummary, ...]
    pdf: bytes | None
    may_correct: bool
    comments: tuple[Comment, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    attendance: tuple[Attendance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """The worker's own sheet before a supervision, and the supervisor it goes to."""

    form: Form
    answers: Mapping[str, str]


class RecordingService:
    """Records from the first word until they are ready to sign, and reading them afterwards."""

    def __init__(self, store: Store, secrets: Secrets, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._secrets = secrets
        self._catalog = catalog
        self._clock = clock

    def start(
        self,
        actor: Actor,
        kind: Kind,
        about_id: str,
        held_at: dt.datetime | None = None,
        *,
        form_id: str | None = None,
        pair_id: str | None = None,
        paper: str = "",
    ) -> Outcome[Draft]:
        """Begin a record about a person, or carry on the actor's own draft with that form about them.

        A reflection is about oneself; a group session is about whoever hosts it. ``pair_id`` joins two
        observers of one practice.
        """
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            me, about = present(work, actor), work.people.get(about_id)
            who = (
                f"{about.first_name}’s supervisor or the registered manager"
                if kind.is_meeting
                else "somebody who leads practice here"
            )
            require(may_write(me, kind, about), f"Only {who} can start this.")
            form = self._catalog.form(kind, form_id, work.forms.published())
            for summary in work.records.summaries(
                about_id=about_id, led_by_id=me.id, kind=kind, states=(RecordState.DRAFT,)
            ):
                if summary.form_id == form.id and not paper and pair_id is None:
                    return Outcome(self._draft(work, summary.id), changed())
            work.records.keep_form(form.id, form.version, self._catalog.form_to_json(form))
            record = Record(
                id=new_id(),
                number=work.records.next_number(kind),
                version=1,
                kind=kind,
                form_id=form.id,
                form_version=form.version,
                about_id=about_id,
                led_by_id=me.id,
                state=RecordState.DRAFT,
                held_at=held_at or now,
                recorded_at=now,
                changed_at=now,
                content=first_content(work, form, about, me, self._clock),
                audience=Audience.PRIVATE if kind.row.private else None,
                pair_id=pair_id,
                paper=paper,
            )
            work.records.add(record)
            if paper:
                work.papers.typed_in(paper, record.id)
            if kind.row.prepared and work.records.preparation(about_id) is not None:
                work.records.use_preparation(about_id)
            work.audit("record started", record.id, record.number)
            return Outcome(self._draft(work, record.id), changed(Topic.RECORDS))

    def draft(self, actor: Actor, record_id: str) -> Draft:
        """Return a draft to write in."""
        with self._store.read() as work:
            self._writer(work, actor, work.records.get(record_id))
            return self._draft(work, record_id)

    def store(self, actor: Actor, record_id: str, content: Content, revision: int) -> Outcome[int]:
        """Store a draft as typed. Returns the new revision.

        Raises StateError when it is no longer a draft.
        """
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = (
                    "This record has been finished, so it cannot be changed here. Choose “Change "
                    "something” first."
                )
                raise StateError(message)
            form = self._form(work, record)
            for key, answer in content.answers.items():
                known = form.field(key)
                if known is None:
                    message = "One answer does not belong to this form, so nothing was changed."
                    raise StateError(message)
                check_text(known[1].label, answer if isinstance(answer, str) else " ".join(answer))
            for text in (
                *(a.what + a.how_we_will_know for a in content.new_actions),
                *(p.text for p in content.agenda),
                content.place,
            ):
                check_text("actions and agenda", text)
            for text in (*content.notes.values(), *(s.person for s in content.samples)):
                check_text("notes", text)
            private = None
            if record.audience is Audience.PRIVATE:
                private = self._secrets.seal_private(
                    work, record.led_by_id, record_id, canonical(content.as_dict())
                )
            after = work.records.store_content(
                record_id, content, self._clock.now(), revision, private=private
            )
        return Outcome(after, changed(Topic.RECORDS))

    def finish(self, actor: Actor, record_id: str) -> Outcome[Record]:
        """Finish a draft so that it can be read back and signed.

        Raises IncompleteError naming what is missing.
        """
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                return Outcome(record, changed())
            if record.kind.sealing is Sealing.SERVICE:
                message = "This kind of record is saved, not signed. Nothing was changed."
                raise StateError(message)
            check_complete(self._form(work, record), record.content)
            self._settle(work, record, RecordState.READY, now)
            work.audit("record finished", record_id, record.number)
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS))

    def save(self, actor: Actor, record_id: str) -> Outcome[Record]:
        """Save a record that needs no signature.

        Its actions count at once; it can be taken back for ten seconds, then the service seals it.
        """
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                return Outcome(record, changed())
            if (
                record.kind.sealing not in {Sealing.SERVICE, Sealing.CHOICE}
                or record.audience is Audience.PRIVATE
            ):
                message = "This record is not finished this way. Your draft is saved."
                raise StateError(message)
            check_complete(self._form(work, record), record.content)
            self._settle(work, record, RecordState.SAVED, now)
            self._bring_actions(work, record, now)
            work.audit("record saved", record_id, record.number)
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE))

    def take_back(self, actor: Actor, record_id: str) -> Outcome[Draft]:
        """Undo a save while the service has not sealed the record yet."""
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.SAVED:
                message = (
                    "It is sealed now and stays as it is. Choose “Correct” to make a new version with a "
                    "reason."
                )
                raise StateError(message)
            work.actions.drop_of(record_id)
            work.search.drop(record_id)
            work.records.set_state(record_id, RecordState.DRAFT, changed_at=self._clock.now())
            work.audit("save taken back", record_id, record.number)
            return Outcome(self._draft(work, record_id), changed(Topic.RECORDS, Topic.ACTIONS))

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
            check_complete(self._form(work, record), content)
            work.records.open_up(record_id, content, audience)
            if reader is not None:
                require(
                    work.people.get(reader).standing is not Standing.LEAVER,
                    "That person has left. Nothing was shared.",
                )
                work.records.share(record_id, reader, now)
            self._settle(work, work.records.get(record_id), RecordState.SAVED, now)
            work.audit("reflection shared", record_id, f"{record.number} {audience.value}")
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS))

    def comment(self, actor: Actor, record_id: str, text: str) -> Outcome[Comment]:
        """Add a line to a record one may read.

        It never changes, and everybody who reads the record reads it.
        """
        text = _sentence(text, "Write your line first.")
        with self._store.write(actor.person_id) as work:
            me = present(work, actor)
            return Outcome(self._comment(work, me, work.records.get(record_id), text), changed(Topic.RECORDS))

    def comment_here(self, record_id: str, person_id: str, pin: str, text: str) -> Outcome[Comment]:
        """Let somebody beside the screen add their line, shown to be theirs by their own PIN, while another is signed in."""
        text = _sentence(text, "Write your line first.")
        self._secrets.signing_key(person_id, pin)
        with self._store.write(person_id) as work:
            return Outcome(
                self._comment(work, work.people.get(person_id), work.records.get(record_id), text),
                changed(Topic.RECORDS),
            )

    def reopen(self, actor: Actor, record_id: str) -> Outcome[Draft]:
        """Go back to writing. Any signature already given is removed, and the activity log says so."""
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state in {RecordState.READY, RecordState.WAITING}:
                signed = work.records.signatures(record_id)
                work.records.drop_signatures(record_id)
                work.records.drop_document(record_id)
                work.records.drop_attendance(record_id)
                work.search.drop(record_id)
                work.records.set_response(record_id, None)
                work.records.set_state(record_id, RecordState.DRAFT, changed_at=self._clock.now())
                for signature in signed:
                    work.audit(
                        "signature removed because the record was changed",
                        record_id,
                        f"{record.number} {signature.part.value}",
                    )
                work.audit("record reopened", record_id, record.number)
            elif record.state is not RecordState.DRAFT:
                message = (
                    "This record is sealed and stays as it is. Choose “Correct” to make a new version "
                    "with a reason."
                )
                raise StateError(message)
            return Outcome(self._draft(work, record_id), changed(Topic.RECORDS))

    def discard(self, actor: Actor, record_id: str) -> Outcome[None]:
        """Throw a draft away. Only drafts can be; the activity log keeps that it happened."""
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = "Only a draft can be thrown away. This record is kept."
                raise StateError(message)
            work.papers.release(record_id)
            work.records.delete_draft(record_id)
            work.audit("draft thrown away", record_id, record.number)
        return Outcome(None, changed(Topic.RECORDS))

    def correct(self, actor: Actor, record_id: str, reason: str) -> Outcome[Draft]:
        """Begin a corrected version of a sealed record. The old one stays; both people sign again."""
        reason = _reason(reason, "Say why it is corrected – one sentence is enough.")
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            old = work.records.get(record_id)
            self._writer(work, actor, old)
            if old.state is not RecordState.SEALED:
                message = "Only a sealed record is corrected. A draft can simply be changed."
                raise StateError(message)
            for summary in work.records.summaries(
                about_id=old.about_id, states=(RecordState.DRAFT, RecordState.READY, RecordState.WAITING)
            ):
                if summary.number == old.number:
                    return Outcome(self._draft(work, summary.id), changed())
            record = replace(
                old,
                id=new_id(),
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
            work.audit("correction started", record.id, f"{record.number} version {record.version}: {reason}")
            return Outcome(self._draft(work, record.id), changed(Topic.RECORDS))

    def withdraw(self, actor: Actor, record_id: str, reason: str) -> Outcome[Record]:
        """Withdraw a sealed record with a reason. It stays readable and is marked as withdrawn."""
        reason = _reason(reason, "Say why it is withdrawn – one sentence is enough.")
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.SEALED:
                message = "Only a sealed record can be withdrawn."
                raise StateError(message)
            work.records.set_state(
                record_id, RecordState.WITHDRAWN, withdrawn_because=reason, changed_at=self._clock.now()
            )
            index(work, self._catalog, record_id)
            work.audit("record withdrawn", record_id, f"{record.number}: {reason}")
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS, Topic.SCHEDULE))

    def list(
        self,
        actor: Actor,
        *,
        about_id: str | None = None,
        kind: Kind | None = None,
        states: tuple[RecordState, ...] | None = None,
        limit: int | None = None,
    ) -> tuple[RecordSummary, ...]:
        """Return the records the actor may read, newest first; the newest ``limit`` when given.

        Drafts are seen by their writer only.
        """
        with self._store.read() as work:
            me = present(work, actor)
            found: list[RecordSummary] = []
            page, offset = (None if limit is None else max(limit, 400)), 0
            while True:
                rows = work.records.summaries(
                    about_id=about_id, kind=kind, states=states, limit=page, offset=offset
                )
                found += openable(work, me, rows)
                offset += len(rows)
                if page is None or len(rows) < page or (limit is not None and len(found) >= limit):
                    return tuple(found[:limit])

    def forms(self, actor: Actor, kind: Kind) -> tuple[Form, ...]:
        """Return the forms there are for a kind, the usual one first; the service's own among them."""
        with self._store.read() as work:
            present(work, actor)
            return self._catalog.forms(kind, work.forms.published())

    def pair_up(self, actor: Actor, record_id: str) -> Outcome[str]:
        """Open one's observation to a second observer, who rates the same practice blind to the first.

        Returns the pair's id.
        """
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if not record.kind.row.paired or record.state is not RecordState.DRAFT:
                message = "A second person can join while the observation is a draft."
                raise StateError(message)
            pair_id = record.pair_id or new_id()
            work.records.set_pair(record_id, pair_id)
            work.audit("second observer asked for", record_id, record.number)
        return Outcome(pair_id, changed(Topic.RECORDS))

    def to_watch(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return colleagues' observations that ask for a second observer and that nobody else has begun.

        No rating is shown.
        """
        with self._store.read() as work:
            me = present(work, actor)
            people = {p.id: p for p in work.people.all()}
            pairs: dict[str, list[RecordSummary]] = {}
            for summary in work.records.paired():
                pairs.setdefault(summary.pair_id, []).append(summary)
            return tuple(
                one
                for group in pairs.values()
                for one in group
                if len(group) == 1
                and one.led_by_id != me.id
                and may_write(me, one.kind, people[one.about_id])
            )

    def attach(self, actor: Actor, record_id: str, name: str, data: bytes) -> Outcome[Attachment]:
        """Keep a scan or photo with a draft.

        Raises TextError for what is too large or not a picture or PDF.
        """
        kept = check_file(name, data)
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT or record.audience is Audience.PRIVATE:
                message = (
                    "A file can be added while the record is a draft that others may read. Nothing was added."
                )
                raise StateError(message)
            attachment = Attachment(
                id=new_id(),
                record_id=record_id,
                name=kept[0],
                type=kept[1],
                size=len(data),
                sha256=content_hash(data),
            )
            work.records.add_attachment(attachment, data, self._clock.now())
            work.audit("file attached", record_id, f"{record.number} {attachment.sha256}")
        return Outcome(attachment, changed(Topic.RECORDS))

    def detach(self, actor: Actor, attachment_id: str) -> Outcome[None]:
        """Take a file off a draft again."""
        with self._store.write(actor.person_id) as work:
            attachment, _ = work.records.attachment(attachment_id)
            record = work.records.get(attachment.record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = "This record is finished, so its files stay with it."
                raise StateError(message)
            work.records.drop_attachment(attachment_id)
            work.audit("file taken off", record.id, f"{record.number} {attachment.sha256}")
        return Outcome(None, changed(Topic.RECORDS))

    def drafts(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return the actor's own unfinished records, and those finished but not yet offered for signing."""
        with self._store.read() as work:
            me = present(work, actor)
            return work.records.summaries(led_by_id=me.id, states=(RecordState.DRAFT,), limit=None)

    def to_sign(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return the records that wait for the actor's own signature."""
        with self._store.read() as work:
            me = present(work, actor)
            open_states = (RecordState.READY, RecordState.WAITING)
            mine = {s.id: s for s in work.records.summaries(about_id=me.id, states=open_states, limit=None)}
            mine |= {s.id: s for s in work.records.summaries(led_by_id=me.id, states=open_states, limit=None)}
            return tuple(s for s in mine.values() if s.waiting_for == me.name)

    def view(self, actor: Actor, record_id: str) -> View:
        """Return a record to read, with its sealed PDF.

        Reading another person's record is written in the activity log.
        """
        with self._store.write(actor.person_id) as work:
            me, record = present(work, actor), work.records.get(record_id)
            about = work.people.get(record.about_id)
            self._readable(work, me, record)
            if me.id != about.id:
                work.audit("record read", record_id, record.number)
            document = work.records.document(record_id)
            versions = [
                s
                for s in work.records.summaries(about_id=about.id, kind=record.kind, limit=None)
                if s.number == record.number
            ]
            return View(
                record=self._opened(record),
                form=self._form(work, record),
                about=as_seen(me, about),
                led_by=as_seen(me, work.people.get(record.led_by_id)),
                signatures=work.records.signatures(record_id),
                versions=tuple(sorted(versions, key=lambda s: s.version)),
                pdf=document.pdf if document else None,
                may_correct=record.state is RecordState.SEALED
                and may_write(me, record.kind, about)
                and record.led_by_id == me.id,
                comments=work.records.comments(record_id),
                attachments=work.records.attachments(record_id),
                attendance=work.records.attendance(record_id),
            )

    def preparation(self, actor: Actor) -> Preparation:
        """Return the actor's own preparation sheet for their next supervision."""
        with self._store.read() as work:
            me = present(work, actor)
            stored = work.records.preparation(me.id)
        return Preparation(form=self._catalog.preparation(), answers=dict(stored.answers) if stored else {})

    def store_preparation(self, actor: Actor, answers: Mapping[str, str]) -> Outcome[None]:
        """Store the actor's own points. They come up on the agenda when the supervision is started."""
        form = self._catalog.preparation()
        for key, answer in answers.items():
            known = form.field(key)
            if known is None:
                message = "One answer does not belong to this sheet, so nothing was changed."
                raise StateError(message)
            check_text(known[1].label, answer)
        with self._store.write(actor.person_id) as work:
            work.records.store_preparation(present(work, actor).id, dict(answers), self._clock.now())
        return Outcome(None, changed(Topic.RECORDS))

    def _writer(self, work: Work, actor: Actor, record: Record) -> None:
        me, about = present(work, actor), work.people.get(record.about_id)
        writer = record.led_by_id == me.id and (
            may_write(me, record.kind, about) or about.standing is Standing.LEAVER
        )
        require(writer, "Only the person who leads this record can change it.")

    def _readable(self, work: Work, me: Person, record: Record) -> None:
        require(may_open(work, me, record), CLOSED)

    def _comment(self, work: Work, me: Person, record: Record, text: str) -> Comment:
        self._readable(work, me, record)
        if record.state is RecordState.DRAFT:
            message = "This record is still being written. A line can be added once it is saved."
            raise StateError(message)
        comment = Comment(
            id=new_id(), record_id=record.id, person_id=me.id, name=me.name, text=text, at=self._clock.now()
        )
        work.records.add_comment(comment)
        index(work, self._catalog, record.id)
        work.audit("line added", record.id, record.number)
        return comment

    def _settle(self, work: Work, record: Record, state: RecordState, now: dt.datetime) -> None:
        topics = record.content.answers.get("log.about", ())
        form = self._form(work, record)
        found = (*topics, *form.areas) if isinstance(topics, tuple) else form.areas
        work.records.set_facts(record.id, minutes=record.content.minutes, topics=tuple(dict.fromkeys(found)))
        work.records.set_state(record.id, state, changed_at=now)
        index(work, self._catalog, record.id)

    def _bring_actions(self, work: Work, record: Record, now: dt.datetime) -> None:
        known = {
            action.id for action in work.actions.all_about(record.about_id)
        }  # a corrected version carries its actions along
        for new in record.content.new_actions:
            if new.what.strip() and new.id not in known:
                work.actions.add(Action.agreed(new, record), now)

    def _form(self, work: Work, record: Record) -> Form:
        text = work.records.form(record.form_id, record.form_version)
        if text is None:
            message = (
                f"The form {record.form_id} version {record.form_version} is missing from the records. "
                "Ask IT to run the doctor."
            )
            raise NotFoundError(message)
        return self._catalog.form_from_json(text)

    def _opened(self, record: Record) -> Record:
        """Return a private reflection with its content, for its writer; anything else as it is."""
        if record.private is None:
            return record
        text = self._secrets.open_private(record.led_by_id, record.id, record.private).decode()
        return replace(record, content=Content.from_json(text), private=None)

    def _draft(self, work: Work, record_id: str) -> Draft:
        record = work.records.get(record_id)
        about, led_by = work.people.get(record.about_id), work.people.get(record.led_by_id)
        form = self._form(work, record)
        return Draft(
            record=self._opened(record),
            form=form,
            about=as_seen(led_by, about),
            led_by=led_by,
            since=since_last(work, record.kind, about, led_by, self._clock)
            if record.kind.is_meeting and not record.kind.is_group
            else (),
            people=tuple(as_seen(led_by, p) for p in work.people.all() if p.standing is not Standing.LEAVER),
            attachments=work.records.attachments(record_id),
        )


def _reason(text: str, sentence: str) -> str:
    return _sentence(" ".join(text.split()), sentence)


def _sentence(text: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise IncompleteError(sentence, {"text": sentence})
    check_text("reason", text)
    return text
