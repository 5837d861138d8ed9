"""Packs that were given out: the disclosure log."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class PackRow(Base):
    """A pack that was made: one line of the disclosure log.

    ``plan`` is JSON and says everything needed to make it again.
    """

    __tablename__ = "pack"
    holds = Holds(
        nobody="the log of what was given out, to whom and why",
        names=("made_by_id",),
        keys=("sha256", "made_at"),
        anew="number",
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[dt.datetime]
    made_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str]
    recipient: Mapped[str]
    why: Mapped[str]
    plan: Mapped[str]
    files: Mapped[int]
    manifest: Mapped[str]
    sha256: Mapped[str]


class PackDraftRow(Base):
    """What a manager has typed for the first page of the next pack: one row, gone once that pack is made."""

    __tablename__ = "pack_draft"
    holds = Holds(
        nobody="what the service begins to say of itself",
        apart="what was still being typed elsewhere is no draft of ours",
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    set_out: Mapped[str]
    came: Mapped[str]
    not_right: Mapped[str]
    thread_id: Mapped[str]
