"""The monthly look at supervision itself."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class QualityAuditRow(Base):
    """A month's look at supervision.

    Which records were drawn with which seed, with which form they were looked at, and what the
    registered manager found. The PDF is sealed.
    """

    __tablename__ = "quality_audit"
    holds = Holds(
        nobody="how supervision is done here, over records drawn by lot",
        names=("by_id",),
        files={"pdf": "records"},
        follows={"form_id": "form.id"},
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[dt.date]
    seed: Mapped[int]
    sample: Mapped[str]
    answers: Mapped[str]
    form_id: Mapped[str]
    form_version: Mapped[int]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    sealed_at: Mapped[dt.datetime | None]
    pdf: Mapped[bytes | None]
    sha256: Mapped[str]
