"""Blank forms on paper."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class PaperRow(Base):
    """A blank form that was printed with a number, and the record that was typed in from it.

    Of a worker's own sheet, which becomes no record: ``answers`` is JSON of what was typed in so far.
    """

    __tablename__ = "paper"
    holds = Holds(
        about=("about_id",),
        words_of="record_id",
        blank={"answers": None},
        names=("printed_by_id",),
        keys=("about_id", "printed_by_id", "printed_at", "kind"),
        anew="number",
        follows={"form_id": "form.id"},
    )

    number: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    form_id: Mapped[str]
    form_version: Mapped[int]
    about_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    printed_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    printed_at: Mapped[dt.datetime]
    record_id: Mapped[str | None]
    answers: Mapped[str | None]
    typed_in_at: Mapped[dt.datetime | None]
