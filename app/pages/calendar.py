"""The calendar of meetings: a month of what is planned, held, moved and missed; moved by one gesture."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.almanac import full_date, monday, month_end, months_on
from app.domain.changes import Outcome, changed
from app.domain.clock import long_moment, time_of_day, today
from app.domain.people import Role
from app.domain.sessions import Plan, SessionState
from app.pages.due import SYMBOLS

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.domain.sessions import Session
    from app.pages import House

INTRO = (
    "Drag a planned meeting (○) to another day, or move it with Alt and the arrow keys. ✓ held · → moved · "
    "✗ missed."
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Shown:
    """A session on its day. ``movable``: it is still planned, and the one signed in may move it."""

    session_id: str
    text: str
    told: str
    tone: str
    movable: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid. ``name`` is the day in full, for those who cannot see where it stands."""

    day: dt.date
    name: str
    label: str
    inside: bool
    today: bool
    sessions: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class MonthPage:
    """A month, in weeks from Monday, with the months before and after it."""

    title: str
    month: dt.date
    before: dt.date
    after: dt.date
    weeks: tuple[tuple[Day, ...], ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Moving:
    """A session on its way to another day: when that is, what to ask, and what is planned already then."""

    session_id: str
    to: dt.datetime
    question: str


def read(house: House, actor: Actor, month: dt.date | None) -> MonthPage:
    """Return a month, or this one."""
    zone, now = house.clock.zone(), today(house.clock)
    first = (month or now).replace(day=1)
    begin, end = monday(first), month_end(first)
    weeks = (end - begin).days // 7 + 1
    days = [begin + dt.timedelta(days=number) for number in range(7 * weeks)]
    since = dt.datetime.combine(days[0], dt.time(), zone)
    until = dt.datetime.combine(days[-1] + dt.timedelta(days=1), dt.time(), zone)
    on: dict[dt.date, list[Shown]] = {day: [] for day in days}
    for session, person in house.sessions.between(actor, since, until):
        day = session.planned_at.astimezone(zone).date()
        on[day].append(_shown(session, person, actor, zone))
    made = [
        Day(
            day=day,
            name=full_date(day),
            label=f"{day.day}" if day.month == first.month else f"{day.day} {day:%b}",
            inside=day.month == first.month,
            today=day == now,
            sessions=tuple(on[day]),
        )
        for day in days
    ]
    return MonthPage(
        title=f"{first:%B %Y}",
        month=first,
        before=months_on(first, -1),
        after=months_on(first, 1),
        weeks=tuple(tuple(made[7 * week : 7 * week + 7]) for week in range(weeks)),
        leads=actor.role is not Role.WORKER,
    )


def moving(house: House, actor: Actor, session_id: str, day: dt.date) -> Moving:
    """Return what is asked before a session is moved to a day, at its own time."""
    zone = house.clock.zone()
    with house.store.read():
        session = house.sessions.get(actor, session_id)
        local = session.planned_at.astimezone(zone)
        to = dt.datetime.combine(day, local.time(), zone)
        plan = Plan(
            person_id=session.person_id,
            at=to,
            kind=session.kind,
            form_id=session.form_id,
            led_by_id=session.led_by_id,
        )
        (warned,) = house.sessions.clashes(actor, (plan,), but=session_id)
    question = f"{session.kind.label} moves to {long_moment(to, zone)}. {warned}".rstrip()
    return Moving(session_id, to, question)


def to_print(house: House, actor: Actor, month: dt.date, to: To) -> Outcome[To]:
    """Write a month as a PDF."""
    return Outcome(house.calendars.month(actor, month, to), changed())


def reminders(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write reminder slips, a page a person. Raises IncompleteError when nothing is planned."""
    return Outcome(house.calendars.reminders(actor, to), changed())


def to_calendar(house: House, actor: Actor, to: Path, *, names: bool) -> Outcome[Path]:
    """Write a calendar file, with names only when asked."""
    return Outcome(house.calendars.file(actor, to, names=names), changed())


def _shown(session: Session, person: Person, actor: Actor, zone: dt.tzinfo) -> Shown:
    own = person.id == actor.person_id
    whose = "" if own else f", {person.name}"
    time = time_of_day(session.planned_at, zone)
    because = f": {session.because}" if session.because and not own else ""
    short = person.first_name if not own else session.kind.label
    planned = session.state is SessionState.PLANNED
    return Shown(
        session_id=session.id,
        text=f"{SYMBOLS[session.state]} {time} {short} · {session.kind.letter}",
        told=f"{time} {session.kind.label}{whose}, {session.state.label.lower()}{because}",
        tone="late" if session.state is SessionState.MISSED else "text",
        movable=planned and (not own or session.kind.row.own),
    )
