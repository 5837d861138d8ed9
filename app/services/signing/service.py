"""Signing.

The worker answers, the PDF is composed once, each person signs with their own key, and the record is sealed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import require
from app.domain.changes import Outcome, Topic, changed
from app.domain.content import canonical, content_hash
from app.domain.errors import DocumentError, IncompleteError, StateError
from app.domain.people import Standing
from app.domain.records import Attendance, RecordState, Response
from app.domain.signing import Mark, Part, Signature, next_part, order
from app.services.present import present
from app.services.signing.closing import close
from app.services.signing.composing import document_of
from app.services.signing.turns import (
    Turn,
    check_response,
    its_turn,
    may_respond,
    own_key,
    party,
    ready_to_sign,
    turn_of,
    unchanged,
    with_second,
)
from app.storage.keys import prove
from app.system.wipe import wipe

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.services.signing.by_service import SealingByService
    from app.services.signing.turns import Ready
    from app.services.timekeeping import TimekeepingService
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work


class SigningService:
    """Two people sign on one PC; nobody can sign for somebody else."""

    def __init__(
        self,
        store: Store,
        secrets: Secrets,
        by_service: SealingByService,
        catalog: Catalog,
        timekeeping: TimekeepingService,
        clock: Clock,
    ) -> None:
        self._timekeeping = timekeeping
        self._store = store
        self._secrets = secrets
        self._by_service = by_service
        self._catalog = catalog
        self._clock = clock

    def ask(self, actor: Actor, record_id: str) -> Turn:
        """Return whose turn it is. The actor must be one of the record's two people."""
        with self._store.read() as work:
            record = work.records.get(record_id)
            party(work, actor, record)
            return turn_of(work, self._catalog, record)

    def respond(self, actor: Actor, record_id: str, response: Response) -> Outcome[Turn]:
        """Take the worker's answer and compose the PDF exactly as it will be sealed.

        May be changed until somebody has signed.
        """
        from app.documents.render import render_record  # noqa: PLC0415 - the PDF library is slow to load

        response = replace(response, words=response.words.strip())
        check_response(response)
        with self._store.read() as work:
            record = work.records.get(record_id)
            party(work, actor, record)
            may_respond(work, record, response)
            response = with_second(work, record, response)
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
            may_respond(work, current, response)
            unchanged(work, record)
            work.signing.drop_document(record_id)
            work.signing.store_document(record_id, pdf, content_hash(pdf), 0)
            work.records.set_response(record_id, response)
            work.signing.drop_begun(record_id)
            work.audit("answer given before signing", record_id, f"{record.number} {response.choice.value}")
            turn = turn_of(work, self._catalog, work.records.get(record_id))
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
            own_key(work, record, work.people.get(person_id))
            present_before = work.sharing.attendance(record_id)
            if all(one.person_id != person_id for one in present_before):
                digest = content_hash(canonical(record.content.as_dict()))
                person = work.people.get(person_id)
                proof = prove(key, f"{record_id} {digest}".encode()).hex()
                wipe(key)
                work.sharing.add_attendance(
                    Attendance(
                        record_id=record_id,
                        person_id=person_id,
                        name=person.name,
                        signed_at=now,
                        content_hash=digest,
                        proof=proof,
                    )
                )
                work.signing.drop_document(record_id)
                work.audit("attendance signed", record_id, record.number)
            return Outcome(turn_of(work, self._catalog, record), changed(Topic.RECORDS))

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
            if not work.sharing.attendance(record_id):
                message = "Nobody has signed that they took part yet. Each person does so with their own PIN."
                raise IncompleteError(message, {"attendance": message})
            document = document_of(work, self._catalog, self._clock, record, order(record.kind, None))
        pdf = render_record(document)
        with self._store.write(actor.person_id) as work:
            unchanged(work, record)
            work.signing.drop_document(record_id)
            work.signing.store_document(record_id, pdf, content_hash(pdf), 0)
            return Outcome(turn_of(work, self._catalog, work.records.get(record_id)), changed(Topic.RECORDS))

    def seal_saved(self, actor: Actor, *, at_once: bool = False) -> Outcome[int]:
        """Seal with the service's seal what the actor saved and can no longer take back.

        With ``at_once`` everything they saved. Returns how many.
        """
        now = self._clock.now()
        with self._store.read() as work:
            me = present(work, actor)
            saved = [
                work.records.get(s.id)
                for s in work.records.summaries(led_by_id=me.id, states=(RecordState.SAVED,), limit=None)
            ]
        ripe = [r for r in saved if at_once or r.undo_is_over(now)]
        for record in ripe:
            self._by_service.seal(actor, record)
        return Outcome(len(ripe), changed(Topic.RECORDS, Topic.SCHEDULE) if ripe else changed())

    def seal_own(self, actor: Actor, record_id: str) -> Outcome[None]:
        """Seal at once one record the actor saved. What else they saved keeps its time to be taken back."""
        with self._store.read() as work:
            record = work.records.get(record_id)
            require(
                record.led_by_id == present(work, actor).id,
                "Only the person who wrote this can close it. Nothing was changed.",
            )
        if record.state is RecordState.SAVED:
            self._by_service.seal(actor, record)
        return Outcome(None, changed(Topic.RECORDS, Topic.SCHEDULE))

    def sign(self, record_id: str, part: Part, person_id: str, pin: str, mark: Mark) -> Outcome[Turn]:
        """Sign as oneself with one's own PIN.

        The last signature seals the record and takes its actions into force.
        """
        if mark.blank:
            message = "Draw your signature or type your name first."
            raise IncompleteError(message, {"mark": message})
        with self._store.read() as work:
            its_turn(work, work.records.get(record_id), part, person_id)
        key = self._secrets.signing_key(person_id, pin)
        try:
            return self.sign_with_key(record_id, part, person_id, key, mark)
        finally:
            wipe(key)

    def sign_with_key(
        self, record_id: str, part: Part, person_id: str, key: bytes, mark: Mark
    ) -> Outcome[Turn]:
        """Sign with a private key already opened by its owner (``sign`` and the demo story)."""
        from app.documents.sign import Appearance, SigningIdentity, sign  # noqa: PLC0415 - the signature library is slow to load

        now = self._clock.now()
        with self._store.read() as work:
            ready = ready_to_sign(work, self._catalog, record_id, part, person_id)
            self._timekeeping.require_plausible(work, ready.record)
            late = self._timekeeping.before_the_newest(work)
        made = Signature(
            record_id=record_id,
            part=part,
            person_id=person_id,
            name=ready.signer.name,
            role=ready.signer.post,
            statement=ready.confirms,
            signed_at=now,
            mark=mark,
            fingerprint=content_hash(ready.certificate),
        )
        identity = SigningIdentity(
            key=key, certificate=ready.certificate, ca_certificate=ready.ca_certificate, crl=ready.crl
        )
        appearance = Appearance(
            part=part,
            name=made.name,
            role=made.role,
            statement=made.statement,
            signed_at=now,
            zone=self._clock.zone(),
            mark=mark,
            noted=" ".join(part for part in (ready.shown(self._clock.zone()), late) if part),
        )
        try:
            pdf = sign(ready.pdf, identity, appearance, first=not ready.before)
        except DocumentError as error:
            raise self._timekeeping.named(error) from error
        with self._store.write(person_id) as work:
            return Outcome(
                self._keep(work, ready, made, pdf), changed(Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE)
            )

    def _keep(self, work: Work, ready: Ready, made: Signature, pdf: bytes) -> Turn:
        """Keep a signature and its PDF, unless the record became another meanwhile; the last one seals."""
        record = work.records.get(made.record_id)
        its_turn(work, record, made.part, made.person_id)
        current = work.signing.document(record.id)
        if current is None or current.sha256 != ready.sha256:
            message = "The record changed while it was being signed, so nothing was signed. Read it again."
            raise StateError(message)
        work.signing.drop_document(record.id)
        work.signing.store_document(record.id, pdf, content_hash(pdf), len(ready.before) + 1)
        work.signing.add_signature(made)
        work.audit("signed", record.id, f"{record.number} {made.part.value} {content_hash(pdf)}")
        if next_part(record.kind, record.response, (*ready.before, made.part)) is None:
            close(work, self._catalog, record, made.signed_at, self._clock.zone())
        else:
            work.records.set_state(record.id, RecordState.WAITING, changed_at=made.signed_at)
        return turn_of(work, self._catalog, work.records.get(record.id))

    def witnesses(self, actor: Actor, record_id: str) -> tuple[Person, ...]:
        """Return the people who could witness that the worker declined: anybody here but the two of them."""
        with self._store.read() as work:
            record = work.records.get(record_id)
            party(work, actor, record)
            both = {record.about_id, record.led_by_id}
            return tuple(
                p
                for p in work.people.all()
                if p.id not in both and p.secret_set and p.standing is Standing.ACTIVE
            )
