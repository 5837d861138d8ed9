"""Good practice and concerns."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class GoodPracticeRow(Base):
    """Something done well."""

    __tablename__ = "good_practice"
    holds = Holds(
        about=("about_id",),
        names=("by_id",),
        follows={"record_number": "record.number"},
        words_of="record_id",
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    about_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    record_id: Mapped[str]
    record_number: Mapped[str]
    at: Mapped[dt.datetime]
    what: Mapped[str]
    area: Mapped[str]
    value: Mapped[str]
    shown: Mapped[bool | None]


class ConcernRow(Base):
    """Something to see to."""

    __tablename__ = "concern"
    holds = Holds(
        about=("about_id",),
        names=("by_id",),
        follows={"record_number": "record.number"},
        words_of="record_id",
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    about_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    record_id: Mapped[str]
    record_number: Mapped[str]
    at: Mapped[dt.datetime]
    what: Mapped[str]
    route: Mapped[str]
    area: Mapped[str]
    told: Mapped[str]
    told_on: Mapped[dt.date | None]
    next_step: Mapped[str]
    next_by: Mapped[dt.date | None]
    so_far: Mapped[str]
    outcome: Mapped[str]
    closed_at: Mapped[dt.datetime | None]
    held_back: Mapped[str]
