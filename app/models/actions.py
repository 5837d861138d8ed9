"""Actions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class ActionRow(Base):
    """Something agreed in a record."""

    __tablename__ = "action"
    holds = Holds(
        about=("about_id", "owner_id"), follows={"record_number": "record.number"}, words_of="record_id"
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    about_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    what: Mapped[str]
    due_on: Mapped[dt.date | None]
    how_we_will_know: Mapped[str]
    state: Mapped[str]
    record_id: Mapped[str | None]
    record_number: Mapped[str]
    reason: Mapped[str]
    changed_at: Mapped[dt.datetime]
    seen: Mapped[str]
    evidence_id: Mapped[str | None]


class ActionChangeRow(Base):
    """One step of an action's history, and what the action said before it."""

    __tablename__ = "action_change"
    holds = Holds(through={"action_id": "action"}, names=("by_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    action_id: Mapped[str] = mapped_column(ForeignKey("action.id"), index=True)
    step: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    what: Mapped[str]
    due_on: Mapped[dt.date | None]
    how_we_will_know: Mapped[str]
    reason: Mapped[str]
    record_id: Mapped[str | None]
