"""The four figures of a pack's first page, each with the same a year before, by the rules of today."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.actions import ActionState
from app.domain.clock import months_later, today
from app.domain.competence import State
from app.domain.first_page import Figure, Share
from app.domain.kinds import SUPERVISION, Kind
from app.domain.people import Standing
from app.domain.records import RecordState
from app.domain.schedule import DueState
from app.domain.upshots import Whole
from app.services.known import everybody
from app.services.matrix import NEEDED, end_of, facts_of, in_sight, there_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from app.domain.clock import Clock
    from app.domain.people import Person
    from app.domain.requirements import Known
    from app.domain.upshots import Assessed
    from app.services.matrix import Facts
    from app.storage.unit_of_work import Work

YEAR = 12
IN_POLICY = "In date on the last day, of all that the service’s own policy asks for."
OBSERVED = "People here who were seen at work in a finished observation of this time."
MET = "Met and not run out on the last day, of everything anybody was checked in."
ON_TIME = "Done by their day, of all that fell due in this time and were not dropped."


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The four figures, the day these records begin, and who was checked again in the time and met it."""

    four: tuple[Figure, ...]
    begun_on: dt.date | None
    again: frozenset[str]


class _Counting:
    """What all four are counted from, read once."""

    def __init__(self, work: Work, me: Person, clock: Clock, end: dt.date) -> None:
        self._work, self._clock = work, clock
        self.facts: Facts = facts_of(work, me, clock)
        self.known = {
            one.person.id: one for one in everybody(work, clock).known.values() if in_sight(me, one.person)
        }
        self._me, zone = me, self.facts.zone
        watched = work.records.summaries(
            kind=Kind.OBSERVATION, states=(RecordState.SEALED,), end=end_of(end, zone), limit=None
        )
        came_to = work.upshots.of(one.id for one in watched)
        self.watched = [one for one in came_to.values() if one.upshot.whole is not Whole.STOPPED]

    def here(self, day: dt.date) -> list[Known]:
        """Return who worked here on a day, as far as is known."""
        return [one for one in self.known.values() if there_on(one.person, day)]

    def in_policy(self, day: dt.date) -> Share:
        pairs = tuple(pair for pair in self.facts.pairs if pair[0] in SUPERVISION)
        held = self._work.history.last_by_column(pairs, end_of(day, self.facts.zone)) if pairs else {}
        cells = [
            self.facts.cell(self._me, one.person, pair, held, day) for one in self.here(day) for pair in pairs
        ]
        needed = [one.state for one in cells if one.state in NEEDED]
        return Share(count=sum(one is not DueState.LATE for one in needed), of=len(needed))

    def observed(self, begin: dt.date, end: dt.date) -> Share:
        here = {one.person.id for one in self.here(end) if one.person.standing is not Standing.LEAVER}
        seen = {one.person_id for one in self.watched if begin <= self._day(one) <= end}
        return Share(count=len(here & seen), of=len(here))

    def competent(self, day: dt.date) -> Share:
        states = [state for one in self.here(day) for state in self._states(one, day)]
        return Share(count=sum(state.may for state in states), of=len(states))

    def on_time(self, begin: dt.date, end: dt.date) -> Share:
        fell_due = [
            (action, at.astimezone(self.facts.zone).date())
            for action, at in self._work.actions.due_between(begin, end)
            if action.state is not ActionState.DROPPED
        ]
        done = [a.state is ActionState.DONE and a.due_on is not None and at <= a.due_on for a, at in fell_due]
        return Share(count=sum(done), of=len(done))

    def again(self, begin: dt.date, end: dt.date) -> Iterator[str]:
        """Yield who was checked in the time, had not met it before, and met it now."""
        checks = sorted((one for one in self.watched if one.upshot.is_check), key=lambda one: one.held_at)
        failed = set[tuple[str, str, tuple[str, ...]]]()
        for one in checks:
            key = (one.person_id, one.form_id, one.upshot.scope.key)
            if one.upshot.whole is Whole.NOT_YET:
                failed.add(key)
            elif one.upshot.whole is Whole.MET and key in failed and begin <= self._day(one) <= end:
                yield one.person_id

    def _states(self, known: Known, day: dt.date) -> Iterator[State]:
        """Yield how somebody stood on a day in everything they had been checked in until then."""
        until = end_of(day, self.facts.zone)
        then = replace(
            known,
            today=day,
            assessed=tuple(
                one
                for one in self.watched
                if one.person_id == known.person.id and one.upshot.is_check and one.held_at < until
            ),
            asked=tuple(one for one in known.asked if one.asked_at is None or one.asked_at < until),
        )
        for form_id in dict.fromkeys(one.form_id for one in then.assessed):
            yield from (one.state for one in then.competences(form_id) if one.state is not State.NOT_ASSESSED)

    def _day(self, one: Assessed) -> dt.date:
        return one.held_at.astimezone(self.facts.zone).date()


def figures_in(work: Work, me: Person, clock: Clock, begin: dt.date, end: dt.date) -> Figures:
    """Return the four figures of a time and of the same time a year before."""
    end = min(end, today(clock))
    counting = _Counting(work, me, clock, end)
    first, last = months_later(begin, -YEAR), months_later(end, -YEAR)
    begun_on = counting.facts.begun_on
    reach_back = begun_on is not None and begun_on <= last
    shares = (
        ("Supervision in policy", IN_POLICY, lambda _, day: counting.in_policy(day)),
        ("Staff observed", OBSERVED, counting.observed),
        ("Competence met and in date", MET, lambda _, day: counting.competent(day)),
        ("Actions closed on time", ON_TIME, counting.on_time),
    )
    return Figures(
        four=tuple(
            Figure(
                title=title,
                how=how,
                now=share(begin, end),
                before=share(first, last) if reach_back else None,
            )
            for title, how, share in shares
        ),
        begun_on=begun_on,
        again=frozenset(counting.again(begin, end)),
    )
