"""One-time codes: who has no PIN yet, and the codes to hand over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.names import full_names
from app.pages.pieces import Row

if TYPE_CHECKING:
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House

HEADINGS = ("Name", "Job title", "Role")
INTRO = (
    "These people have not chosen their PIN yet. A code is never kept where it can be read again, so a new "
    "one is made; the one given out before stops."
)
NOBODY = "Everybody has a PIN of their own."
HAND_OVER = "Hand each person their own code. They are shown only now, and count for 72 hours."
FILE = "One-time codes.pdf"

Codes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPage:
    """Who has no PIN yet, by name."""

    rows: tuple[Row, ...]


def read(house: House, actor: Actor) -> CodesPage:
    """Return who has no PIN yet. Raises NotAllowedError for anybody but the registered manager."""
    people = house.codes.waiting(actor)
    names = full_names(people)
    cells = ((one.id, (names[one.id], one.job_title, one.role.label)) for one in people)
    return CodesPage(rows=tuple(Row(id_, row) for id_, row in cells))


def renew(house: House, actor: Actor, person_ids: tuple[str, ...]) -> Outcome[Codes]:
    """Make new codes. Raises IncompleteError when nobody is chosen."""
    return house.codes.renew(actor, person_ids)


def slips(house: House, actor: Actor, codes: Codes, to: To) -> Outcome[To]:
    """Write codes as slips to cut apart."""
    return Outcome(house.codes.print_slips(actor, codes, to), changed())
