"""What is due for whom, as lines of Today: each with the ways to plan and to start it, and all counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.clock import days_away, long_date, short_date
from app.domain.kinds import Kind
from app.domain.people import Role
from app.domain.schedule import DueState
from app.pages import places
from app.pages.pieces import Chip, Line, Verb

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from app.domain.people import Actor
    from app.domain.schedule import Due
    from app.pages.wanted import WantedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """Something late or soon: whose and what, and the ways to plan and to start it."""

    key: str
    line: Line
    person_id: str
    kind: Kind
    plan_tip: str
    question: str


def own_due_line(one: Due, actor: Actor, now: dt.date) -> Line:
    """Return what is due for the registered manager themself: whoever supervises them plans it and begins.

    What was held elsewhere they bring in.
    """
    elsewhere = Verb(
        "Held elsewhere…",
        places.HeldElsewhere(person_id=one.person_id),
        f"Bring in the signed file of your own {one.what.lower()}",
    )
    verb = elsewhere if one.kind is Kind.SUPERVISION and actor.role is Role.OWNER else None
    return replace(due_line(one, now).line, what=f"Your own {one.what.lower()}", verb=verb)


def due_line(one: Due, now: dt.date) -> DueLine:
    """Return what is due for somebody, with the day of the last one and of the next, where it is planned."""
    what = one.what.lower()
    last = f"Last one {long_date(one.last_on)}" if one.last_on else f"No {what} is recorded yet"
    planned = (
        f" · planned for {short_date(one.planned_on, now)}"
        if one.planned_on and one.planned_on >= now
        else ""
    )
    start = places.writing(one.kind, person_id=one.person_id, form_id=one.form_id)
    return DueLine(
        key=f"{one.person_id} {one.kind} {one.form_id}",
        line=Line(
            f"{one.name}’s {what}",
            last + planned,
            Chip(
                one.state.symbol,
                days_away(one.due_on, now) if one.due_on else "no date yet",
                "late" if one.state is DueState.LATE else "soon",
            ),
            Verb("Start", start, f"Start {what} with {one.name}"),
        ),
        person_id=one.person_id,
        kind=one.kind,
        plan_tip=f"Plan a date with {one.name} for {what}",
        question=f"When will you meet {one.name}?",
    )


def must_line(one: WantedLine) -> DueLine:
    """Return what must happen with somebody else as something due: with the ways to plan and to start it."""
    return DueLine(
        key=one.key,
        line=one.line,
        person_id=one.person_id,
        kind=one.kind,
        plan_tip=f"Plan a date with {one.name}: {one.what}",
        question=f"When will you meet {one.name}?",
    )


def past(due: Iterable[Due]) -> tuple[tuple[str, str], ...]:
    """Return what is past its date and with how many people, the most first."""
    late = Counter(one.what for one in due if one.state is DueState.LATE)
    return tuple(
        (what, "1 person" if count == 1 else f"{count} people") for what, count in late.most_common()
    )


def more(count: int) -> Verb | None:
    """Return the way to what is not named here, or None."""
    return Verb(f"{count} more on the page Due", places.Due()) if count > 0 else None
