"""Frameworks of the service's own, tags, self-assessment and action plans."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, Holds


class OwnFrameworkRow(Base):
    """A framework or crosswalk file that the service brought in (TOML)."""

    __tablename__ = "own_framework"
    holds = Holds(nobody="what services are held against")

    id: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    changed_at: Mapped[dt.datetime]


class FrameworkSwitchRow(Base):
    """Whether the service uses a framework, where that differs from how it came."""

    __tablename__ = "framework_switch"
    holds = Holds(nobody="a setting")

    id: Mapped[str] = mapped_column(primary_key=True)
    off: Mapped[bool]


class TagRow(Base):
    """A person's word that a record counts towards one item of a framework; with ``off`` that it doesn't."""

    __tablename__ = "tag"
    holds = Holds(through={"record_id": "record"}, names=("by_id",))
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
    holds = Holds(nobody="how the service sees itself", names=("by_id",))
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
    holds = Holds(about=("owner_id",), lasts="the service's own plan, and whose turn it was")

    id: Mapped[str] = mapped_column(primary_key=True)
    framework_id: Mapped[str] = mapped_column(index=True)
    code: Mapped[str]
    what: Mapped[str]
    owner_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    due_on: Mapped[dt.date | None]
    done_on: Mapped[dt.date | None]
    at: Mapped[dt.datetime]
