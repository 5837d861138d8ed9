"""A practice leader's time day by day, figures the service types in, and what practice leading came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import LEADS_PRACTICE, may_manage_people, may_see_impact, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import IncompleteError
from app.domain.ids import new_id
from app.domain.impact import LONGEST_DAY, Day, PracticeTime, Spent, TypedFigure, days_of
from app.domain.on_paper import way
from app.domain.people import Role, Standing
from app.services.going_out import file_out
from app.services.impact_figures import Asked, figures_of
from app.services.present import present
from app.system.sheets import csv_bytes

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.impact import Figure, Typed
    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.domain.practice import Area
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

ONLY = "Only the practice leader and the registered manager see this."
TITLE = "What practice leading came to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The figures of a time, of one practice leader or of all of them together."""

    begin: dt.date
    end: dt.date
    whose: str
    figures: tuple[Figure, ...]

    @property
    def told(self) -> str:
        """Whose figures these are, of which days."""
        return f"{self.whose}, {self.begin:%d/%m/%Y} to {self.end:%d/%m/%Y}"


class ImpactService:
    """Protected time and impact."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def leaders(self, actor: Actor) -> tuple[Person, ...]:
        """Return the practice leaders whose time and impact the actor may see."""
        with self._store.read() as work:
            me = present(work, actor)
            require(me.role in {Role.OWNER, Role.PRACTICE_LEADER}, ONLY)
            return _leaders(work, me)

    def areas(self) -> tuple[Area, ...]:
        """Return the three areas of practice leadership."""
        return self._catalog.leadership()

    def plan(
        self, actor: Actor, leader_id: str, days: tuple[dt.date, ...], minutes: int
    ) -> Outcome[tuple[PracticeTime, ...]]:
        """Plan protected time of a practice leader on some days."""
        return self._add(actor, leader_id, days, Spent.PLANNED, minutes)

    def lose(
        self, actor: Actor, leader_id: str, day: dt.date, minutes: int, why: str, words: str = ""
    ) -> Outcome[tuple[PracticeTime, ...]]:
        """Note what took protected time away on a day, and why.

        Raises IncompleteError without a reason, or when nothing was planned for that day.
        """
        with self._store.write(actor.person_id) as work:
            require(may_see_impact(present(work, actor), work.people.get(leader_id)), ONLY)
            _needed(why, "Say what took the time.")
            planned = (one.planned for one in days_of(work.impact.times((leader_id,), day, day)))
            if not any(planned):
                message = "No protected time is planned for that day, so none was lost. Plan it first."
                raise IncompleteError(message, {"day": message})
            return self._add(actor, leader_id, (day,), Spent.LOST, minutes, (why, "", words))

    def log(
        self, actor: Actor, what: str, area: str, minutes: int, day: dt.date
    ) -> Outcome[tuple[PracticeTime, ...]]:
        """Note practice work of one's own that leaves no other record, with the area it served."""
        _needed(what, "Say what you did.")
        return self._add(actor, actor.person_id, (day,), Spent.WORK, minutes, (what, area, ""))

    def take_off(self, actor: Actor, time_id: str) -> Outcome[None]:
        """Take minutes off again that were planned or noted by mistake."""
        with self._store.write(actor.person_id) as work:
            entry = work.impact.time(time_id)
            require(_theirs(present(work, actor), work.people.get(entry.person_id)), ONLY)
            work.impact.drop_time(time_id)
            work.audit("practice time taken off", entry.person_id, f"{entry.spent.value} {entry.minutes}")
        return Outcome(None, changed(Topic.IMPACT))

    def days(self, actor: Actor, leader_id: str, begin: dt.date, end: dt.date) -> tuple[Day, ...]:
        """Return a practice leader's days: planned, lost with why, and what else was done."""
        with self._store.read() as work:
            require(_theirs(present(work, actor), work.people.get(leader_id)), ONLY)
            return days_of(work.impact.times((leader_id,), begin, end))

    def type_in(
        self, actor: Actor, sort: Typed, begin: dt.date, end: dt.date, hundredths: int, words: str = ""
    ) -> Outcome[TypedFigure]:
        """Type in a figure of the whole service for a span of days. Raises IncompleteError."""
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), "Only the registered manager types in figures.")
            if end < begin:
                message = "The last day is before the first."
                raise IncompleteError(message, {"end": message})
            if hundredths < 0:
                message = "A figure is nought or more."
                raise IncompleteError(message, {"amount": message})
            check_text("words", words)
            figure = TypedFigure(
                id=new_id(),
                sort=sort,
                begins_on=begin,
                ends_on=end,
                hundredths=hundredths,
                words=words.strip(),
            )
            work.impact.add_figure(figure, work.actor_id, self._clock.now())
            work.audit("figure typed in", "service", sort.value)
        return Outcome(figure, changed(Topic.IMPACT))

    def drop_figure(self, actor: Actor, figure_id: str) -> Outcome[None]:
        """Take a typed figure off again."""
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), "Only the registered manager takes figures off.")
            work.impact.drop_figure(figure_id)
            work.audit("figure taken off", "service", "")
        return Outcome(None, changed(Topic.IMPACT))

    def typed(self, actor: Actor) -> tuple[TypedFigure, ...]:
        """Return every figure that was typed in, oldest first."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), "Only the registered manager sees this.")
            return work.impact.figures()

    def report(self, actor: Actor, begin: dt.date, end: dt.date, of_id: str = "") -> Report:
        """Return the figures of a time, of one practice leader or of all the actor may see.

        Figures of the whole service are for the registered manager only.
        """
        with self._store.read() as work:
            me, leaders = present(work, actor), self.leaders(actor)
            chosen = tuple(one for one in leaders if of_id in {"", one.id})
            require(bool(chosen) or not of_id, ONLY)
            asked = Asked(
                begin=begin,
                end=end,
                zone=self._clock.zone(),
                leaders=frozenset(one.id for one in chosen),
                typed=work.impact.figures() if may_manage_people(me) else None,
            )
            found = figures_of(work, self._catalog, asked)
        whose = ", ".join(one.name for one in chosen) or "No practice leader works here"
        return Report(begin=begin, end=end, whose=whose, figures=found)

    def pdf(self, actor: Actor, begin: dt.date, end: dt.date, to: To, of_id: str = "") -> To:
        """Write the figures as a PDF, each with how it is made and what it cannot show."""
        from app.documents.blocks import Grid, Heading, Words  # noqa: PLC0415 - with the next line
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        report = self.report(actor, begin, end, of_id)
        blocks: list[Heading | Words | Grid] = [Words(text=report.told)]
        for one in report.figures:
            blocks += [Heading(text=one.title), Words(text=one.value)]
            if one.rows:
                blocks.append(Grid(headings=("What", "How much"), rows=one.rows, shares=(0.7, 0.3)))
            blocks.append(Words(text=f"How it is made: {one.how}", style="small"))
            blocks.append(Words(text=f"What it cannot show: {one.cannot}", style="small"))
        with self._store.read() as work:
            service = work.service.get()
        data = render_report(service, TITLE, tuple(blocks), self._clock.now())
        return self._written(actor, to, data, "PDF")

    def csv(self, actor: Actor, begin: dt.date, end: dt.date, to: Path, of_id: str = "") -> Path:
        """Write the figures as a CSV file, a line each."""
        report = self.report(actor, begin, end, of_id)
        rows = [("Figure", "What", "How much", "How it is made", "What it cannot show")]
        for one in report.figures:
            rows.append((one.title, "", one.value, one.how, one.cannot))
            rows += [(one.title, what, much, "", "") for what, much in one.rows]
        data = csv_bytes([("Whose and when", report.told), *rows])
        return self._written(actor, to, data, "CSV")

    def _written(self, actor: Actor, to: To, data: bytes, what: str) -> To:
        with self._store.write(actor.person_id) as work:
            work.audit(f"impact report {way(to)}", "service", what)
        return file_out(self._store, self._clock, actor.person_id, to, data)

    def _add(
        self,
        actor: Actor,
        person_id: str,
        days: tuple[dt.date, ...],
        spent: Spent,
        minutes: int,
        said: tuple[str, str, str] = ("", "", ""),
    ) -> Outcome[tuple[PracticeTime, ...]]:
        what, area, words = said
        if not 0 < minutes <= LONGEST_DAY:
            message = f"Type minutes between 1 and {LONGEST_DAY}."
            raise IncompleteError(message, {"minutes": message})
        check_text("words", what)
        check_text("words", words)
        with self._store.write(actor.person_id) as work:
            me, person = present(work, actor), work.people.get(person_id)
            if spent is Spent.WORK:
                require(_theirs(me, person), "Only those who lead practice log its work.")
            else:
                require(may_see_impact(me, person), ONLY)
            added = tuple(
                PracticeTime(
                    id=new_id(),
                    person_id=person_id,
                    day=day,
                    spent=spent,
                    minutes=minutes,
                    what=what.strip(),
                    area=area,
                    words=words.strip(),
                )
                for day in dict.fromkeys(days)
            )
            for one in added:
                work.impact.add_time(one, me.id, self._clock.now())
            work.audit(f"practice time {spent.value}", person_id, str(minutes))
        return Outcome(added, changed(Topic.IMPACT))


def _needed(text: str, message: str) -> None:
    if not text.strip():
        raise IncompleteError(message, {"what": message})


def _theirs(me: Person, person: Person) -> bool:
    """Whether practice time may be seen: a practice leader's, or what somebody who leads practice logged."""
    return may_see_impact(me, person) or (me.id == person.id and me.role in LEADS_PRACTICE)


def _leaders(work: Work, me: Person) -> tuple[Person, ...]:
    return tuple(
        one for one in work.people.all() if may_see_impact(me, one) and one.standing is not Standing.LEAVER
    )
