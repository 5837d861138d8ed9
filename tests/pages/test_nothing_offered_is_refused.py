"""A walk from the menu through every place a page leads to, in every role: nothing that is offered is refused.

It begins at the places of the menu, reads each page as whoever is signed in, and goes on to every place that stands
in what was read and to every record, person and action listed there.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from app.domain.errors import AlongsideError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.people import Actor, Profile, Role
from app.pages import (
    actions,
    due,
    due_lines,
    find,
    my_page,
    noticed,
    pack,
    people,
    person,
    places,
    records,
    sign,
)
from app.pages.places import Place
from app.services.house import House
from app.services.present import actor_for
from tests.services.world import Built, World
from tests.team import PINS

SCREENS = Path(places.__file__).parents[1] / "ui" / "screens"
Reader = Callable[[House, Actor, Any], object]


def written(kind: Kind) -> Reader:
    """Return what opens a draft of a kind, or begins one about whoever the place names."""

    def read(house: House, actor: Actor, place: Any) -> object:
        which = getattr(place, "kind", kind)
        if place.record_id:
            return house.writing.draft(actor, place.record_id)
        about = actor.person_id if which.is_group or which.row.own else place.person_id
        return house.writing.start(actor, which, about, form_id=place.form_id or None) if about else None

    return read


OWN_WAY: Mapping[type[Place], Reader] = {
    places.Coaching: written(Kind.COACHING),
    places.Observe: written(Kind.OBSERVATION),
    places.Reflect: written(Kind.REFLECTION),
    places.Meeting: written(Kind.SUPERVISION),
    places.Find: lambda h, a, _: find.read(h, a, "e"),
    places.Due: lambda h, a, _: (due.read(h, a), due_lines.read(h, a)),
    places.Records: lambda h, a, p: records.read(h, a, records.Chosen(about_id=p.about_id)),
    places.Notice: lambda h, a, p: noticed.keeping(h, a, p.record_id),
    places.Concern: lambda h, a, p: noticed.read_concern(h, a, p.concern_id),
    places.Pack: lambda h, a, p: pack.begin(h, a, p.purpose, p.person_id),
}
"""Places that do not ask their module to read what their fields name."""


def reader(place: type[Place]) -> Reader | None:
    """Return how a place asks for its page: its module reads it by what the fields of the place are called."""
    if place in OWN_WAY:
        return OWN_WAY[place]
    with suppress(ModuleNotFoundError):
        read = getattr(import_module(f"app.pages.{place.screen()}"), "read", None)
        if read is not None:
            asked = [name for name in inspect.signature(read).parameters if name not in {"house", "actor"}]
            return lambda house, actor, here: read(
                house,
                actor,
                **{
                    name: here if name == "place" else getattr(here, name)
                    for name in asked
                    if name == "place" or hasattr(here, name)
                },
            )
    return None


LISTED: Mapping[type[object], Callable[[Any], tuple[Place, ...]]] = {
    records.RecordsPage: lambda page: tuple(places.Record(record_id=one.id) for one in page.lines),
    my_page.MyPage: lambda page: tuple(places.Record(record_id=one.id) for one in page.records),
    person.PersonPage: lambda page: tuple(places.Record(record_id=o.id) for o in page.timeline if o.id),
    people.PeoplePage: lambda page: tuple(places.Person(person_id=one.id) for one in page.rows),
    actions.ActionsPage: lambda page: tuple(places.Action(action_id=one.row.id) for one in page.rows),
}
"""What a page lists in a table, and where a row leads."""


def offered(value: object) -> Iterator[Place]:
    """Yield every place that stands in a page, however deep."""
    if isinstance(value, Place):
        yield value
        return
    if isinstance(value, sign.SignPage) and not value.leads:
        value = dataclasses.replace(value, writing=value.reading)  # only whoever leads is shown the way back
    listed = LISTED.get(type(value))
    if listed is not None:
        yield from listed(value)
    if dataclasses.is_dataclass(value):
        value = [getattr(value, one.name) for one in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from offered(one)


def leads_on(place: type[Place]) -> tuple[Place, ...]:
    """Return the places that a screen itself leads to; it hides what is for another role."""
    tree = ast.parse((SCREENS / f"{place.screen()}.py").read_text(encoding="utf-8"))
    return tuple(
        getattr(places, node.func.attr)()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and not node.args
        and not node.keywords
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "places"
    )


def walk(world: World, actor: Actor) -> tuple[list[Place], set[Place]]:
    """Return the places that were offered and refused, and all that were gone to."""
    waiting = [place() for place in Place.every if place.menu and place.shown_to(actor.role)]
    gone_to, refused = set[Place](), list[Place]()
    while waiting:
        place = waiting.pop()
        if place in gone_to:
            continue
        gone_to.add(place)
        try:
            page = read(world.house, actor, place) if (read := reader(type(place))) is not None else None
        except NotAllowedError:
            refused.append(place)
        except AlongsideError:  # a draft that is there already, or a reflection that asks for a PIN
            continue
        else:
            waiting += (*offered(page), *(o for o in leads_on(type(place)) if o.shown_to(actor.role)))
    return refused, gone_to


def test_nearly_every_place_is_read_by_what_its_fields_are_called() -> None:
    unread = {place for place in Place.every if reader(place) is None}
    assert {places.Check, places.Help} <= unread
    assert len(unread) < len(Place.every) / 10


@pytest.mark.no_cover
@pytest.mark.parametrize("role", sorted(Role))
def test_nothing_that_is_offered_is_refused(built: Built, tmp_path: Path, role: Role) -> None:
    world = built.copy(tmp_path)
    here = {Role.OWNER: world.owner, Role.DEPUTY: world.deputy, Role.PRACTICE_LEADER: world.leader}
    here[Role.WORKER] = world.worker
    if role not in here:
        added = world.house.people.add(world.owner, Profile(name="Ewa Sorrel", role=role)).value
        here[role] = actor_for(added.person)
    if here[role].name in PINS:  # what they keep private opens with their own PIN
        world.house.vaults.unlock(here[role].person_id, PINS[here[role].name])
    refused, gone_to = walk(world, here[role])
    assert refused == []
    assert len({type(place) for place in gone_to}) >= 10
