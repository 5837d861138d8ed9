"""The activity log, and the logs of services whose records were brought in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class EventRow(Base):
    """One event of the activity log."""

    __tablename__ = "event"
    holds = Holds(
        about=("actor_id", "subject"),
        through={"subject": "record"},
        stands="each line's hash covers it",
        lasts="each line's hash covers it, and a line holds no text of a record",
        apart="each service's log is a chain of its own; another's becomes former events",
    )

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]


class FormerEventRow(Base):
    """One event of another service's activity log, kept in its own chain."""

    __tablename__ = "former_event"
    holds = Holds(
        about=("actor_id", "subject"),
        through={"subject": "record"},
        stands="each line's hash covers it",
        lasts="each line's hash covers it, and a line holds no text of a record",
    )

    origin_id: Mapped[str] = mapped_column(ForeignKey("origin.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
