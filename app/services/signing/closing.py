"""What sealing a record sets off: actions in force, what was due met, the next watching planned."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.actions import Action, ActionChange, Wording
from app.domain.ids import new_id
from app.domain.records import Record, RecordState
from app.domain.sessions import EARLY, Session, SessionState, met_by
from app.domain.times import time_of
from app.domain.upshots import Whole
from app.services.records.indexing import index
from app.services.requirements import answered

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.actions import ActionAnswer
    from app.storage.unit_of_work import Work


def close(work: Work, catalog: Catalog, record: Record, now: dt.datetime, zone: dt.tzinfo) -> None:
    """Seal a record for good."""
    work.records.set_state(record.id, RecordState.SEALED, sealed_at=now, changed_at=now)
    work.signing.drop_begun(record.id)
    index(work, catalog, record.id)
    if record.corrects_id is not None:
        work.records.set_state(
            record.corrects_id, RecordState.CORRECTED, corrected_by_id=record.id, changed_at=now
        )
        work.upshots.replaced(record.corrects_id)
    for answer in record.content.old_actions:
        if answer.choice is not None:
            _answer(work, record, answer, now)
    known = {action.id for action in work.actions.all_about(record.about_id)}
    for new in record.content.new_actions:
        if new.what.strip() and new.id not in known:
            work.actions.add(Action.agreed(new, record), now)
    answered(work, record, zone)
    came = work.upshots.of((record.id,)).get(record.id)
    watched = came is None or came.upshot.whole is not Whole.STOPPED
    if record.corrects_id is None and watched:
        _held(work, record, zone)
    # what binds the record for good: its PDF and its rows, said where the next lines build on it
    pdf, rows = work.signing.digests([record.id]), work.bound.digests([record.id])
    bound = f"{pdf.get(record.id, '')} {rows[record.id]}"
    work.audit("record sealed", record.id, f"{record.number} version {record.version} {bound}")


def _held(work: Work, record: Record, zone: dt.tzinfo) -> None:
    """Note which planned session was held with it, and plan the next meeting that was agreed.

    Not for a corrected version: its first version did.
    """
    sessions = work.sessions.for_person(record.about_id)
    session = met_by(sessions, record.kind, record.held_at, record.id)
    if session is not None:
        work.sessions.keep(replace(session, state=SessionState.HELD, record_id=record.id))
    if record.kind.is_meeting and record.content.next_on is not None:
        _plan_next(work, record, record.content.next_on, zone)


def _plan_next(work: Work, record: Record, day: dt.date, zone: dt.tzinfo) -> None:
    """Plan the next meeting as it was agreed; what was planned for about then is moved to it."""
    time = time_of(record.content.next_time) or record.held_at.astimezone(zone).time()
    at = dt.datetime.combine(day, time, zone).astimezone(dt.UTC)
    id_, agreed = new_id(), f"agreed in {record.number}"
    new = Session(
        id=id_,
        uid=id_,
        person_id=record.about_id,
        planned_at=at,
        state=SessionState.PLANNED,
        kind=record.kind,
        led_by_id=None if record.kind.row.own else record.led_by_id,
    )
    old = met_by(work.sessions.for_person(record.about_id), record.kind, at, "", both_ways=True)
    if old is not None and old.planned_at == at:
        return
    if old is not None:
        work.sessions.keep(replace(old, state=SessionState.MOVED, reason=agreed))
        new = replace(new, uid=old.uid, sequence=old.sequence + 1, form_id=old.form_id)
    since = work.history.last_sealed(record.about_id, record.kind)
    done = since is not None and since > record.held_at and since >= at - EARLY
    work.sessions.add(replace(new, state=SessionState.HELD) if done else new)
    work.audit("session planned", record.about_id, f"{record.kind.value} {day.isoformat()}, {agreed}")


def _answer(work: Work, record: Record, answer: ActionAnswer, now: dt.datetime) -> None:
    """Answer an action. A corrected version that answers as the one before adds no step."""
    before = work.actions.get(answer.action_id)
    after, step = before.answered(answer)
    steps = work.actions.history((before.id,)).get(before.id, ())
    if after == before and steps and steps[-1].step is step:
        return
    change = ActionChange(
        id=new_id(),
        action_id=before.id,
        step=step,
        by_id=record.led_by_id,
        at=now,
        was=Wording.of(before),
        reason=answer.note,
        record_id=record.id,
    )
    work.actions.change(after, change)
