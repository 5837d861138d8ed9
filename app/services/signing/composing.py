"""Everything a record's PDF shows, gathered once for whoever composes it: signing, and evidence packs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.documents.record import RecordDocument
from app.domain.content import canonical, content_hash
from app.domain.records import as_document
from app.services.records.forms import form_of

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.records import Record
    from app.domain.signing import Part
    from app.storage.unit_of_work import Work


def document_of(
    work: Work, catalog: Catalog, clock: Clock, record: Record, parts: tuple[Part, ...]
) -> RecordDocument:
    """Return a record with everything its PDF shows."""
    service, witness_id = work.service.get(), record.response.witness_id if record.response else None
    attendance, attachments = work.sharing.attendance(record.id), work.attachments.of(record.id)
    comments = work.sharing.comments(record.id)
    named = {
        record.about_id,
        record.led_by_id,
        *(a.owner_id for a in record.content.new_actions),
        *record.content.attendees,
        *(c.person_id for c in comments),
    } | ({witness_id} if witness_id else set())
    people = {p.id: p.name for p in work.people.all() if p.id in named}
    form = form_of(work, catalog, record)
    data = canonical(
        as_document(
            record,
            form_title=form.title,
            service=service.name,
            people=people,
            attachments=attachments,
            attendance=attendance,
            comments=comments,
        )
    )
    return RecordDocument(
        record=record,
        form=form,
        service=service,
        about=work.people.get(record.about_id),
        led_by=work.people.get(record.led_by_id),
        witness=work.people.get(witness_id) if witness_id else None,
        corrects=work.records.get(record.corrects_id) if record.corrects_id else None,
        people=people,
        zone=clock.zone(),
        app_version=__version__,
        parts=parts,
        canonical=data,
        content_hash=content_hash(data),
        attachments=attachments,
        attendance=attendance,
        comments=comments,
    )
