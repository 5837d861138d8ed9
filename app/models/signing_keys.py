"""Where each signing key comes from."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class SigningKeyRow(Base):
    """A signing key that was made: when, why and on whose order; what its owner said, who saw them confirm.

    ``id`` is the SHA-256 of its public half (hex). Names are those of the day. ``proof`` is the witness's
    signature (ECDSA, DER, hex) over the key and the moment.
    """

    __tablename__ = "signing_key"
    holds = Holds(
        about=("person_id",),
        names=("ordered_by_id", "witness_id"),
        stands="where a key comes from is told of the entry it was made for",
        lasts="other people's records were signed with it",
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[dt.datetime]
    why: Mapped[str]
    ordered_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    ordered_by: Mapped[str]
    sat_before: Mapped[str]
    answer: Mapped[str | None]
    answered_at: Mapped[dt.datetime | None]
    answered_with: Mapped[str]
    confirmed_at: Mapped[dt.datetime | None]
    witness_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    witness: Mapped[str]
    proof: Mapped[str]
