"""How much of each room the tests reach, held to the floors in pyproject.toml: ``python -m tests.floors REPORT``.

A floor is the share of branches taken, in per cent. It only rises.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOM_TO_RISE = 3.0
"""By how much a room may stand over its floor before it is told that the floor can rise."""


def floors() -> dict[str, float]:
    """Return the floor of each room, by its folder."""
    raw = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, float] = raw["tool"]["alongside"]["floors"]
    return found


def room_of(name: str, rooms: set[str]) -> str:
    """Return the innermost room a file lies in; empty for a file of none."""
    return max((room for room in rooms if name.startswith(f"{room}/")), key=len, default="")


def reached(report: Path, rooms: set[str]) -> dict[str, float]:
    """Return the share of branches taken in each room, in per cent, from coverage's JSON report."""
    taken: dict[str, int] = defaultdict(int)
    there: dict[str, int] = defaultdict(int)
    for name, file in json.loads(report.read_text(encoding="utf-8"))["files"].items():
        room = room_of(Path(name).as_posix(), rooms)
        taken[room] += file["summary"]["covered_branches"]
        there[room] += file["summary"]["num_branches"]
    return {room: 100 * taken[room] / there[room] if there[room] else 100.0 for room in rooms}


def faults(found: dict[str, float], wanted: dict[str, float]) -> list[str]:
    """Return a sentence for each room that fell under its floor."""
    return [
        f"{room}: the tests reach {found[room]:.1f} % of its branches, under its floor of {floor:g} %."
        for room, floor in wanted.items()
        if found[room] < floor
    ]


def main() -> int:
    """Print what each room has; 1 when one fell under its floor."""
    wanted = floors()
    found = reached(Path(sys.argv[1]), set(wanted))
    for room, floor in wanted.items():
        higher = f", which may rise to {int(found[room])}" if found[room] >= floor + ROOM_TO_RISE else ""
        sys.stdout.write(f"{found[room]:6.1f} % of branches in {room} (floor {floor:g}{higher})\n")
    below = faults(found, wanted)
    sys.stdout.write("".join(f"{sentence}\n" for sentence in below))
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
