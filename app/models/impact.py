"""Practice leaders' time day by day, and figures the service types in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class PracticeTimeRow(Base):
    """Minutes of a day: planned, lost, or other practice work."""

    __tablename__ = "practice_time"
    holds = Holds(about=("person_id",), names=("by_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    day: Mapped[dt.date]
    spent: Mapped[str]
    minutes: Mapped[int]
    what: Mapped[str]
    area: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]


class TypedFigureRow(Base):
    """A figure of the whole service for a span of days, in hundredths."""

    __tablename__ = "typed_figure"
    holds = Holds(nobody="figures of the whole service", names=("by_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    sort: Mapped[str]
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    hundredths: Mapped[int]
    words: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
