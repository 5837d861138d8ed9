"""Small things many pages show: a status, a way to go, something to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.pages.places import Place


@dataclass(frozen=True, slots=True)
class Chip:
    """A status: symbol and word together. ``tone`` colours it: late, soon, in_date, info or neutral."""

    symbol: str
    word: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Verb:
    """Something to do that leads to a place. ``tip`` says more than the label has room for."""

    label: str
    place: Place
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """One of several to choose from: what is kept, and what is shown."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on a list: what it is, more about it, how it stands, and the way on."""

    what: str
    detail: str = ""
    chip: Chip | None = None
    verb: Verb | None = None
