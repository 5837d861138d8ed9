"""The log of deletions: what was deleted, by which rule, and which two people did it. It holds no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.pages.pieces import Row
from app.services.deleting import lines

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.people import Actor
    from app.domain.retention import Deletion
    from app.pages import House

INTRO = (
    "Numbers, kinds, days and people: no word of what was deleted. Whose it was is told by the staff "
    "reference, or by initials. Both people signed each deletion with their own keys, so that looking the "
    "records over can tell a record that was deleted from one that is missing."
)
NONE_YET = "Nothing was deleted yet."
HEADINGS = ("Number", "Whose", "What", "Rule", "Asked by", "Confirmed by", "Deleted")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeletionsPage:
    """Everything the page shows, the newest first."""

    rows: tuple[Row, ...]


def read(house: House, actor: Actor) -> DeletionsPage:
    """Return the log. Raises NotAllowedError for who neither asks nor confirms."""
    zone = house.clock.zone()
    return DeletionsPage(rows=tuple(row for one in house.deleting.log(actor) for row in _rows(one, zone)))


def _rows(one: Deletion, zone: dt.tzinfo) -> tuple[Row, ...]:
    done = f"{one.confirmed_at.astimezone(zone):%d/%m/%Y}" if one.confirmed_at else ""
    return tuple(
        Row("", (one.name, one.whose, what, rule, one.asked_by, one.confirmed_by, done))
        for what, rule, _ in lines(one)
    )
