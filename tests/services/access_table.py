"""Who gets in where, tried at every door and kept as a table that a person can read: ``docs/access.md``.

``python -m tests.services.access_table`` writes it anew. The test beside it tries every door again and fails for any
difference, so whoever changes what somebody may see or do changes a line of that table, where it can be reviewed.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import replace
from inspect import signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2

from app.domain.errors import AlongsideError
from app.domain.people import Absence, Role, Standing
from app.domain.profiles import profile_of
from app.domain.schedule import DueState
from tests.services.test_every_door import DOORS, REFUSED, at, call, given, nothing_written
from tests.services.world import ACTION, MONTH, SECRET, World, made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.domain.people import Actor
    from app.storage.unit_of_work import Work

OWN, THEIRS, OTHER, LEFT, AWAY, GONE = "own", "theirs", "other", "left", "away", "gone"
SHORT = {
    Role.OWNER: "manager",
    Role.DEPUTY: "deputy",
    Role.TEAM_LEADER: "team",
    Role.PRACTICE_LEADER: "practice",
    Role.WORKER: "worker",
    Role.NOMINATED: "nominated",
}
HEAD = """# Who gets in where

Made by `python -m tests.services.access_table` from trying every door with everybody; `tests/services/test_access_table.py` fails for any
difference. A door is a public method of a service that asks who somebody is. Whoever it is about is one worker, who has a managerial supervision.

**Columns.** `for` is whom the door is for: who wrote, leads or may manage what is behind it. Then each role, and how the worker stands to somebody in
it: `own` – it is about themself; `theirs` – they supervise the worker; `other` – somebody else does (the registered manager is at everybody’s head);
`left`, `away` – the worker has left, or is away; `gone` – they themself have left.

**Answers.** `–` is refused. `may` gets in, and is told nothing of the managerial supervision. `reads` is told words, the number or an action of it.
`away` is told that the worker is away, `both` both; what is written to a file counts, in workbooks and PDFs too. `·` proves by a PIN who somebody is, and is tried elsewhere.

"""
Columns = tuple[tuple[Role, str], ...]
COLUMNS: Columns = (
    *((Role.OWNER, one) for one in (OWN, OTHER, LEFT, AWAY)),
    *((Role.DEPUTY, one) for one in (OWN, THEIRS, OTHER, LEFT, AWAY)),
    *((Role.TEAM_LEADER, one) for one in (OWN, THEIRS, OTHER, LEFT, AWAY)),
    *((Role.PRACTICE_LEADER, one) for one in (OWN, OTHER, LEFT, AWAY)),
    *((Role.WORKER, one) for one in (OWN, OTHER)),
    *((Role.NOMINATED, one) for one in (OWN, OTHER)),
    (Role.PRACTICE_LEADER, GONE),
)
"""Every role, and how whoever the door is about stands to somebody in it."""
MOST_TELLING: Columns = (
    (Role.DEPUTY, OTHER),
    (Role.PRACTICE_LEADER, AWAY),
    (Role.WORKER, OTHER),
    (Role.PRACTICE_LEADER, GONE),
)
"""The columns that every run of the suite tries; ``check`` tries all."""
MAY, READS, KNOWS, BOTH, NO, SEPARATE = "may", "reads", "away", "both", "–", "·"
UNTIL = dt.date(2027, 3, 17)
SAID_OF_AWAY = (
    repr(UNTIL),
    "17 Mar 2027",
    "17 March 2027",
    "<DueState.AWAY",
    "<Standing.AWAY",
    "days away",
    '"state": "away"',
    f"{DueState.AWAY.symbol} {DueState.AWAY.word}",
    "An operation",
)
"""What an answer holds that tells that somebody is away, or until when."""
FOUND: dict[str, dict[str, Any]] = {
    "finding.search": {"words": lambda _: "sick"},
    "finding.anything": {"words": lambda w: w.ids["number"]},
}
"""What is looked for, so that there is something to be found."""
TABLE = Path(__file__).parents[2] / "docs" / "access.md"


class _UndoError(Exception):
    """What was done at a door is undone, so that the next is tried in the same world."""


def put(world: World, work: Work, role: Role, stands: str) -> Actor:
    """Put somebody into a role, and the worker of every door into a relation to them; return them."""
    about = work.people.get(world.worker.person_id)
    if stands == GONE:
        return world.left
    if stands == OWN:
        work.people.change(about.id, replace(profile_of(about), role=role))
        return replace(world.worker, role=role)
    actor = work.people.get(world.other.person_id)
    work.people.change(actor.id, replace(profile_of(actor), role=role))
    profile = profile_of(about)
    if stands == LEFT:
        profile = replace(profile, standing=Standing.LEAVER)
    if stands == AWAY:
        away = Absence(id="away", person_id=about.id, begins_on=MONTH, ends_on=UNTIL, reason="An operation")
        work.people.store_absence(away)
    if stands != OTHER and role is not Role.PRACTICE_LEADER:
        profile = replace(profile, supervisor_id=actor.id)
    work.people.change(about.id, profile)
    return replace(world.other, role=role)


def answer(world: World, door: str, values: dict[str, Any], actor: Actor) -> str:
    """Return what a door answers somebody: refused, may, or may and reads the managerial record."""
    nothing_written(world)
    try:
        told = repr(call(world, door, {**values, "actor": actor}))
    except REFUSED:
        return NO
    except AlongsideError:
        return MAY  # they get in; what they asked for cannot be done now
    except RuntimeError:
        return SEPARATE  # it proves by a PIN who somebody is, and that counts even when the rest is undone
    return told_in(world, told, world.to / "out")


def told_in(world: World, told: str, out: Path) -> str:
    """Return what an answer and the files written with it tell."""
    everything = told + "\n".join(read(path) for path in out.rglob("*") if path.is_file())
    reads = any(one in everything for one in (SECRET, ACTION, world.ids["number"]))
    knows = any(one in everything for one in SAID_OF_AWAY)
    return BOTH if reads and knows else READS if reads else KNOWS if knows else MAY


def read(path: Path) -> str:
    """Return every word a person reads in a file: of a workbook its cells, of a PDF its pages."""
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            return "\n".join(packed.read(one).decode("utf-8", "replace") for one in packed.namelist())
    if data.startswith(b"%PDF-"):
        document = pypdfium2.PdfDocument(data)
        return "\n".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    return data.decode("utf-8", "replace")


def asking(world: World) -> dict[str, dict[str, Any]]:
    """Return the doors that ask who somebody is, each with the arguments with which it opens."""
    return {
        door: {**given(world, door), **{name: make(world) for name, make in FOUND.get(door, {}).items()}}
        for door in DOORS
        if "actor" in signature(at(world.house, door)).parameters
    }


def rows(world: World, columns: Columns = COLUMNS) -> dict[str, list[str]]:
    """Return the answers of every door, by column; what is done at one is undone before the next."""
    doors = asking(world)
    found: dict[str, list[str]] = {door: [] for door in doors}
    for column in (None, *columns):
        with undone(world) as work:
            actor = put(world, work, *column) if column is not None else None
            for door, values in doors.items():
                with undone(world):
                    found[door].append(answer(world, door, values, actor or values["actor"]))
    return found


@contextmanager
def undone(world: World) -> Iterator[Work]:
    """Let the caller do something that is undone afterwards."""
    try:
        with world.house.store.write(world.owner.person_id) as work:
            yield work
            raise _UndoError
    except _UndoError:
        pass


COMMANDS = """
## By command

Each command as everybody who has a passphrase; nobody else opens records by command. What only copies, asks a door above or needs a PIN is not run here:
`tests/services/command_table.py` names each with why, and fails for a command that is in neither list.

"""


def page(found: dict[str, list[str]], commands: dict[str, list[str]], columns: Columns) -> str:
    """Return the answers of doors and commands as the page that is kept."""
    doors = table(found, [("for", ""), *((SHORT[role], stands) for role, stands in COLUMNS)])
    return HEAD + doors + COMMANDS + table(commands, [(SHORT[role], stands) for role, stands in columns])


def table(found: dict[str, list[str]], heads: list[tuple[str, str]]) -> str:
    """Return answers as a table, a line each, with a gap between services."""
    wide = [max(len(one), len(other), len(READS)) for one, other in heads]
    first = max(map(len, found))
    lines, service = [], ""
    for place in (0, 1):
        lines.append(
            " ".join([" " * first, *(one[place].ljust(size) for one, size in zip(heads, wide, strict=True))])
        )
    for door, answers in found.items():
        if "." in door and (before := door.partition(".")[0]) != service:
            service = before
            lines.append("")
        lines.append(
            " ".join([door.ljust(first), *(one.ljust(size) for one, size in zip(answers, wide, strict=True))])
        )
    return "```\n" + "\n".join(line.rstrip() for line in lines) + "\n```\n"


def kept() -> dict[str, list[str]]:
    """Return the answers that the page holds, by door."""
    lines = (line.split() for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {words[0]: words[1:] for words in lines if words and words[0] in DOORS}


def differing(found: dict[str, list[str]], columns: Columns) -> list[str]:
    """Return each door whose answers are not as the page says, with what it says and what was found."""
    page = kept()
    places = [0, *(COLUMNS.index(one) + 1 for one in columns)]
    said = {door: [answers[place] for place in places] for door, answers in page.items()}
    return [
        f"{door}: {said.get(door)} is {found.get(door)}"
        for door in sorted({*said, *found})
        if said.get(door) != found.get(door)
    ]


def main() -> None:
    """Write the page anew, or with ``check`` say what differs from it."""
    home = Path(tempfile.mkdtemp())
    os.environ["XDG_DATA_HOME"] = str(home / "data")
    (home / "copy").mkdir()
    from tests.services import command_table  # noqa: PLC0415 - it is built on this module

    world = made(home / "made").copy(home / "copy")
    found, commands = rows(world), command_table.rows(world)
    if sys.argv[1:] == ["check"]:
        differ = (*differing(found, COLUMNS), *command_table.differing(commands, command_table.COLUMNS))
        sys.exit("\n".join(differ))
    TABLE.write_text(page(found, commands, command_table.COLUMNS), encoding="utf-8")


if __name__ == "__main__":
    main()
