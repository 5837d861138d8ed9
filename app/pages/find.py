"""Find or do: people, what one does, records, actions, settings and help from a few letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING

from app.domain.clock import long_date, short_date, today
from app.domain.kinds import Kind
from app.pages import places, set_up
from app.services.finding import Sort

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from app.domain.people import Actor, Person
    from app.pages import House
    from app.pages.places import Place
    from app.services.finding import Found

PERSONS = 2
"""Of how many people found it is offered to begin something with them at once."""
GROUPS = {Sort.ACTION: "Actions", Sort.RECORD: "Records", Sort.EXPECTATION: "What we expect"}
PEOPLE, DO, SETTINGS = "People", "Do", "Set up and help"
EMPTY_WORDS = {"a", "an", "and", "for", "how", "i", "in", "is", "of", "on", "or", "the", "to", "what"}
"""What people type and nothing is called by."""


class Command(StrEnum):
    """What is done on the spot."""

    LOCK = "Lock now"
    LIGHT = "Light colours"
    DARK = "Dark colours"
    CONTRAST = "High contrast"
    LARGER = "Larger text"
    SMALLER = "Smaller text"


@dataclass(frozen=True, slots=True)
class Line:
    """Something found: where it leads or what it does, an icon, more about it, and what fits in its label."""

    label: str
    does: Place | Command
    icon: str = ""
    detail: str = ""
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def spoken(self) -> str:
        """Return the line as a sentence."""
        return ", ".join(filter(None, (self.label, self.detail)))


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one sort."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class FindPage:
    """What fits some letters, by sort. ``nothing`` says what to do when nothing does."""

    groups: tuple[Group, ...]
    nothing: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in order."""
        return tuple(line for group in self.groups for line in group.lines)

    @property
    def count(self) -> str:
        """Return how much was found."""
        return f"{len(self.lines)} found"


def read(house: House, actor: Actor, text: str) -> FindPage:
    """Return what fits some letters; without any, everything one can do."""
    wanted = _sought(text)
    with house.store.read():
        me = house.people.get(actor, actor.person_id)
        found = house.finding.anything(actor, text)
    people = [one for one in found if one.sort is Sort.PERSON]
    now, zone = today(house.clock), house.clock.zone()
    doing = (*_with(people, wanted), *_do(actor, wanted))
    groups = [
        Group(PEOPLE, tuple(_line(one, now, zone, wanted) for one in people)),
        Group(DO, doing),
        *(
            Group(name, tuple(_line(one, now, zone, wanted) for one in found if one.sort is sort))
            for sort, name in GROUPS.items()
        ),
        Group(SETTINGS, (*_settings(me, wanted), *_help(house, wanted)) if wanted else ()),
    ]
    nothing = f"Nothing found for “{text}”. Try another word, or part of one."
    return FindPage(tuple(one for one in groups if one.lines), nothing)


def _with(people: list[Found], wanted: list[str]) -> Iterator[Line]:
    for one in islice(people, PERSONS):
        if one.supervised:
            place = places.Meeting(kind=Kind.SUPERVISION, person_id=one.ref)
            yield _marked(f"Start supervision with {one.label}", place, wanted, places.NewMeeting.screen())
        if one.led:
            coaching, observe = places.Coaching(person_id=one.ref), places.Observe(person_id=one.ref)
            yield _marked(f"Log coaching for {one.label}", coaching, wanted, coaching.screen())
            yield _marked(f"Observe {one.label}", observe, wanted, observe.screen())


def _do(actor: Actor, wanted: list[str]) -> Iterator[Line]:
    for place in sorted(places.Place.every, key=lambda one: not one.new):
        there = place.do and place is not places.Find and place.shown_to(actor.role)
        if there and _fits(wanted, place.do):
            yield _marked(place.do, place(), wanted, place.screen(), place.keys or _new(place))
    for command in Command:
        if wanted and _fits(wanted, command.value):
            yield _marked(command.value, command, wanted)


def _new(place: type[Place]) -> str:
    return f"Ctrl+N, {place.new}" if place.new else ""


def _settings(me: Person, wanted: list[str]) -> Iterator[Line]:
    for part in set_up.parts_for(me):
        if _fits(wanted, part.value, part.also, "set up settings"):
            yield _marked(f"Set up: {part.value}", places.SetUp(part=part), wanted, "set_up")


def _help(house: House, wanted: list[str]) -> Iterator[Line]:
    for topic in house.finding.topics:
        if _fits(wanted, topic.title, *topic.headings, "help"):
            yield _marked(f"Help: {topic.title}", places.Help(topic=topic.name), wanted, "help")


def _line(one: Found, now: dt.date, zone: dt.tzinfo, wanted: list[str]) -> Line:
    if one.sort is Sort.PERSON:
        return _marked(one.label, places.Person(person_id=one.ref), wanted, "person", one.post)
    if one.sort is Sort.ACTION:
        due = f"by {long_date(one.due_on)}" if one.due_on else ""
        return _marked(one.label, places.Action(action_id=one.ref), wanted, "action", due)
    if one.sort is Sort.EXPECTATION:
        return _marked(one.label, places.Expectation(expectation_id=one.ref), wanted, "records")
    held, icon = "", "records"
    if one.summary is not None:
        held = short_date(one.summary.held_at.astimezone(zone).date(), now)
        icon = _icon(one.summary.kind)
    label = f"{one.label}: “{one.words}”" if one.words else one.label
    return _marked(label, places.Record(record_id=one.ref), wanted, icon, held)


def _icon(kind: Kind) -> str:
    """Return the icon of the place where a kind is begun."""
    return places.NewMeeting.screen() if kind.is_meeting else kind.screen.value


def _sought(text: str) -> list[str]:
    """Return the words to look for; those that nothing is called by only where there are no others."""
    words = re.findall(r"\w+", text.casefold())
    return [one for one in words if one not in EMPTY_WORDS] or words


def _fits(wanted: list[str], *texts: str) -> bool:
    """Whether every word begins one of those there."""
    there = re.findall(r"\w+", " ".join(texts).casefold())
    return all(any(one.startswith(word) for one in there) for word in wanted)


def _marked(
    label: str, does: Place | Command, wanted: Iterable[str], icon: str = "", detail: str = ""
) -> Line:
    found = (re.finditer(rf"\b{re.escape(word)}", label, re.IGNORECASE) for word in dict.fromkeys(wanted))
    marks = sorted(hit.span() for hits in found for hit in hits)
    return Line(label, does, icon, detail, _apart(marks))


def _apart(spans: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return places in a text without those that lie in one before."""
    kept: list[tuple[int, int]] = []
    for begin, end in spans:
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return tuple(kept)
