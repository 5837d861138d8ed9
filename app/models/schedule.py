"""Planned sessions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class SessionRow(Base):
    """A planned session and what became of it.

    ``uid`` and ``sequence`` tell a calendar that a moved session is the same one.
    """

    __tablename__ = "session"
    holds = Holds(about=("person_id",), names=("led_by_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    planned_at: Mapped[dt.datetime] = mapped_column(index=True)
    state: Mapped[str]
    reason: Mapped[str]
    record_id: Mapped[str | None]
    kind: Mapped[str]
    led_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    form_id: Mapped[str]
    why: Mapped[str]
    uid: Mapped[str]
    sequence: Mapped[int]
