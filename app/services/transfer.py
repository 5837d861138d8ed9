"""Taking sealed PDFs out of the vault to a folder somebody chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import require
from app.domain.content import content_hash
from app.domain.errors import DocumentError, NotFoundError
from app.domain.file_names import distinct, safe_name
from app.domain.on_paper import way
from app.domain.records import RecordState, RecordSummary
from app.domain.signing import Verdict
from app.services.going_out import file_out, files_out
from app.services.present import present
from app.services.records.reading import may_open, openable
from app.services.trusted import of_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.kinds import Kind
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.storage.store import Store

SEALED = (RecordState.SEALED, RecordState.CORRECTED, RecordState.WITHDRAWN)
CERTIFICATE_NAME = "service-certificate.cer"


class TransferService:
    """Exports. Every file is complete under its final name or not there at all."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def export(
        self,
        actor: Actor,
        to: Path,
        *,
        kind: Kind | None = None,
        person_id: str | None = None,
        record_ids: tuple[str, ...] | None = None,
        progress: Callable[[int, int], bool] | None = None,
    ) -> tuple[Path, ...]:
        """Write the sealed PDFs the actor may read, and the service's public certificate, into a folder.

        With ``record_ids`` only of those records.

        ``progress(done, of)`` is called after each file; when it returns False the export stops there.
        """
        with self._store.write(actor.person_id) as work:
            me = present(work, actor)
            sealed = (
                work.records.summaries(about_id=person_id, kind=kind, states=SEALED, limit=None)
                if record_ids is None
                else (one for one in work.records.brief(set(record_ids)).values() if one.state in SEALED)
            )
            wanted = openable(work, me, sealed)
            certificate = work.certificates.authority()[0]
            work.audit("records exported", person_id or "service", f"{len(wanted)} PDFs")
        written: list[Path] = []
        damaged: list[str] = []
        names = distinct(self.file_name(summary) for summary in wanted)
        with files_out(self._store, self._clock, actor.person_id, to) as put:
            put(to / CERTIFICATE_NAME, certificate)
            for summary, name in zip(wanted, names, strict=True):
                try:
                    written.append(put(to / name, self._pdf(summary.id, summary.number)))
                except (DocumentError, NotFoundError) as error:  # a damaged one does not stop the others
                    damaged.append(str(error))
                if progress is not None and not progress(len(written), len(wanted)):
                    break
        if damaged:
            rest = f"The other {len(written)} are in “{to}”." if written else ""
            message = f"{' '.join(damaged)} {rest}"
            raise DocumentError(message)
        return tuple(written)

    def export_one(self, actor: Actor, record_id: str, to: To) -> To:
        """Write one record's sealed PDF to the file somebody chose."""
        with self._store.write(actor.person_id) as work:
            me, record = present(work, actor), work.records.get(record_id)
            require(may_open(work, me, record), "You cannot take this record out.")
            if record.state not in SEALED:
                message = "Only a sealed record has a PDF to save. It is sealed once both people have signed."
                raise NotFoundError(message)
            work.audit(f"record {way(to)}", record_id, record.number)
        pdf = self._pdf(record_id, record.number)
        return file_out(self._store, self._clock, actor.person_id, to, pdf)

    def export_attachment(self, actor: Actor, attachment_id: str, to: Path) -> Path:
        """Write one attached file to the place somebody chose."""
        with self._store.write(actor.person_id) as work:
            me, (attachment, data) = present(work, actor), work.attachments.get(attachment_id)
            record = work.records.get(attachment.record_id)
            require(may_open(work, me, record), "You cannot take this file out.")
            work.audit("attached file exported", record.id, attachment.sha256)
        return file_out(self._store, self._clock, actor.person_id, to, data)

    def file_name(self, summary: RecordSummary) -> str:
        """Return a file name any system accepts: ``2026-11-24 Supervision Amira Hassan S-0042 v1.pdf``."""
        day = summary.held_at.astimezone(self._clock.zone()).date().isoformat()
        name = safe_name(summary.about_name, 60) or "person"
        return f"{day} {summary.kind.label} {name} {safe_name(summary.number)} v{summary.version}.pdf"

    def _pdf(self, record_id: str, number: str) -> bytes:
        """Return a sealed PDF, its signatures checked anew.

        Raises NotFoundError when it is missing, DocumentError when it is damaged or was changed.
        """
        from app.documents.verify import check  # noqa: PLC0415 - the signature library is slow to load

        with self._store.read() as work:
            document = work.signing.document(record_id)
        if document is None:
            message = (
                f"The PDF of {number} is missing from the vault. Ask IT to run the doctor; the other records "
                "are safe."
            )
            raise NotFoundError(message)
        whole = content_hash(document.pdf) == document.sha256
        if not whole or check(document.pdf, number, of_records(self._store)).verdict is Verdict.CHANGED:
            message = (
                f"The PDF of {number} was changed or is damaged, so it was not written. Ask IT to run the "
                "doctor; the other records are safe."
            )
            raise DocumentError(message)
        return document.pdf
