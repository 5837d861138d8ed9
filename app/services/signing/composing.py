"""Everything a record's PDF shows, gathered once for whoever composes it: signing, and evidence packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.documents.record import RecordDocument
from app.domain.content import canonical, content_hash
from app.domain.records import as_document
from app.domain.signing import Part
from app.services.records.gathering import gather

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.records import Record
    from app.services.records.gathering import Gathered
    from app.storage.unit_of_work import Work


def document_of(
    work: Work, catalog: Catalog, clock: Clock, record: Record, parts: tuple[Part, ...]
) -> RecordDocument:
    """Return a record with everything its PDF shows."""
    return documents_of(work, clock, gather(work, catalog, (record,)), parts)[0]


def documents_of(
    work: Work, clock: Clock, gathered: Iterable[Gathered], parts: tuple[Part, ...] = ()
) -> tuple[RecordDocument, ...]:
    """Return records with everything their PDFs show, many at once in a fixed number of reads."""
    gathered, service = tuple(gathered), work.service.get()
    everybody = {person.id: person for person in work.people.all()}
    signed = {} if parts else work.signing.parts_of([one.record.id for one in gathered])
    before = work.records.many(one.record.corrects_id for one in gathered if one.record.corrects_id)
    found = []
    for one in gathered:
        record = one.record
        people = {p.id: p.name for p in everybody.values() if p.id in one.people}
        answer = record.response
        witness_id, second_id = (answer.witness_id, answer.countersigner_id) if answer else (None, None)
        document = as_document(
            record,
            form_title=one.form.title,
            service=service.name,
            people=people,
            attachments=one.attachments,
            attendance=one.attendance,
            comments=one.comments,
        )
        # what people sign holds where the activity log stood: nobody can write it another past afterwards
        data = canonical({**document, "log": work.audit_log.head().as_dict()} if parts else document)
        found.append(
            RecordDocument(
                record=record,
                form=one.form,
                service=service,
                about=everybody[record.about_id],
                led_by=everybody[record.led_by_id],
                witness=everybody[witness_id] if witness_id else None,
                corrects=before[record.corrects_id] if record.corrects_id else None,
                people=people,
                zone=clock.zone(),
                app_version=__version__,
                parts=parts,
                canonical=data,
                content_hash=content_hash(data),
                attachments=one.attachments,
                attendance=one.attendance,
                comments=one.comments,
                countersigner=everybody[second_id] if second_id else None,
                worker_signs=Part.WORKER in (parts or signed.get(record.id, ())),
            )
        )
    return tuple(found)
