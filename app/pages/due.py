"""Who is due: the matrix by next date or month by month, and what may be done from one of its cells."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Changes, Outcome, Topic, changed
from app.domain.clock import days_away, long_date, short_date, today, tomorrow_at_two
from app.domain.errors import StateError
from app.domain.kinds import Kind
from app.domain.schedule import AGAIN_DAYS, DueState, round_of
from app.domain.sessions import Plan, SessionState
from app.pages import expectations, noticed, places, sessions
from app.pages.pieces import Option
from app.pages.wanted import stopped, wanted_line

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.domain.practice import Requirement
    from app.domain.schedule import Due
    from app.domain.sessions import Reason
    from app.pages import House
    from app.pages.places import Place
    from app.pages.wanted import WantedLine
    from app.services.matrix import Column
    from app.services.matrix import Row as MatrixRow
    from app.services.schedule import Mark, MonthRow

NEXT, MONTHS, MUST = "next", "months", "must"
VIEWS = (
    Option(NEXT, "By next date"),
    Option(MUST, "What must happen, line by line"),
    Option(MONTHS, "Month by month"),
)
EVERYBODY, PRESSING = Option("all", "Everybody"), Option("needs", "Late and next 14 days")
SHOW = (EVERYBODY, PRESSING)
TONES = {
    DueState.LATE: "late",
    DueState.SOON: "soon",
    DueState.IN_DATE: "in_date",
    DueState.AWAY: "neutral",
    DueState.NOT_NEEDED: "neutral",
}
SYMBOLS = {
    SessionState.HELD: "✓",
    SessionState.PLANNED: "○",
    SessionState.MOVED: "→",
    SessionState.MISSED: "✗",
}
MONTHS_NOTE = (
    "✓ held and sealed · ! checked, not yet met · ○ planned · → moved · ✗ missed. The letter is the kind, "
    "the number the day; the tip tells the rest."
)
ALSO = "Must happen too"
CHOOSE_ONE = "Choose a cell with a date first."
NO_MEETING = "Nobody meets for this, so there is nothing to plan. Open it instead."
CHOOSE_COMPETENCY = "Choose a competency first, such as medicines."


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One thing due for one person. ``day`` sorts; what needs nothing has none. ``start`` begins it.

    ``also``: it stands for what no column shows. ``asked_id`` is there where it was asked for by hand.
    """

    person_id: str
    name: str
    kind: Kind
    form_id: str
    text: str
    tone: str
    day: dt.date | None
    told: str
    why: str
    explained: str
    start: Place
    also: bool = False
    asked_id: str = ""
    meets: bool = True

    @property
    def key(self) -> tuple[str, Kind, str, bool]:
        """What tells it from every other cell."""
        return self.person_id, self.kind, self.form_id, self.also


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRow:
    """A person's row. ``pressing``: something is late or soon."""

    name: str
    told: str
    cells: tuple[Cell, ...]
    open_actions: str
    pressing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePage:
    """Everything the matrix shows. ``unused`` are columns nobody needs: they leave their room to others."""

    share: str
    headings: tuple[str, ...]
    unused: frozenset[int]
    rows: tuple[DueRow, ...]
    plan_from: dt.datetime

    def wanted(self, part: str, show: str) -> tuple[DueRow, ...]:
        """Return the rows with a part of a name in them; only pressing ones when those are to be shown."""
        return tuple(
            row
            for row in self.rows
            if part.casefold() in row.name.casefold() and (show != PRESSING.id or row.pressing)
        )

    @property
    def nothing(self) -> str:
        """What to say when no row is wanted."""
        return (
            "Nobody needs anything in the next 14 days."
            if self.rows
            else "Add the team, and this page keeps track."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthsPage:
    """Month by month: a name, then for each month what its cell shows, the same in words, and its name."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask before a date is planned, or ``fault``: why nothing can be planned."""

    words: str
    fault: str = ""


def read(house: House, actor: Actor) -> DuePage:
    """Return the matrix of everybody the actor may see."""
    with house.store.read():
        matrix, must = house.schedule.matrix(actor), house.competence.wanted(actor)
        kept, pages = house.noticed.pressing(actor), house.expectations.waiting(actor)
    columns = range(len(matrix.columns))
    named = {(column.kind, column.form_id) for column in matrix.columns}
    others: dict[str, list[WantedLine]] = {row.person.id: [] for row in matrix.rows}
    for one in must:
        line = wanted_line(one, actor, matrix.on)
        if line.person_id in others and line.column not in named:
            others[line.person_id].append(line)
    reviews = expectations.wanted(pages, actor, matrix.on)
    for line in (*noticed.wanted(kept, actor, matrix.on), *reviews):
        if line.person_id in others:
            others[line.person_id].append(line)
    return DuePage(
        share="" if matrix.in_date is None else f"{matrix.in_date}% in date",
        headings=("Person", *(column.label for column in matrix.columns), ALSO, "Open actions"),
        unused=frozenset(
            place + 1
            for place in columns
            if all(row.cells[place].state is DueState.NOT_NEEDED for row in matrix.rows)
        )
        | (frozenset() if any(others.values()) else {len(matrix.columns) + 1}),
        rows=tuple(
            _row(row, matrix.columns, tuple(others[row.person.id]), matrix.on, actor.person_id)
            for row in matrix.rows
        ),
        plan_from=tomorrow_at_two(house.clock),
    )


def read_months(house: House, actor: Actor, count: int) -> MonthsPage:
    """Return what was held, planned, moved or missed in the last ``count`` months."""
    months, rows = house.schedule.months(actor, count)
    return MonthsPage(
        headings=("Person", *(f"{month:%b %y}" for month in months)),
        rows=tuple((row.person.name, _months(row, months)) for row in rows),
    )


def planned_session(house: House, actor: Actor, cell: Cell) -> str:
    """Return the id of the session planned for a cell, or an empty text."""
    sessions = house.sessions.of(actor, cell.person_id)
    planned = (one for one in sessions if one.state is SessionState.PLANNED and one.kind is cell.kind)
    return next((one.id for one in planned if cell.form_id in {"", one.form_id}), "")


def question(cells: tuple[Cell, ...], *, several: bool) -> Question:
    """Return what to ask before one date, or the dates of a round, are planned."""
    if not all(cell.meets for cell in cells):
        return Question("", NO_MEETING)
    if not several:
        return Question(f"When will you meet {cells[0].name}?") if cells else Question("", CHOOSE_ONE)
    if not cells or len({(cell.kind, cell.form_id) for cell in cells}) > 1:
        return Question("", "Choose several cells of one column first, with Shift and the arrow keys.")
    return Question(f"A round for {len(cells)} people, one a day from")


def start_several(house: House, actor: Actor, cells: tuple[Cell, ...]) -> Outcome[str]:
    """Begin a draft for each cell, all of them or none. Nothing is begun twice. Returns what to say."""
    _only_meetings(cells)
    topics = frozenset[Topic]()
    with house.store.write(actor.person_id):
        for cell in cells:
            begun = house.writing.start(actor, cell.kind, cell.person_id, form_id=cell.form_id or None)
            topics |= begun.changes.topics
    return Outcome(f"{len(cells)} drafts are begun. They wait for you on Today.", Changes(topics))


def already(house: House, actor: Actor, cells: tuple[Cell, ...], first: dt.datetime) -> str:
    """Return what is planned already about then, with the question that follows; nothing where it is free."""
    plans = _plans(cells, first, house.clock.zone())
    return sessions.all_the_same(house.sessions.clashes(actor, plans))


def plan(house: House, actor: Actor, cells: tuple[Cell, ...], first: dt.datetime) -> Outcome[str]:
    """Plan cells of one kind, one a day on weekdays from an aware moment. Returns what to say."""
    outcome = house.sessions.plan_all(actor, _plans(cells, first, dt.UTC))
    count = len(outcome.value)
    return Outcome("Planned." if count == 1 else f"{count} sessions are planned.", outcome.changes)


def never_planned(house: House, actor: Actor, cell: Cell, reason: Reason) -> Outcome[str]:
    """Say why what was due was missed, which nobody had planned. Returns what to say."""
    _only_meetings((cell,))
    now = house.clock.now()
    at = dt.datetime.combine(cell.day, dt.time(12), house.clock.zone()) if cell.day else now
    outcome = house.sessions.never_planned(actor, cell.person_id, cell.kind, min(at, now), reason)
    return Outcome("Kept, with its reason.", outcome.changes)


def needed_again(house: House, actor: Actor, cell: Cell, reason: str) -> Outcome[Requirement]:
    """Ask for a competency to be watched again within a fortnight, after an incident."""
    by = today(house.clock) + dt.timedelta(days=AGAIN_DAYS)
    return house.schedule.incident(actor, cell.person_id, cell.form_id, by, reason)


def to_print(house: House, actor: Actor, to: To) -> Outcome[To]:
    """Write the matrix as a PDF."""
    return Outcome(house.due_files.pdf(actor, to), changed())


def to_excel(house: House, actor: Actor, to: Path) -> Outcome[Path]:
    """Write the matrix as a workbook."""
    return Outcome(house.due_files.workbook(actor, to), changed())


def _only_meetings(cells: tuple[Cell, ...]) -> None:
    if not all(cell.meets for cell in cells):
        raise StateError(NO_MEETING)


def _plans(cells: tuple[Cell, ...], first: dt.datetime, zone: dt.tzinfo) -> tuple[Plan, ...]:
    return tuple(
        Plan(person_id=cell.person_id, at=at.astimezone(zone), kind=cell.kind, form_id=cell.form_id)
        for cell, at in zip(cells, round_of(first, len(cells)), strict=True)
    )


def _row(
    row: MatrixRow, columns: tuple[Column, ...], musts: tuple[WantedLine, ...], now: dt.date, me_id: str
) -> DueRow:
    labels = (*(column.label for column in columns), ALSO)
    dated = (_cell(due, label, now, me_id) for due, label in zip(row.cells, labels, strict=False))
    cells = (*dated, _also(musts, row.person, me_id))
    whole = ", ".join(f"{label} {cell.text}" for cell, label in zip(cells, labels, strict=True))
    return DueRow(
        name=row.person.name,
        told=f"{row.person.name}, {whole}, {row.open_actions} open actions",
        cells=cells,
        open_actions=str(row.open_actions),
        pressing=any(due.state in {DueState.LATE, DueState.SOON} or _stops(due) for due in row.cells)
        or any(one.pressing for one in musts),
    )


def _stops(due: Due) -> bool:
    return due.purpose is not None and bool(due.purpose.stops)


def _also(musts: tuple[WantedLine, ...], person: Person, me_id: str) -> Cell:
    """Return what must happen that no column shows: the soonest, and how many more."""
    first = min(musts, key=lambda one: (not one.stops, one.by), default=None)
    if first is None or first.line.chip is None:
        text, tone = "–", "neutral"
    else:
        more = f" (+{len(musts) - 1})" if len(musts) > 1 else ""
        text = f"{first.line.chip.symbol} {first.short}: {first.line.chip.word}{more}"
        tone = first.line.chip.tone
    told = "; ".join(f"{one.what}, by {long_date(one.by)}" for one in musts) or "nothing else"
    kind, form_id = (first.kind, first.form_id) if first else (Kind.OBSERVATION, "")
    return Cell(
        person_id=person.id,
        name=person.name,
        kind=kind,
        form_id=form_id,
        text=text,
        tone=tone,
        day=first.by if first else None,
        told=f"{person.name}, {ALSO}, {told}",
        why=told,
        explained=f"{person.name}: {told}",
        start=(first and first.start) or _start(me_id, person.id, kind, form_id),
        also=True,
        meets=first is None or first.meets,
    )


def _start(me_id: str, person_id: str, kind: Kind, form_id: str) -> Place:
    """Return where a cell leads: of oneself one only prepares, and whoever supervises one begins."""
    own = person_id == me_id
    return places.Prepare() if own else places.writing(kind, person_id=person_id, form_id=form_id)


def _cell(due: Due, label: str, now: dt.date, me_id: str) -> Cell:
    text = _text(due, now)
    return Cell(
        person_id=due.person_id,
        name=due.name,
        kind=due.kind,
        form_id=due.form_id,
        text=text,
        tone="late" if _stops(due) else TONES[due.state],
        day=due.due_on,
        told=f"{due.name}, {label}, {text}",
        why=due.why,
        explained=_explained(due, now),
        start=_start(me_id, due.person_id, due.kind, due.form_id),
    )


def _text(due: Due, now: dt.date) -> str:
    if due.state in {DueState.AWAY, DueState.NOT_NEEDED}:
        return f"{due.state.symbol} {due.state.word}"
    paper = " · on paper" if due.paper_since else ""
    if due.due_on is None:
        return f"{due.state.symbol} no date yet{paper}"
    planned = ""
    if due.planned_on:
        day = short_date(due.planned_on, now)
        planned = f" · {day}: held?" if due.planned_on < now else f" · planned {day}"
    if told := stopped(due.purpose, days_away(due.due_on, now)):
        return f"{told}{planned}{paper}"
    when = short_date(due.due_on, now) if due.state is DueState.IN_DATE else days_away(due.due_on, now)
    return f"{due.state.symbol} {when}{planned}{paper}"


def _explained(due: Due, now: dt.date) -> str:
    last = f"Last sealed: {long_date(due.last_on)}. " if due.last_on else ""
    planned = f" Planned for {long_date(due.planned_on)}." if due.planned_on else ""
    if due.planned_on and due.planned_on < now:
        planned += " Nobody has said yet what became of it."
    paper = f" On paper since {long_date(due.paper_since)}; type it in to seal it." if due.paper_since else ""
    return f"How this is worked out for {due.name}: {last}{due.why}{planned}{paper}"


def _months(row: MonthRow, months: tuple[dt.date, ...]) -> tuple[tuple[str, str, str], ...]:
    cells = []
    for month, marks in zip(months, row.months, strict=True):
        told = "; ".join(mark.told for mark in marks) or "nothing"
        cells.append(
            ("\n".join(_mark(mark) for mark in marks), told, f"{row.person.name}, {month:%B %Y}: {told}")
        )
    return tuple(cells)


def _mark(mark: Mark) -> str:
    times = f" ×{mark.times}" if mark.times > 1 else ""
    symbol = SYMBOLS[mark.state] if mark.met else "!"
    return f"{symbol}{mark.kind.letter}{mark.on.day}{times}"
