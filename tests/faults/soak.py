"""Many working days, one after the other: what stays in memory or open when each is over."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap import build
from app.domain.kinds import Kind
from app.domain.records import Choice, Response
from app.domain.signing import Mark, Part
from app.services.present import actor_for
from app.storage.keys import FLOOR
from tests.team import PASSPHRASE, PINS, TurnedClock, filled, settle

OWNER, DEPUTY, WORKER = "Ruth Alder", "Dee Rowan", "Tomasz Birch"
WEEK = 7
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Day:
    """What was left at the end of a day: resident memory in bytes, open files, objects that Python knows."""

    number: int
    memory: int
    handles: int
    objects: int


def day(folder: Path, clock: TurnedClock, number: int) -> None:
    """Open, sign in, write, sign every week, lock, and close."""
    house = build(folder, clock, FLOOR)
    owner = house.vaults.open(OWNER, PASSPHRASE)
    people = {one.name: actor_for(one) for one in house.people.list(owner)}
    house.vaults.sign_out()
    deputy = house.vaults.unlock(people[DEPUTY].person_id, PINS[DEPUTY])
    draft = house.writing.start(deputy, Kind.SUPERVISION, people[WORKER].person_id).value
    content = filled(draft.form, draft.record.content, f"Beside at breakfast, day {number}.")
    house.writing.store(deputy, draft.record.id, content, draft.record.revision)
    if number % WEEK == 0:
        house.writing.finish(deputy, draft.record.id)
        house.signing.respond(deputy, draft.record.id, Response(choice=Choice.AGREE))
        for part, name in ((Part.WORKER, WORKER), (Part.SUPERVISOR, DEPUTY)):
            house.signing.sign(draft.record.id, part, people[name].person_id, PINS[name], Mark(typed=name))
    else:
        house.writing.discard(deputy, draft.record.id)
    house.vaults.sign_out()
    house.vaults.close()
    clock.turn(days=1)


def left(number: int) -> Day:
    """Return what is left now."""
    gc.collect()
    memory = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE
    return Day(number, memory, len(os.listdir("/proc/self/fd")), len(gc.get_objects()))  # noqa: PTH208 - names only


def soak(folder: Path, clock: TurnedClock, days: int, every: int) -> Iterator[Day]:
    """Live so many days; yield what was left after every so many."""
    for number in range(1, days + 1):
        day(folder, clock, number)
        if number % every == 0:
            yield left(number)


def begun(folder: Path) -> TurnedClock:
    """Make the records of a team, and return the clock by which its days go."""
    clock = TurnedClock()
    house = build(folder, clock, FLOOR)
    settle(house)
    house.vaults.close()
    return clock


def main() -> int:
    """Print a line for every hundredth of the days."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--days", type=int, default=10000, help="working days (10000)")
    days = parser.parse_args().days
    with tempfile.TemporaryDirectory(prefix="soak-") as home:
        os.environ["XDG_DATA_HOME"] = str(Path(home) / "data")
        vault, began = Path(home) / "vault", time.monotonic()
        for one in soak(vault, begun(vault), days, max(days // 100, 1)):
            sys.stdout.write(
                f"{one.number:>6} days  {one.memory / 2**20:7.1f} MB  {one.handles:>3} open  "
                f"{one.objects:>8} objects  {time.monotonic() - began:7.0f} s\n"
            )
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
