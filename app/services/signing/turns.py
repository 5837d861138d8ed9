"""Whose turn it is to sign, and what must be so before anybody does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import can_supervise, countersigner_of, may_sign_as_leader, require
from app.domain.answers import check_text
from app.domain.errors import IncompleteError, StateError
from app.domain.people import Standing
from app.domain.records import Attendance, Choice, Record, RecordState, Response
from app.domain.signing import Part, next_part, statement
from app.domain.signing_keys import fault
from app.domain.worker_words import theirs
from app.services.present import present
from app.services.records.forms import form_of
from app.services.records.reading import may_attend, may_open

if TYPE_CHECKING:
    import datetime as dt

    from app.catalog.registry import Catalog
    from app.domain.people import Actor, Person
    from app.domain.signing_keys import SigningKey
    from app.storage.unit_of_work import Work

UNSIGNED = {RecordState.READY, RecordState.WAITING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is to sign. ``signer`` and ``part`` are None once everybody has signed.

    ``theirs`` are the questions that are the worker's to answer, with what was written down for them.
    """

    record: Record
    about: Person
    led_by: Person
    part: Part | None
    signer: Person | None
    statement: str
    pdf: bytes | None
    attendance: tuple[Attendance, ...] = ()
    attendees: tuple[Person, ...] = ()
    theirs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What somebody signs (``sha256`` is the PDF’s), with whose certificate, and who has signed before.

    ``key`` is where the signer's key comes from, None for one made before that was written down.
    """

    record: Record
    pdf: bytes
    sha256: str
    signer: Person
    confirms: str
    certificate: bytes
    ca_certificate: bytes
    crl: bytes
    before: tuple[Part, ...]
    key: SigningKey | None

    def shown(self, zone: dt.tzinfo) -> str:
        """Return what the signature's box says of the key; nothing of one that took no other's place."""
        return self.key.shown(zone) if self.key is not None else ""


def ready_to_sign(work: Work, catalog: Catalog, record_id: str, part: Part, person_id: str) -> Ready:
    """Return what somebody is about to sign. Raises StateError or NotAllowedError when they cannot yet."""
    record = work.records.get(record_id)
    signer = its_turn(work, record, part, person_id)
    document, certificate = work.signing.document(record_id), work.certificates.own(person_id)
    if document is None or certificate is None or not (record.response or record.kind.is_group):
        message = "The worker’s answer comes first. Nothing was signed."
        raise StateError(message)
    ca_certificate, crl = work.certificates.authority()
    return Ready(
        record=record,
        pdf=document.pdf,
        sha256=document.sha256,
        signer=signer,
        confirms=_confirmed(work, catalog, record, part),
        certificate=certificate,
        ca_certificate=ca_certificate,
        crl=crl,
        before=tuple(one.part for one in work.signing.signatures(record_id)),
        key=work.signing_keys.of_certificate(certificate),
    )


def turn_of(work: Work, catalog: Catalog, record: Record) -> Turn:
    """Return whose turn it is on a record."""
    signed = tuple(s.part for s in work.signing.signatures(record.id))
    part = next_part(record.kind, record.response, signed) if record.state in UNSIGNED else None
    about, led_by = work.people.get(record.about_id), work.people.get(record.led_by_id)
    signer = work.people.get(_signer_id(record, part)) if part else None
    document = work.signing.document(record.id)
    return Turn(
        record=record,
        about=about,
        led_by=led_by,
        part=part,
        signer=signer,
        statement=_confirmed(work, catalog, record, part)
        if part and (record.response or record.kind.is_group)
        else "",
        pdf=document.pdf if document else None,
        attendance=work.sharing.attendance(record.id),
        attendees=tuple(work.people.get(person_id) for person_id in record.content.attendees),
        theirs=theirs(record, form_of(work, catalog, record)),
    )


def _confirmed(work: Work, catalog: Catalog, record: Record, part: Part) -> str:
    """Return what somebody confirms by signing, in the words of the form."""
    name, form = work.people.get(record.about_id).name, form_of(work, catalog, record)
    said = (form.worker_statement, form.supervisor_statement)
    return statement(part, record.kind, record.response, name, said)


def its_turn(work: Work, record: Record, part: Part, person_id: str) -> Person:
    """Return the person whose turn it is. Raises StateError or NotAllowedError for anybody else."""
    if record.state not in UNSIGNED:
        message = "This record is not waiting for a signature. Nothing was signed."
        raise StateError(message)
    signed = tuple(s.part for s in work.signing.signatures(record.id))
    require(
        next_part(record.kind, record.response, signed) is part,
        "It is not this person’s turn to sign. Nothing was signed.",
    )
    require(_signer_id(record, part) == person_id, "Each person signs for themself. Nothing was signed.")
    person = work.people.get(person_id)
    require(person.standing is not Standing.LEAVER, f"{person.name} has left, so they can no longer sign.")
    _in_role(work, record, part, person)
    own_key(work, record, person)
    return person


def _in_role(work: Work, record: Record, part: Part, person: Person) -> None:
    """Raise NotAllowedError for somebody who is no longer in the role they would sign in."""
    about, leader = work.people.get(record.about_id), work.people.get(record.led_by_id)
    able = {
        Part.SUPERVISOR: may_sign_as_leader(leader, record.kind, about),
        Part.COUNTERSIGNER: can_supervise(person.role, leader) and can_supervise(person.role, about),
    }.get(part, True)
    require(
        able,
        f"{person.name} is {person.role.label.lower()} now and can no longer sign this as "
        f"{part.value.lower()}. Nothing was signed. The registered manager hands the record over, or closes "
        "it without this signature.",
    )


def own_key(work: Work, record: Record, person: Person) -> None:
    """Raise NotAllowedError when one who signs a record could have chosen the PIN of another."""
    held = work.signing_keys.current()
    key = held.get(person.id)
    if key is not None:
        answer = record.response
        seconds = {answer.witness_id or "", answer.countersigner_id or ""} if answer else set()
        why = fault(key, person.first_name, {record.about_id, record.led_by_id, *seconds}, held)
        require(not why, why)


def may_respond(work: Work, record: Record, response: Response) -> None:
    """Raise StateError once somebody has signed, and NotAllowedError for a witness who is none."""
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


def check_response(response: Response) -> None:
    """Raise IncompleteError when an answer lacks the words or the witness it needs."""
    check_text("your own words", response.words)
    if response.choice in {Choice.AGREE_AND_ADD, Choice.DO_NOT_AGREE} and not response.words:
        message = "Write your own words first – one sentence is enough."
        raise IncompleteError(message, {"words": message})
    if response.choice is Choice.DECLINED and response.witness_id is None:
        message = "Choose who saw that the record was offered and declined."
        raise IncompleteError(message, {"witness": message})


def party(work: Work, actor: Actor, record: Record) -> None:
    """Raise NotAllowedError unless the actor is one of the two people, the witness or the second signer."""
    me = present(work, actor)
    answer = record.response
    others = {answer.witness_id, answer.countersigner_id} - {None} if answer is not None else set()
    allowed = me.id in others or (me.id in {record.about_id, record.led_by_id} and may_open(work, me, record))
    require(allowed or may_attend(me, record), "Only the two people of this record can open it for signing.")


def with_second(work: Work, record: Record, response: Response) -> Response:
    """Return an answer with who signs second, where the rule of the service asks for that."""
    asked = record.kind in work.service.get().countersigned
    about, leader = work.people.get(record.about_id), work.people.get(record.led_by_id)
    second = countersigner_of(about, leader, work.people.all()) if asked else None
    return replace(response, countersigner_id=second.id if second is not None else None)


def unchanged(work: Work, record: Record) -> None:
    """Raise StateError when a record is no longer the one its PDF was made from."""
    if work.records.get(record.id).revision != record.revision:
        message = (
            "The record changed while its PDF was being made. Nothing is lost. Read it again and "
            "sign once more."
        )
        raise StateError(message)


def _signer_id(record: Record, part: Part) -> str:
    if part is Part.WORKER:
        return record.about_id
    if part is Part.SUPERVISOR:
        return record.led_by_id
    answer = record.response or Response(choice=Choice.AGREE)
    return (answer.witness_id if part is Part.WITNESS else answer.countersigner_id) or ""
