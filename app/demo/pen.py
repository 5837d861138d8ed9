"""The pen of the demo's story: how a record is begun, written, signed by whoever's turn it is, and sealed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.forms import FieldType
from app.domain.kinds import Kind
from app.domain.sessions import EARLY, Reason, SessionState, Why
from app.domain.signing import Mark, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.demo.cast import Member
    from app.demo.making import StoryClock
    from app.domain.answers import Answer
    from app.domain.content import Content
    from app.domain.forms import Field
    from app.domain.records import Response
    from app.services.house import House
    from app.services.records.desk import Draft

READING = dt.timedelta(minutes=6)
"""Between the end of a meeting and the first signature, and from each signature to the next half of it."""


class Pen:
    """Writes records through the services that people use, and turns the clock while it does."""

    def __init__(self, house: House, clock: StoryClock, cast: Mapping[str, Member]) -> None:
        self._house = house
        self._clock = clock
        self._members = {member.id: member for member in cast.values()}

    def seal(self, lead: Member, draft: Draft, content: Content) -> None:
        """Keep what the service seals by itself."""
        self._house.writing.store(lead.actor, draft.record.id, content, draft.record.revision)
        self._house.writing.save(lead.actor, draft.record.id)
        self._house.signing.seal_saved(lead.actor, at_once=True)

    def finish(self, lead: Member, draft: Draft, content: Content) -> None:
        """Write a meeting while it lasts, and finish it so that it can be signed."""
        self._clock.to(draft.record.held_at + dt.timedelta(minutes=content.minutes or 30))
        self._house.writing.store(lead.actor, draft.record.id, content, draft.record.revision)
        self._house.writing.finish(lead.actor, draft.record.id)

    def sign(self, lead: Member, record_id: str, response: Response) -> None:
        """Give the worker's answer, and let everybody sign whose turn it is."""
        signing = self._house.signing
        turn = signing.respond(lead.actor, record_id, response).value
        while turn.part is not None and turn.signer is not None:
            signer = self._members[turn.signer.id]
            self._clock.to(self._clock.now() + READING)
            turn = signing.sign_with_key(
                record_id, turn.part, signer.id, signer.key, Mark(typed=signer.name)
            ).value

    def gather(self, lead: Member, draft: Draft, content: Content, came: Iterable[Member]) -> None:
        """Write what a group met about; each who came signs that they came, then whoever led it."""
        self.finish(lead, draft, content)
        signing, record_id = self._house.signing, draft.record.id
        for member in came:
            signing.attend(record_id, member.id, member.pin)
        signing.compose(lead.actor, record_id)
        signing.sign_with_key(record_id, Part.SUPERVISOR, lead.id, lead.key, Mark(typed=lead.name))

    def planned(self, lead: Member, worker: Member, moment: dt.datetime) -> str:
        """Return the supervision planned for about then: as agreed last time, moved, or planned anew."""
        sessions = self._house.sessions
        found = (s for s in sessions.of(lead.actor, worker.id) if s.state is SessionState.PLANNED)
        agreed = next((s for s in found if s.kind is Kind.SUPERVISION), None)
        if agreed is None:
            return sessions.plan(lead.actor, worker.id, moment).value.id
        if abs(agreed.planned_at - moment) <= EARLY:
            return agreed.id
        return sessions.move(lead.actor, agreed.id, moment, Reason(Why.SHORT_STAFFED)).value.id


def usual(item: Field, words: str) -> Answer:
    """Return what is answered to a question that the bank says nothing of: its first option, or words."""
    first = next((option.id for option in item.options), words)
    return (first,) if item.type is FieldType.MULTI else first
