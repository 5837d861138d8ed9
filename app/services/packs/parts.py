"""Everything a pack's index is made of, read once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app import __version__
from app.domain.audit import Head
from app.domain.clock import today
from app.domain.content import canonical
from app.domain.packs import some
from app.domain.records import Audience, RecordState
from app.services.packs.choosing import codes_of
from app.services.packs.expected import expected_in
from app.services.packs.figures import figures_in
from app.services.packs.front import Front, endings, words_of
from app.services.packs.noticed import noticed_in
from app.services.packs.own_notice import notice_in
from app.services.packs.sources import maker
from app.services.records.reading import openable
from app.services.threads import told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.actions import Action
    from app.domain.frameworks import Coverage
    from app.domain.packs import LeftOut, PackPlan
    from app.domain.people import Person, Service
    from app.domain.records import RecordSummary
    from app.domain.sessions import Session
    from app.services.competence import Register
    from app.services.matrix import Matrix
    from app.services.packs.expected import Counted
    from app.services.packs.folder import Entry
    from app.services.packs.ground import Ground, Order
    from app.services.packs.own_notice import Notice
    from app.services.packs.own_tables import Sheet
    from app.services.packs.sources import Sources
    from app.services.records.noticed import Noticed
    from app.services.threads import Line
    from app.services.training import TrainingMatrix
    from app.storage.unit_of_work import Work

    Sealed = tuple[RecordSummary, ...]
    Told = tuple[tuple[Person, Line], ...]


START = Head()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """How the records were chosen: ``of`` were sealed in the time and count, ``held`` of them are in.

    ``beyond`` are in that count for nothing above, or are not of the time.
    """

    of: int
    held: int
    beyond: int

    @property
    def told(self) -> str:
        """The same in a sentence or two."""
        if not self.of:
            found = "No record sealed in this time counts towards what is looked at here."
        elif self.held == self.of:
            found = (
                f"Every record sealed in this time that counts towards what is looked at here is in: "
                f"{self.held} of {self.of}. Nobody picked among them."
            )
        else:
            found = (
                f"Of the {some(self.of, 'record')} sealed in this time that count towards what is looked at "
                f"here, {self.held} are in. Whoever made the pack left out {self.of - self.held}."
            )
        also = f" Put in by hand, though they count for nothing here: {self.beyond}."
        return found + (also if self.beyond else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexParts:
    """What the index is made of.

    ``say`` takes names out of a text; ``calls`` is what each person is called here, by id.
    """

    plan: PackPlan
    made_at: dt.datetime
    made_by: str
    zone: dt.tzinfo
    people: tuple[Person, ...]
    calls: Mapping[str, str]
    say: Callable[[str], str]
    entries: tuple[Entry, ...]
    coverage: tuple[Coverage, ...]
    left_out: tuple[LeftOut, ...]
    matrix: Matrix | None = None
    register: Register | None = None
    training: TrainingMatrix | None = None
    sessions: tuple[Session, ...] = ()
    lines: tuple[tuple[Person, Line], ...] = ()
    actions: tuple[tuple[Action, dt.datetime], ...] = ()
    noticed: Noticed | None = None
    expected: tuple[Counted, ...] = ()
    chosen: Chosen | None = None
    front: Front | None = None
    private: int = 0
    sheets: tuple[Sheet, ...] = ()
    notice: Notice | None = None
    log: Head = START


def read_parts(
    sources: Sources,
    order: Order,
    ground: Ground,
    entries: tuple[Entry, ...],
    left_out: tuple[LeftOut, ...],
) -> IndexParts:
    """Return what the index is made of, as far as the maker may read it now."""
    plan, zone = order.plan, sources.clock.zone()
    parts = IndexParts(
        plan=plan,
        made_at=order.made_at,
        made_by=ground.calls.get(ground.me.id, ""),
        zone=zone,
        people=ground.people,
        calls=ground.calls,
        say=ground.mask.text,
        entries=entries,
        coverage=ground.coverage,
        left_out=left_out,
    )
    begin = dt.datetime.combine(plan.begin, dt.time(), zone)
    after = dt.datetime.combine(plan.end + dt.timedelta(days=1), dt.time(), zone)
    with sources.store.read() as work:
        me = maker(work, order.actor)
        parts = replace(parts, log=work.audit_log.head())
        if order.own:
            return _own(sources, work, me, parts)
        lines = told(work, me, zone)
        sealed = work.records.summaries(states=(RecordState.SEALED,), begin=begin, end=after, limit=None)
        readable = openable(work, me, sealed)
        return replace(
            parts,
            front=_front(sources, work, me, plan, lines, readable),
            register=sources.competence.register(order.actor),
            training=sources.training.matrix(order.actor),
            matrix=sources.schedule.matrix(order.actor, on=min(plan.end, today(sources.clock))),
            sessions=work.sessions.between(begin, after),
            lines=lines,
            actions=work.actions.due_between(plan.begin, plan.end),
            chosen=_chosen(plan, ground, readable),
            noticed=noticed_in(work, me, plan, zone),
            expected=expected_in(work, sources.catalog, me, (begin, after)),
        )


def _own(sources: Sources, work: Work, me: Person, parts: IndexParts) -> IndexParts:
    """Return what a person's own file is made of beside its records."""
    about = work.records.summaries(about_id=parts.plan.person_id, limit=None)
    return replace(
        parts,
        made_by=f"{me.name}, {me.role.label.lower()}",
        private=sum(one.audience is Audience.PRIVATE for one in about),
        notice=notice_in(work, sources.catalog, parts.plan.person_id),
    )


def _front(sources: Sources, work: Work, me: Person, plan: PackPlan, lines: Told, sealed: Sealed) -> Front:
    line = next((line for _, line in lines if line.thread.id == plan.said.thread_id), None)
    return Front(
        figures=figures_in(work, me, sources.clock, plan.begin, plan.end),
        endings=endings(sealed),
        words=words_of(work, sources.catalog, plan, line),
    )


def _chosen(plan: PackPlan, ground: Ground, sealed: Sealed) -> Chosen:
    counted = codes_of(ground.coverage)
    counting = {one.id for one in sealed if one.id in counted or not plan.frameworks}
    inside = set(plan.records)
    return Chosen(of=len(counting), held=len(counting & inside), beyond=len(inside - counting))


def manifest_of(service: Service, parts: IndexParts, files: list[dict[str, object]]) -> bytes:
    """Return the list of a pack's files with what the pack says of itself, as canonical JSON."""
    plan = parts.plan
    document: dict[str, object] = {
        "format": "alongside-pack-1",
        "service": service.name,
        "made_with": f"Alongside {__version__}",
        "made_at": parts.made_at.isoformat(),
        "made_by": parts.made_by,
        "purpose": plan.purpose.value,
        "recipient": parts.say(plan.recipient),
        "why": parts.say(plan.why),
        "begin": plan.begin.isoformat(),
        "end": plan.end.isoformat(),
        "names": plan.names.value,
        "frameworks": [
            {"id": c.framework.id, "version": c.framework.version, "title": c.framework.title}
            for c in parts.coverage
        ],
        "log": parts.log.as_dict(),
        "left_out": [{"record": one.number, "what": one.what, "why": one.why} for one in parts.left_out],
        "files": sorted(files, key=lambda one: str(one["path"])),
    }
    return canonical(document) + b"\n"
