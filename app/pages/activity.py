"""The activity log: who did what and when, by day, person, kind and words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.audit import Wanted
from app.domain.changes import Outcome, changed
from app.domain.clock import long_date, long_moment, today
from app.pages.pieces import Option, Row, people_options

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.people import Actor
    from app.pages import House

MOST = 500
ANYBODY, EVERY_KIND = Option("", "anybody"), Option("", "every kind")
NOBODY = "Nothing stands in the log for that."
NOTE = "The log holds no text of a record. Looking at it changes nothing; saving it is noted in it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen to look for. Empty is everything."""

    person_id: str = ""
    action: str = ""
    begin: dt.date | None = None
    end: dt.date | None = None
    words: str = ""


EVERYTHING = Chosen()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """The lines, the newest first, and in words what they are limited to."""

    people: tuple[Option, ...]
    actions: tuple[Option, ...]
    rows: tuple[Row, ...]
    told: str
    today: dt.date


def read(house: House, actor: Actor, chosen: Chosen = EVERYTHING) -> ActivityPage:
    """Return the log. Raises NotAllowedError for all but the registered manager."""
    zone = house.clock.zone()
    with house.store.read():
        events = house.audit.events(actor, MOST + 1, _wanted(house, chosen))
        people, actions = people_options(house.people.list(actor)), house.audit.actions(actor)
    rows = tuple(
        Row(str(one.sequence), (long_moment(one.at, zone), one.actor_name, one.action, one.detail))
        for one in events[:MOST]
    )
    more = f"the newest {MOST}; the Excel file has all" if len(events) > MOST else f"{len(rows)}"
    return ActivityPage(
        people=(ANYBODY, *people),
        actions=(EVERY_KIND, *(Option(one, one) for one in actions)),
        rows=rows,
        told=f"{_said(chosen, {one.id: one.label for one in people})}: {more}." if rows else NOBODY,
        today=today(house.clock),
    )


def to_excel(house: House, actor: Actor, chosen: Chosen, to: Path) -> Outcome[Path]:
    """Write the chosen lines, all of them, as a workbook."""
    return Outcome(house.audit.workbook(actor, to, _wanted(house, chosen)), changed())


def _wanted(house: House, chosen: Chosen) -> Wanted:
    zone, day = house.clock.zone(), dt.timedelta(days=1)
    begin, end = chosen.begin, chosen.end
    return Wanted(
        actor_id=chosen.person_id,
        action=chosen.action,
        begin=dt.datetime.combine(begin, dt.time(), zone) if begin else None,
        end=dt.datetime.combine(end + day, dt.time(), zone) if end else None,
        words=tuple(chosen.words.split()),
    )


def _said(chosen: Chosen, names: dict[str, str]) -> str:
    parts = [
        f"by {names.get(chosen.person_id, 'somebody')}" if chosen.person_id else "by anybody",
        f"“{chosen.action}”" if chosen.action else "of every kind",
        f"from {long_date(chosen.begin)}" if chosen.begin else "",
        f"to {long_date(chosen.end)}" if chosen.end else "",
        f"with “{chosen.words}”" if chosen.words else "",
    ]
    return f"Shown is what was done {', '.join(part for part in parts if part)}"
