"""Find or do: people, actions, records and places from a few letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.pages import places
from app.services.finding import Sort

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.pages import House
    from app.pages.places import Place
    from app.services.finding import Found


@dataclass(frozen=True, slots=True)
class Line:
    """Something found, and where it leads."""

    label: str
    place: Place


@dataclass(frozen=True, slots=True)
class FindPage:
    """What fits some letters, best first. ``nothing`` says what to do when nothing does."""

    lines: tuple[Line, ...]
    nothing: str


def read(house: House, actor: Actor, text: str) -> FindPage:
    """Return what fits some letters; without any, everything one can do."""
    lines = (
        *(Line(f"{one.sort}:  {one.label}", _place(one)) for one in house.finding.anything(actor, text)),
        *(
            Line(f"Do:  {place.do}", place())
            for place in places.Place.every
            if place.do
            and place is not places.Find
            and place.shown_to(actor.role)
            and text.casefold() in place.do.casefold()
        ),
    )
    return FindPage(lines, f"Nothing found for “{text}”. Try another word, or part of one.")


def _place(found: Found) -> Place:
    if found.sort is Sort.RECORD:
        return places.Record(record_id=found.ref)
    if found.sort is Sort.ACTION:
        return places.Action(action_id=found.ref)
    if found.sort is Sort.EXPECTATION:
        return places.Expectation(expectation_id=found.ref)
    return places.Person(person_id=found.ref)
