"""Good practice and concerns kept from any record: as easy the one as the other."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.documents.blocks import Block, Heading, Words
from app.domain.access import may_see_concern, may_see_to, may_take_back, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, today
from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.ids import new_id
from app.domain.noticed import Concern, GoodPractice
from app.domain.records import Audience, RecordState
from app.services.going_out import file_out
from app.services.present import present, told_apart
from app.services.records.noticed import noticed
from app.services.records.reading import CLOSED, may_open, openable

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.noticed import Said
    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.domain.records import Record
    from app.services.records.noticed import Noticed
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

PRIVATE = "This is private. Share it first; then something can be kept from it."
DRAFT = "This is a draft. Finish it first; then something can be kept from it."
ONLY_THEM = "Only the person it is about can say whether the team may see it."
NOT_YOURS = "Only whoever raised this concern and the managers can say what comes next. Nothing was changed."
NOT_KEPT_BY_YOU = "Only whoever kept this and the registered manager can take it back. Nothing was changed."
OWN = "A concern about your own work is readable by you. Only others can keep one from you, with a reason."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """Open concerns somebody sees to, the soonest first, with names by id.

    ``unanswered``: how much good practice about them waits for their yes or no.
    """

    unanswered: int = 0
    concerns: tuple[Concern, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A concern, the names in it by id, and whether somebody sees to it and may read its record."""

    concern: Concern
    names: dict[str, str]
    sees_to: bool
    reads_record: bool


class NoticedService:
    """Keeping what was done well, and seeing to what was not."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def all(self, actor: Actor, about_id: str | None = None) -> Noticed:
        """Return all good practice and concerns the actor may read, or those about a person; newest first."""
        with self._store.read() as work:
            return noticed(work, present(work, actor), about_id)

    def pressing(self, actor: Actor) -> Pressing:
        """Return the open concerns the actor sees to, and how much about them waits for their yes or no."""
        with self._store.read() as work:
            me, found = present(work, actor), work.noticed.concerns(still_open=True)
            unanswered = sum(one.shown is None for one in work.noticed.good_practice(me.id))
            if not found:
                return Pressing(unanswered=unanswered)
            people = told_apart(work)
            mine = [one for one in found if may_see_to(me, one, people[one.about_id])]
        return Pressing(
            unanswered=unanswered,
            concerns=tuple(sorted(mine, key=lambda one: (one.next_by or dt.date.max, one.id))),
            names={one: people[one].name for kept in mine for one in (kept.about_id, kept.by_id)},
        )

    def praise(
        self, actor: Actor, record_id: str, what: str, area: str = "", value: str = ""
    ) -> Outcome[GoodPractice]:
        """Keep something of a record as good practice. The team sees it once its person said yes."""
        with self._store.write(actor.person_id) as work:
            me, record = self._readable(work, actor, record_id)
            kept = GoodPractice(
                id=new_id(),
                about_id=record.about_id,
                by_id=me.id,
                record_id=record.id,
                record_number=record.number,
                at=self._clock.now(),
                what=what.strip(),
                area=area,
                value=value.strip(),
            )
            kept.check()
            work.noticed.keep(kept)
            work.audit("good practice kept", record.about_id, record.number)
        return Outcome(kept, changed(Topic.NOTICED))

    def show(self, actor: Actor, good_id: str, *, agreed: bool) -> Outcome[GoodPractice]:
        """Say whether the team may see what was kept about oneself; one may think again."""
        with self._store.write(actor.person_id) as work:
            me, kept = present(work, actor), work.noticed.good(good_id)
            require(me.id == kept.about_id, ONLY_THEM)
            kept = replace(kept, shown=agreed)
            work.noticed.keep(kept)
            work.audit(
                "good practice shown" if agreed else "good practice not shown", me.id, kept.record_number
            )
        return Outcome(kept, changed(Topic.NOTICED))

    def take_back(self, actor: Actor, good_id: str) -> Outcome[GoodPractice]:
        """Take good practice off the list again, as by a slip. The activity log keeps that it was there."""
        with self._store.write(actor.person_id) as work:
            me, kept = present(work, actor), work.noticed.good(good_id)
            require(may_take_back(me, kept), NOT_KEPT_BY_YOU)
            work.noticed.drop(good_id)
            work.audit("good practice taken back", kept.about_id, kept.record_number)
        return Outcome(kept, changed(Topic.NOTICED))

    def wall_sheet(self, actor: Actor, to: To) -> To:
        """Write a sheet for the wall: only what those it is about said yes to."""
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        with self._store.write(actor.person_id) as work:
            present(work, actor)
            shown = [one for one in work.noticed.good_practice() if one.shown]
            if not shown:
                message = "Nobody has said yes to showing anything yet, so there is nothing to print."
                raise StateError(message)
            service, names = work.service.get(), {one.id: one.name for one in work.people.all()}
            work.audit("good practice printed", "service", f"{len(shown)} kept")
        pdf = render_report(service, "Done well", self._wall(shown, names), self._clock.now())
        return file_out(self._store, self._clock, actor.person_id, to, pdf)

    def raise_concern(self, actor: Actor, record_id: str, said: Said) -> Outcome[Concern]:
        """Keep a concern from a record. Raises IncompleteError for what is missing.

        Safeguarding and speaking up are told by the service's own route first.
        """
        with self._store.write(actor.person_id) as work:
            me, record = self._readable(work, actor, record_id)
            if me.id == record.about_id and said.held_back.strip():
                raise IncompleteError(OWN, {"held_back": OWN})
            kept = Concern(
                id=new_id(),
                about_id=record.about_id,
                by_id=me.id,
                record_id=record.id,
                record_number=record.number,
                at=self._clock.now(),
                what=said.what.strip(),
                route=said.route,
                area=said.area,
                told=said.told.strip(),
                told_on=said.told_on,
                next_step=said.next_step.strip(),
                next_by=said.next_by,
                held_back=said.held_back.strip(),
            )
            kept.check()
            work.noticed.keep(kept)
            # a log line about the person would tell them of what they may not read yet
            work.audit("concern raised", "service" if kept.held_back else record.about_id, record.number)
        return Outcome(kept, changed(Topic.NOTICED))

    def concern(self, actor: Actor, concern_id: str) -> Seen:
        """Return a concern as the actor sees it."""
        with self._store.read() as work:
            me, kept, about = self._concern(work, actor, concern_id)
            found = work.records.brief({kept.record_id})
            return Seen(
                concern=kept,
                names={about.id: about.name, kept.by_id: work.people.get(kept.by_id).name},
                sees_to=may_see_to(me, kept, about),
                reads_record=bool(openable(work, me, found.values())),
            )

    def carry_on(
        self, actor: Actor, concern_id: str, next_step: str, next_by: dt.date | None, reason: str
    ) -> Outcome[Concern]:
        """Say another next step or another day, and why; what it said before is kept."""
        sentence = "Say why in a few words. Nothing was changed."
        if not reason.strip():
            raise IncompleteError(sentence, {"reason": sentence})
        with self._store.write(actor.person_id) as work:
            me, kept = self._seen_to(work, actor, concern_id)
            by = f", by {long_date(kept.next_by)}" if kept.next_by else ""
            line = (
                f"{long_date(today(self._clock))}, {me.name}: {reason.strip()} (before: {kept.next_step}{by})"
            )
            so_far = f"{kept.so_far}\n{line}".strip()
            check_text("What happened so far", so_far)
            kept = replace(kept, next_step=next_step.strip(), next_by=next_by, so_far=so_far)
            kept.check()
            work.noticed.keep(kept)
            work.audit("concern changed", "service" if kept.held_back else kept.about_id, kept.record_number)
        return Outcome(kept, changed(Topic.NOTICED))

    def close(self, actor: Actor, concern_id: str, outcome: str) -> Outcome[Concern]:
        """Say what came of a concern; it then waits no longer."""
        sentence = "Say what came of it in a few words. Nothing was changed."
        if not outcome.strip():
            raise IncompleteError(sentence, {"outcome": sentence})
        check_text("What came of it", outcome)
        with self._store.write(actor.person_id) as work:
            _, kept = self._seen_to(work, actor, concern_id)
            kept = replace(kept, outcome=outcome.strip(), closed_at=self._clock.now())
            work.noticed.keep(kept)
            work.audit("concern closed", "service" if kept.held_back else kept.about_id, kept.record_number)
        return Outcome(kept, changed(Topic.NOTICED))

    def reopen(self, actor: Actor, concern_id: str, reason: str = "") -> Outcome[Concern]:
        """Open a closed concern again; what had come of it is kept. Within ten seconds no reason is asked."""
        with self._store.write(actor.person_id) as work:
            me, kept = self._led(work, actor, concern_id)
            if kept.open:
                return Outcome(kept, changed())
            undone = kept.undo_is_open(self._clock.now())
            sentence = "Say why in a few words. Nothing was changed."
            if not reason.strip() and not undone:
                raise IncompleteError(sentence, {"reason": sentence})
            why = reason.strip() or "closed by a slip"
            day = long_date(today(self._clock))
            line = f"{day}, {me.name}: opened again: {why} (it had said: {kept.outcome})"
            so_far = f"{kept.so_far}\n{line}".strip()
            check_text("What happened so far", so_far)
            kept = replace(kept, outcome="", closed_at=None, so_far=so_far)
            work.noticed.keep(kept)
            subject = "service" if kept.held_back else kept.about_id
            work.audit("concern opened again", subject, kept.record_number)
        return Outcome(kept, changed(Topic.NOTICED))

    def _readable(self, work: Work, actor: Actor, record_id: str) -> tuple[Person, Record]:
        me, record = present(work, actor), work.records.get(record_id)
        require(may_open(work, me, record), CLOSED)
        if record.state is RecordState.DRAFT:
            raise StateError(DRAFT)
        if record.audience is Audience.PRIVATE:
            raise StateError(PRIVATE)
        return me, record

    def _concern(self, work: Work, actor: Actor, concern_id: str) -> tuple[Person, Concern, Person]:
        me, kept = present(work, actor), work.noticed.concern(concern_id)
        about = work.people.get(kept.about_id)
        require(may_see_concern(me, kept, about), "You cannot see this.")
        return me, kept, about

    def _led(self, work: Work, actor: Actor, concern_id: str) -> tuple[Person, Concern]:
        me, kept, about = self._concern(work, actor, concern_id)
        if not may_see_to(me, kept, about):
            raise NotAllowedError(NOT_YOURS)
        return me, kept

    def _seen_to(self, work: Work, actor: Actor, concern_id: str) -> tuple[Person, Concern]:
        me, kept = self._led(work, actor, concern_id)
        if not kept.open:
            message = "This concern is closed. What came of it is kept."
            raise StateError(message)
        return me, kept

    def _wall(self, shown: list[GoodPractice], names: dict[str, str]) -> tuple[Block, ...]:
        areas, zone = {one.id: one.label for one in self._catalog.areas()}, self._clock.zone()
        found = list[Block]()
        for one in shown:
            under = " · ".join(part for part in (one.value, areas.get(one.area, one.area)) if part)
            day = long_date(one.at.astimezone(zone).date())
            found += [Heading(text=names[one.about_id]), Words(text=one.what)]
            found.append(Words(text=f"{under} · {day}" if under else day))
        return tuple(found)
