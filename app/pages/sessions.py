"""What became of a planned session: held, moved, or missed because."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Changes, Outcome
from app.domain.clock import long_date, short_date, time_of_day, today
from app.domain.sessions import Reason, Session, Why
from app.pages import places
from app.pages.pieces import Line, Option

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.pages import House
    from app.pages.places import Place

REASONS = tuple(Option(one.value, one.label) for one in Why)
WHY_MISSED = "Why was it missed?"
WHY_MOVED = "Why is it moved?"
WORDS = "A few words, if you like"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A session that has passed: what it was, and that somebody has to say what became of it."""

    session_id: str
    line: Line


def all_the_same(warned: Iterable[str]) -> str:
    """Return what is planned already, with the question that follows; nothing where all is free."""
    told = tuple(one for one in warned if one)
    more = f" So it is with {len(told) - 1} more." if len(told) > 1 else ""
    return f"{told[0]}{more} Plan it all the same?" if told else ""


def reason(why: str, words: str) -> Reason:
    """Return a reason as it was chosen and typed; nothing chosen is something else, in words."""
    return Reason(Why(why) if why else Why.OTHER, words)


def asked(session: Session, person: Person, actor: Actor, clock: Clock) -> AskedLine:
    """Return the line that asks what became of a session."""
    at, now = session.planned_at.astimezone(clock.zone()), today(clock)
    whose = "" if person.id == actor.person_id else f", {person.name}"
    days = (now - at.date()).days
    ago = "Today" if not days else "Yesterday" if days == 1 else f"{days} days ago"
    what = f"{short_date(at.date(), now)} {time_of_day(at, clock.zone())}  {session.kind.label}{whose}"
    return AskedLine(session_id=session.id, line=Line(what, f"{ago}. What became of it?"))


def held(house: House, actor: Actor, session_id: str) -> Outcome[Place]:
    """Begin to write down a session that was held, at the time it was planned; or carry the draft on."""
    with house.store.write(actor.person_id):
        session = house.sessions.get(actor, session_id)
        begun = house.writing.start(
            actor,
            session.kind,
            session.person_id,
            session.planned_at,
            form_id=session.form_id or None,
        )
        record = begun.value.record
        noted = house.sessions.begun(actor, session_id, record.id)
    place = places.writing(record.kind, record_id=record.id)
    return Outcome(place, Changes(begun.changes.topics | noted.changes.topics))


def moved(house: House, actor: Actor, session_id: str, to: dt.datetime, why: Reason) -> Outcome[str]:
    """Move a planned session to another moment. Returns what to say."""
    outcome = house.sessions.move(actor, session_id, to.astimezone(dt.UTC), why)
    return Outcome(f"Moved to {long_date(to.date())}.", outcome.changes)


def missed(house: House, actor: Actor, session_id: str, why: Reason) -> Outcome[str]:
    """Say why a planned session was not held. Returns what to say."""
    outcome = house.sessions.missed(actor, session_id, why)
    return Outcome("Kept, with its reason.", outcome.changes)
