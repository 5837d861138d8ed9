"""A record's PDF and its signatures."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class DocumentRow(Base):
    """A record's PDF; ``parts`` counts its signatures."""

    __tablename__ = "document"
    holds = Holds(through={"record_id": "record"}, files={"pdf": "records"})

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    pdf: Mapped[bytes]
    sha256: Mapped[str]
    parts: Mapped[int]


class BegunAnswerRow(Base):
    """What a worker began to say to a record and has not given yet, sealed so that only they can read it."""

    __tablename__ = "begun_answer"
    holds = Holds(
        through={"record_id": "record"},
        stays="begun, not given; sealed with their own key",
        apart="begun, not given; whoever comes in begins again",
    )

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    sealed: Mapped[bytes]


class SignatureRow(Base):
    """A signature as shown in the app; the one that proves is inside the PDF. ``mark`` is JSON."""

    __tablename__ = "signature"
    holds = Holds(about=("person_id",), through={"record_id": "record"})

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    role: Mapped[str]
    statement: Mapped[str]
    signed_at: Mapped[dt.datetime]
    mark: Mapped[str]
    fingerprint: Mapped[str]
