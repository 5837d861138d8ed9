"""The team: everybody the person signed in may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.names import full_names
from app.domain.people import Role, Standing, named_so
from app.domain.retention import is_left_name
from app.pages.grid import Column, GridCell, GridRow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.people import Actor, Person
    from app.pages import House

COLUMNS = (
    Column("Name", 22, 3),
    Column("Job title", 18, 2, spare=True),
    Column("Role", 18, 1),
    Column("Supervisor", 18, 2),
    Column("Standing", 24, 1),
)
NOBODY = "No people yet. Add the team, and the app keeps track of whose supervision is next."


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """Everybody, by name. ``may_add``: people are added and brought in here.

    ``without_pin`` is how many have not chosen a PIN yet; ``formerly`` holds names people had before, by id.
    """

    rows: tuple[GridRow, ...]
    may_add: bool
    without_pin: int = 0
    formerly: Mapping[str, str] = field(default_factory=dict)

    def named(self, part: str) -> tuple[GridRow, ...]:
        """Return those with a part of a name, or of one they had before."""
        names = ((row, f"{row.words[0]} {self.formerly.get(row.id, '')}") for row in self.rows)
        return tuple(row for row, name in names if named_so(name, part))


def read(house: House, actor: Actor) -> PeoplePage:
    """Return the people the actor may see."""
    people = tuple(one for one in house.people.list(actor) if not is_left_name(one))
    names = full_names(people)
    return PeoplePage(
        formerly={one.id: " ".join(one.former_names) for one in people if one.former_names},
        rows=tuple(GridRow(person.id, _cells(person, names)) for person in people),
        may_add=actor.role is Role.OWNER,
        without_pin=sum(one.standing is not Standing.LEAVER and not one.secret_set for one in people),
    )


def _cells(person: Person, names: dict[str, str]) -> tuple[GridCell, ...]:
    secret = "" if person.secret_set or person.standing is Standing.LEAVER else ", no PIN yet"
    supervisor = names.get(person.supervisor_id or "", "–")
    words = (names[person.id], person.job_title, person.role.label, supervisor)
    return (*(GridCell(text=one) for one in words), GridCell(text=f"{person.standing.label}{secret}"))
