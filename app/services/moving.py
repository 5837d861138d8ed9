"""People leave, are away for long, or hand on what they lead: all in their hands goes somewhere, at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.actions import ActionChange, ActionState, ActionStep, Wording
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import StateError
from app.domain.ids import new_id
from app.domain.moving import CLOSE, DROP, STAY, Change, Sort, Thing
from app.domain.people import Standing
from app.domain.profiles import profile_of
from app.domain.sessions import SessionState
from app.services.in_hand import Hands
from app.services.people import mark_left
from app.services.present import present

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.signing.left_behind import LeftBehindService
    from app.storage.store import Enrolment, Store
    from app.storage.unit_of_work import Work

MANAGER_ONLY = "Only the registered manager can hand on what somebody has in hand."
WHY = {Change.LEAVES: "{} has left.", Change.AWAY: "{} is away.", Change.HANDS_ON: "{} handed it on."}


class MovingService:
    """Nothing is left lying: supervisees, drafts, waiting records, sessions, actions and requirements."""

    def __init__(
        self, store: Store, enrolment: Enrolment, left_behind: LeftBehindService, clock: Clock
    ) -> None:
        self._store = store
        self._enrolment = enrolment
        self._left_behind = left_behind
        self._clock = clock

    def in_hand(self, actor: Actor, person_id: str, change: Change) -> tuple[Thing, ...]:
        """Return everything somebody has in hand, each with what can become of it, the usual first."""
        with self._store.read() as work:
            me = present(work, actor)
            require(may_manage_people(me), MANAGER_ONLY)
            return Hands(work, me, work.people.get(person_id), change).things()

    def carry_out(
        self,
        actor: Actor,
        person_id: str,
        change: Change,
        chosen: Mapping[str, str],
        last_day: dt.date | None = None,
    ) -> Outcome[tuple[str, ...]]:
        """Let somebody leave, or hand on what they have in hand: all of it or nothing.

        ``chosen`` says by key what becomes of a thing; the others go their usual way. ``last_day`` is that of
        who leaves, else today. Returns in words what was done.
        """
        with self._store.write(actor.person_id) as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_manage_people(me), MANAGER_ONLY)
            things = Hands(work, me, person, change).things()
            told = []
            leaving = change is Change.LEAVES and person.standing is not Standing.LEAVER
            if leaving:
                mark_left(work, actor, person_id, last_day or today(self._clock))
            for thing in things:
                answer = chosen.get(thing.key, thing.usual)
                if answer not in {value for value, _ in thing.choices}:
                    message = f"“{thing.what}” cannot go there any more. Look at the page again."
                    raise StateError(message)
                if answer != STAY:
                    self._move(work, actor, thing, answer, WHY[change].format(person.name))
                    told.append(f"{thing.what}: {dict(thing.choices)[answer]}")
            work.audit("handed on", person_id, f"{change.value}, {len(told)} things")
        if leaving:
            self._enrolment.remove_access(person_id)
        topics = (Topic.PEOPLE, Topic.SCHEDULE, Topic.RECORDS, Topic.ACTIONS)
        return Outcome(tuple(told), changed(*topics))

    def _move(self, work: Work, actor: Actor, thing: Thing, answer: str, why: str) -> None:
        moves: dict[Sort, Callable[[], object]] = {
            Sort.SUPERVISEE: lambda: self._supervise(work, thing.id, answer),
            Sort.RECORD: lambda: self._record(actor, thing.id, answer, why),
            Sort.ABOUT: lambda: self._left_behind.close(actor, thing.id, why),
            Sort.SESSION: lambda: self._session(work, thing.id, answer, why),
            Sort.LED_SESSION: lambda: self._session(work, thing.id, answer, why),
            Sort.ACTION: lambda: self._action(work, actor, thing.id, (answer, why)),
            Sort.OWN_ACTION: lambda: self._action(work, actor, thing.id, (answer, why)),
            Sort.REQUIREMENT: lambda: work.practice.set_owner(thing.id, answer),
            Sort.OWN_REQUIREMENT: lambda: work.practice.drop(thing.id, why),
        }
        moves[thing.sort]()

    def _supervise(self, work: Work, person_id: str, answer: str) -> None:
        person = work.people.get(person_id)
        supervisor = None if answer == DROP else answer
        work.people.change(person_id, replace(profile_of(person), supervisor_id=supervisor))
        work.audit("person changed", person_id, "supervisor")

    def _record(self, actor: Actor, record_id: str, answer: str, why: str) -> None:
        if answer == CLOSE:
            self._left_behind.close(actor, record_id, why)
        else:
            self._left_behind.hand_over(actor, record_id, answer, why)

    def _session(self, work: Work, session_id: str, answer: str, why: str) -> None:
        session = work.sessions.get(session_id)
        if answer == DROP:
            work.sessions.keep(replace(session, state=SessionState.MISSED, reason=why, record_id=None))
        else:
            work.sessions.keep(replace(session, led_by_id=answer))
        work.audit("session handed on", session.person_id, session.planned_at.date().isoformat())

    def _action(self, work: Work, actor: Actor, action_id: str, goes: tuple[str, str]) -> None:
        answer, why = goes
        before, dropped = work.actions.get(action_id), answer == DROP
        change = ActionChange(
            id=new_id(),
            action_id=action_id,
            step=ActionStep.DROPPED if dropped else ActionStep.HANDED_ON,
            by_id=actor.person_id,
            at=self._clock.now(),
            was=Wording.of(before),
            reason=why,
        )
        dropping = replace(before, state=ActionState.DROPPED, reason=why)
        work.actions.change(dropping if dropped else replace(before, owner_id=answer), change)
        work.audit("action handed on", action_id, "" if dropped else answer)
