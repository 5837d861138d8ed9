"""What sealing a record sets off: actions in force, what was due met, the next watching planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.actions import Action, ActionState, Answered
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.practice import Requirement
from app.domain.records import Record, RecordState
from app.domain.schedule import SessionState
from app.services.records.indexing import index

if TYPE_CHECKING:
    import datetime as dt

    from app.catalog.registry import Catalog
    from app.storage.unit_of_work import Work


def close(work: Work, catalog: Catalog, record: Record, now: dt.datetime) -> None:
    """Seal a record for good."""
    work.records.set_state(record.id, RecordState.SEALED, sealed_at=now, changed_at=now)
    index(work, catalog, record.id)
    if record.corrects_id is not None:
        work.records.set_state(
            record.corrects_id, RecordState.CORRECTED, corrected_by_id=record.id, changed_at=now
        )
    for answer in record.content.old_actions:
        if answer.choice is Answered.CARRY_ON:
            work.actions.set_state(
                answer.action_id, ActionState.OPEN, answer.note, due_on=answer.due_on, at=now
            )
        elif answer.choice is not None:
            state = ActionState.DONE if answer.choice is Answered.DONE else ActionState.DROPPED
            work.actions.set_state(answer.action_id, state, answer.note, at=now)
    known = {action.id for action in work.actions.all_about(record.about_id)}
    for new in record.content.new_actions:
        if new.what.strip() and new.id not in known:
            work.actions.add(Action.agreed(new, record), now)
    if record.corrects_id is None:
        _meet(work, record)
    work.audit("record sealed", record.id, f"{record.number} version {record.version}")


def _meet(work: Work, record: Record) -> None:
    """Meet what was required and planned, and ask for the next watching.

    Not for a corrected version: it would meet what its own first version asked for.
    """
    work.practice.meet(record.about_id, record.kind, record.form_id, record.id)
    if record.kind is Kind.OBSERVATION and record.content.next_on is not None:
        again = Requirement(
            id=new_id(),
            person_id=record.about_id,
            kind=record.kind,
            form_id=record.form_id,
            due_on=record.content.next_on,
            reason=f"to be watched again after {record.number}.",
        )
        work.practice.add_requirement(again)
    held_on = record.held_at.date()
    for session in work.sessions.for_person(record.about_id):
        planned = session.state is SessionState.PLANNED and session.kind is record.kind
        if planned and session.planned_at.date() <= held_on:
            work.sessions.set_state(session.id, SessionState.HELD, "", record.id)
