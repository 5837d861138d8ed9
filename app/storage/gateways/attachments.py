"""Scans and photos kept with records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import defer

from app.domain.errors import NotFoundError
from app.domain.records import Attachment
from app.models.attachments import AttachmentRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


class AttachmentsGateway:
    """Files kept with a record."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, record_id: str) -> tuple[Attachment, ...]:
        """Return what is attached, without the files themselves."""
        query = (
            select(AttachmentRow)
            .options(defer(AttachmentRow.data, raiseload=True))
            .where(AttachmentRow.record_id == record_id)
        )
        return tuple(
            Attachment(id=a.id, record_id=a.record_id, name=a.name, type=a.type, size=a.size, sha256=a.sha256)
            for a in self._session.scalars(query.order_by(AttachmentRow.at))
        )

    def get(self, attachment_id: str) -> tuple[Attachment, bytes]:
        """Return one attached file. Raises NotFoundError."""
        row = self._session.get(AttachmentRow, attachment_id)
        if row is None:
            message = "That file is no longer there."
            raise NotFoundError(message)
        return Attachment(
            id=row.id, record_id=row.record_id, name=row.name, type=row.type, size=row.size, sha256=row.sha256
        ), row.data

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
