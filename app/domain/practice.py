"""Practice threads, training and checks: what joins coaching, observation and action about one skill."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.kinds import Kind


class Linked(StrEnum):
    """What a thread can join."""

    RECORD = "record"
    ACTION = "action"
    TRAINING = "training"


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A practice area, or one of the practice leader's three areas. ``id`` is used in forms and records."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """One skill of one person over time. ``area`` is a practice area id."""

    id: str
    person_id: str
    skill: str
    area: str
    begun_on: dt.date
    closed_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a thread: what happened, on which day, and what it was about.

    ``symbol`` always stands with the word.
    """

    linked: Linked
    ref: str
    on: dt.date
    word: str
    text: str
    symbol: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Training somebody did.

    When ``check_by`` is set, practice must have been watched by then (an implementation check).
    """

    id: str
    person_id: str
    title: str
    area: str
    done_on: dt.date
    check_by: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something that must happen by a day whatever the rules say.

    After training, an incident or an observation that was "not yet".
    """

    id: str
    person_id: str
    kind: Kind
    form_id: str
    due_on: dt.date
    reason: str
    met_by_id: str | None = None
