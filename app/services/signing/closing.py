"""What sealing a record sets off: actions in force, what was due met, the next watching planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.actions import Action, ActionState, Answered
from app.domain.records import Record, RecordState
from app.domain.schedule import SessionState
from app.services.records.indexing import index
from app.services.requirements import answered

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
    answered(work, record)
    if record.corrects_id is None:
        _held(work, record)
    work.audit("record sealed", record.id, f"{record.number} version {record.version}")


def _held(work: Work, record: Record) -> None:
    """Note which planned sessions were held with it."""
    held_on = record.held_at.date()
    for session in work.sessions.for_person(record.about_id):
        planned = session.state is SessionState.PLANNED and session.kind is record.kind
        if planned and session.planned_at.date() <= held_on:
            work.sessions.set_state(session.id, SessionState.HELD, "", record.id)
