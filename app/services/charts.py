"""Figures over time where people would rather look than read.

Each is a table first; screens and PDFs draw it. Never a score of a worker.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from app.domain.access import may_see_person, require
from app.domain.actions import ActionState
from app.domain.charts import Chart
from app.domain.clock import month_begin, today
from app.domain.kinds import Kind
from app.domain.on_paper import way
from app.domain.people import Role
from app.domain.records import FINISHED
from app.services.going_out import file_out
from app.services.matrix import shares_over
from app.services.present import present
from app.services.records.reading import openable, reachable

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.domain.records import RecordSummary
    from app.services.practice import PracticeService
    from app.storage.store import Store


class ChartsService:
    """Looking back."""

    def __init__(self, store: Store, practice: PracticeService, clock: Clock) -> None:
        self._store = store
        self._practice = practice
        self._clock = clock

    def all(self, actor: Actor) -> tuple[Chart, ...]:
        """Return every chart the actor may see, over the last months."""
        with self._store.read() as work:
            me = present(work, actor)
            charts = [self.in_date(actor), self.actions_on_time(actor)]
            charts += [
                self.leader_time(actor, person.id, person.name)
                for person in work.people.all()
                if person.role is Role.PRACTICE_LEADER and (me.id == person.id or me.role is Role.OWNER)
            ]
        return tuple(charts)

    def in_date(self, actor: Actor, months: int = 12) -> Chart:
        """Return the share of what is needed, by the rules of today, that was in date as each month ended."""
        ends = self._month_ends(months)
        with self._store.read() as work:
            shares = shares_over(work, present(work, actor), self._clock, ends)
        rows = tuple((f"{end:%b %y}", (share,)) for end, share in zip(ends, shares, strict=True))
        intro = (
            "Share of what was needed that was not late at the end of each month. Only sealed records count."
        )
        return Chart(
            title="In date over time", intro=intro, series=("In date",), rows=rows, unit="%", most=100
        )

    def actions_on_time(self, actor: Actor, months: int = 12) -> Chart:
        """Return for each month what became of the actions due in it.

        Done on time, done late, or still open.
        """
        zone, ends = self._clock.zone(), self._month_ends(months)
        counts = {(end.year, end.month): [0, 0, 0] for end in ends}
        with self._store.read() as work:
            me = present(work, actor)
            changed_at = dict(work.actions.due_between(ends[0].replace(day=1), ends[-1]))
            for action in reachable(work, me, changed_at):
                if action.due_on is None or action.state is ActionState.DROPPED:
                    continue
                late = changed_at[action].astimezone(zone).date() > action.due_on
                place = 2 if action.state is ActionState.OPEN else 1 if late else 0
                counts[action.due_on.year, action.due_on.month][place] += 1
        rows = tuple((f"{end:%b %y}", tuple(counts[end.year, end.month])) for end in ends)
        intro = "Actions by the month they were due in: done by their day, done later, still open."
        return Chart(
            title="Actions closed on time", intro=intro, series=("On time", "Later", "Open"), rows=rows
        )

    def leader_time(self, actor: Actor, leader_id: str, name: str) -> Chart:
        """Return a practice leader's hours of practice by month against their protected time."""
        rows = []
        areas: dict[str, int] = {}
        for one in self._practice.leader_time(actor, leader_id):
            for area, minutes in one.by_area.items():
                areas[area] = areas.get(area, 0) + minutes
            rows.append(
                (f"{one.month:%b %y}", (round(sum(one.by_area.values()) / 60), round(one.planned / 60)))
            )
        labels = {area.id: area.label for area in self._practice.areas()}
        most = sorted(areas.items(), key=lambda pair: -pair[1])[:4]
        told = (
            ", ".join(
                f"{labels.get(area, area)} {minutes // 60} h {minutes % 60} min" for area, minutes in most
            )
            or "nothing yet"
        )
        intro = (
            "Hours of coaching, observation and reflection that were written down, against the time "
            "protected for it: as it was planned by day, or their usual time a week where nothing was "
            f"planned. Most about: {told}."
        )
        return Chart(
            title=f"Practice leader time: {name}",
            intro=intro,
            series=("Written down", "Protected"),
            rows=tuple(rows),
            unit=" h",
        )

    def repeats(self, actor: Actor, person_id: str, form_id: str, title: str) -> Chart:
        """Return how each item of one observation was rated over its repeats: 0 not yet, 1 partly, 2 yes."""
        levels = {"Not yet": 0, "Partly": 1, "Yes": 2}
        seen = self._practice.repeats(actor, person_id, form_id)
        items = list(dict.fromkeys(item for _, ratings in seen for item in ratings))
        rows = tuple(
            (item, tuple(levels.get(ratings.get(item, "")) for _, ratings in seen[-4:])) for item in items
        )
        intro = "Each item over the last observations: 0 not yet, 1 partly, 2 yes. A gap was not seen."
        return Chart(
            title=title,
            intro=intro,
            series=tuple(f"{day:%d %b %y}" for day, _ in seen[-4:]),
            rows=rows,
            most=2,
        )

    def coverage(self, actor: Actor, person_id: str, days: int = 365) -> Chart:
        """Return how often each practice area was coached and watched for a person in a year.

        As far as the actor may read it.
        """
        since = self._clock.now() - dt.timedelta(days=days)
        with self._store.read() as work:
            me = present(work, actor)
            require(may_see_person(me, work.people.get(person_id)), "You cannot see this person’s practice.")
            found = work.records.summaries(about_id=person_id, states=FINISHED, limit=None)
            recent = [one for one in openable(work, me, found) if one.held_at >= since]
        coached, watched = _topics(recent, Kind.COACHING), _topics(recent, Kind.OBSERVATION)
        labels = {area.id: area.label for area in self._practice.areas()}
        gaps = [label for area, label in labels.items() if not watched[area]]
        told = (
            f"Not watched in a year: {', '.join(gaps)}."
            if gaps
            else "Everything was watched in the last year."
        )
        rows = tuple(
            (label, (coached[area], watched[area]))
            for area, label in labels.items()
            if coached[area] or watched[area]
        )
        return Chart(title="Coverage", intro=told, series=("Coached", "Watched"), rows=rows)

    def pdf(self, actor: Actor, to: To) -> To:
        """Write every chart with its table as a PDF to print."""
        from app.documents.figures import Figure, render_figures  # noqa: PLC0415 - the PDF library is slow to load

        charts = self.all(actor)
        with self._store.write(actor.person_id) as work:
            service = work.service.get()
            work.audit(f"charts {way(to)}", "service", "")
        figures = [
            Figure(title=c.title, intro=c.intro, series=c.series, rows=c.rows, table=c.table, most=c.most)
            for c in charts
        ]
        pdf = render_figures(service, tuple(figures), self._clock.now())
        return file_out(self._store, self._clock, actor.person_id, to, pdf)

    def _month_ends(self, months: int) -> tuple[dt.date, ...]:
        now = today(self._clock)
        return (
            *(month_begin(now, back - 1) - dt.timedelta(days=1) for back in range(months - 1, 0, -1)),
            now,
        )


def _topics(records: list[RecordSummary], kind: Kind) -> Counter[str]:
    """Count the records of a kind by practice area."""
    return Counter(topic for one in records if one.kind is kind for topic in one.topics)
