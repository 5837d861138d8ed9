"""What is kept about one person, until when, what holds it, and asking for what may go to be deleted."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time by dataclass tools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import long_date, today
from app.domain.errors import IncompleteError
from app.domain.people import Standing
from app.domain.retention import REST, SORTS, told_until
from app.pages.keeping import hold_chip, told_copies, told_hold
from app.pages.pieces import Chip, Line, Option

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.domain.retention import Hold, Part
    from app.pages import House

WORKS_HERE = "They work here, so nothing about them may be deleted, whatever its age."
NO_DAY = (
    "They have left, but nobody wrote down when, so nothing may go. Take them back on their page and let "
    "them leave again with their last day."
)
EVERYTHING = "Everything about them"
GOES = (
    "Deleted for good: the records above that may go, with their PDFs, signatures and files, what was taken "
    "from them into actions, good practice and concerns, and their words in the search."
)
GOES_ALL = (
    "Deleted for good: everything above, with PDFs, signatures and files, their page, drafts, preparation, "
    "sessions, actions, training, absences and requests. “Person deleted” stands where their name was."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLine:
    """What holds something, and how to lift it."""

    id: str
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingOfPage:
    """Everything the page shows.

    ``goes`` is empty where nothing may go now; ``nobody`` says why none can confirm. ``numbers`` are what a
    hold can be on.
    """

    title: str
    left: str
    parts: tuple[Line, ...]
    held: tuple[HoldLine, ...]
    numbers: tuple[Option, ...]
    goes: str
    copies: tuple[str, ...]
    waits: str
    nobody: str
    today: dt.date


def read(house: House, actor: Actor, person_id: str) -> KeepingOfPage:
    """Return what is kept about somebody. Raises NotAllowedError for all but the registered manager."""
    now = today(house.clock)
    with house.store.read():
        person = house.people.get(actor, person_id)
        gone = person.standing is Standing.LEAVER
        kept = house.retention.of(actor, person_id) if gone else None
        holds = house.retention.holds_on(actor, person_id)
        records = house.records.list(actor, about_id=person_id)
        going = kept.going(now) if kept else ()
        waits = [one.deletion for one in house.deleting.waiting(actor) if one.person.id == person_id]
        copies = house.deleting.copies(actor) if going else ()
        nobody = house.deleting.nobody_to_confirm(actor) if going else ""
    left = WORKS_HERE if kept is None else f"Left on {long_date(kept.left_on)}." if kept.left_on else NO_DAY
    numbers = dict.fromkeys((one.number, one.kind.label) for one in records)
    return KeepingOfPage(
        title=person.name,
        left=left,
        parts=tuple(_part(one, now) for one in (kept.parts if kept else ())),
        held=tuple(HoldLine(id=one.id, line=_held(one)) for one in holds),
        numbers=(Option("", EVERYTHING), *(Option(number, f"{kind} {number}") for number, kind in numbers)),
        goes=_goes(going),
        copies=told_copies(copies) if going else (),
        waits=f"{waits[0].name} waits for a second person: see Keeping and deleting." if waits else "",
        nobody=nobody,
        today=now,
    )


def hold(
    house: House, actor: Actor, person_id: str, number: str, reason: str, asked_by: str
) -> Outcome[Hold]:
    """Put a legal hold on everything or on one record. Raises IncompleteError without a reason."""
    return house.retention.hold(actor, person_id, reason, asked_by, number)


def keep_longer(
    house: House, actor: Actor, person_id: str, number: str, until: dt.date | None, reason: str
) -> Outcome[Hold]:
    """Keep everything or one record longer. Raises IncompleteError without a day or a reason."""
    if until is None:
        message = "Choose the day it is kept until. Nothing was changed."
        raise IncompleteError(message, {"until": message})
    return house.retention.keep_longer(actor, person_id, until, reason, number)


def lift(house: House, actor: Actor, hold_id: str, because: str) -> Outcome[Hold]:
    """Lift a hold. Raises IncompleteError without a reason."""
    return house.retention.lift(actor, hold_id, because)


def ask(house: House, actor: Actor, person_id: str, pin: str) -> Outcome[str]:
    """Ask for deletion of what may go, with one's own PIN. Returns what to say."""
    if not pin:
        message = "Type your own PIN first. Nothing was deleted."
        raise IncompleteError(message, {"pin": message})
    done = house.deleting.ask(actor, person_id, pin)
    until = long_date(done.value.expires_at.astimezone(house.clock.zone()).date())
    said = f"{done.value.name} waits for a second person until {until}. Nothing is deleted yet."
    return Outcome(said, done.changes)


def _part(one: Part, now: dt.date) -> Line:
    label = f"{SORTS[one.sort]} ({len(one.records) + len(one.stopped)})" if one.sort != REST else SORTS[REST]
    held = f"held: {', '.join(one.stopped)}" if one.stopped else ""
    after = f"after: {one.after}" if one.after else ""
    return Line(label, " · ".join(part for part in (told_until(one), held, after) if part), _chip(one, now))


def _chip(one: Part, now: dt.date) -> Chip:
    if one.may_go(now):
        return Chip("○", "May go now", "soon")
    if one.held and (one.stopped or one.sort == REST):
        return Chip("■", "Held", "info")
    return Chip("✓", "Kept")


def _held(one: Hold) -> Line:
    return Line(one.number or EVERYTHING, told_hold(one), hold_chip(one))


def _goes(going: tuple[Part, ...]) -> str:
    if not going:
        return ""
    return GOES_ALL if any(part.sort == REST for part in going) else GOES
