"""Actions."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class ActionRow(Base):
    """Something agreed in a record."""

    __tablename__ = "action"
    holds = Holds(about=("about_id", "owner_id"), follows={"record_number": "record.number"})

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
