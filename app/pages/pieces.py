"""Small things many pages show: a status, a way to go, something to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.actions import ActionState
from app.domain.clock import days_away
from app.domain.file_names import safe_file_name
from app.domain.names import full_names
from app.pages import places

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from app.domain.actions import Action
    from app.domain.people import Person
    from app.domain.records import Record, RecordSummary
    from app.pages.places import Place


@dataclass(frozen=True, slots=True)
class Chip:
    """A status: symbol and word together. ``tone`` colours it: late, soon, in_date, info or neutral."""

    symbol: str
    word: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Verb:
    """Something to do that leads to a place. ``tip`` says more than the label has room for."""

    label: str
    place: Place
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose from: what is kept, and what is shown."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a list: what it is, more about it, how it stands, and the way on."""

    what: str
    detail: str = ""
    chip: Chip | None = None
    verb: Verb | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what opens it, and its cells in words. Without an id it opens nothing."""

    id: str
    cells: tuple[str, ...]


class Reached(StrEnum):
    """How far something is that is gone through one after the other, as it is said."""

    DONE = "done"
    HERE = "here"
    AHEAD = "to come"


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step of a way: its name, how far it is, and a few words below it. ``spoken`` is all of it."""

    name: str
    reached: Reached
    note: str
    spoken: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    """An open action."""

    action_id: str
    line: Line


def copy_name(record: Record, zone: dt.tzinfo) -> str:
    """Return what a copy of a record is called: its day first, so that copies sort; nobody's name."""
    return safe_file_name(f"{record.held_at.astimezone(zone):%Y-%m-%d} {record.title}.pdf")


def step_marks(names: Sequence[str], at: int, notes: Mapping[int, str]) -> tuple[StepMark, ...]:
    """Return the steps of a way, in order; ``at`` is the place of the one that somebody is on."""
    marks = []
    for place, name in enumerate(names):
        reached = Reached.DONE if place < at else Reached.HERE if place == at else Reached.AHEAD
        note = notes.get(place, "")
        spoken = f"Step {place + 1} of {len(names)}: {name}, {reached.value}{note and f', {note}'}"
        marks.append(StepMark(name, reached, note, spoken))
    return tuple(marks)


def people_options(people: Iterable[Person]) -> tuple[Option, ...]:
    """Return people to choose from, in their order; two of one name are told apart by their reference."""
    people = tuple(people)
    names = full_names(people)
    return tuple(Option(one.id, names[one.id]) for one in people)


def action_line(action: Action, now: dt.date, detail: str = "") -> ActionLine:
    """Return an open action with how far off its day is."""
    know = f"We will know: {action.how_we_will_know}" if action.how_we_will_know else ""
    more = Verb("More", places.Action(action_id=action.id), f"More about {action.what}")
    line = Line(
        action.what, " · ".join(part for part in (detail, know) if part), action_chip(action, now), more
    )
    return ActionLine(action_id=action.id, line=line)


def action_chip(action: Action, now: dt.date) -> Chip:
    """Return how an action stands: how far off its day is, or what became of it."""
    if action.state is not ActionState.OPEN:
        return Chip("✓" if action.state is ActionState.DONE else "–", action.state.label.lower())
    when = days_away(action.due_on, now) if action.due_on else "no date"
    return Chip("!", when, "late") if action.is_late(now) else Chip("○", when)


def record_called(record: RecordSummary, zone: dt.tzinfo) -> str:
    """Return a record as it is called on lists: ``Supervision S-0001, 24/11/2026``."""
    return f"{record.kind.label} {record.number}, {held_on(record, zone)}"


def held_on(record: RecordSummary, zone: dt.tzinfo) -> str:
    """Return the local day of a record: ``24/11/2026``."""
    return f"{record.held_at.astimezone(zone):%d/%m/%Y}"
