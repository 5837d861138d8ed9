"""What was put into somebody's calendar files."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class CalendarEntryRow(Base):
    """An entry as it last stood in a calendar file of a person, so that the next can change or cancel it."""

    __tablename__ = "calendar_entry"
    holds = Holds(about=("person_id",))

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    uid: Mapped[str] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    begins: Mapped[str]
    title: Mapped[str]
    cancelled: Mapped[bool]
