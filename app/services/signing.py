"""Signing.

The worker answers, the PDF is composed once, each person signs with their own key, and the record is sealed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import require
from app.domain.actions import Action, ActionState, Answered
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import IncompleteError, StateError
from app.domain.kinds import Kind
from app.domain.people import Standing
from app.domain.practice import Requirement
from app.domain.records import (
    UNDO_SECONDS,
    Attendance,
    Choice,
    Record,
    RecordState,
    Response,
    canonical,
    check_text,
    content_hash,
)
from app.domain.schedule import SessionState
from app.domain.signing import Mark, Part, Signature, next_part, order, statement
from app.services.composing import document_of
from app.services.indexing import index
from app.services.present import present
from app.services.reading import may_open
from app.storage.ids import new_id
from app.storage.keys import prove

if TYPE_CHECKING:
    import datetime as dt

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.services.sealing import ServiceSeal
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work

UNSIGNED = {RecordState.READY, RecordState.WAITING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is to sign. ``signer`` and ``part`` are None once everybody has signed."""

    record: Record
    about: Person
    led_by: Person
    part: Part | None
    signer: Person | None
    statement: str
    pdf: bytes | None
    attendance: tuple[Attendance, ...] = ()
    attendees: tuple[Person, ...] = ()


class SigningService:
    """Two people sign on one PC; nobody can sign for somebody else."""

    def __init__(
        self, store: Store, secrets: Secrets, seal: ServiceSeal, catalog: Catalog, clock: Clock
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._service_seal = seal
        self._catalog = catalog
        self._clock = clock

    def ask(self, actor: Actor, record_id: str) -> Turn:
        """Return whose turn it is. The actor must be one of the record's two people."""
        with self._store.read() as work:
            record = work.records.get(record_id)
            self._party(work, actor, record)
            return self._turn(work, record)

    def respond(self, actor: Actor, record_id: str, response: Response) -> Outcome[Turn]:
        """Take the worker's answer and compose the PDF exactly as it will be sealed.

        May be changed until somebody has signed.
        """
        from app.documents.render import render_record  # noqa: PLC0415 - the PDF library is slow to load

        response = replace(response, words=response.words.strip())
        self._check(response)
        with self._store.read() as work:
            record = work.records.get(record_id)
            self._party(work, actor, record)
            self._may_respond(work, record, response)
            document = document_of(
                work,
                self._catalog,
                self._clock,
                replace(record, response=response),
                order(record.kind, response),
            )
        pdf = render_record(document)
        with self._store.write(actor.person_id) as work:
            current = work.records.get(record_id)
            self._may_respond(work, current, response)
            self._unchanged(work, record)
            work.records.drop_document(record_id)
            work.records.store_document(record_id, pdf, content_hash(pdf), 0)
            work.records.set_response(record_id, response)
            work.audit("answer given before signing", record_id, f"{record.number} {response.choice.value}")
            turn = self._turn(work, work.records.get(record_id))
        return Outcome(turn, changed(Topic.RECORDS))

    def attend(self, record_id: str, person_id: str, pin: str) -> Outcome[Turn]:
        """Sign that one took part in a group session, with one's own PIN.

        It is a signature over the content as it stands.
        """
        key = self._secrets.signing_key(person_id, pin)
        now = self._clock.now()
        with self._store.write(person_id) as work:
            record = work.records.get(record_id)
            taking_part = person_id in record.content.attendees and record.state is RecordState.READY
            require(
                taking_part and record.kind.is_group, "This person is not on the list of those who took part."
            )
            present_before = work.records.attendance(record_id)
            if all(one.person_id != person_id for one in present_before):
                digest = content_hash(canonical(record.content.as_dict()))
                person = work.people.get(person_id)
                proof = prove(key, f"{record_id} {digest}".encode()).hex()
                work.records.add_attendance(
                    Attendance(
                        record_id=record_id,
                        person_id=person_id,
                        name=person.name,
                        signed_at=now,
                        content_hash=digest,
                        proof=proof,
                    )
                )
                work.records.drop_document(record_id)
                work.audit("attendance signed", record_id, record.number)
            return Outcome(self._turn(work, record), changed(Topic.RECORDS))

    def compose(self, actor: Actor, record_id: str) -> Outcome[Turn]:
        """Compose a group session's PDF once those who came have signed that they came.

        Its leader signs it next.
        """
        from app.documents.render import render_record  # noqa: PLC0415 - the PDF library is slow to load

        with self._store.read() as work:
            record = work.records.get(record_id)
            require(
                record.led_by_id == present(work, actor).id,
                "Only the person who led the session can do this.",
            )
            if record.state is not RecordState.READY or not record.kind.is_group:
                message = "This record is not a group session that waits to be signed. Nothing was changed."
                raise StateError(message)
            if not work.records.attendance(record_id):
                message = "Nobody has signed that they took part yet. Each person does so with their own PIN."
                raise IncompleteError(message, {"attendance": message})
            document = document_of(work, self._catalog, self._clock, record, order(record.kind, None))
        pdf = render_record(document)
        with self._store.write(actor.person_id) as work:
            self._unchanged(work, record)
            work.records.drop_document(record_id)
            work.records.store_document(record_id, pdf, content_hash(pdf), 0)
            return Outcome(self._turn(work, work.records.get(record_id)), changed(Topic.RECORDS))

    def seal_saved(self, actor: Actor, *, at_once: bool = False) -> Outcome[int]:
        """Seal with the service's seal what the actor saved more than ten seconds ago, or everything they saved. Returns how many."""
        now = self._clock.now()
        with self._store.read() as work:
            me = present(work, actor)
            saved = [
                work.records.get(s.id)
                for s in work.records.summaries(led_by_id=me.id, states=(RecordState.SAVED,), limit=None)
            ]
        ripe = [r for r in saved if at_once or (now - r.changed_at).total_seconds() >= UNDO_SECONDS]
        for record in ripe:
            self._seal_by_service(actor, record)
        return Outcome(len(ripe), changed(Topic.RECORDS, Topic.SCHEDULE) if ripe else changed())

    def sign(self, record_id: str, part: Part, person_id: str, pin: str, mark: Mark) -> Outcome[Turn]:
        """Sign as oneself with one's own PIN.

        The last signature seals the record and takes its actions into force.
        """
        if mark.blank:
            message = "Draw your signature or type your name first."
            raise IncompleteError(message, {"mark": message})
        with self._store.read() as work:
            self._its_turn(work, work.records.get(record_id), part, person_id)
        return self.sign_with_key(record_id, part, person_id, self._secrets.signing_key(person_id, pin), mark)

    def sign_with_key(
        self, record_id: str, part: Part, person_id: str, key: bytes, mark: Mark
    ) -> Outcome[Turn]:
        """Sign with a private key already opened by its owner (``sign`` and the demo story)."""
        from app.documents.sign import Appearance, SigningIdentity, sign  # noqa: PLC0415 - the signature library is slow to load

        now = self._clock.now()
        with self._store.read() as work:
            record = work.records.get(record_id)
            signer = self._its_turn(work, record, part, person_id)
            document, response = work.records.document(record_id), record.response
            certificate = work.certificates.own(person_id)
            ca_certificate, crl = work.certificates.authority()
            signed_before = work.records.signatures(record_id)
            worker = work.people.get(record.about_id)
        if document is None or (response is None and not record.kind.is_group) or certificate is None:
            message = "The worker’s answer comes first. Nothing was signed."
            raise StateError(message)
        confirms = statement(part, record.kind, response, worker.name)
        pdf = sign(
            document.pdf,
            SigningIdentity(key=key, certificate=certificate, ca_certificate=ca_certificate, crl=crl),
            Appearance(
                part=part,
                name=signer.name,
                role=signer.job_title or signer.role.label,
                statement=confirms,
                signed_at=now,
                zone=self._clock.zone(),
                mark=mark,
            ),
            first=not signed_before,
        )
        signature = Signature(
            record_id=record_id,
            part=part,
            person_id=person_id,
            name=signer.name,
            role=signer.job_title or signer.role.label,
            statement=confirms,
            signed_at=now,
            mark=mark,
            fingerprint=content_hash(certificate),
        )
        with self._store.write(person_id) as work:
            record = work.records.get(record_id)
            self._its_turn(work, record, part, person_id)
            current = work.records.document(record_id)
            if current is None or current.sha256 != document.sha256:
                message = (
                    "The record changed while it was being signed, so nothing was signed. Read it again."
                )
                raise StateError(message)
            work.records.drop_document(record_id)
            work.records.store_document(record_id, pdf, content_hash(pdf), len(signed_before) + 1)
            work.records.add_signature(signature)
            work.audit("signed", record_id, f"{record.number} {part.value} {content_hash(pdf)}")
            signed = (*(s.part for s in signed_before), part)
            if next_part(record.kind, response, signed) is None:
                self._seal(work, record, now)
            else:
                work.records.set_state(record_id, RecordState.WAITING, changed_at=now)
            turn = self._turn(work, work.records.get(record_id))
        return Outcome(turn, changed(Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE))

    def witnesses(self, actor: Actor, record_id: str) -> tuple[Person, ...]:
        """Return the people who could witness that the worker declined: anybody here but the two of them."""
        with self._store.read() as work:
            record = work.records.get(record_id)
            self._party(work, actor, record)
            both = {record.about_id, record.led_by_id}
            return tuple(
                p
                for p in work.people.all()
                if p.id not in both and p.secret_set and p.standing is Standing.ACTIVE
            )

    def _seal(self, work: Work, record: Record, now: dt.datetime) -> None:
        work.records.set_state(record.id, RecordState.SEALED, sealed_at=now, changed_at=now)
        index(work, self._catalog, record.id)
        if record.corrects_id is not None:
            work.records.set_state(
                record.corrects_id, RecordState.CORRECTED, corrected_by_id=record.id, changed_at=now
            )
        for answer in record.content.old_actions:
            if answer.choice is Answered.CARRY_ON:
                work.actions.set_state(
                    answer.action_id, ActionState.OPEN, answer.note, due_on=answer.due_on, at=now
                )
            elif answer.choice is not None:
                state = ActionState.DONE if answer.choice is Answered.DONE else ActionState.DROPPED
                work.actions.set_state(answer.action_id, state, answer.note, at=now)
        known = {action.id for action in work.actions.all_about(record.about_id)}
        for new in record.content.new_actions:
            if new.what.strip() and new.id not in known:
                work.actions.add(Action.agreed(new, record), now)
        work.practice.meet(record.about_id, record.kind, record.form_id, record.id)
        if (
            record.kind is Kind.OBSERVATION
            and record.content.next_on is not None
            and record.corrects_id is None
        ):
            again = Requirement(
                id=new_id(),
                person_id=record.about_id,
                kind=record.kind,
                form_id=record.form_id,
                due_on=record.content.next_on,
                reason=f"to be watched again after {record.number}.",
            )
            work.practice.add_requirement(again)
        if record.corrects_id is None:
            held_on = record.held_at.date()
            for session in work.sessions.for_person(record.about_id):
                if (
                    session.state is SessionState.PLANNED
                    and session.kind is record.kind
                    and session.planned_at.date() <= held_on
                ):
                    work.sessions.set_state(session.id, SessionState.HELD, "", record.id)
        work.audit("record sealed", record.id, f"{record.number} version {record.version}")

    def _turn(self, work: Work, record: Record) -> Turn:
        signed = tuple(s.part for s in work.records.signatures(record.id))
        part = next_part(record.kind, record.response, signed) if record.state in UNSIGNED else None
        about, led_by = work.people.get(record.about_id), work.people.get(record.led_by_id)
        signer = work.people.get(self._signer_id(record, part)) if part else None
        document = work.records.document(record.id)
        return Turn(
            record=record,
            about=about,
            led_by=led_by,
            part=part,
            signer=signer,
            statement=statement(part, record.kind, record.response, about.name)
            if part and (record.response or record.kind.is_group)
            else "",
            pdf=document.pdf if document else None,
            attendance=work.records.attendance(record.id),
            attendees=tuple(work.people.get(person_id) for person_id in record.content.attendees),
        )

    def _its_turn(self, work: Work, record: Record, part: Part, person_id: str) -> Person:
        if record.state not in UNSIGNED:
            message = "This record is not waiting for a signature. Nothing was signed."
            raise StateError(message)
        signed = tuple(s.part for s in work.records.signatures(record.id))
        require(
            next_part(record.kind, record.response, signed) is part,
            "It is not this person’s turn to sign. Nothing was signed.",
        )
        require(
            self._signer_id(record, part) == person_id, "Each person signs for themself. Nothing was signed."
        )
        person = work.people.get(person_id)
        require(
            person.standing is not Standing.LEAVER, f"{person.name} has left, so they can no longer sign."
        )
        return person

    def _signer_id(self, record: Record, part: Part) -> str:
        if part is Part.WORKER:
            return record.about_id
        if part is Part.SUPERVISOR:
            return record.led_by_id
        return (record.response.witness_id if record.response else None) or ""

    def _may_respond(self, work: Work, record: Record, response: Response) -> None:
        if record.state is not RecordState.READY:
            message = (
                "The answer can no longer be changed because somebody has signed. Choose “Change "
                "something” to start again."
            )
            raise StateError(message)
        if response.choice is Choice.DECLINED:
            witness = work.people.get(response.witness_id or "")
            valid = (
                witness.id not in {record.about_id, record.led_by_id}
                and witness.secret_set
                and witness.standing is Standing.ACTIVE
            )
            require(valid, "A witness is somebody else who works here and has their own PIN.")

    def _check(self, response: Response) -> None:
        check_text("your own words", response.words)
        if response.choice in {Choice.AGREE_AND_ADD, Choice.DO_NOT_AGREE} and not response.words:
            message = "Write your own words first – one sentence is enough."
            raise IncompleteError(message, {"words": message})
        if response.choice is Choice.DECLINED and response.witness_id is None:
            message = "Choose who saw that the record was offered and declined."
            raise IncompleteError(message, {"witness": message})

    def _party(self, work: Work, actor: Actor, record: Record) -> None:
        me = present(work, actor)
        witness = record.response.witness_id if record.response else None
        allowed = me.id in {record.about_id, record.led_by_id, witness} and (
            me.id == witness or may_open(work, me, record)
        )
        require(allowed, "Only the two people of this record can open it for signing.")

    def _seal_by_service(self, actor: Actor, record: Record) -> None:
        from app.documents.render import render_record  # noqa: PLC0415 - see respond

        now = self._clock.now()
        with self._store.read() as work:
            document = document_of(work, self._catalog, self._clock, record, (Part.SERVICE,))
        pdf = self._service_seal.sealed(render_record(document), now, self._clock.zone(), record.kind)
        with self._store.write(actor.person_id) as work:
            if work.records.get(record.id).state is not RecordState.SAVED:
                return  # taken back in the meantime
            self._unchanged(work, record)
            work.records.drop_document(record.id)
            work.records.store_document(record.id, pdf, content_hash(pdf), 1)
            self._seal(work, record, now)

    def _unchanged(self, work: Work, record: Record) -> None:
        if work.records.get(record.id).revision != record.revision:
            message = (
                "The record changed while its PDF was being made. Nothing is lost. Read it again and "
                "sign once more."
            )
            raise StateError(message)
