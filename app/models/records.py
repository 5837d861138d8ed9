"""Records, the form versions they were written with, their documents and signatures."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class RecordRow(Base):
    """A record. ``content`` and ``response`` are JSON."""

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("number", "version"),
        Index(None, "about_id", "kind", "held_at"),
        Index(None, "led_by_id", "state"),
        Index(None, "held_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    version: Mapped[int]
    kind: Mapped[str]
    form_id: Mapped[str]
    form_version: Mapped[int]
    about_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    led_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    held_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    content: Mapped[str]
    revision: Mapped[int]
    response: Mapped[str | None]
    sealed_at: Mapped[dt.datetime | None]
    corrects_id: Mapped[str | None]
    corrected_by_id: Mapped[str | None]
    reason: Mapped[str]
    withdrawn_because: Mapped[str]


class FormRow(Base):
    """A form version as it was when a record was written with it (JSON)."""

    __tablename__ = "form"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]


class DocumentRow(Base):
    """A record's PDF; ``parts`` counts its signatures."""

    __tablename__ = "document"

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    pdf: Mapped[bytes]
    sha256: Mapped[str]
    parts: Mapped[int]


class SignatureRow(Base):
    """A signature as shown in the app; the one that proves is inside the PDF. ``mark`` is JSON."""

    __tablename__ = "signature"

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    role: Mapped[str]
    statement: Mapped[str]
    signed_at: Mapped[dt.datetime]
    mark: Mapped[str]
    fingerprint: Mapped[str]


class PreparationRow(Base):
    """A worker's own sheet for their next supervision (JSON)."""

    __tablename__ = "preparation"

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    answers: Mapped[str]
    changed_at: Mapped[dt.datetime]
