"""Scans and photos kept with records."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class AttachmentRow(Base):
    """A scan or photo kept with a record."""

    __tablename__ = "attachment"
    holds = Holds(through={"record_id": "record"}, files={"data": "attachments"})

    id: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    name: Mapped[str]
    type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    data: Mapped[bytes]
    at: Mapped[dt.datetime]
