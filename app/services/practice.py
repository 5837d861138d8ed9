"""Practice threads.

One skill of one person from training to being watched again, made by linking.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from app.domain.access import LEADS_PRACTICE, may_lead_practice, may_see_person, require
from app.domain.answers import check_text, shown
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, month_begin, today
from app.domain.errors import IncompleteError
from app.domain.ids import new_id
from app.domain.impact import Spent
from app.domain.kinds import PRACTICE, Kind
from app.domain.observation import agreement, items, moments, percentages, result
from app.domain.people import Role
from app.domain.practice import Linked, Thread
from app.domain.records import FINISHED, RecordState
from app.services.going_out import file_out
from app.services.present import present
from app.services.records.forms import form_of, forms_of
from app.services.records.reading import CLOSED, may_open
from app.services.threads import lines_of, readable, trail_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.observation import Agreement, Result
    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.domain.practice import Area
    from app.domain.starting import Way
    from app.services.threads import Line
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What an observation adds up to.

    ``agreement`` when a second person watched the same practice, blind to the first.
    """

    result: Result
    percentages: Mapping[str, float]
    agreement: Agreement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderTime:
    """A practice leader's minutes by area in a month, against the protected time planned for it."""

    month: dt.date
    by_area: Mapping[str, int]
    planned: int


class PracticeService:
    """Following practice over time."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def areas(self) -> tuple[Area, ...]:
        """Return the practice areas in their order; the place is the digit that chooses one."""
        return self._catalog.areas()

    def coaching_models(self) -> tuple[Area, ...]:
        """Return the coaching models: id, and the prompts of the stages as one text."""
        return self._catalog.coaching_models()

    def feedback_ways(self) -> tuple[Way, ...]:
        """Return the ways to give feedback."""
        return self._catalog.feedback_ways()

    def lines(self, actor: Actor, person_id: str) -> tuple[Line, ...]:
        """Return a person's practice threads. Steps the actor may not read are left out, uncounted."""
        with self._store.read() as work:
            me, person = present(work, actor), work.people.get(person_id)
            require(may_see_person(me, person), "You cannot see this person’s practice threads.")
            return lines_of(work, me, person_id, self._clock.zone())

    def begin(self, actor: Actor, person_id: str, skill: str, area: str) -> Outcome[Thread]:
        """Begin a thread about one skill."""
        skill = " ".join(skill.split())
        if not skill:
            message = "Write which skill it is about."
            raise IncompleteError(message, {"skill": message})
        check_text("skill", skill)
        with self._store.write(actor.person_id) as work:
            self._leads(work, actor, person_id)
            thread = Thread(
                id=new_id(), person_id=person_id, skill=skill, area=area, begun_on=today(self._clock)
            )
            work.practice.store_thread(thread)
            work.audit("practice thread begun", person_id, area)
        return Outcome(thread, changed(Topic.THREADS))

    def link(self, actor: Actor, thread_id: str, linked: Linked, ref: str) -> Outcome[None]:
        """Join a record, an action or training to a thread."""
        with self._store.write(actor.person_id) as work:
            thread = work.practice.thread(thread_id)
            me = self._leads(work, actor, thread.person_id)
            steps = trail_of(work, me, thread.person_id).steps(self._clock.zone())
            require(
                any((s.linked, s.ref) == (linked, ref) for s in steps),
                "That cannot be joined to this thread.",
            )
            work.practice.link(thread_id, linked, ref)
            work.audit("joined to a practice thread", thread.person_id, f"{linked.value} {ref}")
        return Outcome(None, changed(Topic.THREADS))

    def unlink(self, actor: Actor, thread_id: str, linked: Linked, ref: str) -> Outcome[None]:
        """Take something off a thread again."""
        with self._store.write(actor.person_id) as work:
            thread = work.practice.thread(thread_id)
            self._leads(work, actor, thread.person_id)
            work.practice.unlink(thread_id, linked, ref)
            work.audit("taken off a practice thread", thread.person_id, f"{linked.value} {ref}")
        return Outcome(None, changed(Topic.THREADS))

    def thread_pdf(self, actor: Actor, thread_id: str, to: To) -> To:
        """Write one thread as a PDF to print: its steps the actor may read, as a table."""
        from app.documents.listing import Listing, render_listing  # noqa: PLC0415 - the PDF library is slow to load

        with self._store.read() as work:
            person = work.people.get(work.practice.thread(thread_id).person_id)
        line = next((one for one in self.lines(actor, person.id) if one.thread.id == thread_id), None)
        require(line is not None, "You cannot print this thread.")
        with self._store.write(actor.person_id) as work:
            service = work.service.get()
            work.audit("practice thread printed", person.id, "")
        steps = line.steps if line is not None else ()
        skill = line.thread.skill if line is not None else ""
        rows = tuple((long_date(s.on), f"{s.symbol} {s.word}", s.text) for s in steps)
        listing = Listing(
            title=f"{skill} – {person.name}",
            intro="One skill over time: training, coaching, watching, acting and watching again.",
            headings=("When", "What", "Which"),
            rows=rows,
            made_at=self._clock.now(),
        )
        return file_out(self._store, self._clock, actor.person_id, to, render_listing(service, listing))

    def close(self, actor: Actor, thread_id: str, *, closed: bool = True) -> Outcome[Thread]:
        """Close a thread once the skill is there, or open it again."""
        with self._store.write(actor.person_id) as work:
            thread = work.practice.thread(thread_id)
            self._leads(work, actor, thread.person_id)
            thread = replace(thread, closed_on=today(self._clock) if closed else None)
            work.practice.store_thread(thread)
            work.audit(
                "practice thread closed" if closed else "practice thread opened again",
                thread.person_id,
                thread.area,
            )
        return Outcome(thread, changed(Topic.THREADS))

    def looked(self, actor: Actor, record_id: str) -> Looked:
        """Return what a finished observation adds up to.

        Two observers see each other's ratings only once both have finished.
        """
        with self._store.read() as work:
            me, record = present(work, actor), work.records.get(record_id)
            require(may_open(work, me, record), CLOSED)
            form = form_of(work, self._catalog, record)
            codes = [option.id for option in moments(form)]
            compared = None
            if record.pair_id is not None and record.state is not RecordState.DRAFT:
                for other in work.records.summaries(about_id=record.about_id, pair_id=record.pair_id):
                    if (
                        other.id != record_id
                        and other.state is not RecordState.DRAFT
                        and other.form_id == record.form_id
                    ):
                        compared = agreement(form, record.content, work.records.get(other.id).content)
        return Looked(
            result=result(form, record.content),
            percentages=percentages(record.content.samples, codes),
            agreement=compared,
        )

    def repeats(
        self, actor: Actor, person_id: str, form_id: str
    ) -> tuple[tuple[dt.date, Mapping[str, str]], ...]:
        """Return the ratings of a person's finished observations with one form, oldest first.

        Day, and item → level.
        """
        zone = self._clock.zone()
        with self._store.read() as work:
            me = present(work, actor)
            observations = work.records.summaries(about_id=person_id, kind=Kind.OBSERVATION, limit=None)
            ids = [
                one.id
                for one in readable(work, me, observations)
                if one.form_id == form_id and one.state in FINISHED
            ]
            records = work.records.many(ids)
            forms = forms_of(work, self._catalog, records.values())
        found = []
        for record in (records[one] for one in reversed(ids)):
            rated = items(forms[record.form_id, record.form_version])
            ratings = {
                item.label: shown(item, record.content.answers.get(key, "")) or "–" for key, item in rated
            }
            found.append((record.held_at.astimezone(zone).date(), ratings))
        return tuple(found)

    def leader_time(self, actor: Actor, leader_id: str, months: int = 6) -> tuple[LeaderTime, ...]:
        """Return a practice leader's minutes of practice by area and month against their protected time.

        That is what was planned by day in the month, or their usual time a week where nothing was. Their own,
        or for the manager.
        """
        zone, now = self._clock.zone(), today(self._clock)
        with self._store.read() as work:
            me, leader = present(work, actor), work.people.get(leader_id)
            require(
                me.id == leader_id or me.role is Role.OWNER,
                "Only the practice leader and the registered manager see this.",
            )
            last_day = month_begin(now, -1) - dt.timedelta(days=1)
            planned = Counter[dt.date]()
            for entry in work.impact.times((leader_id,), month_begin(now, months - 1), last_day):
                if entry.spent is Spent.PLANNED:
                    planned[entry.day.replace(day=1)] += entry.minutes
            begins = [month_begin(now, back) for back in range(months - 1, -2, -1)]
            first, last = (dt.datetime.combine(day, dt.time(), zone) for day in (begins[0], begins[-1]))
            by_area: dict[dt.date, Counter[str]] = {month: Counter() for month in begins[:-1]}
            for held, minutes, topics in work.history.minutes_by_topic(leader_id, PRACTICE, first, last):
                month = held.astimezone(zone).date().replace(day=1)
                by_area[month][topics[0] if topics else "other"] += minutes
        return tuple(
            LeaderTime(
                month=month,
                by_area=by_area[month],
                planned=planned[month] or round(leader.protected_minutes * (after - month).days / 7),
            )
            for month, after in pairwise(begins)
        )

    def _leads(self, work: Work, actor: Actor, person_id: str) -> Person:
        me = present(work, actor)
        allowed = me.role in LEADS_PRACTICE and may_lead_practice(me, work.people.get(person_id))
        require(allowed, "Only somebody who leads practice here can change a practice thread.")
        return me
