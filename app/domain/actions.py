"""Actions.

What, who, by when, how we will know, where it came from, and the answer each must get at the next session.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.records import Record


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """The state in plain words."""
        return {ActionState.OPEN: "Open", ActionState.DONE: "Done", ActionState.DROPPED: "Dropped"}[self]


class Answered(StrEnum):
    """The answer an open action gets at a session."""

    DONE = "done"
    CARRY_ON = "carry_on"
    DROP = "drop"

    @property
    def label(self) -> str:
        """The answer in plain words."""
        return {Answered.DONE: "Done", Answered.CARRY_ON: "Carry on", Answered.DROP: "Drop, because…"}[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action agreed in a sealed record, or still open.

    ``about_id`` is whose record it came from; ``owner_id`` does it.
    """

    id: str
    about_id: str
    owner_id: str
    what: str
    due_on: dt.date | None
    how_we_will_know: str
    state: ActionState
    record_id: str | None
    record_number: str
    reason: str = ""

    @classmethod
    def agreed(cls, new: NewAction, record: Record) -> Action:
        """Return the open action that a record brings into force."""
        return cls(
            id=new.id,
            about_id=record.about_id,
            owner_id=new.owner_id,
            what=new.what.strip(),
            due_on=new.due_on,
            how_we_will_know=new.how_we_will_know.strip(),
            state=ActionState.OPEN,
            record_id=record.id,
            record_number=record.number,
        )

    def is_late(self, today: dt.date) -> bool:
        """Whether it is open and its day has passed."""
        return self.state is ActionState.OPEN and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAnswer:
    """The answer given to an open action at a session.

    ``choice`` None means not answered yet; ``what`` is a copy for the record.
    """

    action_id: str
    what: str
    choice: Answered | None = None
    note: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAction:
    """An action being written in a draft.

    ``id`` is made with the row so that it survives re-ordering and sealing. ``due_typed`` is what was typed
    as its day while that cannot be read as one: a draft keeps it, no finished record has it.
    """

    id: str
    what: str = ""
    owner_id: str = ""
    due_on: dt.date | None = None
    how_we_will_know: str = ""
    due_typed: str = ""
