"""Actions people agreed: mine, about somebody, done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_see_person, require
from app.domain.actions import Action, ActionState
from app.domain.changes import Outcome, Topic, changed
from app.services.present import present
from app.services.records.reading import reachable

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.storage.store import Store


class ActionsService:
    """Following up what was agreed."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def mine(self, actor: Actor) -> tuple[Action, ...]:
        """Return the open actions that the actor is to do, soonest first."""
        with self._store.read() as work:
            return work.actions.open_owned(present(work, actor).id)

    def about(self, actor: Actor, person_id: str) -> tuple[Action, ...]:
        """Return every action agreed in records about a person."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_see_person(me, person), "You cannot see this person’s actions.")
            return reachable(work, me, work.actions.all_about(person_id))

    def done(self, actor: Actor, action_id: str) -> Outcome[Action]:
        """Mark an open action as done.

        It is still talked about at the next session when it was agreed in one.
        """
        return self._set(actor, action_id, ActionState.DONE)

    def reopen(self, actor: Actor, action_id: str) -> Outcome[Action]:
        """Take back a "done" (the ten-second Undo)."""
        return self._set(actor, action_id, ActionState.OPEN)

    def _set(self, actor: Actor, action_id: str, state: ActionState) -> Outcome[Action]:
        with self._store.write(actor.person_id) as work:
            me, action = present(work, actor), work.actions.get(action_id)
            allowed = me.id == action.owner_id or bool(reachable(work, me, (action,)))
            require(allowed, "Only the person who does this, or their supervisor, can say it is done.")
            work.actions.set_state(action_id, state, "", at=self._clock.now())
            work.audit(f"action {state.value}", action_id, action.record_number)
            action = work.actions.get(action_id)
        return Outcome(action, changed(Topic.ACTIONS))
