"""Writing a record: start, auto-save, finish, correct, withdraw, list and read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_read, may_supervise, require
from app.domain.actions import ActionAnswer, ActionState
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.forms import Form, Kind
from app.domain.people import Standing
from app.domain.records import AgendaPoint, Content, Record, RecordState, RecordSummary, check_complete, check_text
from app.domain.schedule import SessionState
from app.services.present import present
from app.storage.ids import new_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.actions import Action
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.signing import Signature
    from app.storage.unit_of_work import Work
    from app.storage.vault import Vault


Points = list[tuple[str, str]]
"""What a worker wrote on their sheet: key and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record being written, with what its writer needs beside it. ``since`` says what happened since last time."""

    record: Record
    form: Form
    about: Person
    led_by: Person
    since: tuple[str, ...]
    people: tuple[Person, ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """The worker's own sheet before a supervision, and the supervisor it goes to."""

    form: Form
    answers: Mapping[str, str]


class RecordingService:
    """Records from the first word until they are ready to sign, and reading them afterwards."""

    def __init__(self, vault: Vault, catalog: Catalog, clock: Clock) -> None:
        self._vault = vault
        self._catalog = catalog
        self._clock = clock

    def start(self, actor: Actor, kind: Kind, about_id: str, held_at: dt.datetime | None = None) -> Outcome[Draft]:
        """Begin a record about a person, or carry on the actor's own draft of that kind about them."""
        now = self._clock.now()
        with self._vault.write(actor.person_id) as work:
            me, about = present(work, actor), work.people.get(about_id)
            require(may_supervise(me, about), f"Only {about.first_name}’s supervisor or the registered manager can start this.")
            for summary in work.records.summaries(about_id=about_id, led_by_id=me.id, kind=kind, states=(RecordState.DRAFT,)):
                return Outcome(self._draft(work, summary.id), changed())
            form = self._catalog.form(kind)
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
                content=self._first_content(work, kind, about),
            )
            work.records.add(record)
            if kind is Kind.SUPERVISION and work.records.preparation(about_id) is not None:
                work.records.use_preparation(about_id)
            work.audit("record started", record.id, record.number)
            return Outcome(self._draft(work, record.id), changed(Topic.RECORDS))

    def draft(self, actor: Actor, record_id: str) -> Draft:
        """Return a draft to write in."""
        with self._vault.read() as work:
            self._writer(work, actor, work.records.get(record_id))
            return self._draft(work, record_id)

    def store(self, actor: Actor, record_id: str, content: Content, revision: int) -> Outcome[int]:
        """Store a draft as typed. Returns the new revision. Raises StateError when it is no longer a draft."""
        with self._vault.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = "This record has been finished, so it cannot be changed here. Choose “Change something” first."
                raise StateError(message)
            form = self._form(work, record)
            for key, answer in content.answers.items():
                known = form.field(key)
                if known is None:
                    message = "One answer does not belong to this form, so nothing was changed."
                    raise StateError(message)
                check_text(known[1].label, answer if isinstance(answer, str) else " ".join(answer))
            for text in (*(a.what + a.how_we_will_know for a in content.new_actions), *(p.text for p in content.agenda), content.place):
                check_text("actions and agenda", text)
            after = work.records.store_content(record_id, content, self._clock.now(), revision)
        return Outcome(after, changed(Topic.RECORDS))

    def finish(self, actor: Actor, record_id: str) -> Outcome[Record]:
        """Finish a draft so that it can be read back and signed. Raises IncompleteError naming what is missing."""
        now = self._clock.now()
        with self._vault.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                return Outcome(record, changed())
            check_complete(self._form(work, record), record.content)
            work.records.set_state(record_id, RecordState.READY, changed_at=now)
            work.audit("record finished", record_id, record.number)
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS))

    def reopen(self, actor: Actor, record_id: str) -> Outcome[Draft]:
        """Go back to writing. Any signature already given is removed, and the activity log says so."""
        with self._vault.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state in {RecordState.READY, RecordState.WAITING}:
                signed = work.records.signatures(record_id)
                work.records.drop_signatures(record_id)
                work.records.drop_document(record_id)
                work.records.set_response(record_id, None)
                work.records.set_state(record_id, RecordState.DRAFT, changed_at=self._clock.now())
                for signature in signed:
                    work.audit("signature removed because the record was changed", record_id, f"{record.number} {signature.part.value}")
                work.audit("record reopened", record_id, record.number)
            elif record.state is not RecordState.DRAFT:
                message = "This record is sealed and stays as it is. Choose “Correct” to make a new version with a reason."
                raise StateError(message)
            return Outcome(self._draft(work, record_id), changed(Topic.RECORDS))

    def discard(self, actor: Actor, record_id: str) -> Outcome[None]:
        """Throw a draft away. Only drafts can be; the activity log keeps that it happened."""
        with self._vault.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = "Only a draft can be thrown away. This record is kept."
                raise StateError(message)
            work.records.delete_draft(record_id)
            work.audit("draft thrown away", record_id, record.number)
        return Outcome(None, changed(Topic.RECORDS))

    def correct(self, actor: Actor, record_id: str, reason: str) -> Outcome[Draft]:
        """Begin a corrected version of a sealed record. The old one stays; both people sign again."""
        reason = _reason(reason, "Say why it is corrected – one sentence is enough.")
        now = self._clock.now()
        with self._vault.write(actor.person_id) as work:
            old = work.records.get(record_id)
            self._writer(work, actor, old)
            if old.state is not RecordState.SEALED:
                message = "Only a sealed record is corrected. A draft can simply be changed."
                raise StateError(message)
            for summary in work.records.summaries(about_id=old.about_id, states=(RecordState.DRAFT, RecordState.READY, RecordState.WAITING)):
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
        with self._vault.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._writer(work, actor, record)
            if record.state is not RecordState.SEALED:
                message = "Only a sealed record can be withdrawn."
                raise StateError(message)
            work.records.set_state(record_id, RecordState.WITHDRAWN, withdrawn_because=reason, changed_at=self._clock.now())
            work.audit("record withdrawn", record_id, f"{record.number}: {reason}")
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS, Topic.SCHEDULE))

    def list(
        self,
        actor: Actor,
        *,
        about_id: str | None = None,
        kind: Kind | None = None,
        states: tuple[RecordState, ...] | None = None,
    ) -> tuple[RecordSummary, ...]:
        """Return the records the actor may read, newest first. Drafts are seen by their writer only."""
        with self._vault.read() as work:
            me = present(work, actor)
            people = {person.id: person for person in work.people.all()}
            return tuple(
                summary
                for summary in work.records.summaries(about_id=about_id, kind=kind, states=states, limit=None)
                if may_read(me, summary.kind, people[summary.about_id], summary.led_by_id)
                and (summary.state is not RecordState.DRAFT or summary.led_by_id == me.id)
            )

    def drafts(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return the actor's own unfinished records, and those finished but not yet offered for signing."""
        with self._vault.read() as work:
            me = present(work, actor)
            return work.records.summaries(led_by_id=me.id, states=(RecordState.DRAFT,), limit=None)

    def to_sign(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return the records that wait for the actor's own signature."""
        with self._vault.read() as work:
            me = present(work, actor)
            open_states = (RecordState.READY, RecordState.WAITING)
            mine = {s.id: s for s in work.records.summaries(about_id=me.id, states=open_states, limit=None)}
            mine |= {s.id: s for s in work.records.summaries(led_by_id=me.id, states=open_states, limit=None)}
            return tuple(s for s in mine.values() if s.waiting_for == me.name)

    def view(self, actor: Actor, record_id: str) -> View:
        """Return a record to read, with its sealed PDF. Reading another person's record is written in the activity log."""
        with self._vault.write(actor.person_id) as work:
            me, record = present(work, actor), work.records.get(record_id)
            about = work.people.get(record.about_id)
            readable = may_read(me, record.kind, about, record.led_by_id)
            require(readable and (record.state is not RecordState.DRAFT or record.led_by_id == me.id), "You cannot read this record.")
            if me.id != about.id:
                work.audit("record read", record_id, record.number)
            document = work.records.document(record_id)
            versions = [s for s in work.records.summaries(about_id=about.id, kind=record.kind, limit=None) if s.number == record.number]
            return View(
                record=record,
                form=self._form(work, record),
                about=about,
                led_by=work.people.get(record.led_by_id),
                signatures=work.records.signatures(record_id),
                versions=tuple(sorted(versions, key=lambda s: s.version)),
                pdf=document.pdf if document else None,
                may_correct=record.state is RecordState.SEALED and may_supervise(me, about) and record.led_by_id == me.id,
            )

    def preparation(self, actor: Actor) -> Preparation:
        """Return the actor's own preparation sheet for their next supervision."""
        with self._vault.read() as work:
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
        with self._vault.write(actor.person_id) as work:
            work.records.store_preparation(present(work, actor).id, dict(answers), self._clock.now())
        return Outcome(None, changed(Topic.RECORDS))

    def _writer(self, work: Work, actor: Actor, record: Record) -> None:
        me, about = present(work, actor), work.people.get(record.about_id)
        writer = record.led_by_id == me.id and (may_supervise(me, about) or about.standing is Standing.LEAVER)
        require(writer, "Only the person who leads this record can change it.")

    def _form(self, work: Work, record: Record) -> Form:
        text = work.records.form(record.form_id, record.form_version)
        if text is None:
            message = f"The form {record.form_id} version {record.form_version} is missing from the records. Ask IT to run the doctor."
            raise NotFoundError(message)
        return self._catalog.form_from_json(text)

    def _draft(self, work: Work, record_id: str) -> Draft:
        record = work.records.get(record_id)
        about = work.people.get(record.about_id)
        return Draft(
            record=record,
            form=self._form(work, record),
            about=about,
            led_by=work.people.get(record.led_by_id),
            since=self._since(work, about),
            people=tuple(p for p in work.people.all() if p.standing is not Standing.LEAVER),
        )

    def _first_content(self, work: Work, kind: Kind, about: Person) -> Content:
        if kind is not Kind.SUPERVISION:
            return Content()
        open_actions = work.actions.open_about(about.id)
        points = [
            AgendaPoint(id=new_id(), text=f"{about.first_name} asked: {text}", source="worker", ref=key) for key, text in self._points(work, about.id)
        ]
        if open_actions:
            count = len(open_actions)
            text = "Last time: 1 action" if count == 1 else f"Last time: {count} actions"
            points.insert(0, AgendaPoint(id=new_id(), text=text, source="action"))
        form = self._catalog.form(kind)
        points += [
            AgendaPoint(id=new_id(), text=section.title, source="section", ref=section.id) for section in form.sections if section.step == "talk"
        ]
        answers = {key: text for key, text in self._points(work, about.id) if form.field(key) is not None}
        return Content(
            answers=answers,
            agenda=tuple(points),
            old_actions=tuple(ActionAnswer(action_id=a.id, what=a.what, due_on=a.due_on) for a in open_actions),
        )

    def _points(self, work: Work, person_id: str) -> Points:
        stored = work.records.preparation(person_id)
        return [(key, text.strip()) for key, text in stored.answers.items() if text.strip()] if stored else []

    def _since(self, work: Work, about: Person) -> tuple[str, ...]:
        zone = self._clock.zone()
        last = work.records.last_sealed(about.id, Kind.SUPERVISION)
        lines = [f"Last supervision: {long_date(last.astimezone(zone).date())}" if last else "No supervision is recorded yet"]
        if work.records.last_sealed(about.id, Kind.AGREEMENT) is None:
            lines.append("No supervision agreement is signed yet")
        for session in work.sessions.for_person(about.id):
            if session.state is SessionState.MISSED and (last is None or session.planned_at > last):
                lines.append(f"Missed on {long_date(session.planned_at.astimezone(zone).date())}: {session.reason}")
        lines += [_action_line(action) for action in work.actions.all_about(about.id) if action.state is ActionState.OPEN]
        return tuple(lines)


def _action_line(action: Action) -> str:
    due = f", by {long_date(action.due_on)}" if action.due_on else ""
    return f"Open action from {action.record_number}: {action.what}{due}"


def _reason(text: str, sentence: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise IncompleteError(sentence, {"reason": sentence})
    check_text("reason", reason)
    return reason
