"""The care service, its certificate authority, and the services whose records were brought in."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class ServiceRow(Base):
    """The one service of a vault.

    ``starts``: words for starting are offered here. ``places`` are the names of its houses and rooms, a line
    each, ``care_values`` its own values, a line each. ``safeguarding`` and ``speaking_up`` are its own routes
    in words. ``countersigned`` are kinds of record between spaces.
    """

    __tablename__ = "service"
    holds = Holds(
        nobody="the service itself",
        secret=("ca_key", "seal_key"),
        apart="a vault is of one service; another's certificate becomes an origin",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    logo: Mapped[bytes]
    demo: Mapped[bool]
    lock_after_minutes: Mapped[int]
    starts: Mapped[bool]
    places: Mapped[str]
    care_values: Mapped[str]
    safeguarding: Mapped[str]
    speaking_up: Mapped[str]
    countersigned: Mapped[str]
    due_rules: Mapped[str]
    ca_key: Mapped[bytes]
    ca_certificate: Mapped[bytes]
    crl: Mapped[bytes]
    seal_key: Mapped[bytes | None]
    seal_certificate: Mapped[bytes | None]


class OriginRow(Base):
    """Another service whose records were brought in, or this one before it got new keys.

    Its certificate (DER) still tells its signers.
    """

    __tablename__ = "origin"
    holds = Holds(nobody="services, not people")

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    brought_in_at: Mapped[dt.datetime]
    ca_certificate: Mapped[bytes]
    crl: Mapped[bytes]
