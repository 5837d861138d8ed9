"""The door: who is there, and coming in by passphrase, PIN, one-time code or recovery sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import time_of_day, today
from app.domain.errors import IncompleteError
from app.domain.people import named_so

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.people import Actor
    from app.pages import House
    from app.services.vaults import SetUp

MOST_TILES = 16
"""More names than that nobody reads; typing a few letters finds the others."""
FORGOTTEN = (
    "Ask the registered manager to reset your PIN under People. They get a one-time code for you; nobody "
    "ever sees your new PIN."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One name on the lock screen, which nobody else's tile shows.

    ``needs_code``: they choose their PIN first, and a passphrase too where ``opens`` says so.
    """

    person_id: str
    shown: str
    whole: str
    needs_code: bool
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Who is there: ``tiles`` while the records are open, with the service's name, else the ``names``.

    ``backups`` says how old the newest backups are, ``told`` what happened to the records file while it was
    open.
    """

    open: bool
    backups: tuple[str, ...] = ()
    service: str = ""
    names: tuple[str, ...] = ()
    tiles: tuple[Tile, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What is handed over once: who is in, the recovery key, and its sheet as a PDF."""

    actor: Actor
    key: str
    sheet: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A one-time code and the secrets somebody chose with it. The passphrase is empty where none opens."""

    code: str
    pin: str
    again: str
    passphrase: str = ""


def read(house: House) -> Door:
    """Return who is there. No record, no count and no name of anybody supported is among it."""
    if not house.vaults.is_open():
        names, told = house.vaults.passphrase_names(), house.vaults.lost()
        return Door(open=False, backups=backups(house), names=names, told=told)
    tiles = (
        Tile(
            person_id=one.person_id,
            shown=one.short_name,
            whole=one.name,
            needs_code=one.needs_code,
            opens=one.opens_vault,
        )
        for one in house.vaults.tiles()
    )
    return Door(
        open=True,
        service=house.vaults.service().name,
        backups=backups(house),
        tiles=tuple(tiles),
        told=house.vaults.lost(),
    )


def moment(house: House) -> tuple[str, str]:
    """Return the time and the day it is, as they stand beside the door."""
    now, zone = house.clock.now(), house.clock.zone()
    return time_of_day(
        now, zone
    ), f"{now.astimezone(zone):%A} {today(house.clock).day} {today(house.clock):%B}"


def backups(house: House) -> tuple[str, ...]:
    """Return how old the newest backups are, in words. Needs nothing to be open."""
    put_back = house.backups.put_back()
    restored = (f"✓ Put back: {put_back}",) if put_back else ()
    return (*house.vaults.noticed, *(one.sentence for one in house.backups.told()), *restored)


def found(tiles: tuple[Tile, ...], typed: str) -> tuple[Tile, ...]:
    """Return the tiles to show for what was typed: any part of the whole name finds it."""
    return tuple(one for one in tiles if named_so(f"{one.whole} {one.shown}", typed))[:MOST_TILES]


def open_records(house: House, name: str, passphrase: str) -> Actor:
    """Open the records for the day. Raises WrongSecretError, TooManyTriesError or a vault fault."""
    return house.vaults.open(name, passphrase)


def sign_in(house: House, person_id: str, pin: str) -> Actor:
    """Sign in with a PIN. Raises WrongSecretError or TooManyTriesError."""
    return house.vaults.unlock(person_id, pin)


def choose(house: House, tile: Tile, chosen: Chosen) -> Actor:
    """Choose one's own PIN with a one-time code. Raises Incomplete-, WrongSecret- or WeakSecretError."""
    if chosen.pin != chosen.again:
        message = "The two PINs are not the same. Type them once more."
        raise IncompleteError(message, {"again": message})
    passphrase = chosen.passphrase if tile.opens else None
    return house.vaults.enrol(tile.person_id, chosen.code, chosen.pin, passphrase)


def recover(house: House, key: str, passphrase: str, pin: str) -> Handed:
    """Open with the recovery sheet. Raises WrongSecretError or WeakSecretError."""
    return handed(house.vaults.recover(key, passphrase, pin))


def handed(made: SetUp) -> Handed:
    """Return what first run and recovery hand over."""
    return Handed(actor=made.actor, key=made.recovery_key, sheet=made.recovery_sheet_pdf)


def save_sheet(house: House, sheet: bytes, to: Path) -> Path:
    """Write the recovery sheet where somebody chose. Raises StorageFullError."""
    return house.vaults.save_sheet(sheet, to)
