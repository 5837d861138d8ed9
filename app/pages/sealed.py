"""A good end: what is said once everybody has signed, what was agreed, and the next date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import long_date, short_date, today, tomorrow_at_two
from app.domain.records import Choice, RecordState
from app.pages import places
from app.pages.pieces import Line, Verb, copy_name

if TYPE_CHECKING:
    from app.domain.kinds import Kind
    from app.domain.people import Actor
    from app.pages import House
    from app.services.signing.turns import Turn

COPY = "With every signature. Anybody can check it with ordinary tools, without Alongside."


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The next meeting of this kind: the line about it, and from when it is planned; None once it is."""

    line: Line
    person_id: str
    kind: Kind
    plan_from: dt.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What is said once everybody has signed, and how a copy of it is called.

    ``agreed`` is told when something was, ``next`` to who led it, where the service asks for another.
    """

    words: str
    copy: Line
    copy_name: str
    agreed: Line | None
    next: Next | None


def sealed(house: House, actor: Actor, turn: Turn) -> Sealed | None:
    """Return the end of signing, or None while somebody still has to sign."""
    record = turn.record
    if turn.part is not None or record.state is RecordState.DRAFT:
        return None
    on = long_date(record.held_at.astimezone(house.clock.zone()).date())
    by = "both"
    if record.kind.is_group:
        by = "whoever led it, and by those who took part"
    elif record.response is not None:
        witnessed = record.response.choice is Choice.DECLINED
        by = "the witness and the supervisor" if witnessed else by
        by += ", and by a second signer" if record.response.countersigner_id else ""
    whose = "A copy" if record.kind.is_group else f"{turn.about.first_name}’s copy"
    return Sealed(
        words=f"{record.title} of {on} is signed by {by}, and can no longer be changed.",
        copy=Line(whose, COPY),
        copy_name=copy_name(record, house.clock.zone()),
        agreed=_agreed(house, turn),
        next=_next(house, actor, turn) if actor.person_id == turn.led_by.id else None,
    )


def _agreed(house: House, turn: Turn) -> Line | None:
    names = {one.id: one.first_name for one in (*turn.attendees, turn.about, turn.led_by)}
    now, actions = today(house.clock), [one for one in turn.record.content.new_actions if one.what.strip()]
    if not actions:
        return None
    told = " · ".join(
        f"{names.get(one.owner_id or '', 'A colleague')}: {one.what.strip()}"
        + (f", by {short_date(one.due_on, now)}" if one.due_on else "")
        for one in actions
    )
    count = "1 action is" if len(actions) == 1 else f"{len(actions)} actions are"
    see = Verb("See them", places.Actions(), "See them: the actions that are open")
    return Line(f"{count} on your lists", told, verb=see)


def _next(house: House, actor: Actor, turn: Turn) -> Next | None:
    """Return the next meeting of the kind, where a rule of the service asks for one."""
    record, clock = turn.record, house.clock
    due = next(
        (
            one
            for one in house.schedule.due_of(actor, turn.about.id, record.kind)
            if one.form_id in {"", record.form_id}
        ),
        None,
    )
    if due is None or due.due_on is None:
        return None
    what, now = f"Next {record.kind.label.lower()}", today(clock)
    if due.planned_on is not None and due.planned_on >= now:
        line, begin = Line(what, f"Planned for {long_date(due.planned_on)}"), None
    else:
        line = Line(what, f"By {long_date(due.due_on)}. Nothing is planned yet")
        at = record.held_at.astimezone(clock.zone()).timetz()
        begin = max(dt.datetime.combine(due.due_on, at), tomorrow_at_two(clock))
    return Next(line=line, person_id=turn.about.id, kind=record.kind, plan_from=begin)
