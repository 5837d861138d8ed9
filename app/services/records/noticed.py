"""What was noticed about somebody, as far as whoever asks may read it: for agendas, packs and lists."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.domain.access import (
    may_see_concern,
    may_see_details,
    may_see_good_practice,
    may_take_back,
)
from app.services.present import told_apart

if TYPE_CHECKING:
    import datetime as dt

    from app.domain.noticed import Concern, GoodPractice, Kept
    from app.domain.people import Person
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """Good practice and concerns, the newest first, and the names of those they are about by id.

    ``to_take_back`` are the ids of good practice that whoever asks may take off the list.
    """

    good: tuple[GoodPractice, ...]
    concerns: tuple[Concern, ...]
    names: dict[str, str] = field(default_factory=dict)
    to_take_back: frozenset[str] = frozenset()


def noticed(work: Work, me: Person, about_id: str | None = None) -> Noticed:
    """Return what was noticed about a person, or about everybody, as far as somebody may read it."""
    people = told_apart(work)
    good = [
        one
        for one in work.noticed.good_practice(about_id)
        if may_see_good_practice(me, one, people[one.about_id])
    ]
    concerns = [
        one for one in work.noticed.concerns(about_id) if may_see_concern(me, one, people[one.about_id])
    ]
    kept: tuple[Kept, ...] = (*good, *concerns)
    return Noticed(
        good=tuple(_as_seen(me, one, people[one.about_id]) for one in good),
        concerns=tuple(concerns),
        names={one.about_id: people[one.about_id].name for one in kept},
        to_take_back=frozenset(one.id for one in good if may_take_back(me, one)),
    )


def _as_seen(me: Person, one: GoodPractice, about: Person) -> GoodPractice:
    """Return good practice without its record for a colleague who only sees it because it is shown."""
    if me.id in {one.about_id, one.by_id} or may_see_details(me, about):
        return one
    return replace(one, record_id="", record_number="")


def for_agenda(work: Work, me: Person, about_id: str, since: dt.datetime | None) -> Noticed:
    """Return what the next meeting with somebody brings up: what was kept since the last one.

    What the person may not read is on no agenda, because they read the agenda too.
    """
    found = noticed(work, me, about_id)
    return Noticed(
        good=tuple(one for one in found.good if since is None or one.at > since),
        concerns=tuple(
            one for one in found.concerns if not one.held_back and (since is None or one.at > since)
        ),
    )
