"""The paper bridge: a blank form to print, and what was written on one to be typed in later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_lead
from app.domain.changes import Outcome
from app.domain.clock import long_date
from app.domain.errors import IncompleteError
from app.domain.kinds import Kind
from app.pages import places
from app.pages.pieces import Line, Option, Verb, people_options

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place
    from app.services.paper import Waiting

INTRO = (
    "Print a blank form with a number, write on it by hand, and type it in later. Until then Due shows "
    "that it is on paper."
)
NOTHING = "Nothing waits."
WHOM_FIRST = "Choose about whom. Type three letters and press Enter."
USUAL = Kind.SUPERVISION


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage:
    """What can be printed of one kind, and what waits to be typed in, the oldest first.

    ``asks_whom`` is false for what one writes about oneself. ``file_name`` is offered for the blank form.
    """

    kinds: tuple[Option, ...]
    kind: str
    asks_whom: bool
    people: tuple[Option, ...]
    forms: tuple[Option, ...]
    file_name: str
    waiting: tuple[Line, ...]


def read(house: House, actor: Actor, kind: str = "") -> PaperPage:
    """Return what may be printed of a kind, or of the usual one."""
    kinds = printable(actor)
    usual = USUAL if USUAL in kinds else kinds[0]
    chosen = Kind(kind) if kind else usual
    asks_whom = not chosen.row.own
    with house.store.read():
        people = house.people.colleagues(actor, chosen) if asks_whom else ()
        forms = house.records.forms(actor, chosen)
        waiting = house.paper.waiting(actor)
    return PaperPage(
        kinds=tuple(Option(one.value, one.label) for one in kinds),
        kind=chosen.value,
        asks_whom=asks_whom,
        people=people_options(people),
        forms=tuple(Option(one.id, one.title) for one in forms),
        file_name=f"Blank {chosen.label.lower()}.pdf",
        waiting=tuple(_waits(one, house.clock.zone()) for one in waiting),
    )


def printable(actor: Actor) -> tuple[Kind, ...]:
    """Return the kinds somebody may write: those they may lead, and what everybody writes for themself."""
    return tuple(kind for kind in Kind if may_lead(actor.role, kind) or (kind.row.own and not kind.is_group))


def whom_first() -> IncompleteError:
    """Return what is lacking while nobody is chosen."""
    return IncompleteError(WHOM_FIRST, {"person": WHOM_FIRST})


def print_blank(house: House, actor: Actor, kind: str, form_id: str, person_id: str, to: To) -> Outcome[str]:
    """Write a blank form to a file; without ``person_id`` it is about oneself. Returns what to say."""
    made = house.paper.print_blank(actor, Kind(kind), form_id, person_id or actor.person_id, to)
    return Outcome(f"{made.value} is saved to {to}. Print it from there.", made.changes)


def print_sheet(house: House, actor: Actor, kind: str, person_id: str, to: To) -> Outcome[str]:
    """Write somebody’s sheet before a meeting to a file, one’s own without ``person_id``."""
    made = house.paper.print_preparation(actor, person_id or actor.person_id, to, before(kind))
    return Outcome(f"{made.value} is saved to {to}. Print it from there.", made.changes)


def before(kind: str) -> Kind:
    """Return the meeting whose sheet is printed: the kind chosen, or else a supervision."""
    chosen = Kind(kind) if kind else USUAL
    return chosen if chosen.row.prepared else USUAL


def _waits(one: Waiting, zone: dt.tzinfo) -> Line:
    since = long_date(one.printed_at.astimezone(zone).date())
    place: Place = places.Prepare(kind=one.kind, paper=one.number)
    if not one.is_sheet:
        place = places.writing(one.kind, person_id=one.about_id, form_id=one.form_id, paper=one.number)
    return Line(
        f"{one.number}  {one.title}, {one.about_name} – on paper since {since}",
        verb=Verb("Type it in", place, f"Type in {one.number}"),
    )
