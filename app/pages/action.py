"""One action: how it stands, what happened to it, what shows it, and what may be done with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.actions import ActionState, ActionStep, Wording
from app.domain.changes import Outcome
from app.domain.clock import long_date, long_moment, today
from app.domain.errors import IncompleteError
from app.domain.kinds import Kind
from app.pages import places
from app.pages.pieces import Chip, Line, Option, Verb, action_chip, record_called

if TYPE_CHECKING:
    from app.domain.actions import Action, ActionChange
    from app.domain.people import Actor
    from app.domain.practice import Requirement
    from app.pages import House
    from app.services.actions import ActionView

WATCH_DAYS = 7
"""What has to be seen first is seen within so many days, unless the action has longer."""
ANY = Option("", "Any observation")
WAITS = Chip("~", "to be watched first", "soon")
SEEN = "Who saw it, and what? A few words are enough."
WHEN = "Choose the day it is watched by. Nothing was asked for."


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """Everything the page shows. ``shows`` are records that could show that it is done."""

    action_id: str
    what: str
    chip: Chip
    facts: tuple[tuple[str, str], ...]
    record: Verb | None
    evidence: Verb | None
    history: tuple[Line, ...]
    open: bool
    waits: str
    wording: Wording
    shows: tuple[Option, ...]
    forms: tuple[Option, ...]
    may_close: bool
    may_drop: bool
    may_watch: bool
    watch_by: dt.date
    today: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """An action as it was written anew, and why."""

    what: str
    due_on: dt.date | None
    how_we_will_know: str
    reason: str


def read(house: House, actor: Actor, action_id: str) -> ActionPage:
    """Return one action. Raises NotAllowedError for somebody it is nothing to."""
    zone, now = house.clock.zone(), today(house.clock)
    with house.store.read():
        view = house.actions.view(actor, action_id)
        forms = house.records.forms(actor, Kind.OBSERVATION) if view.may_watch else ()
    action, open_ = view.action, view.action.state is ActionState.OPEN
    waits = tuple(one for one in view.watching if one.met_by_id is None)
    return ActionPage(
        action_id=action_id,
        what=action.what,
        chip=action_chip(action, now),
        facts=_facts(view),
        record=_to(action.record_id, action.record_number) if view.readable else None,
        evidence=_to(action.evidence_id, "the record that shows it") if view.readable else None,
        history=tuple(_step(one, view.names, zone) for one in reversed(view.history)),
        open=open_,
        waits=_waits(waits) if open_ else "",
        wording=Wording.of(action),
        shows=tuple(Option(one.id, record_called(one, zone)) for one in view.shows),
        forms=(ANY, *(Option(form.id, form.title) for form in forms)),
        may_close=view.may_follow_up,
        may_drop=view.may_drop and open_,
        may_watch=view.may_watch and open_ and not waits,
        watch_by=max(action.due_on or now, now + dt.timedelta(days=WATCH_DAYS)),
        today=now,
    )


def done(house: House, actor: Actor, action_id: str, seen: str, evidence_id: str | None) -> Outcome[str]:
    """Mark it as done, with who saw it and what shows it. Returns what to say."""
    outcome = house.actions.done(actor, action_id, seen=seen, evidence_id=evidence_id or None)
    return Outcome(f"Done: {outcome.value.what}", outcome.changes)


def drop(house: House, actor: Actor, action_id: str, reason: str) -> Outcome[Action]:
    """Say that it will not be done, and why."""
    return house.actions.drop(actor, action_id, reason)


def reopen(house: House, actor: Actor, action_id: str, reason: str) -> Outcome[Action]:
    """Open it again, and say why."""
    return house.actions.reopen(actor, action_id, reason)


def change(house: House, actor: Actor, action_id: str, said: Changed) -> Outcome[Action]:
    """Give it other words or another day. What it said before is kept."""
    wording = Wording(what=said.what, due_on=said.due_on, how_we_will_know=said.how_we_will_know)
    return house.actions.change(actor, action_id, wording, said.reason)


def watch(
    house: House, actor: Actor, action_id: str, form_id: str, by: dt.date | None
) -> Outcome[Requirement]:
    """Ask that it is watched before it counts as done. Raises IncompleteError without a day."""
    if by is None:
        raise IncompleteError(WHEN, {"by": WHEN})
    return house.actions.watch(actor, action_id, form_id, by)


def _facts(view: ActionView) -> tuple[tuple[str, str], ...]:
    action = view.action
    facts = [
        ("Who does it", view.owner.name),
        ("By", long_date(action.due_on) if action.due_on else "no date"),
        ("How we will know", action.how_we_will_know or "not said yet"),
        ("Agreed in", f"{action.record_number}, about {view.about.name}"),
    ]
    if action.seen:
        facts.append(("Who saw it", action.seen))
    if action.state is ActionState.DROPPED:
        facts.append(("Dropped because", action.reason))
    return tuple(facts)


def _to(record_id: str | None, label: str) -> Verb | None:
    if record_id is None:
        return None
    return Verb(f"Read {label}", places.Record(record_id=record_id))


def _step(step: ActionChange, names: dict[str, str], zone: dt.tzinfo) -> Line:
    was = ""
    if step.step in {ActionStep.CHANGED, ActionStep.CARRIED_ON}:
        day = long_date(step.was.due_on) if step.was.due_on else "no date"
        was = f"Before: {step.was.what}, by {day}"
    who = f"{names.get(step.by_id, '–')}, {long_moment(step.at, zone)}"
    return Line(f"{step.step.label} – {who}", " · ".join(part for part in (step.reason, was) if part))


def _waits(waits: tuple[Requirement, ...]) -> str:
    if not waits:
        return ""
    return f"It has to be watched before it is done, by {long_date(waits[0].due_on)}."
