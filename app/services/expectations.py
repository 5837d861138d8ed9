"""What the service expects to see: pages drafted by who leads practice and agreed by a manager."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.documents.blocks import Heading, Photo, Words
from app.domain.access import may_agree_expectation, may_draft_expectation, require
from app.domain.answers import check_text
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, today
from app.domain.errors import IncompleteError, StateError
from app.domain.expectations import DRAFT, Expectation, Look, Standing
from app.domain.ids import new_id
from app.services.going_out import file_out
from app.services.present import present

if TYPE_CHECKING:
    from app.documents.blocks import Block
    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

NOT_YOURS = "This page is not agreed yet, or it is not used any more. You cannot read it."
NOT_AGREED = "This page is not agreed yet, so there is no sheet of it."
NOT_USED = "This page is not used any more. Nothing was changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Every page somebody may read, by title, and the names of those who wrote and look after them."""

    pages: tuple[Standing, ...]
    names: dict[str, str]
    writes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One page with its agreed versions, and what whoever asks may do with it."""

    standing: Standing
    versions: tuple[Expectation, ...]
    names: dict[str, str]
    writes: bool
    agrees: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What of the pages waits for somebody.

    ``reviews`` are those to be looked at again that they look after or agree to, the soonest first,
    ``to_agree`` the drafts handed in to them, ``given_back`` their own drafts a manager gave back.
    """

    reviews: tuple[Standing, ...] = ()
    to_agree: tuple[Expectation, ...] = ()
    given_back: tuple[Expectation, ...] = ()
    names: dict[str, str] = field(default_factory=dict)


class ExpectationsService:
    """Reading what is expected, printing it, and looking at it again."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def all(self, actor: Actor) -> Library:
        """Return every page; what is not agreed only to those who lead practice."""
        with self._store.read() as work:
            writes = may_draft_expectation(present(work, actor))
            found = tuple(
                one if writes else replace(one, draft=None)
                for one in work.expectations.all()
                if writes or one.used
            )
            return Library(pages=found, names=_names(work), writes=writes)

    def open(self, actor: Actor, expectation_id: str) -> Opened:
        """Return one page as somebody may read it."""
        with self._store.read() as work:
            me, standing = present(work, actor), work.expectations.get(expectation_id)
            writes = may_draft_expectation(me)
            require(writes or standing.used, NOT_YOURS)
            by_id = standing.draft.by_id if standing.draft else ""
            return Opened(
                standing=standing if writes else replace(standing, draft=None),
                versions=work.expectations.versions(expectation_id),
                names=_names(work),
                writes=writes,
                agrees=may_agree_expectation(me, by_id),
            )

    def owners(self, actor: Actor) -> tuple[Person, ...]:
        """Return who can look after a page: those who lead practice."""
        with self._store.read() as work:
            present(work, actor)
            return tuple(one for one in work.people.all() if may_draft_expectation(one))

    def picture(self, actor: Actor, expectation_id: str, version: int) -> bytes:
        """Return the picture of a version; nothing where there is none."""
        with self._store.read() as work:
            me, standing = present(work, actor), work.expectations.get(expectation_id)
            require(may_draft_expectation(me) or (standing.used and version != DRAFT), NOT_YOURS)
            return work.expectations.picture(expectation_id, version)

    # --- looking at it again --------------------------------------------------------------------------------

    def look_again(
        self, actor: Actor, expectation_id: str, words: str, next_on: dt.date | None
    ) -> Outcome[Look]:
        """Say that a page was looked at and still holds, and by when it is looked at next."""
        if next_on is None or next_on <= today(self._clock):
            sentence = "Say by which day it is looked at next. It is a day to come."
            raise IncompleteError(sentence, {"next_on": sentence})
        return self._looked(actor, expectation_id, words or "Still right.", next_on, "looked at again")

    def end(self, actor: Actor, expectation_id: str, why: str) -> Outcome[Look]:
        """Take a page out of use, and say why. It stays readable to those who lead practice."""
        need("why", why, "Say in a few words why it is not used any more. Nothing was changed yet.")
        return self._looked(actor, expectation_id, why, None, "taken out of use")

    def waiting(self, actor: Actor) -> Waiting:
        """Return what of the pages waits for the actor."""
        with self._store.read() as work:
            me = present(work, actor)
            if not may_draft_expectation(me):
                return Waiting()
            pages, manages = work.expectations.all(), may_agree_expectation(me, "")
            if not pages:
                return Waiting()
            drafts = [one.draft for one in pages if one.draft is not None]
            reviews = (
                one for one in pages if one.review_on and (manages or one.newest.said.owner_id == me.id)
            )
            return Waiting(
                reviews=tuple(sorted(reviews, key=lambda one: (one.review_on or dt.date.max, one.id))),
                to_agree=tuple(
                    one for one in drafts if one.asked_at and may_agree_expectation(me, one.by_id)
                ),
                given_back=tuple(one for one in drafts if one.note and one.by_id == me.id),
                names=_names(work),
            )

    def wall_sheet(self, actor: Actor, expectation_id: str, to: To) -> To:
        """Write a page as a sheet for the wall."""
        from app.documents.report import render_report  # noqa: PLC0415 - the PDF library is slow to load

        opened = self.open(actor, expectation_id)
        page = opened.standing.agreed
        if page is None or not opened.standing.used:
            raise StateError(NOT_USED if page is not None else NOT_AGREED)
        with self._store.write(actor.person_id) as work:
            service = work.service.get()
            picture = work.expectations.picture(page.id, page.version)
            work.audit("expectation printed", "service", f"{page.id} version {page.version}")
        blocks = self._wall(opened, page, picture)
        pdf = render_report(service, page.said.title, blocks, self._clock.now())
        return file_out(self._store, self._clock, actor.person_id, to, pdf)

    def _wall(self, opened: Opened, page: Expectation, picture: bytes) -> tuple[Block, ...]:
        owner = opened.names.get(page.said.owner_id or "", "–")
        agreed = opened.names.get(page.agreed_by_id or "", "–")
        until = f" To be looked at again by {long_date(day)}." if (day := opened.standing.review_on) else ""
        return (
            Heading(text="When it is done well, you see"),
            *(Words(text=f"✓  {one}", style="wall") for one in _lines(page.said.well)),
            Heading(text="You do not see"),
            *(Words(text=f"✗  {one}", style="wall") for one in _lines(page.said.unseen)),
            *((Photo(data=picture, told=f"Picture: {page.said.title}"),) if picture else ()),
            Words(text=f"Version {page.version}, agreed by {agreed}. Looked after by {owner}.{until}"),
        )

    def _looked(
        self, actor: Actor, expectation_id: str, words: str, next_on: dt.date | None, told: str
    ) -> Outcome[Look]:
        check_text("What was found", words)
        with self._store.write(actor.person_id) as work:
            me, standing = present(work, actor), work.expectations.get(expectation_id)
            page = standing.agreed
            if page is None or not standing.used:
                raise StateError(NOT_USED)
            require(me.id == page.said.owner_id or may_agree_expectation(me, ""), LOOKS)
            look = Look(
                id=new_id(),
                expectation_id=page.id,
                version=page.version,
                by_id=me.id,
                at=self._clock.now(),
                words=words.strip(),
                next_on=next_on,
            )
            work.expectations.keep_look(look)
            work.audit(f"expectation {told}", "service", f"{page.id} version {page.version}")
        return Outcome(look, changed(Topic.EXPECTATIONS))


LOOKS = (
    "Only whoever looks after this page says that it still holds, or takes it out of use, and the managers. "
    "Nothing was changed."
)


def _names(work: Work) -> dict[str, str]:
    return {one.id: one.name for one in work.people.all()}


def _lines(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split("\n") if one.strip())


def need(name: str, text: str, sentence: str) -> None:
    """Raise IncompleteError with the sentence where nothing is said."""
    if not text.strip():
        raise IncompleteError(sentence, {name: sentence})
