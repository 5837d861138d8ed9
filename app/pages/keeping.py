"""Keeping and deleting: what waits for a second person, what may go now, what is held, and the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people
from app.domain.changes import Outcome, changed
from app.domain.clock import long_date, long_moment
from app.domain.errors import IncompleteError
from app.domain.names import full_names
from app.domain.people import Standing
from app.domain.retention import SORTS, is_left_name, told_until
from app.pages import places
from app.pages.pieces import Chip, Line, Option, Verb
from app.services.deleting import lines

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.domain.people import Actor
    from app.domain.retention import Deletion, Hold, Kept, Rule
    from app.pages import House
    from app.services.deleting import Asked, Copy


INTRO = (
    "Nothing about anybody who works here is deleted. When somebody has left, what is kept about them may go "
    "once its time is over: never by itself, only when a registered manager asks and a second person "
    "confirms."
)
NOTHING = "Nothing may go now."
NOBODY_HELD = "Nothing is held."
STAYS = (
    "What stays: the numbers, kinds and days in the log of deletions; the lines of the activity log, which "
    "hold no text of a record, but can hold their name and the reason of a correction; the list of packs "
    "made; and their public certificate, which proves what they signed for others. Records of other people "
    "that mention them are not changed."
)
FINAL = (
    "Once you confirm, it is deleted at once and for good. Read the page of the person first if you are not "
    "sure."
)
COPIES = "Backups still hold it. If Alongside is used every day they go by themselves, else later:"
NO_COPY = "No backup here holds it. A copy that somebody took elsewhere still does."
PUT_BACK = (
    "Whoever puts one of these backups back has what was deleted back too, and has to delete it again. A "
    "second place that is not plugged in now may hold more of them."
)
HELD_ALL = "Everything about them is held"
NEVER = 4_000_000
"""A day after every other, as a number."""
SHOWN = 4
"""Backups named at first: the ones that stay longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """A request that waits. ``mine``: whoever looks asked for it, so they cannot confirm it."""

    id: str
    title: str
    asked: str
    what: tuple[str, ...]
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """How long one kind of thing is kept. ``source``: why, where the service changed it."""

    sort: str
    label: str
    years: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingPage:
    """Everything the page shows. ``manages``: rules and what may go are shown; others only confirm.

    ``copies`` says which backups still hold what would be deleted, ``usual`` where the usual rule comes from.
    """

    manages: bool
    asked: tuple[AskedLine, ...]
    copies: tuple[str, ...]
    going: tuple[Line, ...]
    held: tuple[Line, ...]
    people: tuple[Option, ...]
    rules: tuple[RuleLine, ...]
    usual: str
    nobody: str


def read(house: House, actor: Actor) -> KeepingPage:
    """Return how things stand. Raises NotAllowedError for who neither asks nor confirms."""
    with house.store.read():
        me = house.people.get(actor, actor.person_id)
        asked, manages = house.deleting.waiting(actor), may_manage_people(me)
        kept = house.retention.review(actor) if manages else ()
        held = house.retention.holds(actor) if manages else ()
        rules = house.retention.rules(actor) if manages else ()
        people = house.people.list(actor) if manages else ()
        nobody = house.deleting.nobody_to_confirm(actor) if manages else ""
        copies = house.deleting.copies(actor) if asked else ()
    names, on = full_names(people), house.clock.now().astimezone(house.clock.zone()).date()
    there = [one for one in people if not is_left_name(one)]
    there.sort(key=lambda one: (one.standing is not Standing.LEAVER, one.name))
    return KeepingPage(
        manages=manages,
        asked=tuple(_asked(one, house.clock.zone()) for one in asked),
        copies=told_copies(copies) if asked else (),
        going=tuple(_going(one, on) for one in kept),
        held=tuple(_held(one, names.get(one.person_id, "")) for one in held),
        people=tuple(Option(one.id, names[one.id]) for one in there),
        rules=tuple(_rule(one) for one in rules),
        usual=next((one.source for one in rules if not one.changed), ""),
        nobody=nobody,
    )


def for_today(house: House, actor: Actor) -> tuple[Line, ...]:
    """Return the requests that somebody else asked for and the actor can confirm, for Today."""
    if actor.role not in places.CONFIRM:
        return ()
    see = Verb("Look", places.Keeping(), "Look at what was asked to be deleted")
    return tuple(
        Line("Deletion to confirm", f"{one.deletion.name}, asked for by {one.deletion.asked_by}", None, see)
        for one in house.deleting.to_confirm(actor)
    )


def confirm(house: House, actor: Actor, deletion_id: str, pin: str) -> Outcome[str]:
    """Confirm a request with one's own PIN. Returns what to say. Raises IncompleteError without a PIN."""
    if not pin:
        message = "Type your own PIN first. Nothing was deleted."
        raise IncompleteError(message, {"pin": message})
    done = house.deleting.confirm(actor, deletion_id, pin)
    said = f"{done.value.deletion.name} is deleted. The log of deletions says so, without a word of it."
    return Outcome(done.value.problem or said, done.changes)


def take_back(house: House, actor: Actor, deletion_id: str) -> Outcome[str]:
    """Take a request back. Returns what to say."""
    done = house.deleting.take_back(actor, deletion_id)
    return Outcome(f"{done.value.name} is taken back. Nothing was deleted.", done.changes)


def change_rule(house: House, actor: Actor, sort: str, years: int, reason: str) -> Outcome[str]:
    """Keep a kind of thing longer or shorter. Returns what to say."""
    done = house.retention.change_rule(actor, sort, years, reason)
    return Outcome(f"{SORTS[sort]}: {_years(done.value.years)} after leaving from now on.", done.changes)


def save_log(house: House, actor: Actor, to: Path) -> Outcome[Path]:
    """Write the log of deletions as a CSV file where somebody chose."""
    return Outcome(house.deleting.log_csv(actor, to), changed())


def told_copies(copies: tuple[Copy, ...]) -> tuple[str, ...]:
    """Return which backups still hold what is deleted, those that stay longest first, in words."""
    if not copies:
        return (NO_COPY,)
    last_first = sorted(copies, key=lambda one: -one.until.toordinal() if one.until else -NEVER)
    told = [
        f"{one.name}{' in the second place' if one.second else ''}: "
        + (f"until {long_date(one.until)}" if one.until else "until somebody removes it")
        for one in last_first
    ]
    rest = len(told) - SHOWN
    more = [f"and {rest} more that go before."] if rest > 0 else []
    return (COPIES, *told[:SHOWN], *more, PUT_BACK)


def _asked(one: Asked, zone: dt.tzinfo) -> AskedLine:
    deletion = one.deletion
    asked, until = (long_moment(at, zone) for at in (deletion.asked_at, deletion.expires_at))
    return AskedLine(
        id=deletion.id,
        title=f"{deletion.name}: {one.person.name}",
        asked=f"Asked for by {deletion.asked_by} on {asked}. It counts until {until}.",
        what=what_goes(deletion),
        mine=one.mine,
    )


def what_goes(deletion: Deletion) -> tuple[str, ...]:
    """Return what a request names, a line each."""
    return tuple(f"{what} ({rule})" for what, rule, _ in lines(deletion))


def _going(one: Kept, on: dt.date) -> Line:
    parts = one.going(on)
    told = " · ".join(
        f"{SORTS[part.sort]}{f' ({len(part.records)})' if part.records else ''}: {told_until(part)}"
        for part in parts
    )
    place = places.KeepingOf(person_id=one.person.id)
    return Line(
        one.person.name, told, None, Verb("Look", place, f"Look at what is kept of {one.person.name}")
    )


def _held(one: Hold, name: str) -> Line:
    what = f"{name}: {one.number or 'everything'}"
    place = places.KeepingOf(person_id=one.person_id)
    return Line(what, told_hold(one), hold_chip(one), Verb("Look", place, f"Look at what is held of {name}"))


def told_hold(one: Hold) -> str:
    """Return why something is held, since when and for whom."""
    since = f"since {long_date(one.at.date())}"
    until = f"until {long_date(one.until)}" if one.until else ""
    asked = f"asked for by {one.asked_by}" if one.asked_by else ""
    return " · ".join(part for part in (one.reason, asked, since, until) if part)


def held_lines(holds: tuple[Hold, ...]) -> tuple[Line, ...]:
    """Return what holds somebody's records, as it stands on their page."""
    return tuple(Line(one.number or HELD_ALL, told_hold(one), hold_chip(one)) for one in holds)


def held_words(one: Hold) -> str:
    """Return what holds a record, as it stands on its page."""
    return f"■ {hold_chip(one).word}: {told_hold(one)}"


def hold_chip(one: Hold) -> Chip:
    """Return whether it is a legal hold or only kept longer."""
    return Chip("■", "Legal hold", "info") if one.until is None else Chip("○", "Kept longer")


def _rule(one: Rule) -> RuleLine:
    return RuleLine(
        sort=one.sort,
        label=SORTS[one.sort],
        years=one.years,
        source=one.source if one.changed else "as usual",
    )


def _years(years: int) -> str:
    return "1 year" if years == 1 else f"{years} years"
