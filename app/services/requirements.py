"""What sealing, correcting and withdrawing a record does to what must happen by a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.actions import Answered
from app.domain.clock import long_date
from app.domain.competence import meets
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.practice import Purpose, Requirement
from app.domain.requirements import some
from app.domain.schedule import AGAIN_DAYS
from app.domain.upshots import Whole

if TYPE_CHECKING:
    from app.domain.actions import Action
    from app.domain.records import Record
    from app.domain.upshots import Assessed
    from app.storage.unit_of_work import Work


def answered(work: Work, record: Record, zone: dt.tzinfo) -> None:
    """Meet what a record that was just sealed does, and ask for the next watching that it says.

    A new version takes the place of the old one in both.
    """
    again = record.kind is Kind.OBSERVATION
    if record.corrects_id is not None and _let_go(work, record, record.corrects_id, "corrected since"):
        again = False
    open_ones = work.practice.requirements(record.about_id)
    known = work.upshots.of({record.id, *(one.ref for one in open_ones if one.ref)})
    for one in open_ones if record.id in known else ():
        if meets(one, known[record.id], known.get(one.ref)):
            work.practice.meet(one.id, record.id)
    booked = _again(record, known.get(record.id), zone) if again else None
    if booked is not None:
        work.practice.add_requirement(booked)


def _again(record: Record, came: Assessed | None, zone: dt.tzinfo) -> Requirement | None:
    """Return the next watching that an observation asks for: on the day it says, or for what was not seen.

    Without a day of its own, what was not seen is seen within a fortnight.
    """
    unseen = came is not None and came.upshot.whole is Whole.UNSEEN
    due_on = record.content.next_on
    if due_on is None and unseen:
        due_on = record.held_at.astimezone(zone).date() + dt.timedelta(days=AGAIN_DAYS)
    if due_on is None:
        return None
    reason = f"to be watched again after {record.number}."
    if came is not None and came.upshot.whole is Whole.UNSEEN and came.upshot.unmet:
        reason = f"not seen yet in {record.number}: {some(came.upshot.unmet)}."
    return Requirement(
        id=new_id(),
        person_id=record.about_id,
        kind=record.kind,
        form_id=record.form_id,
        due_on=due_on,
        reason=reason,
        purpose=Purpose.UNSEEN if unseen else Purpose.AGAIN,
        owner_id=record.led_by_id,
        asked_at=record.held_at,
        ref=record.id,
    )


def watching(work: Work, action: Action) -> tuple[Requirement, ...]:
    """Return what has to be watched, or was, before an action is done."""
    return tuple(
        one
        for one in work.practice.asked(action.about_id)
        if one.purpose is Purpose.ACTION and one.ref == action.id and not one.dropped_because
    )


def unseen(work: Work, record: Record) -> dict[str, str]:
    """Return the actions that a record calls done and that have to be watched first, each in a sentence."""
    found = {}
    for answer in record.content.old_actions:
        waits = (
            [one for one in watching(work, work.actions.get(answer.action_id)) if one.met_by_id is None]
            if answer.choice is Answered.DONE
            else []
        )
        if waits:
            by = long_date(waits[0].due_on)
            first = f"“{answer.what}” has to be watched before it is done, by {by}."
            found[f"action.{answer.action_id}"] = f"{first} Answer “Carry on”, or watch it first."
    return found


def withdrawn(work: Work, record: Record) -> None:
    """Open again what a record that is withdrawn had met, and drop what it asked for."""
    _let_go(work, record, record.id, "withdrawn")


def _let_go(work: Work, record: Record, gone: str, why: str) -> bool:
    """Undo what a record that no longer stands had met and asked for. Returns whether it was met since."""
    met = False
    for one in work.practice.asked(record.about_id):
        if one.met_by_id == gone:
            work.practice.meet(one.id, None)
        elif one.ref == gone and one.met_by_id is not None:
            met = True
        elif one.ref == gone and not one.dropped_because:
            work.practice.drop(one.id, f"{record.number} was {why}.")
    return met
