"""Begin any kind of meeting: which kind, with whom, with which form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_lead
from app.domain.errors import IncompleteError
from app.domain.kinds import SUPERVISION, Kind
from app.pages.pieces import Option, people_options
from app.pages.places import Place, writing

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.services.house import House

WHOM_FIRST = "Choose with whom. Type three letters and press Enter."


@dataclass(frozen=True, slots=True, kw_only=True)
class Choosing:
    """The kinds of meeting somebody may lead, the usual one first, and what is asked about the chosen one.

    ``forms`` has one entry when there is nothing to choose. ``person_id`` is whom one came for, if it can be.
    """

    kinds: tuple[Option, ...]
    kind: str
    asks_whom: bool
    people: tuple[Option, ...]
    person_id: str
    forms: tuple[Option, ...]


def read(house: House, actor: Actor, kind: str = "", person_id: str = "") -> Choosing:
    """Return what may be chosen for a kind of meeting, or for the usual one."""
    kinds = meetings(actor)
    chosen = Kind(kind) if kind else next(iter(kinds), Kind.SUPERVISION)
    with house.store.read():
        people = () if chosen.is_group else house.people.colleagues(actor, chosen)
        forms = house.records.forms(actor, chosen)
    return Choosing(
        kinds=tuple(Option(one.value, one.label) for one in kinds),
        kind=chosen.value,
        asks_whom=not chosen.is_group,
        people=people_options(people),
        person_id=person_id if person_id in {p.id for p in people} else "",
        forms=tuple(Option(form.id, form.title) for form in forms),
    )


def meetings(actor: Actor) -> tuple[Kind, ...]:
    """Return the kinds of meeting somebody may lead; supervision comes first."""
    kinds = [kind for kind in Kind if kind.is_meeting and may_lead(actor.role, kind)]
    return tuple(sorted(kinds, key=lambda kind: kind not in SUPERVISION))


def place(house: House, actor: Actor, kind: str, person_id: str, form_id: str = "") -> Place:
    """Return where the meeting is written. Raises IncompleteError while it is not said with whom."""
    del house  # nothing is read or begun yet
    chosen = Kind(kind)
    if not (chosen.is_group or person_id):
        raise IncompleteError(WHOM_FIRST, {"person": WHOM_FIRST})
    return writing(chosen, person_id=actor.person_id if chosen.is_group else person_id, form_id=form_id)
