"""Which records are about what is expected, and who was watched on it, when, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_draft_expectation, may_lead_practice, may_tag, require
from app.domain.answers import shown
from app.domain.changes import Outcome, Topic, changed
from app.domain.errors import StateError
from app.domain.expectations import Link, Went
from app.domain.forms import FieldRole
from app.domain.kinds import Kind
from app.domain.observation import items, result
from app.domain.records import FINISHED, Audience, RecordState
from app.services.expectations import NOT_YOURS
from app.services.present import as_seen, present
from app.services.records.forms import answer_to, form_of, forms_of
from app.services.records.reading import CLOSED, may_open, openable

if TYPE_CHECKING:
    import datetime as dt

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.expectations import Expectation, Standing
    from app.domain.forms import Form
    from app.domain.people import Actor, Person
    from app.domain.records import Record, RecordSummary
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

MOST = 100
"""The newest records shown that say who was watched."""
LOOKED_THROUGH = 400
"""The newest observations looked through for them."""
PRIVATE = "This is private, so it is joined to nothing. Share it first."
CANNOT = (
    "Whoever writes a record says which page it is about, and later those who lead practice. Nothing was "
    "changed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The pages a record is about.

    ``linked`` by somebody's word, ``asked`` because its form asks about them, ``others`` that could be
    linked, those of its practice areas first. ``may_link``: whoever asks may say so.
    """

    record: RecordSummary
    linked: tuple[Standing, ...]
    asked: tuple[Standing, ...]
    others: tuple[Standing, ...]
    may_link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One record about a page: whose, when, and how what is expected went.

    ``ratings`` are the questions the page is about, with what was seen of each.
    """

    record: RecordSummary
    went: Went
    ratings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Who was watched on a page, the newest first, as far as whoever asks may read it.

    ``not_yet`` are colleagues they may watch of whom they can read nothing about it.
    """

    seen: tuple[Watch, ...]
    not_yet: tuple[Person, ...]
    more: bool


class ExpectationLinksService:
    """Joining records to what is expected."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def of_record(self, actor: Actor, record_id: str) -> About:
        """Return the pages a record is about, and those it could be about."""
        with self._store.read() as work:
            me, record = present(work, actor), work.records.get(record_id)
            require(may_open(work, me, record), CLOSED)
            used = [one for one in work.expectations.all() if one.used]
            ids = {one.expectation_id for one in work.expectations.links_of(record_id)}
            (summary,) = work.records.summaries(ids=(record_id,))
            asked = [one for one in used if one.id not in ids and record.form_id in one.newest.said.forms]
            taken = ids | {one.id for one in asked}
            others = [one for one in used if one.id not in taken]
            topics = answer_to(form_of(work, self._catalog, record), record, FieldRole.ABOUT)
            return About(
                record=summary,
                linked=tuple(one for one in work.expectations.all() if one.id in ids and one.agreed),
                asked=tuple(asked),
                others=tuple(sorted(others, key=lambda one: one.newest.said.area not in topics)),
                may_link=_may_link(me, record),
            )

    def link(self, actor: Actor, record_id: str, expectation_id: str) -> Outcome[Link]:
        """Say that a record is about a page."""
        with self._store.write(actor.person_id) as work:
            me, record = self._joinable(work, actor, record_id)
            standing = work.expectations.get(expectation_id)
            page = standing.agreed
            if page is None or not standing.used:
                raise StateError(NOT_YOURS)
            link = Link(
                record_id=record.id,
                expectation_id=page.id,
                version=page.version,
                by_id=me.id,
                at=self._clock.now(),
            )
            work.expectations.link(link)
            work.audit("joined to an expectation", record.id, f"{page.id} version {page.version}")
        return Outcome(link, changed(Topic.EXPECTATIONS))

    def unlink(self, actor: Actor, record_id: str, expectation_id: str) -> Outcome[None]:
        """Take a record off a page again."""
        with self._store.write(actor.person_id) as work:
            self._joinable(work, actor, record_id)
            work.expectations.unlink(record_id, expectation_id)
            work.audit("taken off an expectation", record_id, expectation_id)
        return Outcome(None, changed(Topic.EXPECTATIONS))

    def watched(self, actor: Actor, expectation_id: str) -> Watched:
        """Return who was watched on a page, when, and how it went."""
        with self._store.read() as work:
            me, standing = present(work, actor), work.expectations.get(expectation_id)
            require(standing.used or may_draft_expectation(me), NOT_YOURS)
            found = watched(work, self._catalog, me, standing.newest)
            seen = {one.record.about_id for one in found}
            return Watched(
                seen=found[:MOST],
                not_yet=tuple(
                    as_seen(me, one)
                    for one in work.people.all()
                    if may_lead_practice(me, one) and one.id not in seen
                ),
                more=len(found) > MOST,
            )

    def _joinable(self, work: Work, actor: Actor, record_id: str) -> tuple[Person, Record]:
        me, record = present(work, actor), work.records.get(record_id)
        require(may_open(work, me, record), CLOSED)
        if record.audience is Audience.PRIVATE:
            raise StateError(PRIVATE)
        require(_may_link(me, record), CANNOT)
        return me, record


def watched(
    work: Work,
    catalog: Catalog,
    me: Person,
    page: Expectation,
    when: tuple[dt.datetime, dt.datetime] | None = None,
) -> tuple[Watch, ...]:
    """Return the finished records about a page that somebody may read, the newest first.

    ``when``: all that were held from the one moment until before the other; else the newest. They are about
    it by somebody's word, or observations whose form asks about it.
    """
    links = {one.record_id for one in work.expectations.links_to((page.id,))}
    joined = work.records.brief(links).values()
    forms = page.said.forms
    begin, end = when or (None, None)
    asking = (
        work.records.summaries(
            kind=Kind.OBSERVATION,
            form_ids=forms,
            states=FINISHED,
            begin=begin,
            end=end,
            limit=None if when else LOOKED_THROUGH,
        )
        if forms
        else ()
    )
    both = {
        one.id: one
        for one in (*joined, *asking)
        if one.state in FINISHED and (when is None or when[0] <= one.held_at < when[1])
    }
    newest = sorted(openable(work, me, both.values()), key=lambda one: one.held_at, reverse=True)
    records = work.records.many(one.id for one in newest if one.kind is Kind.OBSERVATION)
    written = forms_of(work, catalog, records.values())
    return tuple(
        one
        for summary in newest
        if (one := _watch(summary, records.get(summary.id), written, page)).went is not Went.UNRATED
        or summary.id in links
    )


def _watch(
    summary: RecordSummary,
    record: Record | None,
    forms: dict[tuple[str, int], Form],
    page: Expectation,
) -> Watch:
    if record is None:
        return Watch(record=summary, went=Went.UNRATED, ratings=())
    form = forms[record.form_id, record.form_version]
    keys = page.said.questions_of(record.form_id)
    return Watch(
        record=summary,
        went=Went.of(result(form, record.content, keys or None), asked=bool(keys)),
        ratings=tuple(
            (item.label, shown(item, record.content.answers.get(key, "")))
            for key, item in items(form, record.content)
            if key in keys and record.content.answers.get(key)
        ),
    )


def _may_link(me: Person, record: Record) -> bool:
    """Whether somebody who may read a record says what it is about: its writer, and who leads practice."""
    if record.audience is Audience.PRIVATE:
        return False
    return record.led_by_id == me.id if record.state is RecordState.DRAFT else may_tag(me)
