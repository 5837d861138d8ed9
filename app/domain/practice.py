"""Practice threads and checks: what joins coaching, observation and action about one skill."""

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


class Purpose(StrEnum):
    """Why something must happen by a day. The values are what is kept."""

    AGAIN = "again"
    TRAINING = "training"
    INCIDENT = "incident"
    RECHECK = "recheck"
    UNSEEN = "unseen"
    RUNS_OUT = "runs_out"
    DELEGATED = "delegated"
    AGREEMENT = "agreement"
    PROBATION = "probation"
    OWN_PRACTICE = "own_practice"
    ACTION = "action"
    TRAINING_ENDS = "training_ends"

    @property
    def stops(self) -> str:
        """Why somebody may not do it alone meanwhile, in a word; nothing where they may."""
        return {Purpose.INCIDENT: "suspended", Purpose.RECHECK: "not yet"}.get(self, "")

    @property
    def label(self) -> str:
        """The same in plain words."""
        return {
            Purpose.AGAIN: "To be watched again",
            Purpose.TRAINING: "Training to be seen in practice",
            Purpose.INCIDENT: "Needed again after an incident",
            Purpose.RECHECK: "Not yet met, to be checked again",
            Purpose.UNSEEN: "Not yet complete, to be seen",
            Purpose.RUNS_OUT: "Competence runs out",
            Purpose.DELEGATED: "Delegated task to be looked at again",
            Purpose.AGREEMENT: "Supervision agreement to be looked at again",
            Purpose.PROBATION: "Probation ends",
            Purpose.OWN_PRACTICE: "Their own practice to be watched",
            Purpose.ACTION: "To be seen before an action is done",
            Purpose.TRAINING_ENDS: "Training runs out",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Something that must happen by a day whatever the rules say.

    ``owner_id`` sees to it. ``asked_at`` is when it began to count: only what was held after that meets it.
    ``ref`` is the record or the training it comes from; ``area`` the practice area that has to be seen.
    ``subject`` is that of training which runs out: no record meets it, only training done again.
    One that follows from something else has no ``id`` and is gone once that is.
    """

    id: str
    person_id: str
    kind: Kind
    form_id: str
    due_on: dt.date
    reason: str
    met_by_id: str | None = None
    purpose: Purpose = Purpose.INCIDENT
    owner_id: str | None = None
    asked_at: dt.datetime | None = None
    ref: str = ""
    area: str = ""
    dropped_because: str = ""
    subject: str = ""

    @property
    def column(self) -> tuple[Kind, str] | None:
        """The column of the due dates that shows it, where there is one; training has none."""
        return None if self.subject else (self.kind, self.form_id)
