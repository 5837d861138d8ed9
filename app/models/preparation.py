"""What workers note for their next supervision."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class PreparationRow(Base):
    """A worker's own sheet for their next supervision (JSON)."""

    __tablename__ = "preparation"
    holds = Holds(about=("person_id",))

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    answers: Mapped[str]
    changed_at: Mapped[dt.datetime]
