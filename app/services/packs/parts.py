"""Everything a pack's index is made of, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from app.domain.actions import Action
    from app.domain.frameworks import Coverage
    from app.domain.packs import LeftOut, PackPlan
    from app.domain.people import Person
    from app.domain.schedule import Session
    from app.services.packs.folder import Entry
    from app.services.practice import Line
    from app.services.schedule import Matrix


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexParts:
    """What the index is made of.

    ``say`` takes names out of a text; ``calls`` is what each person is called here, by id.
    """

    plan: PackPlan
    made_at: dt.datetime
    made_by: str
    zone: dt.tzinfo
    calls: Mapping[str, str]
    say: Callable[[str], str]
    entries: tuple[Entry, ...]
    coverage: tuple[Coverage, ...]
    matrix: Matrix | None
    sessions: tuple[Session, ...]
    lines: tuple[tuple[Person, Line], ...]
    actions: tuple[tuple[Action, dt.datetime], ...]
    left_out: tuple[LeftOut, ...]
    private: int
