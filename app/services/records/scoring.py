"""Scoring oneself before a meeting: one’s own half, which the leader sees once both are in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import require
from app.domain.answers import all_texts, check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError, StateError
from app.domain.records import RecordState
from app.domain.self_score import (
    alone,
    are_shown,
    blind,
    both_shown,
    for_leader,
    handed_in,
    is_in,
    not_scored,
    own_half,
    put_own,
)
from app.services.present import present
from app.services.records.forms import form_of, forms_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.content import Content
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.domain.records import Record, RecordSummary
    from app.services.records.desk import Desk
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

HANDED = "You have handed this in, so it stays as it is. You see both in the record."
NOT_YET = "{} has not handed their own scores in yet. Nothing was shown."


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHalf:
    """The parts somebody scores alone, what they said so far, and whether they handed it in."""

    record: RecordSummary
    form: Form
    answers: Mapping[str, Answer]
    handed_in: bool


class ScoringService:
    """Two halves of one form, each hidden from whoever fills in the other."""

    def __init__(self, store: Store, desk: Desk, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._catalog = catalog
        self._clock = clock

    def waiting(self, actor: Actor) -> tuple[RecordSummary, ...]:
        """Return the meetings being written with the actor for which they have not scored themself yet."""
        with self._store.read() as work:
            me = present(work, actor)
            drafts = work.records.summaries(about_id=me.id, states=(RecordState.DRAFT,), limit=None)
            others = {one.id: one for one in drafts if one.led_by_id != me.id and one.kind.is_meeting}
            records = work.records.many(others).values() if others else ()
            forms = forms_of(work, self._catalog, records) if others else {}
            return tuple(
                others[one.id]
                for one in records
                if blind(forms[one.form_id, one.form_version]) and not is_in(one.content.answers)
            )

    def half(self, actor: Actor, record_id: str) -> OwnHalf:
        """Return the actor’s own half, and nothing of the other. Raises NotAllowedError for anybody else."""
        with self._store.read() as work:
            record, form = self._mine(work, actor, record_id)
            (summary,) = work.records.summaries(ids=(record_id,))
            answers = record.content.answers
            return OwnHalf(
                record=summary, form=alone(form), answers=own_half(answers), handed_in=is_in(answers)
            )

    def store(self, actor: Actor, record_id: str, answers: Mapping[str, Answer]) -> Outcome[None]:
        """Keep the actor’s own half as it is typed. Raises StateError once it is handed in."""
        with self._store.write(actor.person_id) as work:
            record, form = self._mine(work, actor, record_id)
            if is_in(record.content.answers):
                raise StateError(HANDED)
            apart = blind(form)
            for key, answer in answers.items():
                if key not in apart:
                    message = "One answer does not belong to this sheet, so nothing was changed."
                    raise StateError(message)
                check_text(apart[key].label, " ".join(all_texts(answer)))
            work.records.put_content(record_id, put_own(record.content, answers))
        return Outcome(None, changed(Topic.RECORDS))

    def hand_in(self, actor: Actor, record_id: str) -> Outcome[None]:
        """Hand one’s own half in; it changes no more. Raises IncompleteError while an answer is missing."""
        with self._store.write(actor.person_id) as work:
            record, form = self._mine(work, actor, record_id)
            missing = not_scored(alone(form), own_half(record.content.answers))
            if missing:
                sentence = f"Answer “{missing[0]}” first. What you said is kept."
                raise IncompleteError(sentence, {"score": sentence})
            if not is_in(record.content.answers):
                work.records.put_content(record_id, handed_in(record.content, today(self._clock)))
                work.audit("own scores handed in", record_id, record.number)
        return Outcome(None, changed(Topic.RECORDS))

    def show_both(self, actor: Actor, record_id: str) -> Outcome[Content]:
        """Show both halves to whoever leads, once both are in. From then on neither changes.

        Raises StateError until the person has handed theirs in, and IncompleteError until the leader has
        answered all of theirs.
        """
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            form, answers = form_of(work, self._catalog, record), record.content.answers
            if record.state is not RecordState.DRAFT or not is_in(answers):
                raise StateError(NOT_YET.format(work.people.get(record.about_id).first_name))
            missing = not_scored(form, answers)
            if missing:
                sentence = f"Answer “{missing[0]}” first, so that both are in."
                raise IncompleteError(sentence, {"score": sentence})
            content = record.content
            if not are_shown(answers):
                content = both_shown(content, today(self._clock))
                work.records.put_content(record_id, content)
                work.audit("both scores shown", record_id, record.number)
        return Outcome(for_leader(content), changed(Topic.RECORDS))

    def _mine(self, work: Work, actor: Actor, record_id: str) -> tuple[Record, Form]:
        me, record = present(work, actor), work.records.get(record_id)
        mine = record.about_id == me.id and record.led_by_id != me.id and record.kind.is_meeting
        require(mine, "Only the person it is about scores themself here.")
        form = form_of(work, self._catalog, record)
        if record.state is not RecordState.DRAFT or not blind(form):
            message = "This is not scored any more. Nothing was changed. Find the record under Records."
            raise StateError(message)
        return record, form
