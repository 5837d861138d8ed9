"""Planned sessions: planning one or many, moving one, and saying what became of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.access import may_lead, may_lead_practice, may_see_details, may_supervise, may_write, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.days import check_plan
from app.domain.errors import StateError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Actor, Person, Role, Standing
from app.domain.planning import NEAR, clashes, taken_by
from app.domain.sessions import Plan, Reason, Session, SessionState, as_session, is_asked
from app.services.present import as_seen, present, told_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.clock import Clock
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

WHY_MOVED = "Say why it is moved – a few words are enough."
NOT_YOURS = "Only the supervisor or the registered manager can plan this."
WHY_MISSED = "Say why it was missed – a few words are enough."
Planned = tuple[Session, Person]


@dataclass(frozen=True, slots=True)
class Open:
    """Sessions nobody has answered for yet: those that ask what became of them, and those to come."""

    asked: tuple[Planned, ...]
    coming: tuple[Planned, ...]


class SessionsService:
    """Sessions from the day they are planned until it is known what became of them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    # --- looking --------------------------------------------------------------------------------------------

    def next(self, actor: Actor, days: int = 14) -> tuple[Planned, ...]:
        """Return planned sessions of the coming days that the actor holds or attends, with whose they are."""
        return self.open(actor, days).coming

    def asked(self, actor: Actor) -> tuple[Planned, ...]:
        """Return sessions that have passed and of which the actor is asked what became, the oldest first.

        Each stands there every day until somebody says.
        """
        return self.open(actor, 0).asked

    def open(self, actor: Actor, days: int = 14) -> Open:
        """Return what ``asked`` and ``next`` say, of one moment."""
        now = self._clock.now()
        asked, coming = list[Planned](), list[Planned]()
        with self._store.read() as work:
            me, people = present(work, actor), told_apart(work)
            for session in work.sessions.planned(None, now + dt.timedelta(days, microseconds=1)):
                person = people[session.person_id]
                if session.passed(now):
                    leader = people.get(session.led_by(person) or "")
                    if is_asked(session, me, person, leader, now):
                        asked.append((session, as_seen(me, person)))
                elif me.id in {person.id, session.led_by_id} or _may_plan(me, person, session.kind):
                    coming.append((session, as_seen(me, person)))
        return Open(tuple(asked), tuple(coming))

    def of(self, actor: Actor, person_id: str) -> tuple[Session, ...]:
        """Return every session planned with a person, held, moved and missed ones too.

        For who leads practice only, those about practice.
        """
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            all_of_them = me.id == person_id or may_see_details(me, person)
            leads = may_lead_practice(me, person)
            require(all_of_them or leads, "You cannot see this person’s sessions.")
            return tuple(s for s in work.sessions.for_person(person_id) if all_of_them or s.kind.is_practice)

    def between(self, actor: Actor, begin: dt.datetime, end: dt.datetime) -> tuple[Planned, ...]:
        """Return every session between two instants that the actor plans, leads or attends, soonest first."""
        with self._store.read() as work:
            me, people = present(work, actor), told_apart(work)
            return tuple(
                (s, as_seen(me, people[s.person_id]))
                for s in work.sessions.between(begin, end)
                if me.id in {s.person_id, s.led_by_id} or _may_plan(me, people[s.person_id], s.kind)
            )

    def clashes(self, actor: Actor, plans: Sequence[Plan], *, but: str = "") -> tuple[str, ...]:
        """Return for each plan what is planned already about then, in a sentence; nothing where it is free.

        ``but`` is the session that is to be moved. Raises NotAllowedError for a plan the actor cannot make.
        """
        with self._store.read() as work:
            me, people = present(work, actor), told_apart(work)
            for plan in plans:
                require(_may_plan(me, people[plan.person_id], plan.kind), NOT_YOURS)
            last = max((plan.at for plan in plans), default=self._clock.now())
            known = [one for one in work.sessions.planned(None, last + NEAR) if one.id != but]
            seen = {k.value: k.label.lower() if may_lead(me.role, k) else "something else" for k in Kind}
            leaders = [as_session(plan).led_by(people[plan.person_id]) for plan in plans]
            names = {person.id: person.first_name for person in people.values()}
            return clashes(plans, leaders, taken_by(known, people, seen), names)

    # --- planning -------------------------------------------------------------------------------------------

    def plan(
        self, actor: Actor, person_id: str, at: dt.datetime, kind: Kind = Kind.SUPERVISION
    ) -> Outcome[Session]:
        """Plan a session."""
        made = self.plan_all(actor, (Plan(person_id=person_id, at=at, kind=kind),))
        return Outcome(made.value[0], made.changes)

    def plan_all(self, actor: Actor, plans: Sequence[Plan]) -> Outcome[tuple[Session, ...]]:
        """Plan many sessions, each with its own person, kind and time: all of them or none."""
        with self._store.write(actor.person_id) as work:
            me = present(work, actor)
            made = tuple(self._planned(work, me, plan) for plan in plans)
        return Outcome(made, changed(Topic.SCHEDULE))

    def move(self, actor: Actor, session_id: str, at: dt.datetime, reason: Reason | str) -> Outcome[Session]:
        """Move a planned session to another time. The old time stays with its reason."""
        with self._store.write(actor.person_id) as work:
            old = self._close(work, actor, session_id, SessionState.MOVED, _reason(reason).said(WHY_MOVED))
            plan = Plan(
                person_id=old.person_id, at=at, kind=old.kind, form_id=old.form_id, led_by_id=old.led_by_id
            )
            new = self._planned(work, present(work, actor), plan, after=old)
        return Outcome(new, changed(Topic.SCHEDULE))

    # --- what became of it ----------------------------------------------------------------------------------

    def missed(self, actor: Actor, session_id: str, reason: Reason | str) -> Outcome[Session]:
        """Say why a planned session was not held."""
        with self._store.write(actor.person_id) as work:
            closed = self._close(
                work, actor, session_id, SessionState.MISSED, _reason(reason).said(WHY_MISSED)
            )
        return Outcome(closed, changed(Topic.SCHEDULE))

    def never_planned(
        self, actor: Actor, person_id: str, kind: Kind, on: dt.datetime, reason: Reason
    ) -> Outcome[Session]:
        """Say why something was missed that nobody had planned. It stands on its day with its reason."""
        reason = reason.said(WHY_MISSED)
        with self._store.write(actor.person_id) as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(_may_plan(me, person, kind), "Only the supervisor can say why it was not held.")
            id_ = new_id()
            session = Session(
                id=id_,
                uid=id_,
                person_id=person_id,
                planned_at=min(on, self._clock.now()),
                state=SessionState.MISSED,
                why=reason.why,
                reason=reason.words,
                kind=kind,
            )
            work.sessions.add(session)
            work.audit("session missed", person_id, f"{kind.value}, never planned")
        return Outcome(session, changed(Topic.SCHEDULE))

    def begun(self, actor: Actor, session_id: str, record_id: str) -> Outcome[None]:
        """Note which draft was begun for a session, so that sealing it says that the session was held."""
        with self._store.write(actor.person_id) as work:
            me, session = present(work, actor), work.sessions.get(session_id)
            record = work.records.get(record_id)
            mine = record.led_by_id == me.id and record.about_id == session.person_id
            require(mine and record.kind is session.kind, "Only who leads it can write it down.")
            work.sessions.keep(replace(session, record_id=record_id))
        return Outcome(None, changed(Topic.SCHEDULE))

    def get(self, actor: Actor, session_id: str) -> Session:
        """Return one session. Raises NotAllowedError for who may not see that person’s sessions."""
        with self._store.read() as work:
            session = work.sessions.get(session_id)
            self.of(actor, session.person_id)
            return session

    # --- inside a transaction -------------------------------------------------------------------------------

    def _planned(self, work: Work, me: Person, plan: Plan, after: Session | None = None) -> Session:
        check_plan(plan.at.astimezone(self._clock.zone()).date(), today(self._clock))
        person = work.people.get(plan.person_id)
        require(
            _may_plan(me, person, plan.kind) or (after is not None and after.led_by(person) == me.id),
            f"Only {person.first_name}’s supervisor or the registered manager can plan this.",
        )
        if plan.led_by_id is not None:
            leader = work.people.get(plan.led_by_id)
            leads = leader.standing is not Standing.LEAVER and may_lead(leader.role, plan.kind)
            require(
                leads, f"{leader.name} does not lead {plan.kind.label.lower()} here. Nothing was planned."
            )
        session = as_session(plan, new_id(), after)
        work.sessions.add(session)
        work.audit("session planned", person.id, f"{plan.kind.value} {plan.at.date().isoformat()}")
        return session

    def _close(
        self, work: Work, actor: Actor, session_id: str, state: SessionState, reason: Reason
    ) -> Session:
        me, session = present(work, actor), work.sessions.get(session_id)
        person = work.people.get(session.person_id)
        allowed = _may_plan(me, person, session.kind) or session.led_by(person) == me.id
        require(allowed, "Only the supervisor can say why it was not held.")
        if session.state is not SessionState.PLANNED:
            message = "This session is no longer planned, so its reason cannot be changed."
            raise StateError(message)
        closed = replace(session, state=state, why=reason.why, reason=reason.words, record_id=None)
        work.sessions.keep(closed)
        work.audit(f"session {state.value}", session.person_id, session.planned_at.date().isoformat())
        return closed


def _reason(reason: Reason | str) -> Reason:
    return Reason(words=reason) if isinstance(reason, str) else reason


def _may_plan(me: Person, person: Person, kind: Kind) -> bool:
    """Whether somebody plans sessions of a kind with a person."""
    if kind.is_group:
        return may_write(me, kind, person)
    if kind.is_practice and me.role is Role.PRACTICE_LEADER:
        return may_lead_practice(me, person)
    return may_supervise(me, person)
