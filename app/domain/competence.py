"""How somebody stands in each thing that is checked: a register fed by sealed records only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.practice import Purpose, Requirement
from app.domain.schedule import AGAIN_DAYS
from app.domain.upshots import DECIDES, EVERYTHING, Assessed, Scope, Whole

if TYPE_CHECKING:
    from collections.abc import Callable


def meets(wanted: Requirement, done: Assessed, source: Assessed | None) -> bool:
    """Whether a sealed record does what was required: the right one, held since, and met.

    ``source`` is the record that asked for it, if one did. Two who watched the same practice cannot answer
    each other, and one delegated task does not answer for another.
    """
    if done.kind is not wanted.kind or wanted.form_id not in {"", done.form_id}:
        return False
    if not (done.upshot.whole is Whole.MET or (wanted.form_id and done.upshot.whole is Whole.WATCHED)):
        return False
    if wanted.asked_at is not None and done.held_at < wanted.asked_at:
        return False
    if wanted.area and not wanted.form_id and wanted.area not in done.topics:
        return False
    return source is None or (
        source.upshot.record_id != done.upshot.record_id
        and not (source.pair_id and source.pair_id == done.pair_id)
        and source.upshot.scope.key == done.upshot.scope.key
    )


class State(StrEnum):
    """How somebody stands in something that is checked."""

    NOT_ASSESSED = "not_assessed"
    NOT_YET = "not_yet"
    SUSPENDED = "suspended"
    ENDED = "ended"
    COMPETENT = "competent"
    RESTRICTED = "restricted"

    @property
    def symbol(self) -> str:
        """The symbol that always stands with the word."""
        return {
            State.NOT_ASSESSED: "–",
            State.NOT_YET: "✗",
            State.SUSPENDED: "✗",
            State.ENDED: "!",
            State.COMPETENT: "✓",
            State.RESTRICTED: "◐",
        }[self]

    @property
    def word(self) -> str:
        """The state in plain words."""
        return {
            State.NOT_ASSESSED: "not assessed",
            State.NOT_YET: "not yet",
            State.SUSPENDED: "suspended after an incident",
            State.ENDED: "ran out",
            State.COMPETENT: "competent",
            State.RESTRICTED: "restricted",
        }[self]

    @property
    def may(self) -> bool:
        """Whether somebody may do it; of a restricted competence, what it is limited to."""
        return self in {State.COMPETENT, State.RESTRICTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """How somebody stands in one thing that is checked, or in one delegated task of it.

    ``until`` is the last day it lasts to, None for no end; ``by`` the day it has to be checked again by.
    ``decided`` is the record that says so, held ``on`` a day. ``reviewed``: the day was set in it, by
    the nurse.
    """

    person_id: str
    form_id: str
    state: State
    scope: Scope = EVERYTHING
    on: dt.date | None = None
    until: dt.date | None = None
    by: dt.date | None = None
    decided: Assessed | None = None
    incident: Requirement | None = None
    reviewed: bool = False

    @property
    def unmet(self) -> tuple[str, ...]:
        """What was not met, or not seen."""
        return self.decided.upshot.unmet if self.decided else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What decides how somebody stands in one thing that is checked: everything about this person and form.

    ``assessed`` are its sealed records, ``asked`` what was ever required of it. ``by_rule`` says until when a
    record of a day lasts by the service's own rule.
    """

    person_id: str
    form_id: str
    assessed: tuple[Assessed, ...]
    asked: tuple[Requirement, ...]
    by_rule: Callable[[dt.date], dt.date | None]
    today: dt.date
    zone: dt.tzinfo

    def competences(self) -> tuple[Competence, ...]:
        """Return how somebody stands: once for the whole, or once for each delegated task."""
        scopes: dict[tuple[str, ...], list[Assessed]] = {}
        for one in sorted(self.assessed, key=lambda one: one.held_at, reverse=True):
            scopes.setdefault(one.upshot.scope.key, []).append(one)
        if not scopes:
            incident = self._incident(None)
            return (self._stand(State.SUSPENDED if incident else State.NOT_ASSESSED, None, incident),)
        return tuple(self._of(list(found)) for found in scopes.values())

    def _of(self, newest: list[Assessed]) -> Competence:
        decided = next((one for one in newest if one.upshot.whole in DECIDES), newest[0])
        pair = [one for one in newest if one.pair_id and one.pair_id == decided.pair_id]
        decided = next((one for one in pair if one.upshot.whole is Whole.NOT_YET), decided)
        if not decided.upshot.whole.counts:
            return self._stand(State.NOT_YET, decided, self._incident(decided))
        incident = self._incident(decided)
        if incident is not None:
            return self._stand(State.SUSPENDED, decided, incident)
        held_on = self._day(decided)
        set_, by_rule = decided.upshot.until(held_on), self.by_rule(held_on)
        until = min((day for day in (set_, by_rule) if day is not None), default=None)
        state = State.RESTRICTED if decided.upshot.scope.words else State.COMPETENT
        if until is not None and self.today > until:
            state = State.ENDED
        found = self._stand(state, decided, None)
        reviewed = until is not None and until == decided.upshot.review_on
        return replace(found, until=until, reviewed=reviewed)

    def _stand(self, state: State, decided: Assessed | None, incident: Requirement | None) -> Competence:
        return Competence(
            person_id=self.person_id,
            form_id=self.form_id,
            state=state,
            scope=decided.upshot.scope if decided else EVERYTHING,
            on=self._day(decided) if decided else None,
            by=self._again_by(decided, incident) if state in {State.NOT_YET, State.SUSPENDED} else None,
            decided=decided,
            incident=incident,
        )

    def _again_by(self, decided: Assessed | None, incident: Requirement | None) -> dt.date | None:
        """Return by when it has to be checked again: what was agreed, else within a fortnight."""
        agreed = [incident.due_on] if incident is not None else []
        if decided is not None and not decided.upshot.whole.counts:
            chosen_on = [one.due_on for one in self.asked if one.ref == decided.upshot.record_id]
            agreed += chosen_on or [self._day(decided) + dt.timedelta(days=AGAIN_DAYS)]
        return min(agreed, default=None)

    def _incident(self, decided: Assessed | None) -> Requirement | None:
        """Return the incident after which nothing was met that answers it, or None.

        An incident in a delegated task stops all of them; each is answered for itself.
        """
        for one in self.asked:
            if one.purpose is Purpose.INCIDENT and not one.dropped_because and one.form_id == self.form_id:
                answered = decided is not None and decided.upshot.whole.counts and one.met_by_id is not None
                since = decided is not None and one.asked_at is not None and decided.held_at >= one.asked_at
                if not answered or not (since or one.asked_at is None):
                    return one
        return None

    def _day(self, one: Assessed) -> dt.date:
        return one.held_at.astimezone(self.zone).date()
