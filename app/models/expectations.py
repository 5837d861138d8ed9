"""What the service expects to see: its pages, who looked at them again, and the records about them."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class ExpectationRow(Base):
    """One version of a page. ``version`` 0 is being written; the others never change.

    ``items`` and ``frameworks`` are a line each.
    """

    __tablename__ = "expectation"
    holds = Holds(
        nobody="what the service expects of everybody",
        names=("owner_id", "by_id", "agreed_by_id"),
        files={"picture": "pictures"},
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    well: Mapped[str]
    unseen: Mapped[str]
    area: Mapped[str]
    items: Mapped[str]
    training: Mapped[str]
    frameworks: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    review_on: Mapped[dt.date | None]
    picture: Mapped[bytes | None]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    asked_at: Mapped[dt.datetime | None]
    note: Mapped[str]
    agreed_by_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[dt.datetime | None]


class ExpectationLookRow(Base):
    """Somebody looked at a page again. ``next_on`` is empty where it is not used any more."""

    __tablename__ = "expectation_look"
    holds = Holds(nobody="what the service expects of everybody", names=("by_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    expectation_id: Mapped[str] = mapped_column(index=True)
    version: Mapped[int]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    words: Mapped[str]
    next_on: Mapped[dt.date | None]


class ExpectationLinkRow(Base):
    """A person's word that a record is about what a page says."""

    __tablename__ = "expectation_link"
    holds = Holds(through={"record_id": "record"}, names=("by_id",))

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    expectation_id: Mapped[str] = mapped_column(primary_key=True, index=True)
    version: Mapped[int]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
