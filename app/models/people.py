"""People, their secrets and their certificates."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class PersonRow(Base):
    """A person who works here."""

    __tablename__ = "person"
    holds = Holds(
        about=("id",),
        names=("supervisor_id",),
        blank={
            **dict.fromkeys(("job_title", "reference", "location", "job_role", "care_certificate"), ""),
            **dict.fromkeys(("supervisor_id", "started_on", "probation_ends_on", "pathway", "away_until")),
            **dict.fromkeys(("nights", "protected_minutes", "sees_everyone"), 0),
            "name": "Person deleted",
            "role": "worker",
            "contract": "other",
            "standing": "leaver",
        },
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    job_title: Mapped[str]
    supervisor_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    started_on: Mapped[dt.date | None]
    probation_ends_on: Mapped[dt.date | None]
    pathway: Mapped[str | None]
    standing: Mapped[str]
    away_until: Mapped[dt.date | None]
    reference: Mapped[str]
    location: Mapped[str]
    contract: Mapped[str]
    nights: Mapped[bool]
    job_role: Mapped[str]
    care_certificate: Mapped[str]
    protected_minutes: Mapped[int]
    sees_everyone: Mapped[bool]


class DoubleRow(Base):
    """An entry that turned out to be somebody who was here already: what was under it is theirs now."""

    __tablename__ = "double"
    holds = Holds(
        about=("double_id", "kept_id"),
        names=("by_id",),
        stands="which entry it was; the one that is kept may turn out to be another's in turn",
        lasts="which entry it was: two ids and a day",
    )

    double_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kept_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]


class AbsenceRow(Base):
    """Time away. No end means still away."""

    __tablename__ = "absence"
    holds = Holds(about=("person_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date | None]
    reason: Mapped[str]


class FormerNameRow(Base):
    """What somebody was called until a day."""

    __tablename__ = "former_name"
    holds = Holds(about=("person_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str]
    until_on: Mapped[dt.date]


class StayRow(Base):
    """When somebody worked here before they left."""

    __tablename__ = "stay"
    holds = Holds(about=("person_id",))

    id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    begun_on: Mapped[dt.date | None]
    ended_on: Mapped[dt.date]


class StandInRow(Base):
    """Somebody who supervises another's people in their place, from the first day to the last."""

    __tablename__ = "stand_in"
    holds = Holds(about=("for_id", "by_id"))

    id: Mapped[str] = mapped_column(primary_key=True)
    for_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    begins_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]


class SecretRow(Base):
    """What a person's own secret opens.

    ``pin_slot`` and ``code_slot`` are JSON key slots; ``signing_key`` is wrapped.

    ``private_public`` is the public half (X25519) of the key that opens what its owner keeps private.
    ``ordered_at`` and ``ordered_by_id``: when a new PIN was ordered, and by whom.
    """

    __tablename__ = "secret"
    holds = Holds(
        about=("person_id",),
        names=("ordered_by_id",),
        secret=("pin_slot", "code_slot", "signing_key", "private_public"),
        stays="PINs and keys leave sealed to the recovery sheet only",
        stands="a key stays its owner's, and that of a double entry is destroyed",
        apart="whoever comes in gets a one-time code and chooses anew",
        blank={
            **dict.fromkeys(("pin_slot", "code_slot", "signing_key", "private_public")),
            **dict.fromkeys(("wait_until", "ordered_at", "ordered_by_id")),
            "tries": 0,
        },
    )

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    pin_slot: Mapped[str | None]
    code_slot: Mapped[str | None]
    signing_key: Mapped[bytes | None]
    tries: Mapped[int]
    wait_until: Mapped[dt.datetime | None]
    private_public: Mapped[bytes | None]
    ordered_at: Mapped[dt.datetime | None]
    ordered_by_id: Mapped[str | None]


class CertificateRow(Base):
    """A person's certificate (DER). Old ones stay; ``current`` is the one they sign with."""

    __tablename__ = "certificate"
    holds = Holds(
        about=("person_id",),
        keys=("person_id", "der"),
        resets={"id": None, "current": 0},
        stands="a certificate is made out to the entry it was made for",
        lasts="other people's records were signed with it",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    der: Mapped[bytes]
    made_at: Mapped[dt.datetime]
    current: Mapped[bool]
