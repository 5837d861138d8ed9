"""What a manager says on the first page of a pack: kept as it is typed, and the changes that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_make_packs
from app.domain.changes import Outcome
from app.domain.clock import long_date
from app.domain.first_page import NOTHING_SAID
from app.domain.packs import some
from app.pages.pieces import Option

if TYPE_CHECKING:
    from app.domain.first_page import Said
    from app.domain.people import Actor, Person
    from app.pages import House
    from app.services.threads import Line

NO_CHANGE = Option("", "Tell none: the page says that it was left out")
INTRO = (
    "An inspector reads this first. One sentence each is best. It is kept as you type, until the pack is "
    "made."
)
KEPT = "Kept until the pack is made"


def read(house: House, actor: Actor) -> tuple[Said, tuple[Option, ...]]:
    """Return what is typed so far, and the changes that can be told; nothing to those who make no packs."""
    if not may_make_packs(house.people.get(actor, actor.person_id)):
        return NOTHING_SAID, ()
    changes = (_change(person, line) for person, line in house.packs.changes(actor))
    return house.packs.said(actor), (NO_CHANGE, *changes)


def keep(house: House, actor: Actor, said: Said) -> Outcome[str]:
    """Keep what is typed for the first page until the pack is made."""
    return Outcome(KEPT, house.packs.say(actor, said).changes)


def _change(person: Person, line: Line) -> Option:
    thread, begun = line.thread, long_date(line.steps[0].on)
    return Option(thread.id, f"{thread.skill} – {person.name}, {some(len(line.steps), 'step')} since {begun}")
