"""The arcs of the demo's story, one file each: what happens to somebody, step by step and day by day."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.domain.clock import LONDON
from app.system.resources import resource

if TYPE_CHECKING:
    from collections.abc import Container, Mapping
    from pathlib import Path

    from app.domain.answers import Answer

QUIET = 18
"""Days before an arc begins from which on nothing else happens to its person, so that both do not collide."""
ROOM = 3
"""Days of the story that stay free at its beginning."""
SATURDAY = 5
IN_DAYS = re.compile(r"in (\d+) days")


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of an arc: when, to whom, and what the file says of it."""

    moment: dt.datetime
    who: str
    said: Mapping[str, Any] = field(compare=False)


def told(file: Path) -> dict[str, Any]:
    """Return what a file of the story tells."""
    return tomllib.loads(file.read_text(encoding="utf-8"))


def arcs() -> tuple[dict[str, Any], ...]:
    """Return every arc as its file tells it, by the file's name."""
    return tuple(told(file) for file in sorted(resource("demo", "arcs").glob("*.toml")))


def steps(
    there: Container[str], begin: dt.datetime, until: dt.datetime
) -> tuple[list[Step], dict[str, dt.datetime]]:
    """Return the steps of those who are there, and from when on nobody tells anything else of them.

    An arc that is longer than the story is pressed together until it fits.
    """
    made: list[Step] = []
    quiet: dict[str, dt.datetime] = {}
    span = (until - begin).days - ROOM
    for arc in arcs():
        who, first = arc["who"], arc["steps"][0]["days_ago"]
        if who not in there:
            continue
        pressed = min(1.0, span / first)
        made += [Step(_moment(step, until, pressed), who, step) for step in arc["steps"]]
        if arc.get("quiet", True):
            since = until - dt.timedelta(days=(first + QUIET) * pressed)
            quiet[who] = min(since, quiet.get(who, since))
    return sorted(made), quiet


def dated(answer: Any, day: dt.date) -> Answer:
    """Return an answer of the story as a record holds it: “in 14 days” is a date, a list several answers."""
    if isinstance(answer, list):
        return tuple(str(dated(one, day)) for one in answer)
    found = IN_DAYS.fullmatch(answer)
    return (day + dt.timedelta(days=int(found[1]))).isoformat() if found else str(answer)


def _moment(step: Mapping[str, Any], until: dt.datetime, pressed: float) -> dt.datetime:
    """Return when a step is: on its day and at its time, on a weekday unless it says otherwise."""
    day = (until - dt.timedelta(days=round(step["days_ago"] * pressed))).astimezone(LONDON).date()
    if not step.get("weekend"):
        day -= dt.timedelta(days=max(0, day.weekday() - SATURDAY + 1))
    return dt.datetime.combine(day, dt.time.fromisoformat(step.get("at", "13:45")), LONDON)
