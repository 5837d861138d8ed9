"""Making and finding the demo vault: the story of ``services.demo`` told with a clock of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.bootstrap import build
from app.demo_people import keep_people
from app.domain.clock import SystemClock
from app.domain.errors import VaultPlaceError
from app.services.demo import DemoService, StoryClock
from app.storage.keys import FLOOR
from app.system.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.demo import DemoPerson


def make_demo(
    folder: Path, *, staff: int, months: int, seed: int, progress: Callable[[int, int], None] | None = None
) -> tuple[DemoPerson, ...]:
    """Make a demo vault in an empty or new folder and return who can sign in.

    The secrets also stand in a file beside it.
    """
    until = SystemClock().now().replace(microsecond=0)
    clock = StoryClock(until.replace(year=until.year - 10, day=1))
    house = build(folder, clock, FLOOR)
    if house.vaults.exists():
        message = (
            f"There are already records in “{folder}”. Nothing was changed. Choose an empty folder for "
            "the demo."
        )
        raise VaultPlaceError(message)
    try:
        story = DemoService(house, house.vaults.signing_key, clock, resource("demo", "bank.toml"), seed)
        people = story.make(staff=staff, months=months, until=until, progress=progress)
    finally:
        house.vaults.close()
    keep_people(folder, people)
    return people
