"""What counts towards a framework: tags, coverage, gaps in words, self-assessment and its action plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, may_tag, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError, NotFoundError
from app.domain.frameworks import (
    NOTHING,
    Assessment,
    Coverage,
    Framework,
    Improvement,
    Item,
    Level,
    Suggestion,
    Tag,
    facets,
    suggest,
)
from app.domain.ids import new_id
from app.domain.records import RecordState
from app.services.coverage import Evidence, why_counted
from app.services.present import present
from app.services.records.forms import form_of
from app.services.records.indexing import written
from app.services.records.reading import CLOSED, may_open, openable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.mirror import Mirror
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.services.frameworks import FrameworksService
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

MOST_AT_ONCE, MOST_HINTS = 5000, 50


class EvidenceService:
    """Tag once, count everywhere."""

    def __init__(self, store: Store, catalog: Catalog, frameworks: FrameworksService, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._frameworks = frameworks
        self._clock = clock

    def counts(
        self, actor: Actor, record_id: str
    ) -> tuple[tuple[Framework, tuple[tuple[Item, str], ...]], ...]:
        """Return what a record counts towards, by framework that is switched on: each item and why."""
        with self._store.read() as work:
            summary = self._readable(work, actor, record_id)
            faces = facets(summary, work.upshots.said(record_id).get(record_id, NOTHING))
            tags = {(t.framework_id, t.code): t for t in work.frameworks.tags(record_id=record_id)}
            names = {p.id: p.name for p in work.people.all()}
            found = []
            for listed in self._frameworks.all(work):
                if not listed.off:
                    framework = listed.framework
                    items = [
                        (item, why)
                        for item in framework.items
                        if (
                            why := why_counted(
                                faces, summary, item, (tags.get((framework.id, item.code)), names)
                            )
                        )
                    ]
                    found.append((framework, tuple(items)))
            return tuple(found)

    def suggestions(
        self, actor: Actor, record_id: str
    ) -> tuple[tuple[Framework, tuple[Suggestion, ...]], ...]:
        """Return items a record may count towards because of its words.

        Nothing is tagged from them unasked.
        """
        counted = {
            framework.id: frozenset(item.code for item, _ in items)
            for framework, items in self.counts(actor, record_id)
        }
        with self._store.read() as work:
            record = work.records.get(record_id)
            form = form_of(work, self._catalog, record)
            refused = {(t.framework_id, t.code) for t in work.frameworks.tags(record_id=record_id) if t.off}
            text = "\n".join(written(record, form))
            found = []
            for listed in self._frameworks.all(work):
                if not listed.off:
                    known = counted[listed.framework.id] | {
                        code for framework_id, code in refused if framework_id == listed.framework.id
                    }
                    found.append((listed.framework, suggest(text, listed.framework, known)))
            return tuple((framework, hints) for framework, hints in found if hints)

    def suggested(self, actor: Actor, framework_id: str, code: str) -> tuple[tuple[RecordSummary, str], ...]:
        """Return the newest sealed records whose words hint at an item, with the reason.

        Only those of which nobody has said yet whether they count.
        """
        with self._store.read() as work:
            me = present(work, actor)
            _, item = self._item(work, framework_id, code)
            told = {t.record_id for t in work.frameworks.tags(framework_id=framework_id) if t.code == code}
            because: dict[str, list[str]] = {}
            for word in item.words:
                for record_id in work.search.find(me, f'"{word}"', limit=MOST_HINTS):
                    because.setdefault(record_id, []).append(word)
            found = openable(work, me, work.records.brief(set(because)).values())
            said = work.upshots.said()
            wanted = [
                s
                for s in found
                if s.state is RecordState.SEALED
                and s.id not in told
                and facets(s, said.get(s.id, NOTHING)).isdisjoint(item.counts)
            ]
            hints = [(s, Suggestion(item=item, because=tuple(because[s.id])).why) for s in wanted]
            return tuple(
                sorted(hints, key=lambda one: (-len(because[one[0].id]), -one[0].held_at.timestamp()))
            )[:MOST_HINTS]

    def tag(
        self, actor: Actor, record_ids: Iterable[str], framework_id: str, code: str, *, off: bool = False
    ) -> Outcome[int]:
        """Say that records count (or do not count) towards an item. Returns how many; all of them or none."""
        wanted = tuple(dict.fromkeys(record_ids))
        now = self._clock.now()
        with self._store.write(actor.person_id) as work:
            me = present(work, actor)
            require(may_tag(me), "Only those who lead practice say what a record counts towards.")
            self._item(work, framework_id, code)
            readable = {one.id for one in openable(work, me, work.records.brief(set(wanted)).values())}
            require(
                len(wanted) <= MOST_AT_ONCE and readable >= set(wanted),
                "You cannot read one of these records, so none was tagged.",
            )
            for record_id in wanted:
                work.frameworks.tag(
                    Tag(
                        record_id=record_id,
                        framework_id=framework_id,
                        code=code,
                        off=off,
                        by_id=me.id,
                        at=now,
                    )
                )
                work.audit("tag taken off" if off else "tagged", record_id, f"{framework_id} {code}")
        return Outcome(len(wanted), changed(Topic.EVIDENCE))

    def coverage(self, actor: Actor, framework_id: str, begin: dt.date, end: dt.date) -> Coverage:
        """Return a framework against the sealed records the actor may read.

        From ``begin`` to ``end``, both days included.
        """
        with self._store.read() as work:
            return self.cover(work, present(work, actor), (framework_id,), begin, end)[0]

    def cover(
        self, work: Work, me: Person, frameworks: tuple[str, ...], begin: dt.date, end: dt.date
    ) -> tuple[Coverage, ...]:
        """Return the coverage of several frameworks within a transaction that is already open."""
        if not frameworks:
            return ()
        evidence = Evidence(work, me, self._catalog, self._clock, (begin, end))
        return tuple(evidence.coverage(self._frameworks, one) for one in frameworks)

    def mirror(self) -> Mirror:
        """Return what items of a framework could look like, in our own words, to see oneself in."""
        return self._catalog.mirror()

    def assess(
        self, actor: Actor, framework_id: str, code: str, level: Level, words: str
    ) -> Outcome[Assessment]:
        """Write down how the service sees itself on an item. Earlier ones are kept."""
        words = words.strip()
        if not words:
            message = "Say in a sentence why. Nothing was kept yet."
            raise IncompleteError(message, {"words": message})
        check_text("Why", words)
        with self._store.write(actor.person_id) as work:
            me = present(work, actor)
            require(may_manage_people(me), "Only the registered manager writes the self-assessment.")
            framework, item = self._item(work, framework_id, code)
            made = Assessment(
                id=new_id(),
                framework_id=framework.id,
                framework_version=framework.version,
                code=item.code,
                level=level,
                words=words,
                by_name=me.name,
                at=self._clock.now(),
            )
            work.frameworks.add_assessment(made, me.id)
            work.audit("self-assessment written", "service", f"{framework.id} {code} {level.value}")
        return Outcome(made, changed(Topic.EVIDENCE))

    def improve(
        self, actor: Actor, framework_id: str, code: str, what: str, owner_id: str, due_on: dt.date | None
    ) -> Outcome[Improvement]:
        """Add a line to an item's action plan."""
        what = " ".join(what.split())
        if not what or due_on is None:
            message = "Say what will be done and by when. Nothing was kept yet."
            raise IncompleteError(message, {"what": message})
        check_text("What", what)
        with self._store.write(actor.person_id) as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager changes the action plan.",
            )
            self._item(work, framework_id, code)
            owner = work.people.get(owner_id)
            made = Improvement(
                id=new_id(),
                framework_id=framework_id,
                code=code,
                what=what,
                owner_id=owner.id,
                owner_name=owner.name,
                due_on=due_on,
            )
            work.frameworks.store_improvement(made, self._clock.now())
            work.audit("action plan added to", "service", f"{framework_id} {code}")
        return Outcome(made, changed(Topic.EVIDENCE))

    def improved(
        self, actor: Actor, framework_id: str, improvement_id: str, *, done: bool = True
    ) -> Outcome[Improvement]:
        """Say that a line of the action plan is done, or that it is open again."""
        with self._store.write(actor.person_id) as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager changes the action plan.",
            )
            found = next(
                (one for one in work.frameworks.improvements(framework_id) if one.id == improvement_id), None
            )
            if found is None:
                message = "That line of the action plan is no longer there."
                raise NotFoundError(message)
            found = replace(found, done_on=today(self._clock) if done else None)
            work.frameworks.store_improvement(found, self._clock.now())
            said = "action plan line done" if done else "action plan line opened again"
            work.audit(said, "service", f"{framework_id} {found.code}")
        return Outcome(found, changed(Topic.EVIDENCE))

    def _readable(self, work: Work, actor: Actor, record_id: str) -> RecordSummary:
        me, record = present(work, actor), work.records.get(record_id)
        require(may_open(work, me, record), CLOSED)
        return work.records.brief({record_id})[record_id]

    def _item(self, work: Work, framework_id: str, code: str) -> tuple[Framework, Item]:
        framework = self._frameworks.find(work, framework_id)
        item = framework.item(code)
        if item is None:
            message = f"{framework.name} has nothing called “{code}”. Nothing was changed."
            raise NotFoundError(message)
        return framework, item
