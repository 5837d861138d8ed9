"""Records that somebody left behind: handed over, or closed without a signature that cannot come any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_close_unsigned, may_look_after, may_take_up, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_moment
from app.domain.content import content_hash
from app.domain.errors import StateError
from app.domain.ids import new_id
from app.domain.records import OPEN, UNSIGNED, Attachment, Audience, RecordState
from app.domain.signing import Part, order
from app.services.present import present
from app.services.records.desk import gone, said

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.domain.records import Record
    from app.services.records.desk import Desk
    from app.services.signing.by_service import SealingByService
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

REFUSED = "Only the registered manager can do this, once whoever led the record is not there to do it."


class LeftBehindService:
    """Nobody's record is stranded: whoever takes it up does so in their own name, and the record says so."""

    def __init__(self, store: Store, desk: Desk, sealing: SealingByService, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._sealing = sealing
        self._clock = clock

    def hand_over(self, actor: Actor, record_id: str, to_id: str, reason: str) -> Outcome[Record]:
        """Give an unfinished or unsigned record to somebody else to lead.

        It is a draft again, and signatures already given are removed, because they were given to another
        page. A line in the record says who began it.
        """
        reason = said(" ".join(reason.split()), "Say why it is handed over – one sentence is enough.")
        with self._store.write(actor.person_id) as work:
            me, record = present(work, actor), work.records.get(record_id)
            about, leader = work.people.get(record.about_id), work.people.get(record.led_by_id)
            require(may_look_after(me, record.kind, about, leader), REFUSED)
            if record.state not in OPEN or record.audience is Audience.PRIVATE:
                message = "This record is sealed and stays as it is. It can be corrected with a reason."
                raise StateError(message)
            to = work.people.get(to_id)
            able = may_take_up(to, record.kind, about)
            require(able, f"{to.name} cannot lead this record. Nothing was changed.")
            self._unsign(work, record)
            work.records.set_leader(record_id, to.id)
            work.records.set_state(record_id, RecordState.DRAFT, changed_at=self._clock.now())
            words = f"Begun by {leader.name}{gone(leader)}. Handed over to {to.name}: {reason}"
            self._desk.note(work, me, record_id, words)
            work.audit("record handed over", record_id, f"{record.number} to {to.id}")
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS, Topic.ACTIONS))

    def close(self, actor: Actor, record_id: str, reason: str) -> Outcome[Record]:
        """Close a finished record without a signature that cannot come any more.

        The service seals it, and a line in it says who did not sign and why. A copy that somebody has signed
        already is kept with it. What was agreed in it counts from now on.
        """
        reason = said(
            " ".join(reason.split()), "Say why it is closed without signing – one sentence is enough."
        )
        with self._store.write(actor.person_id) as work:
            me, record = present(work, actor), work.records.get(record_id)
            about, leader = work.people.get(record.about_id), work.people.get(record.led_by_id)
            require(may_close_unsigned(me, record.kind, about, leader), REFUSED)
            if record.state not in UNSIGNED:
                message = (
                    "Only a finished record that waits to be signed is closed this way. Nothing was changed."
                )
                raise StateError(message)
            words = self._keep_signed(work, record)
            self._desk.note(work, me, record_id, f"Closed without {_missing(work, record)}: {reason}{words}")
            if not work.signing.signatures(record_id):
                work.records.set_response(record_id, None)  # an answer that nobody signed is nobody's answer
            work.signing.drop_signatures(record_id)
            work.audit("record closed without signing", record_id, record.number)
            self._sealing.seal(actor, work.records.get(record_id))
            return Outcome(work.records.get(record_id), changed(Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE))

    def _unsign(self, work: Work, record: Record) -> None:
        """Remove what was given to the page as it stood: signatures, its answer and its PDF."""
        for signature in work.signing.signatures(record.id):
            work.audit(
                "signature removed because the record was handed over",
                record.id,
                f"{record.number} {signature.part.value}",
            )
        work.signing.drop_signatures(record.id)
        work.signing.drop_document(record.id)
        work.sharing.drop_attendance(record.id)
        work.actions.drop_of(record.id)
        work.search.drop(record.id)
        work.records.set_response(record.id, None)

    def _keep_signed(self, work: Work, record: Record) -> str:
        """Keep the copy somebody has signed already; return the words that say so."""
        signatures, document = work.signing.signatures(record.id), work.signing.document(record.id)
        if not signatures or document is None:
            return ""
        file = Attachment(
            id=new_id(),
            record_id=record.id,
            name=f"{record.number} as signed.pdf",
            type="application/pdf",
            size=len(document.pdf),
            sha256=content_hash(document.pdf),
        )
        work.attachments.add(file, document.pdf, self._clock.now())
        zone = self._clock.zone()
        who = " and ".join(f"{one.name} on {long_moment(one.signed_at, zone)}" for one in signatures)
        return f" Signed by {who}; that copy is kept with this record."


def _missing(work: Work, record: Record) -> str:
    """Return whose signature is missing: ``the signatures of Tomasz Birch and Dee Rowan``."""
    signed = {one.part for one in work.signing.signatures(record.id)}
    answer = record.response
    witness, second = (answer.witness_id, answer.countersigner_id) if answer else (None, None)
    whose = {
        Part.WORKER: record.about_id,
        Part.SUPERVISOR: record.led_by_id,
        Part.WITNESS: witness,
        Part.COUNTERSIGNER: second,
    }
    parts = [part for part in order(record.kind, record.response) if part not in signed]
    names = [work.people.get(person_id).name for part in parts if (person_id := whose.get(part))]
    return f"the {'signature' if len(names) == 1 else 'signatures'} of {' and '.join(names)}"
