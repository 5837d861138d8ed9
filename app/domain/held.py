"""When something happened, kept beside when it was written down."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import CLOCKS_DIFFER, long_date, long_moment
from app.domain.days import unread

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.content import Content
    from app.domain.records import Record

LATE = dt.timedelta(days=1)
"""What is written down more than a day after it happened says why."""
ON_PAPER = "Which day stands on the paper?"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a record being written was held, and what is known beside it.

    ``at`` and ``recorded_at`` are aware; ``began_on`` is the day the person began here, if it is known. A
    paper form is on ``paper``; of a corrected version it was asked before, so ``asked_before``.
    """

    at: dt.datetime
    recorded_at: dt.datetime
    zone: dt.tzinfo
    began_on: dt.date | None = None
    name: str = ""
    paper: str = ""
    asked_before: bool = False

    @classmethod
    def of(cls, record: Record, clock: Clock, name: str, began_on: dt.date | None) -> When:
        """Return when a record was held, about somebody with a first name who began on a day.

        One that was begun under a clock since set back was written down by now.
        """
        return cls(
            at=record.held_at,
            recorded_at=min(record.recorded_at, clock.now()),
            zone=clock.zone(),
            began_on=began_on,
            name=name,
            paper=record.paper,
            asked_before=record.corrects_id is not None,
        )

    @property
    def local(self) -> dt.datetime:
        """When it was held, in the zone of the records."""
        return self.at.astimezone(self.zone)

    @property
    def said(self) -> bool:
        """Whether it is known: what was on paper was not held when somebody began to type it in."""
        return not self.paper or self.asked_before or self.at != self.recorded_at

    def why(self, at: dt.datetime) -> str:
        """Return what is asked when it was held at a moment, or nothing when that needs no word."""
        day = at.astimezone(self.zone).date()
        if self.asked_before:
            return ""
        if self.began_on is not None and day < self.began_on:
            return f"{self.name} began here on {long_date(self.began_on)}. Why is this from before?"
        if not self.paper and written_late(at, self.recorded_at):
            return f"Why is it written down {_after(day, self.recorded_at.astimezone(self.zone).date())}?"
        return ""

    def lacks(self, content: Content, now: dt.datetime) -> dict[str, str]:
        """Return what has still to be said about when it was held, as a sentence; or nothing."""
        if content.held_typed:
            return {"held_at": unread("When was it?", content.held_typed)}
        if not self.said:
            return {"held_at": f"{ON_PAPER} Write it under “When”, with the time if it is there."}
        if self.at > now + CLOCKS_DIFFER:
            when = long_moment(self.at, self.zone)
            return {"held_at": f"{when} has not come yet. Say when it was, and finish it then."}
        asked = self.why(self.at)
        return {"late_because": f"{asked} A word or two is enough."} if asked and not _word(content) else {}


def written_late(held_at: dt.datetime, recorded_at: dt.datetime) -> bool:
    """Whether something was written down more than a day after it happened."""
    return recorded_at - held_at > LATE


def written_down(record: Record, zone: dt.tzinfo) -> str:
    """Return when a record was written down, from what, and why later than it happened."""
    told = long_moment(record.recorded_at, zone)
    if record.paper:
        told += f", typed in from the paper form {record.paper}"
    because = " ".join(record.content.late_because.split())
    return f"{told}. Later because: {because}" if because else told


def _after(held: dt.date, recorded: dt.date) -> str:
    days = (recorded - held).days
    return f"{days} days later" if days > 1 else "a day later"


def _word(content: Content) -> bool:
    return any(letter.isalnum() for letter in content.late_because)
