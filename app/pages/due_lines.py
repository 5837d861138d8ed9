"""What must happen by a day, a line each on the page Due: to begin it, or to say why it is not needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import long_date, today
from app.pages import expectations, noticed, places
from app.pages.due import PRESSING, Cell
from app.pages.wanted import wanted_line

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.wanted import WantedLine

CHOOSE_LINE = "Choose a line first that somebody asked for by hand: show what must happen, line by line."
NOTHING = "Nothing has to happen by a day."


@dataclass(frozen=True, slots=True, kw_only=True)
class MustPage:
    """What must happen by a day: each line, and its cell to begin it from."""

    rows: tuple[tuple[WantedLine, Cell], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands above the columns."""
        return ("Person", "What must happen", "By", "Who sees to it", "Why")

    def wanted(self, part: str, show: str) -> tuple[tuple[WantedLine, Cell], ...]:
        """Return the lines of people with a part of a name; only pressing ones when those are to be shown."""
        return tuple(
            (line, cell)
            for line, cell in self.rows
            if part.casefold() in line.name.casefold() and (show != PRESSING.id or line.pressing)
        )


def read(house: House, actor: Actor) -> MustPage:
    """Return everything that must happen by a day, a line each, the soonest first."""
    with house.store.read():
        must, kept = house.competence.wanted(actor), house.noticed.pressing(actor)
        pages = house.expectations.waiting(actor)
    now = today(house.clock)
    lines = (
        *(wanted_line(one, actor, now) for one in must),
        *noticed.wanted(kept, actor, now),
        *expectations.wanted(pages, actor, now),
    )
    soonest = sorted(lines, key=lambda one: one.by)
    return MustPage(rows=tuple((line, _must(line)) for line in soonest))


def drop(house: House, actor: Actor, cell: Cell, because: str) -> Outcome[str]:
    """Say why something need not happen any more. Returns what to say."""
    outcome = house.competence.drop(actor, cell.asked_id, because)
    return Outcome("Taken off. The reason is kept.", outcome.changes)


def _must(line: WantedLine) -> Cell:
    chip = line.line.chip
    return Cell(
        person_id=line.person_id,
        name=line.name,
        kind=line.kind,
        form_id=line.form_id,
        text=f"{chip.symbol} {chip.word}" if chip else "",
        tone=chip.tone if chip else "neutral",
        day=line.by,
        told=f"{line.name}, {line.what}, by {long_date(line.by)}",
        why=line.reason,
        explained=f"{line.name}: {line.what}, by {long_date(line.by)}: {line.reason}",
        start=line.start or places.Person(person_id=line.person_id),
        asked_id=line.asked_id,
        meets=line.meets,
    )
