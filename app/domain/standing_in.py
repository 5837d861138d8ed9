"""Who stands in for a supervisor while they are away: for whom, from when, until when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import can_supervise
from app.domain.clock import long_date
from app.domain.people import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.domain.people import Person

LONGEST = dt.timedelta(days=366)
"""Somebody who is needed for longer is the supervisor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Somebody who supervises another's people in their place, from the first day to the last."""

    id: str
    for_id: str
    by_id: str
    begins_on: dt.date
    ends_on: dt.date

    def over(self, today: dt.date) -> bool:
        """Whether its last day is past."""
        return self.ends_on < today

    def meets(self, other: StandIn) -> bool:
        """Whether two of them share a day."""
        return self.begins_on <= other.ends_on and other.begins_on <= self.ends_on


def who_can_stand_in(away: Person, everybody: Iterable[Person]) -> tuple[Person, ...]:
    """Return those who can supervise everybody whom somebody supervises, but for themself."""
    everybody = tuple(everybody)
    led = [one for one in everybody if one.supervisor_id == away.id and one.standing is not Standing.LEAVER]
    return tuple(
        one
        for one in everybody
        if one.standing is not Standing.LEAVER
        and one.id != away.id
        and any(about.id != one.id for about in led)
        and all(can_supervise(one.role, about) for about in led if about.id != one.id)
    )


def fault(new: StandIn, known: Sequence[StandIn], today: dt.date) -> tuple[str, str] | None:
    """Return what is wrong with the days, as field and sentence, or None."""
    if new.ends_on < new.begins_on:
        return "ends_on", "The last day comes before the first. Check both days."
    if new.over(today):
        return "ends_on", "The last day is over already. Nothing was changed."
    if new.ends_on - new.begins_on > LONGEST:
        return "ends_on", "That is more than a year. Choose another supervisor for their people instead."
    if other := next((one for one in known if new.meets(one)), None):
        days = f"from {long_date(other.begins_on)} to {long_date(other.ends_on)}"
        return "begins_on", f"Somebody stands in {days} already. End that first."
    return None
