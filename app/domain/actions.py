"""Actions.

What, who, by when, how we will know, where it came from, and the answer each must get at the next session.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.records import UNDO_SECONDS

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

    ``about_id`` is whose record it came from; ``owner_id`` does it. Of one that is done, ``evidence_id`` is
    the record that shows it, and ``seen`` says in words who saw it and what.
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
    seen: str = ""
    evidence_id: str | None = None

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

    def answered(self, answer: ActionAnswer) -> tuple[Action, ActionStep]:
        """Return it after its answer at a meeting, and which step that is."""
        if answer.choice is Answered.CARRY_ON:
            due_on = answer.due_on or self.due_on
            return replace(
                self, state=ActionState.OPEN, due_on=due_on, reason=answer.note
            ), ActionStep.CARRIED_ON
        if answer.choice is Answered.DONE:
            return replace(self, state=ActionState.DONE, reason=answer.note), ActionStep.DONE
        return replace(self, state=ActionState.DROPPED, reason=answer.note), ActionStep.DROPPED

    def is_late(self, today: dt.date) -> bool:
        """Whether it is open and its day has passed."""
        return self.state is ActionState.OPEN and self.due_on is not None and self.due_on < today

    def weeks_late(self, today: dt.date) -> int:
        """Return the whole weeks since its day has passed; 0 for one that is not late."""
        return (today - self.due_on).days // 7 if self.due_on is not None and self.is_late(today) else 0

    def passed_on(self, today: dt.date, weeks: int) -> bool:
        """Whether it is late for so long that the registered manager is told; ``weeks`` 0 means never."""
        return weeks > 0 and self.weeks_late(today) >= weeks


class ActionStep(StrEnum):
    """What happened to an action."""

    CHANGED = "changed"
    CARRIED_ON = "carried_on"
    DONE = "done"
    DROPPED = "dropped"
    REOPENED = "reopened"
    HANDED_ON = "handed_on"

    @property
    def label(self) -> str:
        """The step in plain words."""
        return {
            ActionStep.CHANGED: "Changed",
            ActionStep.CARRIED_ON: "Carried on at a meeting",
            ActionStep.DONE: "Done",
            ActionStep.DROPPED: "Dropped",
            ActionStep.REOPENED: "Opened again",
            ActionStep.HANDED_ON: "Handed on to somebody else",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an action says: what will be done, by when, and how we will know."""

    what: str
    due_on: dt.date | None
    how_we_will_know: str

    @classmethod
    def of(cls, action: Action) -> Wording:
        """Return what an action says."""
        return cls(what=action.what, due_on=action.due_on, how_we_will_know=action.how_we_will_know)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionChange:
    """One step of an action's history, which never changes.

    ``was`` is what it said before, ``by_id`` who took the step, ``record_id`` the meeting it was taken at.
    """

    id: str
    action_id: str
    step: ActionStep
    by_id: str
    at: dt.datetime
    was: Wording
    reason: str = ""
    record_id: str | None = None

    def undo_is_open(self, now: dt.datetime) -> bool:
        """Whether it can still be taken back without a word."""
        return 0 <= (now - self.at).total_seconds() < UNDO_SECONDS


def told(what: str, how_we_will_know: str) -> str:
    """Return what is to be done and how we will know: ``Offer two cups. We will know: he chooses``."""
    if not how_we_will_know.strip():
        return what
    stop = "" if what.rstrip().endswith((".", "!", "?", "…")) else "."
    return f"{what.rstrip()}{stop} We will know: {how_we_will_know.strip()}"


def late_for(weeks: int) -> str:
    """Return how long something is late: ``3 weeks late``, or ``late``."""
    return f"{weeks} {'week' if weeks == 1 else 'weeks'} late" if weeks else "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionAnswer:
    """The answer given to an open action at a session.

    ``choice`` None means not answered yet; ``what`` and ``how_we_will_know`` are copies for the record.
    """

    action_id: str
    what: str
    choice: Answered | None = None
    note: str = ""
    due_on: dt.date | None = None
    how_we_will_know: str = ""

    @property
    def told(self) -> str:
        """What was to be done and how we will know, as people read it."""
        return told(self.what, self.how_we_will_know)


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
