"""Making the demo vault: the story told through the services that people use, with a clock of its own."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.demo.arcs import Step, steps, told
from app.demo.cast import hire
from app.demo.expectations import Expected
from app.demo.pen import Pen
from app.demo.people import DemoPerson, keep_people
from app.demo.planning import plan
from app.demo.story import Story
from app.demo.training import train
from app.demo.walking import Walk
from app.domain.clock import LONDON, SystemClock
from app.domain.errors import VaultPlaceError
from app.system.resources import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from app.demo.cast import Member
    from app.demo.planning import Event
    from app.domain.clock import Clock
    from app.services.house import House

DAYS_IN_A_MONTH = 30.44


@dataclass(slots=True)
class StoryClock:
    """A clock the story moves forward, so that the demo's records carry believable times."""

    moment: dt.datetime

    def now(self) -> dt.datetime:
        """Return the story's present instant."""
        return self.moment

    def zone(self) -> dt.tzinfo:
        """Return England's zone, as people here would read the times."""
        return LONDON

    def elapsed(self) -> float:
        """Return the story's seconds: it never goes back."""
        return self.moment.timestamp()

    def to(self, moment: dt.datetime) -> None:
        """Move to a later instant; the story never goes back."""
        self.moment = max(self.moment, moment.astimezone(dt.UTC))


def make_demo(
    folder: Path,
    build: Callable[[Path, Clock], House],
    *,
    staff: int,
    months: int,
    seed: int,
    until: dt.datetime | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> tuple[DemoPerson, ...]:
    """Make a demo vault in an empty or new folder and return who can sign in.

    ``staff`` workers, ``months`` months of records up to ``until`` (now). The same numbers tell the same
    story. The secrets also stand in a file beside the records. Raises VaultPlaceError where there are records
    already.
    """
    until = (until or SystemClock().now()).replace(microsecond=0).astimezone(LONDON)
    clock = StoryClock(until.replace(year=until.year - 10, day=1))
    house = build(folder, clock)
    _refuse_records(house, folder)
    bank: dict[str, Any] = told(resource("demo", "bank.toml"))
    chance = random.Random(seed)
    begin = until - dt.timedelta(days=round(months * DAYS_IN_A_MONTH))
    try:
        clock.to(begin - dt.timedelta(days=14))
        cast = hire(house, bank, chance, staff, begin, until)
        pen = Pen(house, clock, cast)
        story, walk = Story(house, clock, cast, bank, chance, pen), Walk(house, clock, cast, pen)
        events = everything(cast, chance, begin, until)
        expected = Expected(house, cast, bank, until.date())  # its pages are agreed before the story begins
        for done, event in enumerate(events):
            clock.to(event.moment)
            if isinstance(event, Step):
                walk.tell(event)
            else:
                story.tell(event)
            if progress is not None:
                progress(done + 1, len(events))
        clock.to(until - dt.timedelta(hours=1))
        story.leave_work_in_hand(until)
        expected.leave_in_hand()
        train(house, bank, chance, cast)
    finally:
        house.vaults.close()
    people = tuple(_who(member) for member in cast.values())
    keep_people(folder, people)
    return people


def _refuse_records(house: House, folder: Path) -> None:
    if house.vaults.exists():
        message = (
            f"There are already records in “{folder}”. Nothing was changed. Choose an empty folder for "
            "the demo."
        )
        raise VaultPlaceError(message)


def everything(
    cast: Mapping[str, Member], chance: random.Random, begin: dt.datetime, until: dt.datetime
) -> list[Step | Event]:
    """Return all that happens, earliest first: the arcs, and around them what happens to everybody else."""
    arcs, quiet = steps(cast, begin, until)
    others = plan(cast, chance, begin, until, quiet)
    return sorted([*arcs, *others], key=lambda one: one.moment)


def _who(member: Member) -> DemoPerson:
    return DemoPerson(
        name=member.profile.name, role=member.profile.role.word, passphrase=member.passphrase, pin=member.pin
    )
