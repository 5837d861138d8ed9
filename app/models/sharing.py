"""Who else may read a record, who took part, and what was added to it."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class ShareRow(Base):
    """Somebody a record was shared with."""

    __tablename__ = "share"
    holds = Holds(about=("person_id",), through={"record_id": "record"})

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[dt.datetime]


class CommentRow(Base):
    """A line added to a record after it was saved."""

    __tablename__ = "comment"
    holds = Holds(about=("person_id",), through={"record_id": "record"})

    id: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    at: Mapped[dt.datetime]


class AttendanceRow(Base):
    """Somebody who signed that they took part."""

    __tablename__ = "attendance"
    holds = Holds(about=("person_id",), through={"record_id": "record"})

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    signed_at: Mapped[dt.datetime]
    content_hash: Mapped[str]
    proof: Mapped[str]
