"""The care service, its certificate authority and its activity log."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class ServiceRow(Base):
    """The one service of a vault."""

    __tablename__ = "service"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    logo: Mapped[bytes]
    demo: Mapped[bool]
    lock_after_minutes: Mapped[int]
    due_rules: Mapped[str]
    ca_key: Mapped[bytes]
    ca_certificate: Mapped[bytes]
    crl: Mapped[bytes]
    seal_key: Mapped[bytes | None]
    seal_certificate: Mapped[bytes | None]


class WordRow(Base):
    """A word the service added: right in spelling, or not a name."""

    __tablename__ = "word"

    word: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)


class EventRow(Base):
    """One event of the activity log."""

    __tablename__ = "event"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
