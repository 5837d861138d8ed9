"""Planned sessions: what became of each, who is asked, and why one was moved or missed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import IncompleteError
from app.domain.kinds import Kind
from app.domain.people import Role, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.people import Person

EARLY, LATER = dt.timedelta(days=3), dt.timedelta(days=14)
"""How long before and after its day a session may be held and still be that one."""
MANAGER_AFTER = dt.timedelta(days=7)
"""From then on the registered manager is asked as well what became of a session."""


class SessionState(StrEnum):
    """What became of a planned session."""

    PLANNED = "planned"
    HELD = "held"
    MOVED = "moved"
    MISSED = "missed"

    @property
    def label(self) -> str:
        """The state in plain words."""
        return self.value.capitalize()


class Why(StrEnum):
    """Why a session was moved or missed, as far as it fits a short list."""

    SICK = "sick"
    LEAVE = "leave"
    LEADER_AWAY = "leader_away"
    SHORT_STAFFED = "short_staffed"
    NEEDED = "needed"
    TRAINING = "training"
    NOT_WRITTEN = "not_written"
    NOT_PLANNED = "not_planned"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The reason in plain words."""
        return {
            Why.SICK: "Off sick",
            Why.LEAVE: "On leave",
            Why.LEADER_AWAY: "Who leads it was away",
            Why.SHORT_STAFFED: "Short of staff",
            Why.NEEDED: "Somebody supported needed them",
            Why.TRAINING: "Training or another meeting",
            Why.NOT_WRITTEN: "Held, but nothing was written down",
            Why.NOT_PLANNED: "Nobody planned it",
            Why.OTHER: "Something else",
        }[self]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a session was moved or missed: from the short list, and in words. Something else needs words."""

    why: Why = Why.OTHER
    words: str = ""

    def said(self, sentence: str) -> Reason:
        """Return the reason tidily. Raises IncompleteError with the sentence while nothing is said."""
        words = " ".join(self.words.split())
        if self.why is Why.OTHER and not words:
            raise IncompleteError(sentence, {"reason": sentence})
        return Reason(self.why, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A session to be planned: with whom, when (aware), of which kind and form. See Session."""

    person_id: str
    at: dt.datetime
    kind: Kind = Kind.SUPERVISION
    form_id: str = ""
    led_by_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A planned session.

    ``why`` and ``reason`` say why one was moved or missed; ``record_id`` is the record of a held one, or the
    draft that was begun for it. ``led_by_id`` leads it; None is whoever supervises the person. ``uid`` stays
    the same however often it is moved, and ``sequence`` counts how often, for calendars.
    """

    id: str
    person_id: str
    planned_at: dt.datetime
    state: SessionState
    reason: str = ""
    record_id: str | None = None
    kind: Kind = Kind.SUPERVISION
    led_by_id: str | None = None
    form_id: str = ""
    why: Why = Why.OTHER
    uid: str = ""
    sequence: int = 0

    @property
    def listed(self) -> str:
        """Why it was moved or missed, from the short list; or nothing."""
        return self.why.label if self.why is not Why.OTHER else ""

    @property
    def because(self) -> str:
        """Why it was moved or missed: ``Off sick: flu``."""
        return ": ".join(filter(None, (self.listed, self.reason)))

    def passed(self, now: dt.datetime) -> bool:
        """Whether its time is over and nobody has said what became of it."""
        return self.state is SessionState.PLANNED and self.planned_at <= now

    def led_by(self, person: Person) -> str | None:
        """Return who leads it, or None when nobody is known to."""
        usual = person.id if self.kind.row.own else person.supervisor_id
        return self.led_by_id or usual


def as_session(plan: Plan, id_: str = "", after: Session | None = None) -> Session:
    """Return what is planned as a session; ``after`` is the one it was moved from."""
    return Session(
        id=id_,
        person_id=plan.person_id,
        planned_at=plan.at,
        state=SessionState.PLANNED,
        kind=plan.kind,
        led_by_id=plan.led_by_id,
        form_id=plan.form_id,
        uid=after.uid if after else id_,
        sequence=after.sequence + 1 if after else 0,
    )


def is_asked(session: Session, me: Person, person: Person, leader: Person | None, now: dt.datetime) -> bool:
    """Whether somebody is asked what became of a session that has passed.

    Who leads it, at once, and who stands in for them; the registered manager after a week, and at once when
    nobody leads it any more.
    """
    if not session.passed(now) or me.standing is Standing.LEAVER:
        return False
    if leader is not None and (
        leader.id == me.id or (leader.id == person.supervisor_id and me.id in person.stand_ins)
    ):
        return True
    nobody = leader is None or leader.standing is Standing.LEAVER
    late = now - session.planned_at >= MANAGER_AFTER
    return me.role is Role.OWNER and person.id != me.id and (nobody or late)


def met_by(
    sessions: Iterable[Session],
    kind: Kind,
    held_at: dt.datetime,
    record_id: str,
    *,
    both_ways: bool = False,
) -> Session | None:
    """Return the planned session that a record was held for, or None.

    The one it was begun from; else the nearest of its kind, a few days early or a fortnight late. Any other
    that has passed still asks what became of it. ``both_ways``: a fortnight early as well.
    """
    planned = [s for s in sessions if s.state is SessionState.PLANNED and s.kind is kind]
    begun = (s for s in planned if s.record_id == record_id)
    early = LATER if both_ways else EARLY
    near = (s for s in planned if -early <= held_at - s.planned_at <= LATER)
    return next(begun, None) or min(near, key=lambda s: abs(held_at - s.planned_at), default=None)
