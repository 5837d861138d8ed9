"""The log of packs made: for whom, why and when; making one again and comparing it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import long_moment
from app.pages.pieces import Option, Row

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.packs import Made
    from app.domain.people import Actor
    from app.pages import House
    from app.services.packs.service import Compared

INTRO = "Every pack is written here for good: who asked, why, when, who made it, and the hash of its list."
NONE_YET = "No pack was made yet."
REVIEW = (
    "The records are closed first. Only the pack can be read, and only for the time you choose. Coming back "
    "needs a passphrase."
)
INDEX_SIGNED = "The index carries a new signature, so it is not compared byte for byte."
TIMES = (
    Option("30", "30 minutes"),
    Option("60", "1 hour"),
    Option("120", "2 hours"),
    Option("240", "4 hours"),
)
USUAL_TIME = "60"
HASH_SHOWN, DIFFERENT_SHOWN = 16, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PacksPage:
    """The disclosure log, newest first; a row's id is the pack's number."""

    rows: tuple[Row, ...]


def read(house: House, actor: Actor) -> PacksPage:
    """Return the log. Raises NotAllowedError for those who make no packs."""
    zone = house.clock.zone()
    return PacksPage(rows=tuple(_row(one, zone) for one in house.packs.log(actor)))


def again(
    house: House, actor: Actor, number: str, to: Path, progress: Callable[[int, int], bool]
) -> Outcome[str]:
    """Make a pack again from its plan and compare it with the log. Returns what came of it, in words.

    Raises StoppedError when ``progress`` says so.
    """
    outcome = house.packs.again(actor, int(number), to, progress)
    return Outcome(_told(outcome.value), outcome.changes)


def _row(made: Made, zone: dt.tzinfo) -> Row:
    number, plan = str(made.number), made.plan
    asked = plan.recipient or made.purpose.label
    when, sha = long_moment(made.made_at, zone), made.sha256[:HASH_SHOWN]
    return Row(number, (number, when, made.made_by, asked, plan.why or "–", str(made.files), sha))


def _told(compared: Compared) -> str:
    different = compared.different
    more = f" and {len(different) - DIFFERENT_SHOWN} more" if len(different) > DIFFERENT_SHOWN else ""
    named = ", ".join(different[:DIFFERENT_SHOWN])
    differ = f"{len(different)} differ: {named}{more}." if different else "None differ."
    return f"{len(compared.same)} files are the same as then. {differ}"
