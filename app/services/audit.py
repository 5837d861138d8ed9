"""Reading the activity log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.audit import EVERYTHING, Wanted
from app.services.going_out import file_out
from app.services.present import present
from app.services.records.reading import openable
from app.system.sheets import csv_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.audit import Event
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.storage.store import Store


READS = "Only the registered manager can read the activity log."
OWN_HEADINGS = ("Number", "Day", "Time", "Who", "What", "Detail")
HEADINGS = ("Number", "Day", "Time", "Who", "What", "About", "Detail")


class AuditService:
    """Who did what, when. The log holds no text of a record."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def events(self, actor: Actor, limit: int | None = 500, wanted: Wanted = EVERYTHING) -> tuple[Event, ...]:
        """Return the newest events that are wanted first; with None as the limit all of them."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), READS)
            return work.audit_log.events(limit, wanted)

    def own(self, actor: Actor, limit: int | None = 100) -> tuple[Event, ...]:
        """Return the newest events about somebody themself, and about records of theirs that they may read.

        Everybody who works here may ask for their own.
        """
        with self._store.read() as work:
            me = present(work, actor)
            records = openable(work, me, work.records.summaries(about_id=me.id, limit=None))
            entries = (double for double, kept in work.people.doubles().items() if kept == me.id)
            mine = Wanted(about=frozenset([me.id, *entries, *(one.id for one in records)]))
            return work.audit_log.events(limit, mine)

    def own_csv(self, actor: Actor, to: Path) -> Path:
        """Write all events about somebody themself and their records as CSV, the newest first.

        The log says so.
        """
        zone, events = self._clock.zone(), self.own(actor, None)
        rows = (
            (
                str(one.sequence),
                at.date().isoformat(),
                f"{at:%H:%M:%S}",
                one.actor_name,
                one.action,
                one.plainly,
            )
            for one in events
            for at in (one.at.astimezone(zone),)
        )
        with self._store.write(actor.person_id) as work:
            work.audit("own lines of the activity log saved", actor.person_id, f"{len(events)} lines")
        return file_out(self._store, self._clock, actor.person_id, to, csv_bytes((OWN_HEADINGS, *rows)))

    def actions(self, actor: Actor) -> tuple[str, ...]:
        """Return every kind of thing that stands in the log, in the order of the alphabet."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), READS)
            return work.audit_log.actions()

    def workbook(self, actor: Actor, to: Path, wanted: Wanted = EVERYTHING) -> Path:
        """Write the events that are wanted as an Excel workbook, the newest first. The log says so."""
        from app.documents.sheet import Sheet, workbook  # noqa: PLC0415 - slow to load

        zone = self._clock.zone()
        rows = tuple(
            (one.sequence, at.date(), f"{at:%H:%M:%S}", one.actor_name, one.action, one.subject, one.detail)
            for one in self.events(actor, None, wanted)
            for at in (one.at.astimezone(zone),)
        )
        data = workbook((Sheet(name="Activity log", headings=HEADINGS, rows=rows),))
        with self._store.write(actor.person_id) as work:
            work.audit("activity log exported", "service", f"{len(rows)} lines")
        return file_out(self._store, self._clock, actor.person_id, to, data)

    def broken_at(self, actor: Actor) -> int | None:
        """Return the number of the first event that does not fit the chain, or None when the log is whole."""
        with self._store.read() as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can check the activity log.",
            )
            return work.audit_log.verify()
