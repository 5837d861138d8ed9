"""The matrix of what is due for whom: everything it is worked out from is read once for everybody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.domain.access import SUPERVISES, may_lead_practice, may_see_details, may_supervise
from app.domain.people import Person, Role, Standing
from app.domain.schedule import Due, DueRules, DueState, Past, due
from app.services.known import everybody, only
from app.services.present import standing_seen
from app.services.records.reading import reachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.domain.clock import Clock
    from app.domain.kinds import Kind
    from app.domain.practice import Requirement
    from app.domain.requirements import Known
    from app.storage.unit_of_work import Work

    Pair = tuple[Kind, str]
    Held = Mapping[tuple[str, Kind, str], dt.datetime]

NEEDED = frozenset({DueState.LATE, DueState.SOON, DueState.IN_DATE})
PLANNED_AHEAD = 400
"""Days ahead in which a planned session is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the matrix: a kind of record, or one form of it."""

    kind: Kind
    form_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A person's row of the matrix: one cell a column."""

    person: Person
    cells: tuple[Due, ...]
    open_actions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Who is due for what.

    ``in_date`` is the share of needed cells that are not late, 0–100, or None when nothing is needed.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    in_date: int | None
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the cells are worked out from, but for what was last held."""

    rules: DueRules
    pairs: tuple[Pair, ...]
    zone: dt.tzinfo
    begun_on: dt.date | None = None
    planned: dict[tuple[str, Kind, str], dt.date] = field(default_factory=dict)
    papers: dict[str, list[tuple[Kind, str, dt.date]]] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    actions: Counter[str] = field(default_factory=Counter)
    _wanted: dict[str, tuple[Requirement, ...]] = field(default_factory=dict)

    def wanted(self, person: Person) -> tuple[Requirement, ...]:
        """Return everything that must happen by a day for somebody, the soonest first."""
        if person.id not in self._wanted:
            self._wanted[person.id] = self.known[person.id].wanted()
        return self._wanted[person.id]

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        return tuple(one.person for one in self.known.values())

    def cell(self, me: Person, person: Person, pair: Pair, held: Held, now: dt.date) -> Due:
        """Return when something is next due for a person, as far as who asks may know why.

        Who may not know that somebody is away sees the day as it will be, and no word of it.
        """
        kind, form_id = pair
        last = held.get((person.id, kind, form_id))
        past = Past(
            last_on=last.astimezone(self.zone).date() if last else None,
            absences=self.known[person.id].absences,
            requirements=self.wanted(person),
            begun_on=self.begun_on,
        )
        standing = standing_seen(me, person)
        seen = person if standing is person.standing else replace(person, standing=standing)
        cell = due(seen, pair, self.rules, now, past)
        papers = self.papers.get(person.id, ())
        return replace(
            cell,
            planned_on=self.planned.get((person.id, kind, form_id)),
            paper_since=next((day for k, f, day in papers if k is kind and form_id in {"", f}), None),
            why=cell.why if may_see_details(me, person) else "The service’s own rules say so.",
        )


def pairs_for(me: Person, rules: DueRules) -> tuple[Pair, ...]:
    """Return the columns somebody sees: kind and form. A practice leader sees practice."""
    return tuple(pair for pair in rules.columns if me.role in SUPERVISES or pair[0].is_practice)


def facts_of(work: Work, me: Person, clock: Clock, person_id: str | None = None) -> Facts:
    """Return what the cells are worked out from, read once for everybody, or for one person only."""
    zone = clock.zone()
    here = everybody(work, clock) if person_id is None else only(work, clock, person_id)
    actions = work.actions.open() if person_id is None else work.actions.open_about(person_id)
    facts = Facts(
        rules=here.rules,
        pairs=pairs_for(me, here.rules),
        zone=zone,
        begun_on=here.begun_on,
        known=here.known,
        actions=Counter(action.about_id for action in reachable(work, me, actions)),
    )
    for session in work.sessions.planned(None, clock.now() + dt.timedelta(days=PLANNED_AHEAD)):
        day = session.planned_at.astimezone(zone).date()
        for form_id in ("", session.form_id):
            facts.planned.setdefault((session.person_id, session.kind, form_id), day)
    for paper in (one for one in work.papers.waiting() if not one.is_sheet):
        since = paper.printed_at.astimezone(zone).date()
        facts.papers.setdefault(paper.about_id, []).append((paper.kind, paper.form_id, since))
    return facts


def in_sight(me: Person, person: Person) -> bool:
    """Whether somebody has a person in their matrix.

    A registered manager whom somebody supervises stands in their own: whoever keeps the dates of all others
    keeps theirs too.
    """
    if person.standing is Standing.LEAVER:
        return False
    if person.id == me.id:
        return me.role is Role.OWNER and me.supervisor_id is not None
    return may_lead_practice(me, person) if me.role is Role.PRACTICE_LEADER else may_supervise(me, person)


def there_on(person: Person, day: dt.date) -> bool:
    """Whether a person had started on a day, as far as is known."""
    return person.started_on is None or person.started_on <= day


def share_in_date(cells: Iterable[Due]) -> int | None:
    """Return how many per cent of the needed cells are not late, or None when nothing is needed."""
    needed = [cell for cell in cells if cell.state in NEEDED]
    in_date = sum(cell.state is not DueState.LATE for cell in needed)
    return round(100 * in_date / len(needed)) if needed else None


def shares_over(work: Work, me: Person, clock: Clock, days: Sequence[dt.date]) -> tuple[int | None, ...]:
    """Return the share in date at the end of each of some days, the earliest first, by the rules of today."""
    facts = facts_of(work, me, clock)
    people = [person for person in facts.people if in_sight(me, person)]
    ends = [end_of(day, facts.zone) for day in days]
    held = [work.history.last_by_column(facts.pairs, end) for end in ends]
    return tuple(
        share_in_date(
            facts.cell(me, person, pair, then, day)
            for person in people
            if there_on(person, day)
            for pair in facts.pairs
        )
        for day, then in zip(days, held, strict=True)
    )


def end_of(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    """Return the moment a day ends."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone)
