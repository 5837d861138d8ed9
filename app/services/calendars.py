"""Planned sessions and due dates for the calendars people use outside: one file that follows the last."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from app.domain.access import require
from app.domain.almanac import monday, month_end
from app.domain.calendars import Entry, following
from app.domain.clock import long_moment, today
from app.domain.errors import IncompleteError
from app.domain.on_paper import way
from app.domain.people import Role
from app.domain.sessions import SessionState
from app.services.going_out import files_out, one_out
from app.services.present import present

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.domain.people import Actor
    from app.services.must import MustService
    from app.services.schedule import ScheduleService
    from app.services.sessions import SessionsService
    from app.storage.store import Store

AHEAD_DAYS, REMIND_DAYS = 366, 56
NOTHING = "Nothing is planned in the coming eight weeks, so there is nobody to remind."
CANCELLED_FOR = dt.timedelta(days=92)
"""So long after its day a cancelled entry still goes out: by then every calendar has heard of it."""


class CalendarsService:
    """Taking dates out for Outlook and other calendars.

    A file holds only what the person signed in may see, and the activity log says that it was made.
    """

    def __init__(
        self,
        store: Store,
        schedule: ScheduleService,
        sessions: SessionsService,
        must: MustService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._schedule = schedule
        self._dated = must
        self._sessions = sessions
        self._clock = clock

    def file(self, actor: Actor, to: Path, *, names: bool = False) -> Path:
        """Write planned sessions and due dates as a calendar file with alarms; with names only when asked.

        What was in this person's last file and no longer stands goes out as cancelled.
        """
        from app.documents.calendar import calendar  # noqa: PLC0415 - slow to load

        out = files_out(self._store, self._clock, actor.person_id, to.parent)
        with out as put, self._store.write(actor.person_id) as work:
            me = present(work, actor)
            long_ago = today(self._clock) - CANCELLED_FOR
            before = {
                uid: one
                for uid, one in work.calendars.of(me.id).items()
                if not one.cancelled or one.day >= long_ago
            }
            became = work.sessions.by_uid(uid.partition("@")[0] for uid in before)
            happened = {f"{uid}@alongside" for uid, state in became.items() if state is SessionState.HELD}
            waiting = (before[uid] for uid in self._waiting(actor) if uid in before)
            due = (*self._due(actor, names=names), *self._must(actor, names=names))
            now = (*self._planned(actor, names=names), *due, *waiting)
            entries = following(now, before, happened)
            work.calendars.keep(me.id, entries)
            work.audit("due dates exported", "service", "calendar, with names" if names else "calendar")
            return put(to, calendar(entries, self._clock.now(), "Alongside"))

    def month(self, actor: Actor, month: dt.date, to: To) -> To:
        """Write a month of planned, held, moved and missed sessions as a PDF to print."""
        from app.documents.listing import Listing, render_listing  # noqa: PLC0415 - slow to load

        zone, day = self._clock.zone(), monday(month)
        begin = dt.datetime.combine(day, dt.time(), zone)
        end = dt.datetime.combine(month_end(month), dt.time(), zone) + dt.timedelta(days=7)
        lines: dict[dt.date, list[str]] = {}
        for session, person in self._sessions.between(actor, begin, end):
            at = session.planned_at.astimezone(zone)
            state = "" if session.state is SessionState.PLANNED else f" ({session.state.value})"
            lines.setdefault(at.date(), []).append(f"{at:%H:%M} {session.kind.label}, {person.name}{state}")
        weeks = []
        while day <= month_end(month):
            days = [day + dt.timedelta(days=number) for number in range(7)]
            weeks.append(tuple("\n".join((f"{one.day} {one:%b}", *lines.get(one, ()))) for one in days))
            day += dt.timedelta(days=7)
        out = one_out(self._store, self._clock, actor.person_id, to)
        with out as put, self._store.write(actor.person_id) as work:
            listing = Listing(
                title=f"{month:%B %Y}",
                intro="Planned sessions, and what became of those that have been.",
                headings=tuple(f"{monday(month) + dt.timedelta(days=number):%A}" for number in range(7)),
                rows=tuple(weeks),
                made_at=self._clock.now(),
                first=1 / 7,
            )
            work.audit(f"due dates {way(to)}", "service", "month")
            put(render_listing(work.service.get(), listing))
        return to

    def reminders(self, actor: Actor, to: To) -> To:
        """Write a reminder slip for each person with whom something is planned in the coming eight weeks.

        Raises IncompleteError when nothing is, and NotAllowedError for who leads nothing.
        """
        from app.documents.reminders import Reminder, render_reminders  # noqa: PLC0415 - slow to load

        zone, rows = self._clock.zone(), dict[str, list[tuple[str, str, str]]]()
        names: dict[str, str] = {}
        out = one_out(self._store, self._clock, actor.person_id, to)
        with out as put, self._store.write(actor.person_id) as work:
            require(
                present(work, actor).role is not Role.WORKER, "Only who leads meetings prints these slips."
            )
            leaders = {person.id: person.name for person in work.people.all()}
            for session, person in self._sessions.next(actor, days=REMIND_DAYS):
                leader = leaders.get(session.led_by(work.people.get(person.id)) or "", "–")
                names[person.id] = person.name
                rows.setdefault(person.id, []).append(
                    (long_moment(session.planned_at, zone), session.kind.label, leader)
                )
            if not rows:
                raise IncompleteError(NOTHING, {"calendar": NOTHING})
            slips = [Reminder(names[one], tuple(rows[one])) for one in sorted(rows, key=names.__getitem__)]
            work.audit("reminder slips printed", "service", f"{len(slips)}")
            put(render_reminders(work.service.get(), slips, self._clock.now()))
        return to

    def _planned(self, actor: Actor, *, names: bool) -> Iterator[Entry]:
        for session, person in self._sessions.next(actor, days=AHEAD_DAYS):
            what = session.kind.label
            own = f"My {what.lower()}"
            whose = f"{what}, {person.name}" if names else what
            yield Entry(
                uid=f"{session.uid}@alongside",
                title=own if person.id == actor.person_id and not session.kind.row.own else whose,
                begins=session.planned_at.astimezone(dt.UTC).isoformat(),
                sequence=session.sequence,
            )

    def _waiting(self, actor: Actor) -> set[str]:
        """What has passed and still asks what became of it stands as it was."""
        return {f"{session.uid}@alongside" for session, _ in self._sessions.asked(actor)}

    def _due(self, actor: Actor, *, names: bool) -> Iterator[Entry]:
        now = today(self._clock)
        for row in self._schedule.matrix(actor).rows:
            for cell in row.cells:
                planned = cell.planned_on is not None and cell.planned_on >= now
                if cell.due_on is not None and not planned and cell.purpose is None:
                    whose = f", {cell.name}" if names else ""
                    yield Entry(
                        uid=f"due-{cell.person_id}-{cell.kind.value}-{cell.form_id or 'any'}@alongside",
                        title=f"Due: {cell.what}{whose}",
                        begins=cell.due_on.isoformat(),
                    )

    def _must(self, actor: Actor, *, names: bool) -> Iterator[Entry]:
        for one in self._dated.lines(actor):
            named = names and one.person_id != actor.person_id
            yield Entry(
                uid=f"must-{one.key}@alongside",
                title=f"{one.title}, {one.person}" if named and one.person else one.title,
                begins=one.by.isoformat(),
            )
