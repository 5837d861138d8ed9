"""What must happen by a day whatever the rules say, beside what was asked for by hand.

A check that was not met, competence that runs out, an agreement, the end of a probation, a practice leader's
own practice, training: each follows from what is known, and is gone once something else is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.clock import long_date
from app.domain.competence import Ground, State
from app.domain.kinds import Kind
from app.domain.people import Person, Role, Standing
from app.domain.practice import Purpose, Requirement
from app.domain.schedule import paused, rule_for
from app.domain.training import SOON_DAYS, newest
from app.domain.upshots import Whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.competence import Competence
    from app.domain.people import Absence
    from app.domain.schedule import DueRules
    from app.domain.training import Training
    from app.domain.upshots import Assessed

MOST_NAMED = 3
"""Of what was not met so many are named; all of it stands in the record."""
OWN_WEEKS = 13
"""A practice leader's own practice is watched so often."""
NEAR_DAYS = 56
"""Competence that runs out is named so many days before."""
REVIEW_DAYS = 42
"""A probation review held so many days before the end, or later, is the one of its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything about one person that decides what must happen by a day.

    ``asked`` is what was ever asked for by hand; ``assessed`` the newest checks and agreements; ``trained``
    all training that counts.
    ``reviewed_on`` and ``watched_on`` are the days of the last probation review and observation,
    ``begun_on`` the day these records begin.
    """

    person: Person
    rules: DueRules
    today: dt.date
    zone: dt.tzinfo
    asked: tuple[Requirement, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    trained: tuple[Training, ...] = ()
    absences: tuple[Absence, ...] = ()
    reviewed_on: dt.date | None = None
    watched_on: dt.date | None = None
    begun_on: dt.date | None = None

    def competences(self, form_id: str) -> tuple[Competence, ...]:
        """Return how the person stands in one thing that is checked."""
        ground = Ground(
            person_id=self.person.id,
            form_id=form_id,
            assessed=tuple(one for one in self.assessed if one.form_id == form_id),
            asked=tuple(one for one in self.asked if one.form_id == form_id),
            by_rule=lambda held_on: self._by_rule(form_id, held_on),
            today=self.today,
            zone=self.zone,
        )
        return ground.competences()

    def wanted(self) -> tuple[Requirement, ...]:
        """Return everything that must happen by a day and has not, the soonest first."""
        if self.person.standing is Standing.LEAVER:
            return ()
        still = [one for one in self.asked if one.met_by_id is None and not one.dropped_because]
        found = [*self._checks(), *self._agreement(), *self._probation(), *self._own_practice()]
        found += self._training()
        failed = {one.ref for one in found if one.purpose in {Purpose.RECHECK, Purpose.UNSEEN}}
        still = [one for one in still if one.ref not in failed]
        return tuple(sorted((*still, *found), key=lambda one: (one.due_on, one.form_id)))

    def _by_rule(self, form_id: str, held_on: dt.date) -> dt.date | None:
        rule = rule_for(self.rules, self.person, (Kind.OBSERVATION, form_id), self.today)
        if rule is None:
            return None
        return held_on + dt.timedelta(weeks=rule.weeks, days=paused(self.absences, held_on, self.today))

    def _checks(self) -> Iterator[Requirement]:
        forms = dict.fromkeys(one.form_id for one in self.assessed if one.kind is Kind.OBSERVATION)
        for found in (one for form_id in forms for one in self.competences(form_id)):
            limit = f" ({found.scope.words})" if found.scope.words else ""
            decided = found.decided
            if decided is None:
                continue
            if found.state is State.NOT_YET and found.by is not None:
                unmet = f": {some(found.unmet)}" if found.unmet else ""
                held = long_date(decided.held_at.astimezone(self.zone).date())
                unseen = decided.upshot.whole is Whole.UNSEEN
                went = "is not yet complete, still to be seen" if unseen else "was not met"
                reason = f"the check of {held} ({decided.number}) {went}{limit}{unmet}."
                yield self._follows(
                    Purpose.UNSEEN if unseen else Purpose.RECHECK,
                    found.by,
                    reason,
                    form_id=found.form_id,
                    owner_id=decided.led_by_id,
                    ref=decided.upshot.record_id,
                )
            elif found.until is not None:
                purpose = Purpose.DELEGATED if found.scope.words else Purpose.RUNS_OUT
                set_ = " It was set by whoever delegates the task." if found.reviewed else ""
                reason = f"it lasts to {long_date(found.until)}{limit}.{set_}"
                yield self._follows(
                    purpose, found.until, reason, form_id=found.form_id, ref=decided.upshot.record_id
                )

    def _agreement(self) -> Iterator[Requirement]:
        newest = next((one for one in self.assessed if one.kind is Kind.AGREEMENT), None)
        until = newest.upshot.until(newest.held_at.astimezone(self.zone).date()) if newest else None
        if newest is not None and until is not None:
            reason = f"the agreement {newest.number} is to be looked at again by then."
            yield self._follows(
                Purpose.AGREEMENT, until, reason, kind=Kind.AGREEMENT, ref=newest.upshot.record_id
            )

    def _probation(self) -> Iterator[Requirement]:
        ends = self.person.probation_ends_on
        if ends is None or (self.begun_on is not None and ends < self.begun_on):
            return
        if self.reviewed_on is None or self.reviewed_on < ends - dt.timedelta(days=REVIEW_DAYS):
            reason = "the probation ends then, and has to be reviewed."
            yield self._follows(Purpose.PROBATION, ends, reason, kind=Kind.PROBATION_REVIEW)

    def _own_practice(self) -> Iterator[Requirement]:
        begun = max((day for day in (self.person.started_on, self.begun_on) if day is not None), default=None)
        since = self.watched_on or begun
        if self.person.role is Role.PRACTICE_LEADER and since is not None:
            away = dt.timedelta(days=paused(self.absences, since, self.today))
            due_on = since + dt.timedelta(weeks=OWN_WEEKS) + away
            reason = f"whoever leads practice is watched too, every {OWN_WEEKS} weeks."
            yield self._follows(Purpose.OWN_PRACTICE, due_on, reason)

    def _training(self) -> Iterator[Requirement]:
        for one in newest(self.trained).values():
            if one.expires_on is not None:
                reason = f"“{one.title}” of {long_date(one.done_on)} lasts to {long_date(one.expires_on)}."
                yield self._follows(
                    Purpose.TRAINING_ENDS, one.expires_on, reason, ref=one.id, subject=one.about
                )

    def _follows(self, purpose: Purpose, due_on: dt.date, reason: str, **more: object) -> Requirement:
        plain = Requirement(
            id="",
            person_id=self.person.id,
            kind=Kind.OBSERVATION,
            form_id="",
            due_on=due_on,
            reason=reason,
            purpose=purpose,
            owner_id=self.person.supervisor_id,
        )
        return replace(plain, **more)  # type: ignore[arg-type]


def some(unmet: tuple[str, ...]) -> str:
    """Return what was not met, or not seen, in a line: the first few of it."""
    more = len(unmet) - MOST_NAMED
    return "; ".join(unmet[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def near(wanted: Requirement, today: dt.date) -> bool:
    """Whether something is told of already: what lasts for long still is not."""
    days = {Purpose.RUNS_OUT: NEAR_DAYS, Purpose.TRAINING_ENDS: SOON_DAYS}.get(wanted.purpose)
    return days is None or (wanted.due_on - today).days <= days
