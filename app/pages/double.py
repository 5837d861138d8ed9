"""Somebody who is here twice: both entries beside each other, and what making them one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.changes import Outcome
from app.domain.clock import long_date
from app.pages import places
from app.pages.pieces import Option, people_options

if TYPE_CHECKING:
    from app.domain.people import Actor, Person
    from app.pages import House
    from app.pages.places import Place
    from app.services.doubles import Look

INTRO = (
    "Choose the other entry of {first}’s. This entry stays, and everything under the other one becomes "
    "{first}’s: records, actions, plans, training. What is sealed stays as it was signed, under the name it "
    "was signed with."
)
AFTER = (
    "The other entry then stands in no list. Its PIN, passphrase and signing key are destroyed, and its name "
    "stays to be found by. This cannot be taken apart again."
)
NOBODY = "Nobody else is here, so nobody is here twice."
NONE = "–"
HEADINGS = ("", "This entry stays", "The other entry")
COUNTED = {
    "record": ("record", "records"),
    "action": ("action", "actions"),
    "session": ("planned meeting", "planned meetings"),
    "training": ("line of training", "lines of training"),
    "requirement": ("thing that must happen", "things that must happen"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublePage:
    """Who may be meant; with one chosen, ``rows`` of (fact, this entry, the other) and what would happen.

    ``against`` says why they cannot be made one; ``question`` is asked before.
    """

    title: str
    intro: str
    others: tuple[Option, ...]
    chosen: str
    rows: tuple[tuple[str, str, str], ...]
    told: tuple[str, ...]
    against: tuple[str, ...]
    question: str
    back: Place


def read(house: House, actor: Actor, place: places.Double) -> DoublePage:
    """Return the page. Raises NotAllowedError for anybody but the registered manager."""
    with house.store.read():
        others = house.doubles.maybe(actor, place.person_id)
        kept = house.people.get(actor, place.person_id)
        names = {one.id: one.name for one in (*others, kept)}
        look = house.doubles.look(actor, place.person_id, place.double_id) if place.double_id else None
    return DoublePage(
        title=f"Is {kept.name} here twice?",
        intro=INTRO.format(first=kept.first_name) if others else NOBODY,
        others=people_options(others),
        chosen=place.double_id,
        rows=_rows(look, names) if look else (),
        told=_told(look) if look else (),
        against=look.against if look else (),
        question=f"Make {look.double.name} and {kept.name} one person? It cannot be taken apart again."
        if look
        else "",
        back=places.Person(person_id=place.person_id),
    )


def join(house: House, actor: Actor, place: places.Double) -> Outcome[tuple[str, Place]]:
    """Make the two entries one. Returns what to say and where to go on."""
    done = house.doubles.join(actor, place.person_id, place.double_id)
    back = places.Person(person_id=place.person_id)
    return Outcome((f"{done.value.name} is one person now.", back), done.changes)


def _rows(look: Look, names: dict[str, str]) -> tuple[tuple[str, str, str], ...]:
    both = (_facts(look.kept, names), _facts(look.double, names))
    beside = ((name, both[0][name], both[1][name]) for name in both[0])
    return tuple(one for one in beside if one[1:] != (NONE, NONE))


def _facts(person: Person, names: dict[str, str]) -> dict[str, str]:
    return {
        "Name": person.name,
        "Role": person.role.label,
        "Job": person.job_title or NONE,
        "Staff reference": person.reference or NONE,
        "Workplace": person.location or NONE,
        "Started": long_date(person.started_on) if person.started_on else NONE,
        "Supervisor": names.get(person.supervisor_id or "", NONE),
        "Standing": person.standing.label,
        "Own PIN": "chosen" if person.secret_set else "not chosen yet",
    }


def _told(look: Look) -> tuple[str, ...]:
    moves = [
        f"{count} {words[count != 1]}"
        for name, words in COUNTED.items()
        if (count := look.moves.get(name, 0))
    ]
    over = (
        f"Under the other entry: {', '.join(moves)}." if moves else "Nothing much is under the other entry."
    )
    filled = f"Taken over from it, for it is blank here: {', '.join(look.filled)}." if look.filled else ""
    return tuple(one for one in (over, filled, AFTER) if one)
