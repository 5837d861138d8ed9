"""Requests for one's own data and complaints about it: received, paused, due, sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError, NotFoundError, StateError
from app.domain.ids import new_id
from app.domain.requests import Pause, Request, RequestKind
from app.services.present import present

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


class RequestsService:
    """Answering people who ask what is kept about them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def list(self, actor: Actor) -> tuple[Request, ...]:
        """Return every request and complaint, newest first."""
        with self._store.read() as work:
            self._manager(work, actor)
            return work.requests.all()

    def receive(
        self, actor: Actor, kind: RequestKind, person_id: str, received_on: dt.date, words: str = ""
    ) -> Outcome[Request]:
        """Write down that somebody asked, or complained. The clock starts on the day it was received."""
        check_text("What was asked", words)
        if received_on > today(self._clock):
            message = "The day it was received cannot lie ahead. Nothing was written down yet."
            raise IncompleteError(message, {"received_on": message})
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            person = work.people.get(person_id)
            made = Request(
                id=new_id(),
                kind=kind,
                person_id=person.id,
                person_name=person.name,
                received_on=received_on,
                words=words.strip(),
            )
            work.requests.store(made, self._clock.now())
            work.audit(
                "request received" if kind is RequestKind.ACCESS else "data complaint received",
                person.id,
                received_on.isoformat(),
            )
        return Outcome(made, changed(Topic.EVIDENCE))

    def pause(self, actor: Actor, request_id: str, why: str) -> Outcome[Request]:
        """Stop the clock while the service waits for something it asked the person.

        Such as who they are, or what they mean.
        """
        if not why.strip():
            message = "Say what you wait for. The clock goes on."
            raise IncompleteError(message, {"why": message})
        begun = Pause(begins_on=today(self._clock), ends_on=None, why=why.strip())

        def change(one: Request) -> Request:
            if one.kind is not RequestKind.ACCESS or one.paused:
                message = "Only a request that is not paused yet can be paused. Nothing was changed."
                raise StateError(message)
            return replace(one, pauses=(*one.pauses, begun))

        return self._change(actor, request_id, "request paused", change)

    def resume(self, actor: Actor, request_id: str) -> Outcome[Request]:
        """Let the clock go on."""
        now = today(self._clock)

        def change(one: Request) -> Request:
            return replace(
                one, pauses=tuple(replace(p, ends_on=now) if p.ends_on is None else p for p in one.pauses)
            )

        return self._change(actor, request_id, "request goes on", change)

    def longer(self, actor: Actor, request_id: str, why: str) -> Outcome[Request]:
        """Take two months more, because the request is complex.

        The person must be told within the first month, with the reason.
        """
        if not why.strip():
            message = "Say why it takes longer. Nothing was changed."
            raise IncompleteError(message, {"why": message})

        def change(one: Request) -> Request:
            return replace(one, longer=True, words=f"{one.words}\nTakes longer: {why.strip()}".strip())

        return self._change(actor, request_id, "request takes longer", change)

    def acknowledge(self, actor: Actor, request_id: str) -> Outcome[Request]:
        """Note that the person was told their complaint or request has arrived."""
        now = today(self._clock)
        return self._change(
            actor,
            request_id,
            "request acknowledged",
            lambda one: replace(one, acknowledged_on=one.acknowledged_on or now),
        )

    def sent(self, actor: Actor, request_id: str, outcome: str) -> Outcome[Request]:
        """Note that the answer was sent, and what it was."""
        if not outcome.strip():
            message = "Say what was sent or answered. Nothing was changed."
            raise IncompleteError(message, {"outcome": message})
        check_text("What was sent", outcome)
        now = today(self._clock)

        def change(one: Request) -> Request:
            ended = tuple(replace(p, ends_on=now) if p.ends_on is None else p for p in one.pauses)
            return replace(one, sent_on=now, outcome=outcome.strip(), pauses=ended)

        return self._change(actor, request_id, "request answered", change)

    def _change(
        self, actor: Actor, request_id: str, what: str, change: Callable[[Request], Request]
    ) -> Outcome[Request]:
        with self._store.write(actor.person_id) as work:
            self._manager(work, actor)
            found = next((one for one in work.requests.all() if one.id == request_id), None)
            if found is None:
                message = "There is no such request."
                raise NotFoundError(message)
            if found.sent_on is not None:
                message = "This was answered already, so it is not changed any more."
                raise StateError(message)
            after = change(found)
            work.requests.store(after, self._clock.now())
            work.audit(what, found.person_id, "")
        return Outcome(after, changed(Topic.EVIDENCE))

    def _manager(self, work: Work, actor: Actor) -> None:
        require(
            may_manage_people(present(work, actor)), "Only the registered manager handles requests for data."
        )
