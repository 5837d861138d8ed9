"""What must happen by a day, as lines: whose, why, by when, who sees to it, and the way to do it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_lead
from app.domain.clock import days_away, long_date
from app.domain.schedule import DueState
from app.pages import places
from app.pages.pieces import Chip, Line, Verb

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.kinds import Kind
    from app.domain.people import Actor
    from app.domain.practice import Purpose, Requirement
    from app.pages.places import Place
    from app.services.competence import Wanted

TONES = {DueState.LATE: "late", DueState.SOON: "soon", DueState.IN_DATE: "in_date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedLine:
    """Something that must happen by a day; ``short`` names it without saying why.

    ``pressing``: late, soon, or it may not be done alone meanwhile. ``start`` begins it, for who may.
    ``asked_id`` is there where it was asked for by hand, ``column`` where a column of Due shows it.
    ``meets``: two people meet for it, on a day that can be planned.
    """

    key: str
    person_id: str
    name: str
    kind: Kind
    form_id: str
    what: str
    short: str
    reason: str
    by: dt.date
    owner: str
    line: Line
    pressing: bool
    mine: bool
    stops: bool
    start: Place | None
    asked_id: str
    column: tuple[Kind, str] | None = None
    meets: bool = True

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in a table: who, what, by when, who sees to it."""
        chip = self.line.chip
        when = f"{chip.symbol} {chip.word}" if chip else ""
        return (self.name, self.what, f"{when}, {long_date(self.by)}", self.owner, self.reason)


def wanted_line(one: Wanted, actor: Actor, now: dt.date) -> WantedLine:
    """Return something that must happen by a day as a line."""
    asked, own = one.requirement, one.person.id == actor.person_id
    what = one.title
    start, verb = None, "Note it" if asked.subject else "Start"
    if not own and may_lead(actor.role, asked.kind):
        start = _start(asked)
    whose = "You" if own else one.person.name
    by = f"By {long_date(asked.due_on)}"
    if asked.purpose.stops:
        by += f" ({days_away(asked.due_on, now)})"
    seen_to = f"{one.owner} sees to it" if one.owner and one.owner != actor.name else ""
    detail = " · ".join(part for part in (by, seen_to, asked.reason) if part)
    return WantedLine(
        key=one.key,
        person_id=one.person.id,
        name=one.person.name,
        kind=asked.kind,
        form_id=asked.form_id,
        what=what,
        short=one.what if asked.form_id or asked.subject else what,
        reason=asked.reason,
        by=asked.due_on,
        owner=one.owner,
        line=Line(
            f"{whose} – {what[0].lower()}{what[1:]}",
            detail,
            chip(one, now),
            Verb(verb, start, f"{verb}: {what}, {one.person.name}") if start is not None else None,
        ),
        pressing=one.state in {DueState.LATE, DueState.SOON} or bool(asked.purpose.stops),
        mine=one.mine,
        stops=bool(asked.purpose.stops),
        start=start,
        asked_id=asked.id,
        column=asked.column,
        meets=not asked.subject,
    )


def _start(asked: Requirement) -> Place:
    """Return where it is done: training is noted once it is done again, all else is written."""
    if asked.subject:
        return places.NoteTraining(person_id=asked.person_id, subject=asked.subject)
    return places.writing(asked.kind, person_id=asked.person_id, form_id=asked.form_id)


def chip(one: Wanted, now: dt.date) -> Chip:
    """Return how it stands, in a symbol and words."""
    when = days_away(one.requirement.due_on, now)
    if one.requirement.purpose.stops:
        return Chip("✗", one.requirement.purpose.stops, "late")
    if one.state is DueState.AWAY:
        return Chip(one.state.symbol, one.state.word)
    return Chip(one.state.symbol, when, TONES[one.state])


def stopped(purpose: Purpose | None, when: str) -> str:
    """Return how a due date stands that is there because somebody may not do it alone; else nothing."""
    return f"✗ {purpose.stops}, again {_again(when)}" if purpose is not None and purpose.stops else ""


def _again(when: str) -> str:
    return f"({when})" if when.endswith("late") else when
