"""What was agreed and what became of it: late, open, closed lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.actions import ActionState, late_for, told
from app.domain.changes import Outcome, changed
from app.domain.clock import long_date, today
from app.pages.grid import Column, GridCell, GridRow
from app.pages.pieces import Chip, Option, action_chip

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.domain.actions import Action, ActionChange
    from app.domain.people import Actor
    from app.pages import House

LATE, OPEN, CLOSED = (
    Option("late", "Late"),
    Option("open", "All that are open"),
    Option("closed", "Closed in the last three months"),
)
SHOW = (LATE, OPEN, CLOSED)
COLUMNS = (
    Column("How it stands", 30),
    Column("What", 30, 4),
    Column("Who does it", 18, 1),
    Column("From", 16, 1),
    Column("Last word", 16, 2, spare=True),
)
NOTHING = {
    LATE.id: "Nothing is late.",
    OPEN.id: "Nothing is open. Actions come from coaching, observation and meetings.",
    CLOSED.id: "Nothing was closed in the last three months.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRow:
    """One action on the list: ``late``, ``open`` or neither, and whose names it is found by."""

    row: GridRow
    open: bool
    late: bool
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionsPage:
    """Everything the list shows."""

    rows: tuple[ActionRow, ...]
    count: str

    def wanted(self, show: str, part: str) -> tuple[ActionRow, ...]:
        """Return the rows of a kind with a part of a name or of the action in them."""
        found = part.casefold()
        return tuple(
            one
            for one in self.rows
            if {LATE.id: one.late, OPEN.id: one.open, CLOSED.id: not one.open}[show] and found in one.names
        )


def read(house: House, actor: Actor) -> ActionsPage:
    """Return what was agreed, as far as somebody does it or may read it."""
    now = today(house.clock)
    with house.store.read():
        actions, history = house.actions.all(actor)
        names = {one.id: one.name for one in house.people.list(actor)}
    rows = tuple(_row(one, history.get(one.id, ()), names, now) for one in actions)
    late, open_ = sum(one.late for one in rows), sum(one.open for one in rows)
    return ActionsPage(rows=rows, count=f"{open_} open, {late} late")


def done(house: House, actor: Actor, action_id: str) -> Outcome[str]:
    """Mark an action as done. Returns what to say."""
    outcome = house.actions.done(actor, action_id)
    return Outcome(f"Done: {outcome.value.what}", outcome.changes)


def take_back(house: House, actor: Actor, action_id: str) -> Outcome[str]:
    """Open an action again that was just closed. Returns what to say."""
    outcome = house.actions.reopen(actor, action_id)
    return Outcome(f"Open again: {outcome.value.what}", outcome.changes)


def to_excel(house: House, actor: Actor, to: Path) -> Outcome[Path]:
    """Write the list as a workbook."""
    return Outcome(house.actions.workbook(actor, to), changed())


def _row(action: Action, history: tuple[ActionChange, ...], names: dict[str, str], now: dt.date) -> ActionRow:
    late = action.is_late(now)
    chip = action_chip(action, now)
    stands = late_for(action.weeks_late(now)) if late else chip.word
    if action.state is ActionState.OPEN and action.due_on is not None:
        stands += f", {long_date(action.due_on)}"
    owner, about = names.get(action.owner_id, "–"), names.get(action.about_id, "–")
    whose = action.record_number if about == owner else f"{action.record_number}, {about}"
    said = next((step.reason for step in reversed(history) if step.reason), "") or action.reason
    status = Chip(chip.symbol, stands, chip.tone)
    words = (told(action.what, action.how_we_will_know), owner, whose, said)
    cells = (GridCell(chip=status, by=action.due_on), *(GridCell(text=one) for one in words))
    return ActionRow(
        row=GridRow(action.id, cells, f"{words[0]}, {owner}, {stands}"),
        open=action.state is ActionState.OPEN,
        late=late,
        names=f"{action.what} {owner} {about} {action.record_number}".casefold(),
    )
