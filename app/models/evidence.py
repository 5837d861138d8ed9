"""Frameworks of the service's own, tags, self-assessment, packs given out, requests for one's own data and audits of quality."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class OwnFrameworkRow(Base):
    """A framework or crosswalk file that the service brought in (TOML)."""

    __tablename__ = "own_framework"

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed_at: Mapped[dt.datetime]


class FrameworkSwitchRow(Base):
    """Whether the service uses a framework, where that differs from how it came."""

    __tablename__ = "framework_switch"

    id: Mapped[str] = mapped_column(primary_key=True)
    off: Mapped[bool]


class TagRow(Base):
    """A person's word that a record counts, or with ``off`` does not count, towards one item of a framework."""

    __tablename__ = "tag"
    __table_args__ = (Index(None, "framework_id", "code"),)

    record_id: Mapped[str] = mapped_column(ForeignKey("record.id"), primary_key=True)
    framework_id: Mapped[str] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    off: Mapped[bool]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]


class AssessmentRow(Base):
    """The service's own view of itself on one item. A newer one does not replace the older."""

    __tablename__ = "assessment"
    __table_args__ = (Index(None, "framework_id", "code"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    framework_id: Mapped[str]
    framework_version: Mapped[str]
    code: Mapped[str]
    level: Mapped[str]
    words: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]


class ImprovementRow(Base):
    """One line of the action plan for an item."""

    __tablename__ = "improvement"

    id: Mapped[str] = mapped_column(primary_key=True)
    framework_id: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
    what: Mapped[str]
    owner_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[dt.date | None]
    done_on: Mapped[dt.date | None]
    at: Mapped[dt.datetime]


class PackRow(Base):
    """A pack that was made: one line of the disclosure log.

    ``plan`` is JSON and says everything needed to make it again.
    """

    __tablename__ = "pack"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[dt.datetime]
    made_by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str]
    recipient: Mapped[str]
    why: Mapped[str]
    plan: Mapped[str]
    files: Mapped[int]
    manifest: Mapped[str]
    sha256: Mapped[str]


class RequestRow(Base):
    """Somebody's request for their own data, or a complaint about how data was handled.

    ``pauses`` is JSON: (from, to, why) each.
    """

    __tablename__ = "request"

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


class QualityAuditRow(Base):
    """A month's look at supervision.

    Which records were drawn with which seed, and what the registered manager found. The PDF is sealed.
    """

    __tablename__ = "quality_audit"

    id: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[dt.date]
    seed: Mapped[int]
    sample: Mapped[str]
    answers: Mapped[str]
    by_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[dt.datetime]
    sealed_at: Mapped[dt.datetime | None]
    pdf: Mapped[bytes | None]
    sha256: Mapped[str]


class OriginRow(Base):
    """Another service whose records were brought in, or this one before it got new keys.

    Its certificate (DER) still tells its signers.
    """

    __tablename__ = "origin"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    brought_in_at: Mapped[dt.datetime]
    ca_certificate: Mapped[bytes]
    crl: Mapped[bytes]


class FormerEventRow(Base):
    """One event of another service's activity log, kept in its own chain."""

    __tablename__ = "former_event"

    origin_id: Mapped[str] = mapped_column(ForeignKey("origin.id"), primary_key=True)
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor_id: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str]
    previous: Mapped[str]
    hash: Mapped[str]
