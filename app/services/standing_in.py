"""Standing in: who supervises somebody's people while they are away, from a day until a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, may_see_details, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError, NotFoundError
from app.domain.ids import new_id
from app.domain.standing_in import StandIn, fault, who_can_stand_in
from app.services.present import present

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.storage.store import Store

MANAGER_ONLY = "Only the registered manager says who stands in."
NOT_YOURS = "You cannot see who stands in here."


class StandingInService:
    """Who stands in for whom. The access table counts them among the supervisors, on those days only."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(self, actor: Actor, person_id: str) -> tuple[StandIn, ...]:
        """Return when others stand in for somebody, and when they do for others; the newest first."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_see_details(me, person), NOT_YOURS)
            return work.standing_in.of(person_id)

    def mine(self, actor: Actor) -> tuple[tuple[StandIn, str], ...]:
        """Return for whom the actor stands in today, with their names."""
        now = today(self._clock)
        with self._store.read() as work:
            me = present(work, actor)
            running = [
                one
                for one in work.standing_in.of(me.id)
                if one.by_id == me.id and one.begins_on <= now and not one.over(now)
            ]
            return tuple((one, work.people.get(one.for_id).name) for one in running)

    def able(self, actor: Actor, person_id: str) -> tuple[Person, ...]:
        """Return those who can stand in for somebody, by name."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            return who_can_stand_in(work.people.get(person_id), work.people.all())

    def begin(
        self,
        actor: Actor,
        person_id: str,
        by_id: str | None,
        begins_on: dt.date | None,
        ends_on: dt.date | None,
    ) -> Outcome[StandIn]:
        """Say who stands in for somebody from a day until a day.

        Raises IncompleteError for what is not chosen or cannot be.
        """
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            able = who_can_stand_in(work.people.get(person_id), work.people.all())
            if by_id is None or by_id not in {one.id for one in able}:
                message = "Choose somebody who can supervise all of their people."
                raise IncompleteError(message, {"by_id": message})
            if begins_on is None or ends_on is None:
                message = "Choose the first and the last day."
                raise IncompleteError(message, {"begins_on" if begins_on is None else "ends_on": message})
            new = StandIn(id=new_id(), for_id=person_id, by_id=by_id, begins_on=begins_on, ends_on=ends_on)
            known = [one for one in work.standing_in.of(person_id) if one.for_id == person_id]
            wrong = fault(new, known, today(self._clock))
            if wrong is not None:
                raise IncompleteError(wrong[1], {wrong[0]: wrong[1]})
            work.standing_in.keep(new)
            days = f"{begins_on.isoformat()} to {ends_on.isoformat()}"
            work.audit("stand-in named", person_id, f"{by_id} {days}")
        return Outcome(new, changed(Topic.PEOPLE, Topic.SCHEDULE))

    def end(self, actor: Actor, person_id: str, stand_in_id: str) -> Outcome[None]:
        """End it now: yesterday was the last day. One that has not begun before today never was."""
        now = today(self._clock)
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            one = next((one for one in work.standing_in.of(person_id) if one.id == stand_in_id), None)
            if one is None:
                message = "That is no longer there."
                raise NotFoundError(message)
            if one.begins_on >= now:
                work.standing_in.drop(one.id)
            elif not one.over(now):
                work.standing_in.keep(replace(one, ends_on=now - dt.timedelta(days=1)))
            work.audit("standing in ended", person_id, one.by_id)
        return Outcome(None, changed(Topic.PEOPLE, Topic.SCHEDULE))
