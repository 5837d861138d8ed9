"""My page: one's own supervisor, what waits, what is planned, one's dates and records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import days_away, long_date, long_moment, short_date, time_of_day, today
from app.domain.schedule import DueState
from app.domain.sessions import SessionState
from app.pages import person, places
from app.pages import today as today_page
from app.pages.pieces import Chip, Line, Row, Verb
from app.pages.wanted import TONES

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.domain.audit import Event
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.schedule import Due
    from app.domain.sessions import Session
    from app.pages import House
    from app.pages.pieces import ActionLine

NOBODY = "Nobody is named as your supervisor yet. Ask the registered manager."
NOTHING_WAITS = "Nothing waits for you."
NOTHING_PLANNED = "Nothing is planned with you. Whoever supervises you plans the next date."
NO_DATES = "The service’s rules ask nothing of you by a day."
MOST_LINES = 60
"""Lines of the activity log shown here, the newest."""
LOG_NOTE = (
    "Who did something about you or with a record about you, and who read it. The newest stand here; the "
    "file has all of them."
)
MOST_ROWS = 12
"""Records shown here, the newest; the others are on the page Records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyPage:
    """Everything about whoever is signed in. ``supervisor`` says who supervises them, in a sentence."""

    name: str
    job: str
    supervisor: str
    verbs: tuple[Verb, ...]
    waits: tuple[Line, ...]
    planned: tuple[Line, ...]
    dates: tuple[Line, ...]
    must: tuple[Line, ...]
    actions: tuple[ActionLine, ...]
    competence: tuple[Line, ...]
    trained: tuple[Line, ...]
    records: tuple[Row, ...]
    details: tuple[tuple[str, str], ...]
    away: tuple[str, ...]
    log: tuple[Row, ...]


def read(house: House, actor: Actor) -> MyPage:
    """Return one's own page, all of one moment."""
    with house.store.read():
        own, now = person.read(house, actor, actor.person_id), today_page.read(house, actor)
        me = house.people.get(actor, actor.person_id)
        above, due = house.people.above(actor), house.schedule.own(actor)
        sessions, log = house.sessions.of(actor, actor.person_id), house.audit.own(actor, MOST_LINES)
    moment, zone = house.clock.now(), house.clock.zone()
    coming = [one for one in sessions if one.state is SessionState.PLANNED and not one.passed(moment)]
    coming.sort(key=lambda one: one.planned_at)
    waiting = {one.detail for one in now.own}  # what presses stands among what waits, not twice
    return MyPage(
        name=own.title,
        job=me.post,
        supervisor=_supervisor(above),
        verbs=(*now.prepare, *_verbs(actor)),
        waits=(*now.to_sign, *now.own, *now.drafts),
        planned=tuple(_planned(one, house.clock) for one in coming),
        dates=tuple(_date(one, moment.astimezone(zone).date()) for one in due),
        must=tuple(one for one in own.must if one.detail not in waiting),
        actions=own.actions,
        competence=own.competence,
        trained=tuple(one.line for one in own.trained),
        records=tuple(row for row in own.timeline if row.id)[:MOST_ROWS],
        details=own.details,
        away=tuple(one.text for one in own.away),
        log=tuple(_told(one, zone) for one in log),
    )


def save_log(house: House, actor: Actor, to: Path) -> Outcome[Path]:
    """Write everything that was done about oneself and with one's records where somebody chose."""
    return Outcome(house.audit.own_csv(actor, to), changed())


def _supervisor(above: Person | None) -> str:
    return f"{above.name}, {above.post}, supervises you." if above is not None else NOBODY


def _verbs(actor: Actor) -> tuple[Verb, ...]:
    whole = places.Person(person_id=actor.person_id)
    return (
        Verb("Reflect", places.Reflect()),
        Verb("All my records", places.Records(about_id=actor.person_id)),
        Verb("My practice threads…", whole, "Everything on your page as your managers see it"),
    )


def _planned(session: Session, clock: Clock) -> Line:
    at = session.planned_at.astimezone(clock.zone())
    when = f"{short_date(at.date(), today(clock))} {time_of_day(at, clock.zone())}"
    return Line(session.kind.label, when, Chip("○", days_away(at.date(), today(clock))))


def _date(one: Due, now: dt.date) -> Line:
    last = f"Last one {long_date(one.last_on)}" if one.last_on else "None is recorded yet"
    by = f" · next by {long_date(one.due_on)}" if one.due_on else ""
    when = one.state.word if one.state is DueState.AWAY or one.due_on is None else days_away(one.due_on, now)
    return Line(one.what, last + by, Chip(one.state.symbol, when, TONES.get(one.state, "neutral")))


def _told(event: Event, zone: dt.tzinfo) -> Row:
    told = (long_moment(event.at, zone), event.actor_name, event.action, event.plainly)
    return Row(str(event.sequence), told)
