"""A supervision of the registered manager's that was held elsewhere: look at its signed file, bring it in."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_bring_in_held, require
from app.domain.changes import Outcome
from app.pages import check, places

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.people import Actor
    from app.pages import House
    from app.pages.check import Found
    from app.pages.places import Place

NOT_YOURS = "Only the registered manager it is about, or who supervises them, can bring this in."
INTRO = (
    "For a supervision that was held and signed outside these records. Choose the signed PDF: it is checked "
    "as under “Check a PDF”, kept with a record that says what the check found, and counts as held."
)
NOBODY = "Say first who supervises {}, under “Change details”. Then their supervision has its dates here."


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldElsewherePage:
    """What is asked. ``lacks`` says what must come first; empty when a file can be chosen."""

    title: str
    intro: str
    lacks: str
    back: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What checking the chosen file found.

    ``fault`` says why it cannot be brought in, ``note`` what to look at before.
    """

    found: Found
    fault: str
    note: str


def read(house: House, actor: Actor, person_id: str) -> HeldElsewherePage:
    """Return the page. Raises NotAllowedError for anybody who may not bring this in."""
    with house.store.read():
        person = house.people.get(actor, person_id)
        me = house.people.get(actor, actor.person_id)
    require(may_bring_in_held(me, person), NOT_YOURS)
    return HeldElsewherePage(
        title=f"{person.name}: a supervision held elsewhere",
        intro=INTRO,
        lacks=NOBODY.format(person.first_name) if person.supervisor_id is None else "",
        back=places.Person(person_id=person_id),
    )


def look(house: House, actor: Actor, person_id: str, path: Path) -> Looked:
    """Check the chosen file as bringing it in does."""
    looked = house.held_elsewhere.look(actor, person_id, path)
    return Looked(found=check.told(looked.check, house.clock.zone()), fault=looked.fault, note=looked.note)


def bring_in(
    house: House, actor: Actor, person_id: str, path: Path, held_on: dt.date | None
) -> Outcome[Place]:
    """Keep the file as a supervision that was held. Returns the record to read."""
    kept = house.held_elsewhere.bring_in(actor, person_id, path, held_on)
    return Outcome(places.Record(record_id=kept.value.id), kept.changes)
