"""When supervision is due, and why a planned session was not held."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.people import Person, Role, Standing


class SessionState(StrEnum):
    """What became of a planned session."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A planned supervision. ``reason`` says why a missed one was missed; ``record_id`` is the record of a held one."""

    id: str
    person_id: str
    planned_at: dt.datetime
    state: SessionState
    reason: str = ""
    record_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRules:
    """The service's own policy: weeks between supervisions. There is no legal number (Regulation 18 says "as necessary")."""

    induction_weeks: int = 4
    probation_weeks: int = 4
    worker_weeks: int = 8
    practice_leader_weeks: int = 6
    deputy_weeks: int = 4
    grace_days: int = 7


class DueState(StrEnum):
    """How a due date stands."""

    LATE = "late"
    SOON = "soon"
    IN_DATE = "in_date"
    AWAY = "away"
    NOT_NEEDED = "not_needed"

    @property
    def symbol(self) -> str:
        """The symbol that always stands with the word."""
        return {DueState.LATE: "!", DueState.SOON: "~", DueState.IN_DATE: "✓", DueState.AWAY: "‖", DueState.NOT_NEEDED: "–"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a person's next supervision is due. ``last_on`` is the date of the last sealed one, never hand-typed."""

    person_id: str
    name: str
    last_on: dt.date | None
    due_on: dt.date | None
    state: DueState
    planned_on: dt.date | None = None


SOON_DAYS = 14


def due(person: Person, last_on: dt.date | None, rules: DueRules, today: dt.date) -> tuple[dt.date | None, DueState]:
    """Return the due date and how it stands. Absence pauses the clock; a registered manager's own is not kept here."""
    if person.role is Role.OWNER or person.standing is Standing.LEAVER:
        return None, DueState.NOT_NEEDED
    if person.standing is Standing.AWAY:
        return None, DueState.AWAY
    weeks = {
        Role.DEPUTY: rules.deputy_weeks,
        Role.PRACTICE_LEADER: rules.practice_leader_weeks,
        Role.WORKER: rules.worker_weeks,
        Role.OWNER: rules.worker_weeks,
    }[person.role]
    if person.probation_ends_on and today <= person.probation_ends_on:
        weeks = min(weeks, rules.probation_weeks)
    if person.started_on and (today - person.started_on).days < 12 * 7:
        weeks = min(weeks, rules.induction_weeks)
    since = last_on or person.started_on
    if since is None:
        return None, DueState.SOON
    day = since + dt.timedelta(weeks=weeks)
    if today > day + dt.timedelta(days=rules.grace_days):
        return day, DueState.LATE
    return day, DueState.SOON if (day - today).days <= SOON_DAYS else DueState.IN_DATE
