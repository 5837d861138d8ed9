"""Backups: how old they are, where they go, trying one out, and putting one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_back_up, may_manage_people
from app.domain.backups import Age
from app.domain.changes import Outcome, changed
from app.domain.clock import long_moment
from app.pages import places
from app.pages.pieces import Line, Verb

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.people import Actor
    from app.pages import House
    from app.services.backups import Listed

    Progress = Callable[[int, int], bool]

NOTE = (
    "A backup is as encrypted as the records are. One is made whenever Alongside is closed after something "
    "was done, once a day while it is open, and before anything big. Each is opened and checked "
    "before it counts."
)
NO_SECOND = (
    "! No second place is chosen. If this PC is lost, its backups are lost with it. A stick, another drive, "
    "a shared drive or a folder that is copied to the cloud are all fine."
)
NOT_HERE = "! It is not here now. Plug it in: a backup goes there by itself then."
NOT_TRIED = "! No backup has been tried out yet."
RESTORE = (
    "Put this backup in the place of the records? What was written since then is not in it. The records of "
    "now are not lost: they are kept in a folder of their own, and you are told where."
)
SECRET = "Your passphrase of that day, or the recovery key from the sheet"  # noqa: S105 - a label
CLOSED = (
    "Choose the folder of a backup, or the place where backups are: the newest is taken. A registered "
    "manager’s passphrase of that day opens it, or the recovery key from the sheet. Records that are here "
    "now are kept in a folder of their own."
)
SHOWN = 12
"""Backups that are listed at first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupLine:
    """One backup on the list, with its folder."""

    line: Line
    folder: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupsPage:
    """Everything the page shows. ``manages``: whether the place may be chosen and a backup put back."""

    told: tuple[str, ...]
    problem: str
    here: str
    second: str
    second_told: str
    tried: str
    manages: bool
    any: bool
    listed: tuple[BackupLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForToday:
    """How old the newest backups are, and a line for each thing that needs seeing to."""

    told: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def read(house: House, actor: Actor) -> BackupsPage:
    """Return how the backups stand."""
    with house.store.read():
        me = house.people.get(actor, actor.person_id)
        seen = house.backups.overview(actor)
    tried = (
        f"✓ Last tried out: {long_moment(seen.rehearsed_at, house.clock.zone())}" if seen.rehearsed_at else ""
    )
    return BackupsPage(
        told=tuple(one.sentence for one in seen.told),
        problem=seen.problem,
        here=str(seen.here),
        second=seen.second,
        second_told="" if seen.second_here else NOT_HERE if seen.second else NO_SECOND,
        tried=f"{tried}. It was whole." if tried else NOT_TRIED,
        manages=may_manage_people(me),
        any=bool(seen.listed),
        listed=tuple(_line(house, one) for one in seen.listed),
    )


def for_today(house: House, actor: Actor) -> ForToday:
    """Return what Today says of backups to those who can do something about it; nothing to others."""
    me = house.people.get(actor, actor.person_id)
    if not may_back_up(me):
        return ForToday()
    told, problem = house.backups.told(), house.backups.problem()
    see = Verb("See the backups", places.Backups(), "See the backups")
    old = [one for one in told if one.age in {Age.OLD, Age.UNSURE}]
    lines = [Line("Something was put back from an earlier day", one) for one in house.vaults.noticed]
    lines += [Line("No backup could be made", problem, verb=see)] if problem else []
    lines += [Line("The backups need you", one.sentence, verb=see) for one in old[:1] if not problem]
    return ForToday(told=tuple(one.sentence for one in told), lines=tuple(lines))


def make(house: House, actor: Actor, progress: Progress) -> Outcome[str]:
    """Make a backup now. Returns what to say. It may run beside the vault thread."""
    outcome = house.backups.make(actor, progress=progress)
    made = outcome.value
    also = " Another is in the second place." if made.second else ""
    return Outcome(f"The backup is made and checked.{also} {made.problem}".strip(), outcome.changes)


def rehearse(house: House, actor: Actor, progress: Progress) -> Outcome[str]:
    """Try the newest backup out. Returns what to say. It may run beside the vault thread."""
    outcome = house.backups.rehearse(actor, progress=progress)
    done = outcome.value
    return Outcome(
        f"The newest backup is whole: {done.files} files and {done.events} lines of the log were checked.",
        outcome.changes,
    )


def choose_place(house: House, actor: Actor, folder: Path | None) -> Outcome[str]:
    """Choose the second place, or none. Returns what to say."""
    outcome = house.backups.choose_place(actor, folder)
    place = outcome.value
    return Outcome(
        f"Backups go to {place} too." if place else "Backups stay on this PC only.", outcome.changes
    )


def restore(house: House, actor: Actor, folder: Path, secret: str, progress: Progress) -> Outcome[str]:
    """Put a backup in the place of the records, opened by a passphrase or the recovery key.

    They are closed then. Returns what to say. Raises WrongSecretError, NotAllowedError, or a vault fault.
    """
    sheet = secret if _is_sheet(secret) else ""
    done = house.backups.restore(
        folder, name=actor.name, passphrase=secret, recovery=sheet, progress=progress
    )
    kept = f" The records from before are kept in {done.kept}." if done.kept else ""
    return Outcome(f"The backup is in place and whole.{kept}", changed())


def put_back(house: House, folder: Path, name: str, secret: str) -> str:
    """Put the newest backup of a folder in place where nobody is signed in: on a new PC, or after damage.

    Returns what to say. Raises WrongSecretError, NotAllowedError or a vault fault; then nothing was changed.
    """
    sheet = secret if _is_sheet(secret) else ""
    done = house.backups.restore(folder, name=name.strip(), passphrase=secret, recovery=sheet)
    return f"{done.backup.name} is in place and whole."


def _is_sheet(secret: str) -> bool:
    """Whether what was typed has the shape of a recovery key: six groups of letters and numbers."""
    groups = secret.strip().upper().replace(" ", "-").split("-")
    return len(groups) == 6 and all(len(one) == 6 and one.isalnum() for one in groups)  # noqa: PLR2004 - as printed


def _line(house: House, one: Listed) -> BackupLine:
    backup = one.backup
    where = "in the second place" if one.second else "on this PC"
    records = "1 record" if backup.records == 1 else f"{backup.records} records"
    return BackupLine(
        line=Line(house.backups.when(backup), f"{records} · {where} · {backup.why}"), folder=one.folder
    )
