"""What somebody was trained in, as it stands on their page: what counts, its effect, and what was before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import long_date
from app.domain.training import Stand, stand, subject_key
from app.pages import places
from app.pages.pieces import Chip, Line, Verb

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Actor
    from app.pages import House
    from app.services.training import Effect


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """Training somebody did; with an ``off_id`` whoever reads it may take it off."""

    line: Line
    off_id: str


def trained(effects: tuple[Effect, ...], now: dt.date, *, leads: bool) -> tuple[TrainingLine, ...]:
    """Return what counts, and what still has to be seen in practice; ``leads``: it may be taken off."""
    return tuple(_trained(one, now, leads=leads) for one in effects if _listed(one))


def take_training_off(house: House, actor: Actor, training_id: str, because: str) -> Outcome[str]:
    """Say why training does not count. Returns what to say. Raises IncompleteError without a reason."""
    outcome = house.training.take_off(actor, training_id, because)
    return Outcome(f"Taken off: {outcome.value.title}. The reason is kept.", outcome.changes)


def _trained(one: Effect, now: dt.date, *, leads: bool) -> TrainingLine:
    """Return training: how it stands, or its effect: the observation that saw it, or by when one is to."""
    done, seen = one.training, one.seen
    state = stand(done, now) if one.counts else Stand.IN_DATE
    named = f"{done.title} ({done.subject})" if done.key != subject_key(done.title) else done.title
    ends = f"counts until {long_date(done.expires_on)}" if done.expires_on else ""
    if state is Stand.OUT and done.expires_on:
        ends = f"ran out on {long_date(done.expires_on)}"
    by = f"to be seen in practice by {long_date(one.check_by)}" if one.check_by and seen is None else ""
    effect = f"effect seen in {seen.number}" if seen is not None else by
    parts = (f"Done {long_date(done.done_on)}", ends, effect)
    tip = f"Read it: {seen.number}, which saw the effect of {done.title}" if seen is not None else ""
    verb = Verb("Read it", places.Record(record_id=seen.id), tip) if seen is not None else None
    line = Line(named, " · ".join(part for part in parts if part), _training_chip(one, state, now), verb)
    return TrainingLine(line, done.id if leads else "")


def _training_chip(one: Effect, state: Stand, now: dt.date) -> Chip | None:
    if state in {Stand.OUT, Stand.SOON}:
        return Chip(state.symbol, state.label.lower(), "late" if state is Stand.OUT else "soon")
    if one.seen is not None:
        return Chip("✓", "effect seen", "in_date")
    if one.check_by is not None:
        return Chip("!", "late", "late") if one.check_by < now else Chip("~", "to be seen", "soon")
    return Chip(state.symbol, "in date", "in_date") if one.training.expires_on else None


def trained_before(effects: tuple[Effect, ...]) -> str:
    """Return training of before in one sentence: what was done again since, and nobody waits for."""
    old = (f"{e.training.title} ({long_date(e.training.done_on)})" for e in effects if not _listed(e))
    told = ", ".join(old)
    return f"Done before: {told}." if told else ""


def _listed(one: Effect) -> bool:
    return one.counts or one.check_by is not None
