"""Who is told what by which command: each run as everybody who has a passphrase, over the same world as the doors.

``access_table`` writes the answers into ``docs/access.md`` below the doors.
"""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.command import Builders, Command
from app.cli.parser import declared, parser
from app.domain.errors import AlongsideError
from app.domain.people import Role
from app.services.going_out import Told
from tests.services import access_table as doors
from tests.services.test_every_door import REFUSED, nothing_written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.people import Actor
    from app.services.house import House
    from tests.services.world import World

COLUMNS: doors.Columns = tuple(
    (role, stands) for role, stands in doors.COLUMNS if role.opens_vault and stands != doors.GONE
)
"""Whoever has a passphrase; nobody else opens records by command."""
MOST_TELLING: doors.Columns = ((Role.PRACTICE_LEADER, doors.AWAY), (Role.DEPUTY, doors.OTHER))
RUN: dict[str, str] = {
    "activity": "--to {out}/log.xlsx",
    "calendar": "--to {out}/due.ics --names",
    "competence": "--json",
    "doctor": "--json",
    "due": "--all --json --xlsx {out}/due.xlsx",
    "export": "--to {out}/pdfs",
    "forms list": "",
    "forms take-out": "supervision --to {out}/form.toml",
    "frameworks coverage": "cqc_saf_2023",
    "frameworks list": "",
    "frameworks take-out": "cqc_saf_2023 --to {out}/framework.toml",
    "keeping hold": "--person {worker} --because Claim --asked-by Insurer",
    "keeping holds": "",
    "keeping lift": "{hold} --because Settled",
    "keeping list": "--json",
    "keeping log": "--json",
    "must": "",
    "pack list": "",
    "search": "sick",
    "sheet put-away": "",
    "training list": "--json",
}
"""Every command that tells or changes something, with its arguments."""
APART = {
    **dict.fromkeys(
        ("backup", "rehearse", "restore", "salvage", "take-out", "sheet new"),
        "for who manages; copies or keys",
    ),
    **dict.fromkeys(
        ("bring-in", "people import", "training import", "forms bring-in", "forms publish"),
        "asks a door above",
    ),
    **dict.fromkeys(("frameworks bring-in", "pack make", "pack again"), "asks a door above"),
    **dict.fromkeys(("pin show", "pin confirm"), "proves by a PIN who somebody is"),
}
"""Commands that are not run here, and why."""


NOBODY_CALLED = "R-04"
"""What is said where somebody names a person whom they cannot see."""


class OpenDoor:
    """The door of records that are open: somebody has said their passphrase, and comes in."""

    def __init__(self, house: House, actor: Actor) -> None:
        self._house, self._actor = house, actor
        self.folder, self.cleared = house.vaults.folder, Told()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._house.vaults, name)

    def open(self, _name: str, _passphrase: str) -> Actor:
        """Let them in."""
        return self._actor

    def at_closing(self) -> str:
        """Make no backup: what was done is undone."""
        return ""

    def close(self) -> None:
        """Leave the records open for the next."""


def names() -> Iterator[str]:
    """Yield every command that opens records."""
    for one in declared():
        group, commands = ("", (one,)) if isinstance(one, Command) else (f"{one.name} ", one.commands)
        yield from (
            f"{group}{command.name}" for command in commands if command.name and command.opens_records
        )


def answer(world: World, command: str, actor: Actor) -> str:
    """Return what a command tells somebody: refused, may, reads, or is told that the worker is away."""
    nothing_written(world)
    out = world.to / "out"
    values = {
        "out": out,
        "worker": world.worker.name.replace(" ", "\0"),
        "hold": world.ids.get("hold", "none"),
    }
    said = [one.format(**values).replace("\0", " ") for one in RUN[command].split()]
    door: Any = OpenDoor(world.house, actor)
    house = replace(world.house, vaults=door, backups=door)

    def not_here(*_: object) -> Any:
        raise AssertionError(command)

    builders = Builders(house=lambda _: house, demo=not_here, window=not_here, self_test=not_here)
    secret = out.parent / "passphrase"
    secret.write_text("said\n", encoding="utf-8")
    words = [
        *command.split(),
        *said,
        "--vault",
        str(door.folder),
        "--as",
        actor.name,
        "--passphrase-file",
        str(secret),
    ]
    told = io.StringIO()
    options = parser().parse_args(words)
    try:
        with redirect_stdout(told), redirect_stderr(told):
            options.command.run(options, builders)
    except REFUSED:
        return doors.NO
    except AlongsideError as error:
        return doors.NO if error.code == NOBODY_CALLED else doors.MAY
    return doors.told_in(world, told.getvalue(), Path(out))


def rows(world: World, columns: doors.Columns = COLUMNS) -> dict[str, list[str]]:
    """Return the answers of every command, by column; what is done is undone before the next."""
    found: dict[str, list[str]] = {command: [] for command in RUN}
    for column in columns:
        with doors.undone(world) as work:
            actor = doors.put(world, work, *column)
            for command in RUN:
                with doors.undone(world):
                    found[command].append(answer(world, command, actor))
    return found


def kept() -> dict[str, list[str]]:
    """Return the answers that the page holds, by command."""
    said = doors.TABLE.read_text(encoding="utf-8").partition("## By command")[2].splitlines()
    return {one: line.removeprefix(one).split() for one in RUN for line in said if line.startswith(f"{one} ")}


def differing(found: dict[str, list[str]], columns: doors.Columns) -> list[str]:
    """Return each command whose answers are not as the page says, with what it says and what was found."""
    places = [COLUMNS.index(one) for one in columns]
    said = {command: [answers[place] for place in places] for command, answers in kept().items()}
    return [
        f"{command}: {said.get(command)} is {found.get(command)}"
        for command in sorted({*said, *found})
        if said.get(command) != found.get(command)
    ]
