"""Frameworks: which are used here, with their version, source and licence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people
from app.domain.changes import Outcome, changed
from app.domain.frameworks import Status
from app.domain.limits import TOML_BYTES
from app.pages.pieces import Row
from app.services.chosen_files import read_chosen

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.frameworks import Framework
    from app.domain.people import Actor
    from app.pages import House
    from app.services.frameworks import Listed

INTRO = (
    "A framework is a file. When a final text comes out, bring its file in: it takes the place of the draft "
    "with the same id, and every tag stays."
)
UNTOUCHED = "Nothing was brought in."


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkLine:
    """One framework: its row, what is known of it, and whether it is off."""

    row: Row
    about: str
    off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworksPage:
    """Everything the page shows. Only who ``may_change`` brings in, switches and removes."""

    lines: tuple[FrameworkLine, ...]
    may_change: bool

    def line(self, framework_id: str) -> FrameworkLine | None:
        """Return the line of a framework, or None."""
        return next((one for one in self.lines if one.row.id == framework_id), None)


def read(house: House, actor: Actor) -> FrameworksPage:
    """Return every framework, those switched on first."""
    with house.store.read():
        listed, me = house.frameworks.list(actor), house.people.get(actor, actor.person_id)
    return FrameworksPage(lines=tuple(_line(one) for one in listed), may_change=may_manage_people(me))


def bring_in(house: House, actor: Actor, path: Path) -> Outcome[str]:
    """Bring in a framework or crosswalk from a file somebody chose. Returns what to say.

    Raises TextError when the file cannot be read and CatalogError with a line for each fault in it.
    """
    data = read_chosen(path, TOML_BYTES, UNTOUCHED)
    outcome = house.frameworks.bring_in(actor, data, path.name)
    found = outcome.value
    return Outcome(f"{found.title}, version {found.version}, was brought in.", outcome.changes)


def take_out(house: House, actor: Actor, framework_id: str, to: Path) -> Outcome[str]:
    """Write a framework as a file that another service can bring in. Returns what to say."""
    return Outcome(f"The framework is in {house.frameworks.take_out(actor, framework_id, to)}.", changed())


def switch(house: House, actor: Actor, framework_id: str, *, off: bool) -> Outcome[None]:
    """Switch a framework off or on. Tags stay."""
    return house.frameworks.switch(actor, framework_id, off=off)


def drop(house: House, actor: Actor, framework_id: str) -> Outcome[None]:
    """Forget a framework the service brought in. Raises StateError for one that came with Alongside."""
    return house.frameworks.drop(actor, framework_id)


def _line(listed: Listed) -> FrameworkLine:
    one = listed.framework
    cells = (
        one.title,
        one.version + (" · draft" if one.status is Status.DRAFT else ""),
        str(len(one.items)),
        "our own" if listed.own else one.publisher,
        "– off" if listed.off else "✓ on",
    )
    return FrameworkLine(row=Row(one.id, cells), about=_about(one), off=listed.off)


def _about(one: Framework) -> str:
    days = (
        ("Published", "published_on", one.published_on),
        ("Used from", "begins_on", one.begins_on),
        ("Used until", "ends_on", one.ends_on),
    )
    known = {key: f" ({where.label})" for key, where in one.dates}
    told = (f"{what} {day:%d/%m/%Y}{known.get(key, '')}." for what, key, day in days if day)
    source = [f"Source: {one.source}.", *told]
    return "\n".join(part for part in (one.name, " ".join(source), one.licence, one.note) if part)
