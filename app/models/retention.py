"""How long things are kept, what stops their deletion, and what was deleted."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class RetentionRuleRow(Base):
    """A change of a rule by the service, with its reason; the newest of a sort counts."""

    __tablename__ = "retention_rule"
    holds = Holds(nobody="a rule of the service", names=("by_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    sort: Mapped[str]
    years: Mapped[int]
    reason: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]


class HoldRow(Base):
    """What stops deletion: of everything about a person, or of the record with a ``number``.

    ``until`` is the day it is kept longer to; a legal hold has none.
    """

    __tablename__ = "hold"
    holds = Holds(about=("person_id",), names=("by_id", "lifted_by_id"), follows={"number": "record.number"})

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    number: Mapped[str]
    until: Mapped[dt.date | None]
    reason: Mapped[str]
    asked_by: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    lifted_at: Mapped[dt.datetime | None]
    lifted_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    lifted_because: Mapped[str]


class DeletionRow(Base):
    """Somebody asked that something be deleted, and a second person confirmed it, or not.

    ``statement`` is JSON that both signed (``ask``, ``confirmation``: ECDSA, DER, hex; ``asker`` and
    ``confirmer``: their certificates, DER, hex). It holds no word of what was deleted. Names of the two are
    those of the day.
    """

    __tablename__ = "deletion"
    holds = Holds(
        about=("person_id",),
        names=("asked_by_id", "confirmed_by_id"),
        keys=("id",),
        anew="number",
        stands="both people signed whose it was",
        lasts="it vouches for what was deleted, and holds no word of it",
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    whose: Mapped[str]
    statement: Mapped[str]
    asked_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    asked_by: Mapped[str]
    asked_at: Mapped[dt.datetime]
    ask: Mapped[str]
    asker: Mapped[str]
    taken_back_at: Mapped[dt.datetime | None]
    confirmed_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    confirmed_by: Mapped[str]
    confirmed_at: Mapped[dt.datetime | None]
    confirmation: Mapped[str]
    confirmer: Mapped[str]
