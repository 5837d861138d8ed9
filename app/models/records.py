"""Records."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class RecordRow(Base):
    """A record.

    ``content`` and ``response`` are JSON; ``private`` takes the content's place while only its writer may
    read it.

    ``search_id`` is the row in the search index, in the order of ``held_at``. ``topics`` are practice areas
    between spaces.
    """

    __tablename__ = "record"
    holds = Holds(
        about=("about_id",),
        names=("led_by_id",),
        keys=("id",),
        anew="number",
        follows={"form_id": "form.id", "paper": "paper.number"},
        resets={"search_id": None},
    )
    __table_args__ = (
        UniqueConstraint("number", "version"),
        Index(None, "about_id", "kind", "state", "held_at"),
        Index(None, "about_id", "form_id", "state", "held_at"),
        Index(None, "kind", "state", "held_at", "about_id"),
        Index(None, "led_by_id", "state"),
        Index(None, "held_at", "number", "version"),
        Index(None, "pair_id"),
        Index(None, "sealed_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str]
    version: Mapped[int]
    kind: Mapped[str]
    form_id: Mapped[str]
    form_version: Mapped[int]
    about_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    led_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    state: Mapped[str]
    held_at: Mapped[dt.datetime]
    recorded_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    content: Mapped[str]
    revision: Mapped[int]
    response: Mapped[str | None]
    sealed_at: Mapped[dt.datetime | None]
    corrects_id: Mapped[str | None]
    corrected_by_id: Mapped[str | None]
    reason: Mapped[str]
    withdrawn_because: Mapped[str]
    private: Mapped[bytes | None]
    audience: Mapped[str | None]
    minutes: Mapped[int | None]
    topics: Mapped[str]
    pair_id: Mapped[str | None]
    paper: Mapped[str]
    search_id: Mapped[int | None] = mapped_column(index=True, unique=True)
