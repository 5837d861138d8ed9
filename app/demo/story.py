"""Telling the demo's story: every record in it is written, talked through, signed and sealed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from app.demo.pen import usual
from app.demo.planning import WEEKS_BETWEEN, Happening
from app.demo.practice import Practice
from app.domain.actions import Answered, NewAction
from app.domain.forms import FieldType
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Role, Standing
from app.domain.records import Choice, Response

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from app.demo.cast import Member
    from app.demo.making import StoryClock
    from app.demo.pen import Pen
    from app.demo.planning import Event
    from app.domain.actions import ActionAnswer
    from app.domain.answers import Answer
    from app.domain.content import Content
    from app.domain.forms import Section
    from app.services.house import House
    from app.services.records.desk import Draft

Variant = TypeVar("Variant")
PREPARED, ADDED, OWN_ACTION, NEEDED = 0.5, 0.25, 0.7, 0.25
"""Shares: supervisions prepared for, agreed with words added, actions that are the worker's, and parts opened
that are there if needed."""
PLAIN = "Talked through; nothing further."
IN_HAND = 6
"""Workers from which on some work is left in hand at the end; a smaller demo has nobody to spare."""
KINDS = {Happening.AGREEMENT: Kind.AGREEMENT, Happening.APPRAISAL: Kind.APPRAISAL}
"""What is written when; everything else that is talked through is a supervision."""


class Story:
    """Writes the story through the same services that people use."""

    def __init__(
        self,
        house: House,
        clock: StoryClock,
        cast: Mapping[str, Member],
        bank: dict[str, Any],
        chance: random.Random,
        pen: Pen,
    ) -> None:
        self._house = house
        self._clock = clock
        self._cast = cast
        self._bank = bank
        self._chance = chance
        self._pen = pen
        self._turns: dict[str, int] = {}
        self._practice = Practice(house, cast, bank, chance, pen)

    def tell(self, event: Event) -> None:
        """Let one thing happen, at the story's present instant."""
        moment = self._clock.now()
        worker = self._cast[event.name]
        if self._practice.tell(event.what, worker, moment):
            return
        lead = self._cast[worker.supervisor]
        if event.what is Happening.MISSED:
            why = self._next("missed", self._bank["texts"]["missed"])
            self._house.sessions.missed(lead.actor, self._pen.planned(lead, worker, moment), why)
            return
        kind = KINDS.get(event.what, Kind.SUPERVISION)
        if kind is Kind.SUPERVISION:
            self._pen.planned(lead, worker, moment)
            if self._chance.random() < PREPARED:
                points = self._next("points", self._bank["texts"]["points"])
                self._house.preparing.store(worker.actor, {self._first_key(worker): points})
        response = self._response(event.what, worker, lead)
        record_id = self._write(lead, worker, kind, moment)
        self._pen.sign(lead, record_id, response)

    def leave_work_in_hand(self, until: dt.datetime) -> None:
        """Leave a draft, a record waiting for its worker, planned sessions and time, and one person away."""
        self._practice.protect(until)
        workers = [m for m in self._cast.values() if m.supervisor and m.profile.role is Role.WORKER]
        for place, worker in enumerate(workers[:3]):
            day = until + dt.timedelta(days=2 + 3 * place)
            at = day.replace(hour=14, minute=0, second=0, microsecond=0)
            self._pen.planned(self._cast[worker.supervisor], worker, at)
        if len(workers) < IN_HAND:
            return
        waiting, drafted, away = workers[4], workers[1], workers[-1]
        morning = _last_morning(until)
        lead = self._cast[waiting.supervisor]
        record_id = self._write(lead, waiting, Kind.SUPERVISION, morning)
        self._house.signing.respond(lead.actor, record_id, Response(choice=Choice.AGREE))
        lead = self._cast[drafted.supervisor]
        self._house.writing.start(lead.actor, Kind.SUPERVISION, drafted.id, morning)
        owner = next(iter(self._cast.values())).actor
        profile = replace(
            away.profile,
            supervisor_id=self._house.people.get(owner, away.id).supervisor_id,
            standing=Standing.AWAY,
            away_until=(until + dt.timedelta(days=41)).date(),
        )
        self._house.people.change(owner, away.id, profile)

    def _response(self, what: Happening, worker: Member, lead: Member) -> Response:
        texts = self._bank["texts"]
        if what is Happening.DECLINED:
            witness = next(
                m for m in self._cast.values() if m.id not in {worker.id, lead.id} and m.passphrase
            )
            return Response(choice=Choice.DECLINED, words=texts["declined"], witness_id=witness.id)
        if what is Happening.SUPERVISION and self._chance.random() < ADDED:
            return Response(choice=Choice.AGREE_AND_ADD, words=self._next("add", texts["add"]))
        return Response(choice=Choice.AGREE)

    def _write(self, lead: Member, worker: Member, kind: Kind, moment: dt.datetime) -> str:
        draft = self._house.writing.start(lead.actor, kind, worker.id, moment).value
        content = self._content(draft, worker, lead, moment)
        self._pen.finish(lead, draft, content)
        return draft.record.id

    def _content(self, draft: Draft, worker: Member, lead: Member, moment: dt.datetime) -> Content:
        answers = dict(draft.record.content.answers)
        for section in draft.form.sections:
            if not section.if_needed or self._chance.random() < NEEDED:
                answers |= self._answers(section)
        answers |= self._whole(draft.form.kind)
        content = replace(
            draft.record.content,
            answers=answers,
            minutes=self._chance.choice((35, 40, 45, 50, 60)),
            place="Office, door closed",
        )
        in_turn = sorted(content.old_actions, key=lambda action: action.what)  # ids differ from run to run
        answered = {action.action_id: self._answered(action, moment) for action in in_turn}
        old_actions = tuple(answered[action.action_id] for action in content.old_actions)
        content = replace(content, old_actions=old_actions)
        if draft.form.kind is not Kind.SUPERVISION:
            return content
        return replace(
            content,
            new_actions=self._agreed(worker, lead, moment),
            next_on=(moment + dt.timedelta(weeks=WEEKS_BETWEEN)).date(),
        )

    def _answered(self, action: ActionAnswer, moment: dt.datetime) -> ActionAnswer:
        choice = self._chance.choice((Answered.DONE, Answered.DONE, Answered.DONE, Answered.CARRY_ON))
        later = (moment + dt.timedelta(weeks=4)).date()
        return replace(action, choice=choice, due_on=later if choice is Answered.CARRY_ON else action.due_on)

    def _agreed(self, worker: Member, lead: Member, moment: dt.datetime) -> tuple[NewAction, ...]:
        agreed = [self._next("actions", self._bank["actions"]) for _ in range(self._chance.choice((1, 1, 2)))]
        return tuple(
            NewAction(
                id=new_id(),
                what=action["what"],
                owner_id=worker.id if self._chance.random() < OWN_ACTION else lead.id,
                due_on=(moment + dt.timedelta(days=self._chance.choice((7, 14, 21, 28)))).date(),
                how_we_will_know=action["how"],
            )
            for action in agreed
        )

    def _whole(self, kind: Kind) -> dict[str, Answer]:
        """Return the next whole record that the bank has of a kind; nothing where there is none."""
        name = f"{kind.value}s"
        told = self._next(name, self._bank[name]) if name in self._bank else {}
        return {key: tuple(said) if isinstance(said, list) else said for key, said in told.items()}

    def _answers(self, section: Section) -> dict[str, Answer]:
        found: dict[str, Answer] = {}
        for item in section.fields:
            key = f"{section.id}.{item.id}"
            variants = self._bank["answers"].get(key)
            if variants:
                text = self._next(key, variants)
                found[key] = tuple(text) if isinstance(text, list) else str(text)
            elif item.mandatory:
                found[key] = usual(item, "no" if item.type is FieldType.YES_NO else PLAIN)
        return found

    def _first_key(self, worker: Member) -> str:
        section = self._house.preparing.sheet(worker.actor).form.sections[0]
        return f"{section.id}.{section.fields[0].id}"

    def _next(self, key: str, variants: Sequence[Variant]) -> Variant:
        """Return the next of the bank's variants, beginning anywhere."""
        turn = self._turns.setdefault(key, self._chance.randrange(len(variants)))
        self._turns[key] = turn + 1
        return variants[turn % len(variants)]


def _last_morning(until: dt.datetime) -> dt.datetime:
    """Return the morning of the last working day before a moment."""
    day = until - dt.timedelta(days=1)
    day -= dt.timedelta(days=max(0, day.weekday() - 4))
    return day.replace(hour=10, minute=15, second=0)
