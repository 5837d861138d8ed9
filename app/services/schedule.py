"""When supervision is due, planned sessions, and the reasons for missed ones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, may_supervise, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError, StateError
from app.domain.forms import Kind
from app.domain.people import Actor, Person, Standing
from app.domain.schedule import Due, DueRules, DueState, Session, SessionState, due
from app.services.present import present
from app.storage.ids import new_id

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.storage.vault import Vault

ORDER = (DueState.LATE, DueState.SOON, DueState.IN_DATE, DueState.AWAY, DueState.NOT_NEEDED)


class ScheduleService:
    """Knowing who is due and planning the next session."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def due(self, actor: Actor) -> tuple[Due, ...]:
        """Return when each person the actor supervises is due, latest first. Dates come from sealed records only."""
        now = today(self._clock)
        zone = self._clock.zone()
        with self._vault.read() as work:
            me = present(work, actor)
            rules = work.service.due_rules()
            sealed = work.records.last_sealed_all(Kind.SUPERVISION)
            people = [p for p in work.people.all() if may_supervise(me, p)]
            start = self._clock.now() - dt.timedelta(days=1)
            planned: dict[str, dt.date] = {}
            for session in work.sessions.planned(start, start + dt.timedelta(days=400)):
                planned.setdefault(session.person_id, session.planned_at.astimezone(zone).date())
        found = []
        for person in people:
            last = sealed.get(person.id)
            last_on = last.astimezone(zone).date() if last else None
            due_on, state = due(person, last_on, rules, now)
            found.append(Due(person_id=person.id, name=person.name, last_on=last_on, due_on=due_on, state=state, planned_on=planned.get(person.id)))
        return tuple(sorted(found, key=lambda d: (ORDER.index(d.state), d.due_on or dt.date.max, d.name)))

    def next(self, actor: Actor, days: int = 14) -> tuple[tuple[Session, Person], ...]:
        """Return planned sessions of the coming days that the actor holds or attends, with whose they are."""
        now = self._clock.now()
        with self._vault.read() as work:
            me = present(work, actor)
            sessions = work.sessions.planned(now - dt.timedelta(days=1), now + dt.timedelta(days=days))
            pairs = [(session, work.people.get(session.person_id)) for session in sessions]
            return tuple((s, p) for s, p in pairs if p.id == me.id or may_supervise(me, p))

    def sessions(self, actor: Actor, person_id: str) -> tuple[Session, ...]:
        """Return every session planned with a person, held and missed ones too."""
        with self._vault.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(me.id == person_id or may_supervise(me, person), "You cannot see this person’s sessions.")
            return work.sessions.for_person(person_id)

    def plan(self, actor: Actor, person_id: str, at: dt.datetime) -> Outcome[Session]:
        """Plan a supervision."""
        with self._vault.write(actor.person_id) as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_supervise(me, person), f"Only {person.first_name}’s supervisor or the registered manager can plan this.")
            require(person.standing is not Standing.LEAVER, f"{person.name} has left.")
            session = Session(id=new_id(), person_id=person_id, planned_at=at, state=SessionState.PLANNED)
            work.sessions.add(session)
            work.audit("session planned", person_id, at.date().isoformat())
        return Outcome(session, changed(Topic.SCHEDULE))

    def missed(self, actor: Actor, session_id: str, reason: str) -> Outcome[Session]:
        """Say why a planned session was not held."""
        if not reason.strip():
            message = "Say why it was missed – a few words are enough."
            raise IncompleteError(message, {"reason": message})
        with self._vault.write(actor.person_id) as work:
            me, session = present(work, actor), work.sessions.get(session_id)
            require(may_supervise(me, work.people.get(session.person_id)), "Only the supervisor can say why it was missed.")
            if session.state is not SessionState.PLANNED:
                message = "This session is no longer planned, so its reason cannot be changed."
                raise StateError(message)
            work.sessions.set_state(session_id, SessionState.MISSED, reason.strip(), None)
            work.audit("session missed", session.person_id, session.planned_at.date().isoformat())
            session = work.sessions.get(session_id)
        return Outcome(session, changed(Topic.SCHEDULE))

    def rules(self, actor: Actor) -> DueRules:
        """Return how often supervision is due here."""
        with self._vault.read() as work:
            present(work, actor)
            return work.service.due_rules()

    def change_rules(self, actor: Actor, rules: DueRules) -> Outcome[DueRules]:
        """Change how often supervision is due here."""
        with self._vault.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), "Only the registered manager can change how often supervision is due.")
            work.service.store_due_rules(rules)
            work.audit("due rules changed", "service", f"workers every {rules.worker_weeks} weeks")
        return Outcome(rules, changed(Topic.SCHEDULE))
