"""The frame around every page: coming in, going out, and sealing what was saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, changed
from app.domain.clock import today
from app.pages.places import Place

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around the pages while somebody is signed in. ``menu`` are the places it leads to.

    ``starts``: words for starting are offered here. ``warning`` says what is wrong with the clock of this PC,
    or what was cut off before this start; or is empty. ``asks``: a PIN was chosen in their name, and they are
    asked whether it was them. ``aside``: words of theirs that the records could not take wait in a file.
    """

    service: str
    demo: bool
    minutes: int
    starts: bool
    name: str
    role: str
    menu: tuple[type[Place], ...]
    clock: Clock
    warning: str = ""
    asks: bool = False
    aside: bool = False


def day(house: House) -> dt.date:
    """Return the day it is here."""
    return today(house.clock)


def made(house: House) -> bool:
    """Whether records have been set up in this folder."""
    return house.vaults.exists()


def enter(house: House, actor: Actor) -> Frame:
    """Return the frame for somebody who has just signed in. ``minutes`` without a touch lock the screen."""
    service, own = house.vaults.service(), house.own_keys.pressing(actor).own
    return Frame(
        service=service.name,
        demo=service.demo,
        minutes=service.lock_after_minutes,
        starts=service.starts,
        name=actor.name,
        role=actor.role.label,
        menu=tuple(place for place in Place.every if place.menu and place.shown_to(actor.role)),
        clock=house.clock,
        warning=" ".join((*house.vaults.cleared.take(), house.timekeeping.fault() or "")).strip(),
        asks=own is not None and bool(own.asked),
        aside=bool(house.aside.waiting(actor)),
    )


def seal_saved(house: House, actor: Actor) -> Outcome[int]:
    """Seal what was saved more than ten seconds ago; also what a power cut left. Returns how many."""
    return house.signing.seal_saved(actor)


def leave(house: House, actor: Actor) -> Outcome[None]:
    """Seal everything saved at once and forget the key of whoever was signed in."""
    try:
        if house.vaults.is_open():
            house.signing.seal_saved(actor, at_once=True)
    finally:
        house.vaults.sign_out()
    return Outcome(None, changed())


def close(house: House) -> None:
    """Close the records; what was done goes into a backup first. Why not is told at the next sign-in."""
    house.backups.at_closing()
    house.vaults.close()


def daily_backup(house: House) -> str:
    """Make the backup of the day when it is time, whoever is signed in. Returns why not, or nothing."""
    return house.backups.daily().value
