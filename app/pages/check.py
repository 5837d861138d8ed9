"""Check a PDF or a pack, and show a pack to a reviewer: what was found, in plain words. Needs nobody here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import long_moment
from app.domain.signing import Check, Verdict
from app.pages.pieces import Chip
from app.services.checking import is_pack

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.domain.signing import CheckedSignature
    from app.services.house import House

CHANGED = Chip(symbol="!", word="Changed", tone="late")
NOT_CHECKED = Chip(symbol="?", word="Could not be checked", tone="neutral")
UNCHANGED = Chip(symbol="✓", word="Unchanged", tone="in_date")
UNKNOWN = Chip(symbol="~", word="Unchanged, signer unknown", tone="soon")
MOST_FAULTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What checking a file found. ``lines`` are its signatures, or the faults of a pack.

    ``notes`` say nothing about the file: what was left out on this PC, and what a system put beside a pack.
    """

    file: str
    chip: Chip
    sentence: str
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A pack as a reviewer sees it: what checking it found, and the PDFs in it, the index first."""

    told: str
    pdfs: tuple[str, ...]


def check(house: House, path: Path) -> Found:
    """Check one PDF, or a pack that is a folder or a ZIP."""
    if is_pack(path):
        pack = house.checking.check_pack(path)
        faults = tuple(f"• {fault}" for fault in (*pack.faults, *pack.unchecked))
        return Found(
            file=pack.file,
            chip=_chip(pack.verdict, known=pack.known),
            sentence=pack.sentence,
            lines=faults,
            notes=pack.notes,
        )
    return told(house.checking.check(path), house.clock.zone())


def told(one: Check, zone: dt.tzinfo) -> Found:
    """Return what checking a PDF found as it is shown."""
    lines = tuple(_signature(s, zone) for s in one.signatures)
    chip = _chip(one.verdict, known=one.known)
    return Found(file=one.file, chip=chip, sentence=one.sentence, lines=lines, notes=one.notes)


def _chip(verdict: Verdict, *, known: bool) -> Chip:
    """Return the answer as it is shown; one of three, and of an unchanged file whether signers are known."""
    if verdict is Verdict.UNCHANGED:
        return UNCHANGED if known else UNKNOWN
    return CHANGED if verdict is Verdict.CHANGED else NOT_CHECKED


def show_pack(house: House, folder: Path) -> Shown:
    """Check a pack's folder and list its PDFs."""
    checked = house.checking.check_pack(folder)
    names = tuple(name for name in house.checking.pack_files(folder) if name.endswith(".pdf"))
    return Shown(
        told=" ".join((checked.sentence, *(*checked.faults, *checked.unchecked)[:MOST_FAULTS])), pdfs=names
    )


def pdf_of(house: House, folder: Path, name: str) -> bytes:
    """Return one PDF of a pack. Raises OSError."""
    return house.checking.pack_file(folder, name)


def minutes_left(seconds: int) -> str:
    """Return how long a reviewer may still look, with a mark for the last five minutes."""
    minutes = -(-seconds // 60)
    mark = "! " if seconds <= SOON else ""
    return f"{mark}{minutes} minute{'' if minutes == 1 else 's'} left"


SOON = 5 * 60
"""Seconds from which the time left is marked."""


def _signature(one: CheckedSignature, zone: dt.tzinfo) -> str:
    when = f"{long_moment(one.signed_at, zone)} by that PC’s clock" if one.signed_at else "at an unknown time"
    state = "" if one.intact else f" – changed since: {one.fault}"
    key = f". {one.key}" if one.key else ""
    return f"{one.part}: {one.name}, {one.service}, {when}{state}{key}"
