"""What is due for whom, planned sessions, and the reasons for moved and missed ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import (
    SUPERVISES,
    may_manage_people,
    may_supervise,
    require,
)
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, month_begin, today
from app.domain.errors import IncompleteError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.people import Actor, Person
from app.domain.practice import Purpose, Requirement
from app.domain.schedule import Due, DueRules, DueState, called
from app.domain.sessions import SessionState
from app.services.matrix import Column, Matrix, Row, end_of, facts_of, in_sight, share_in_date, there_on
from app.services.present import as_seen, present
from app.services.records.forms import offered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.storage.store import Store

ORDER = (DueState.LATE, DueState.SOON, DueState.IN_DATE, DueState.AWAY, DueState.NOT_NEEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What happened in one month for one person.

    Held (a sealed record stands behind it), planned, moved or missed with its reason.

    ``times`` counts what was held in that month; ``on`` is the day of the last. What was checked and not
    ``met`` is a mark of its own.
    """

    on: dt.date
    kind: Kind
    state: SessionState
    reason: str = ""
    times: int = 1
    met: bool = True

    @property
    def told(self) -> str:
        """The mark in words: ``Supervision missed Tue 3 Nov 2026: staff sickness``."""
        count = f", {self.times} times in all" if self.times > 1 else ""
        reason = f": {self.reason}" if self.reason else ""
        became = self.state.label.lower() if self.met else "not yet met"
        return f"{self.kind.label} {became} {long_date(self.on)}{count}{reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """A person's months, oldest first; each holds its marks."""

    person: Person
    months: tuple[tuple[Mark, ...], ...]


class ScheduleService:
    """Knowing who is due and planning the next session."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def matrix(self, actor: Actor, *, on: dt.date | None = None) -> Matrix:
        """Return what is due for everybody the actor may see, now or on an earlier day.

        Dates come from sealed records only. A practice leader sees practice columns.
        """
        now = on or today(self._clock)
        with self._store.read() as work:
            me = present(work, actor)
            facts = facts_of(work, me, self._clock)
            titles = {
                form.id: form.title
                for kind in {kind for kind, form_id in facts.pairs if form_id}
                for form in offered(work, self._catalog, kind)
            }
            held = work.history.last_by_column(facts.pairs, end_of(now, facts.zone))
            people = [p for p in facts.people if in_sight(me, p) and (on is None or there_on(p, on))]
        rows = tuple(
            Row(
                person=as_seen(me, person),
                cells=tuple(facts.cell(me, person, pair, held, now) for pair in facts.pairs),
                open_actions=facts.actions[person.id],
            )
            for person in people
        )
        columns = tuple(
            Column(kind=kind, form_id=form_id, label=titles.get(form_id, called(kind, form_id)))
            for kind, form_id in facts.pairs
        )
        share = share_in_date(cell for row in rows for cell in row.cells)
        return Matrix(columns=columns, rows=rows, in_date=share, on=now)

    def due(self, actor: Actor, kind: Kind | None = None) -> tuple[Due, ...]:
        """Return every cell of the matrix that is needed, latest first; of one kind only when given."""
        return _in_order(
            c
            for row in self.matrix(actor).rows
            for c in row.cells
            if kind in {None, c.kind} and (kind or c.state is not DueState.NOT_NEEDED)
        )

    def due_of(self, actor: Actor, person_id: str, kind: Kind) -> tuple[Due, ...]:
        """Return one person's cells of one kind in the matrix; none where the actor has no such row."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            if not in_sight(me, person):
                return ()
            facts = facts_of(work, me, self._clock, person_id)
            pairs = tuple(pair for pair in facts.pairs if pair[0] is kind)
            now = today(self._clock)
            held = work.history.last_by_column(pairs, end_of(now, facts.zone), person_id=person_id)
            return _in_order(facts.cell(me, person, pair, held, now) for pair in pairs)

    def own(self, actor: Actor) -> tuple[Due, ...]:
        """Return what is needed of the actor themself by the service's rules, the latest first."""
        with self._store.read() as work:
            me = present(work, actor)
            facts = facts_of(work, me, self._clock)
            now, columns = today(self._clock), facts.rules.columns
            held = work.history.last_by_column(columns, end_of(now, facts.zone))
            cells = [facts.cell(me, me, pair, held, now) for pair in columns]
        return _in_order(cell for cell in cells if cell.state is not DueState.NOT_NEEDED)

    def months(self, actor: Actor, count: int = 12) -> tuple[tuple[dt.date, ...], tuple[MonthRow, ...]]:
        """Return the first days of the last ``count`` months and each person's row of them.

        What was held, planned, moved or missed in each.
        """
        zone, now = self._clock.zone(), today(self._clock)
        first = month_begin(now, count - 1)
        begins = tuple(month_begin(now, count - 1 - n) for n in range(count))
        begin = dt.datetime.combine(first, dt.time(), zone)
        with self._store.read() as work:
            me = present(work, actor)
            kinds = tuple(
                {c[0] for c in work.service.due_rules().columns}
                - (set() if me.role in SUPERVISES else {k for k in Kind if not k.is_practice})
            )
            people = [p for p in work.people.all() if in_sight(me, p)]
            held = work.history.held(kinds, begin, self._clock.now())
            sessions = [
                s
                for s in work.sessions.between(begin, begin + dt.timedelta(days=31 * (count + 1)))
                if s.kind in kinds
            ]
        marks: dict[str, list[Mark]] = {}
        for about_id, kind, last, times, met in held:
            marks.setdefault(about_id, []).append(
                Mark(on=dt.date.fromisoformat(last), kind=kind, state=SessionState.HELD, times=times, met=met)
            )
        for s in sessions:
            if s.state is not SessionState.HELD:
                day = s.planned_at.astimezone(zone).date()
                reason = s.because if me.role in SUPERVISES else ""
                marks.setdefault(s.person_id, []).append(
                    Mark(on=day, kind=s.kind, state=s.state, reason=reason)
                )
        places = {(begin.year, begin.month): place for place, begin in enumerate(begins)}
        rows = []
        for person in people:
            months: list[list[Mark]] = [[] for _ in begins]
            for mark in sorted(marks.get(person.id, []), key=lambda m: m.on):
                if (mark.on.year, mark.on.month) in places:
                    months[places[mark.on.year, mark.on.month]].append(mark)
            rows.append(MonthRow(person=as_seen(me, person), months=tuple(tuple(month) for month in months)))
        return begins, tuple(rows)

    def rules(self, actor: Actor) -> DueRules:
        """Return what is due how often here."""
        with self._store.read() as work:
            present(work, actor)
            return work.service.due_rules()

    def change_rules(self, actor: Actor, rules: DueRules) -> Outcome[DueRules]:
        """Change what is due how often here. Raises IncompleteError for a rule that cannot be."""
        if not 0 <= rules.tell_weeks <= 52:  # noqa: PLR2004 - a year
            message = "A late action is told after 1 to 52 weeks, or never. Nothing was changed."
            raise IncompleteError(message, {"rules": message})
        if any(not (1 <= rule.weeks <= 520 and 0 <= rule.grace_days <= 365) for rule in rules.rules):  # noqa: PLR2004 - ten years, one year
            message = "A rule is between 1 and 520 weeks, with 0 to 365 days of grace. Nothing was changed."
            raise IncompleteError(message, {"rules": message})
        with self._store.write(actor.person_id) as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can change how often things are due.",
            )
            work.service.store_due_rules(rules)
            told = ", ".join(f"{r.id} {r.weeks} weeks" for r in rules.rules)
            work.audit(
                "due rules changed", "service", f"{told}; late actions told after {rules.tell_weeks} weeks"
            )
        return Outcome(rules, changed(Topic.SCHEDULE))

    def incident(
        self, actor: Actor, person_id: str, form_id: str, by: dt.date, reason: str
    ) -> Outcome[Requirement]:
        """Ask for a competency to be watched again early, after an incident or an error."""
        if not reason.strip():
            message = "Say what happened in a few words – no names."
            raise IncompleteError(message, {"reason": message})
        with self._store.write(actor.person_id) as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(
                may_supervise(me, person),
                f"Only {person.first_name}’s supervisor or the registered manager can ask for this.",
            )
            wanted = Requirement(
                id=new_id(),
                person_id=person_id,
                kind=Kind.OBSERVATION,
                form_id=form_id,
                due_on=by,
                reason=reason.strip(),
                purpose=Purpose.INCIDENT,
                owner_id=me.id,
                asked_at=self._clock.now(),
            )
            work.practice.add_requirement(wanted)
            work.audit("competency asked for again", person_id, form_id)
        return Outcome(wanted, changed(Topic.SCHEDULE))


def _in_order(cells: Iterable[Due]) -> tuple[Due, ...]:
    return tuple(sorted(cells, key=lambda d: (ORDER.index(d.state), d.due_on or dt.date.max, d.name)))
