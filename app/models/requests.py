"""Requests for one's own data, and complaints."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class RequestRow(Base):
    """Somebody's request for their own data, or a complaint about how data was handled.

    ``pauses`` is JSON: (from, to, why) each.
    """

    __tablename__ = "request"
    holds = Holds(about=("person_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    received_on: Mapped[dt.date]
    words: Mapped[str]
    longer: Mapped[bool]
    pauses: Mapped[str]
    acknowledged_on: Mapped[dt.date | None]
    sent_on: Mapped[dt.date | None]
    outcome: Mapped[str]
    at: Mapped[dt.datetime]
