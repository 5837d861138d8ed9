"""Scans and photos kept with records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import defer

from app.domain.errors import NotFoundError
from app.domain.records import Attachment
from app.models.attachments import AttachmentRow
from app.models.records import RecordRow
from app.models.signing import DocumentRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


class AttachmentsGateway:
    """Files kept with a record."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, record_id: str) -> tuple[Attachment, ...]:
        """Return what is attached, without the files themselves."""
        return self.of_many((record_id,)).get(record_id, ())

    def of_many(self, ids: Iterable[str]) -> dict[str, tuple[Attachment, ...]]:
        """Return what is attached to several records, without the files themselves, by record id."""
        found: dict[str, tuple[Attachment, ...]] = {}
        query = select(AttachmentRow).options(defer(AttachmentRow.data, raiseload=True))
        for some in chunks(ids):
            wanted = query.where(AttachmentRow.record_id.in_(some)).order_by(AttachmentRow.at)
            for row in self._session.scalars(wanted):
                found[row.record_id] = (*found.get(row.record_id, ()), _value(row))
        return found

    def get(self, attachment_id: str) -> tuple[Attachment, bytes]:
        """Return one attached file. Raises NotFoundError."""
        row = self._session.get(AttachmentRow, attachment_id)
        if row is None:
            message = "That file is no longer there."
            raise NotFoundError(message)
        return _value(row), row.data

    def record_with(self, sha256: str) -> str:
        """Return the number of the record that holds a file, or that was sealed as it; empty for none."""
        for row in (AttachmentRow, DocumentRow):
            query = select(RecordRow.number).join(row, row.record_id == RecordRow.id)
            number = self._session.scalar(query.where(row.sha256 == sha256).limit(1))
            if number is not None:
                return number
        return ""

    def files(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Return several attached files, by id. Ask for few: each is held whole."""
        query = select(AttachmentRow.id, AttachmentRow.data)
        return {
            attachment_id: data
            for some in chunks(ids)
            for attachment_id, data in self._session.execute(query.where(AttachmentRow.id.in_(some)))
        }

    def add(self, attachment: Attachment, data: bytes, at: dt.datetime) -> None:
        """Keep a file with a record."""
        self._session.add(
            AttachmentRow(
                id=attachment.id,
                record_id=attachment.record_id,
                name=attachment.name,
                type=attachment.type,
                size=attachment.size,
                sha256=attachment.sha256,
                data=data,
                at=at,
            )
        )
        self._session.flush()

    def drop(self, attachment_id: str) -> None:
        """Take a file off a draft. The database itself refuses for anything sealed."""
        self._session.execute(delete(AttachmentRow).where(AttachmentRow.id == attachment_id))


def _value(row: AttachmentRow) -> Attachment:
    return Attachment(
        id=row.id, record_id=row.record_id, name=row.name, type=row.type, size=row.size, sha256=row.sha256
    )
