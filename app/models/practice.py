"""Practice threads, training and what must be checked by a day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class ThreadRow(Base):
    """One skill of one person over time."""

    __tablename__ = "thread"
    holds = Holds(about=("person_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    skill: Mapped[str]
    area: Mapped[str]
    begun_on: Mapped[dt.date]
    closed_on: Mapped[dt.date | None]


class ThreadLinkRow(Base):
    """What a thread joins."""

    __tablename__ = "thread_link"
    holds = Holds(through={"thread_id": "thread"})

    thread_id: Mapped[str] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    linked: Mapped[str] = mapped_column(primary_key=True)
    ref: Mapped[str] = mapped_column(primary_key=True, index=True)


class TrainingRow(Base):
    """Training somebody did."""

    __tablename__ = "training"
    holds = Holds(about=("person_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str]
    area: Mapped[str]
    done_on: Mapped[dt.date]
    check_by: Mapped[dt.date | None]
    expires_on: Mapped[dt.date | None]
    subject: Mapped[str]
    off_because: Mapped[str]


class RequirementRow(Base):
    """Something that must happen by a day."""

    __tablename__ = "requirement"
    holds = Holds(about=("person_id",), names=("owner_id",), follows={"form_id": "form.id"})

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    form_id: Mapped[str]
    due_on: Mapped[dt.date]
    reason: Mapped[str]
    met_by_id: Mapped[str | None]
    purpose: Mapped[str]
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[dt.datetime | None]
    ref: Mapped[str]
    area: Mapped[str]
    dropped_because: Mapped[str]


class UpshotRow(Base):
    """What a sealed record came to: met or not, how long it lasts, what it is limited to.

    ``asked``: the register asks for it, because it is a check or an agreement and nothing took its place. The
    columns after it are those of the record, so that the newest are found without reading every record.
    """

    __tablename__ = "upshot"
    holds = Holds(
        about=("about_id",),
        through={"record_id": "record"},
        stays="worked out again from the sealed record and its form",
        apart="worked out again from the sealed record and its form",
    )

    __table_args__ = (
        Index(
            "ix_upshot_newest",
            *(
                "asked",
                "about_id",
                "form_id",
                "pair_id",
                "whole",
                "supported",
                "task",
                "equipment",
                "held_at",
            ),
        ),
    )

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    whole: Mapped[str] = mapped_column(index=True)
    is_check: Mapped[bool] = mapped_column(index=True)
    months: Mapped[int | None]
    review_on: Mapped[dt.date | None]
    supported: Mapped[str]
    task: Mapped[str]
    equipment: Mapped[str]
    unmet: Mapped[str]
    said: Mapped[str]
    asked: Mapped[bool]
    about_id: Mapped[str]
    form_id: Mapped[str]
    pair_id: Mapped[str]
    held_at: Mapped[dt.datetime]
