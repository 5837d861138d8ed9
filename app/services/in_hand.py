"""Everything somebody has in hand, and what can become of it; asked inside the caller's transaction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.access import can_supervise, may_take_up
from app.domain.actions import ActionState
from app.domain.clock import long_date
from app.domain.moving import CLOSE, DROP, STAY, Change, Sort, Thing
from app.domain.names import full_names
from app.domain.people import Person, Standing
from app.domain.records import OPEN, UNSIGNED, Audience
from app.domain.sessions import SessionState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.domain.records import RecordSummary
    from app.storage.unit_of_work import Work

FAR = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
Choices = tuple[tuple[str, str], ...]


class Hands:
    """What is in somebody's hands."""

    def __init__(self, work: Work, me: Person, person: Person, change: Change) -> None:
        self._work = work
        self._me = me
        self._person = person
        self._change = change
        self._everybody = {one.id: one for one in work.people.all()}
        self._names = full_names(self._everybody.values())
        here = (one for one in self._everybody.values() if one.standing is not Standing.LEAVER)
        self._here = [one for one in here if one.id != person.id]

    def things(self) -> tuple[Thing, ...]:
        """Return everything, sort by sort."""
        leaves = self._change is Change.LEAVES
        found = (self._supervisees, self._records, *((self._about, self._own) if leaves else ()))
        return (
            *(thing for things in found for thing in things()),
            *self._sessions(),
            *self._led_sessions(),
            *self._actions(),
            *self._requirements(),
        )

    def _supervisees(self) -> Iterator[Thing]:
        for one in self._everybody.values():
            if one.supervisor_id == self._person.id and one.standing is not Standing.LEAVER:
                nobody = (DROP, "nobody yet")
                to = self._to(p for p in self._here if can_supervise(p.role, one) and p.id != one.id)
                yield self._thing(Sort.SUPERVISEE, one.id, self._names[one.id], (*to, nobody))

    def _records(self) -> Iterator[Thing]:
        for one in self._led():
            about = self._everybody[one.about_id]
            to = self._to(p for p in self._here if may_take_up(p, one.kind, about))
            close = ((CLOSE, "close it unsigned"),) if one.state in UNSIGNED else ()
            choices = (*to, *close)
            if choices and about.id != self._me.id:
                yield self._thing(Sort.RECORD, one.id, _called(one), choices)

    def _led(self) -> tuple[RecordSummary, ...]:
        found = self._work.records.summaries(led_by_id=self._person.id, states=tuple(OPEN), limit=None)
        theirs = [one for one in found if not one.kind.row.own and one.audience is not Audience.PRIVATE]
        gone = self._change is Change.LEAVES or self._person.standing is not Standing.ACTIVE
        return tuple(one for one in theirs if gone or not one.kind.is_practice)

    def _about(self) -> Iterator[Thing]:
        """Yield what the actor leads about a leaver and nobody can sign any more; others close their own."""
        found = self._work.records.summaries(about_id=self._person.id, states=tuple(UNSIGNED), limit=None)
        for one in found:
            if one.led_by_id == self._me.id:
                yield Thing(
                    sort=Sort.ABOUT,
                    id=one.id,
                    what=_called(one),
                    choices=((CLOSE, "close it unsigned"), (STAY, "leave it as it is")),
                )

    def _sessions(self) -> Iterator[Thing]:
        if self._change is Change.HANDS_ON:
            return
        for one in self._work.sessions.for_person(self._person.id):
            if one.state is SessionState.PLANNED:
                what = f"{one.kind.label}, {long_date(one.planned_at.date())}"
                drop, stay = (DROP, "not held, with the reason"), (STAY, "leave it planned")
                choices = (drop, stay) if self._change is Change.LEAVES else (stay, drop)
                yield Thing(sort=Sort.SESSION, id=one.id, what=what, choices=choices)

    def _led_sessions(self) -> Iterator[Thing]:
        """Yield what they lead by name; what they lead as supervisor goes with the people they supervise."""
        for one in self._work.sessions.planned(None, FAR):
            if one.led_by_id == self._person.id != one.person_id:
                about = self._everybody[one.person_id]
                what = f"{one.kind.label}, {self._names[about.id]}, {long_date(one.planned_at.date())}"
                to = self._to(p for p in self._here if may_take_up(p, one.kind, about))
                yield self._thing(Sort.LED_SESSION, one.id, what, (*to, (DROP, "not held, with the reason")))

    def _actions(self) -> Iterator[Thing]:
        for one in self._work.actions.open_owned(self._person.id):
            if one.about_id != self._person.id:
                what = f"{one.what} ({self._names[one.about_id]})"
                drop = (DROP, "drop it, with the reason")
                yield self._thing(Sort.ACTION, one.id, what, (*self._to(self._here), drop))

    def _own(self) -> Iterator[Thing]:
        drop, stay = (DROP, "drop it, with the reason"), (STAY, "leave it open")
        for one in self._work.actions.open_about(self._person.id):
            if one.state is ActionState.OPEN:
                yield Thing(sort=Sort.OWN_ACTION, id=one.id, what=one.what, choices=(drop, stay))
        for asked in self._work.practice.asked(self._person.id):
            if asked.id and asked.met_by_id is None and not asked.dropped_because:
                what = f"{asked.purpose.label}, by {long_date(asked.due_on)}"
                yield Thing(sort=Sort.OWN_REQUIREMENT, id=asked.id, what=what, choices=(drop, stay))

    def _requirements(self) -> Iterator[Thing]:
        for one in self._work.practice.asked():
            open_ = one.met_by_id is None and not one.dropped_because
            if open_ and one.id and one.owner_id == self._person.id != one.person_id:
                what = f"{one.purpose.label}, {self._names[one.person_id]}, by {long_date(one.due_on)}"
                yield self._thing(Sort.REQUIREMENT, one.id, what, self._to(self._here))

    def _to(self, people: Iterable[Person]) -> Choices:
        """Return who can take something: first whoever supervises the person, then whoever asks."""
        first = (self._person.supervisor_id, self._me.id)
        order = sorted(
            (one for one in people if one.standing is Standing.ACTIVE),
            key=lambda one: (first.index(one.id) if one.id in first else len(first), one.name),
        )
        return tuple((one.id, f"to {self._names[one.id]}") for one in order)

    def _thing(self, sort: Sort, id_: str, what: str, choices: Choices) -> Thing:
        """Return a thing that goes to the next person, or stays by itself while its owner is only away."""
        stay = (STAY, f"stays with {self._person.first_name}")
        if self._change is Change.AWAY:
            choices = (stay, *choices)
        elif self._change is Change.HANDS_ON:
            choices = (*choices, stay)
        return Thing(sort=sort, id=id_, what=what, choices=choices)


def _called(one: RecordSummary) -> str:
    return f"{one.kind.label} {one.number}, {one.about_name}: {one.status.lower()}"
