"""Records, the form versions they were written with, their documents and signatures."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class RecordRow(Base):
    """A record.

    ``content`` and ``response`` are JSON; ``private`` takes the content's place while only its writer may
    read it.

    ``search_id`` is the row in the search index, in the order of ``held_at``. ``topics`` are practice areas
    between spaces.
    """

    __tablename__ = "record"
    __table_args__ = (
        UniqueConstraint("number", "version"),
        Index(None, "about_id", "kind", "state", "held_at"),
        Index(None, "about_id", "form_id", "state", "held_at"),
        Index(None, "kind", "state", "held_at", "about_id"),
        Index(None, "led_by_id", "state"),
        Index(None, "held_at", "number", "version"),
        Index(None, "pair_id"),
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
    private: Mapped[bytes | None]
    audience: Mapped[str | None]
    minutes: Mapped[int | None]
    topics: Mapped[str]
    pair_id: Mapped[str | None]
    paper: Mapped[str]
    search_id: Mapped[int | None] = mapped_column(index=True, unique=True)


class ShareRow(Base):
    """Somebody a record was shared with."""

    __tablename__ = "share"

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[dt.datetime]


class CommentRow(Base):
    """A line added to a record after it was saved."""

    __tablename__ = "comment"

    id: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[dt.datetime]


class AttendanceRow(Base):
    """Somebody who signed that they took part."""

    __tablename__ = "attendance"

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    signed_at: Mapped[dt.datetime]
    content_hash: Mapped[str]
    proof: Mapped[str]


class AttachmentRow(Base):
    """A scan or photo kept with a record."""

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    name: Mapped[str]
    type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    data: Mapped[bytes]
    at: Mapped[dt.datetime]


class PaperRow(Base):
    """A blank form that was printed with a number, and the record that was typed in from it."""

    __tablename__ = "paper"

    number: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    form_id: Mapped[str]
    form_version: Mapped[int]
    about_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    printed_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    printed_at: Mapped[dt.datetime]
    record_id: Mapped[str | None]


class OwnFormRow(Base):
    """A form of the service's own (JSON). ``version`` 0 is the draft being edited."""

    __tablename__ = "own_form"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed_at: Mapped[dt.datetime]
    off: Mapped[bool]


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
