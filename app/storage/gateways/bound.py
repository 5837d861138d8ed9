"""One hash over everything of a sealed record that is kept in rows and never changes.

Whose it is stands in its PDF: two entries of one person that are made one go over to the one that is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.content import canonical, content_hash
from app.models.attachments import AttachmentRow
from app.models.forms import FormRow
from app.models.records import RecordRow
from app.models.sharing import AttendanceRow
from app.models.signing import DocumentRow, SignatureRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session

RECORD = (
    RecordRow.id, RecordRow.version, RecordRow.kind, RecordRow.form_version, RecordRow.held_at,
    RecordRow.recorded_at, RecordRow.content, RecordRow.response,
    RecordRow.sealed_at, RecordRow.corrects_id, RecordRow.reason, RecordRow.audience, RecordRow.minutes,
    RecordRow.topics, RecordRow.pair_id,
)  # fmt: skip
"""What is hashed stays so for ever: another list would need another name in the log."""
SIGNATURE = (
    SignatureRow.record_id, SignatureRow.part, SignatureRow.name, SignatureRow.role,
    SignatureRow.statement, SignatureRow.signed_at, SignatureRow.mark, SignatureRow.fingerprint,
)  # fmt: skip
ATTACHMENT = (
    AttachmentRow.record_id, AttachmentRow.id, AttachmentRow.name, AttachmentRow.type, AttachmentRow.size,
    AttachmentRow.sha256,
)  # fmt: skip
ATTENDANCE = (
    AttendanceRow.record_id, AttendanceRow.signed_at, AttendanceRow.content_hash,
    AttendanceRow.proof,
)  # fmt: skip


class BoundGateway:
    """What binds the rows of a record together."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def digests(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the hash of each record as it is kept now, by id, in a fixed number of statements."""
        found: dict[str, str] = {}
        for some in chunks(ids):
            beside = [
                self._beside(select(*SIGNATURE).where(SignatureRow.record_id.in_(some))),
                self._beside(select(*ATTACHMENT).where(AttachmentRow.record_id.in_(some))),
                self._beside(select(*ATTENDANCE).where(AttendanceRow.record_id.in_(some))),
            ]
            wanted = select(*RECORD, FormRow.text, DocumentRow.sha256).where(RecordRow.id.in_(some))
            joined = wanted.outerjoin(
                FormRow, (FormRow.id == RecordRow.form_id) & (FormRow.version == RecordRow.form_version)
            ).outerjoin(DocumentRow, DocumentRow.record_id == RecordRow.id)
            for row in self._session.execute(joined):
                rows = [_plain(row), *(sorted(one.get(row.id, [])) for one in beside)]
                found[row.id] = content_hash(canonical({"rows": rows}))
        return found

    def _beside(self, query: Select[*tuple[Any, ...]]) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for row in self._session.execute(query):
            found.setdefault(str(row[0]), []).append(_plain(row))
        return found


def _plain(row: Row[*tuple[Any, ...]]) -> list[str]:
    return ["" if value is None else str(value) for value in row]
