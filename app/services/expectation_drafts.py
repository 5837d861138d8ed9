"""Writing down what is expected: a draft by who leads practice, handed in, and agreed by a manager."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import may_agree_expectation, may_draft_expectation, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import NotAllowedError, StateError, TextError
from app.domain.expectations import DRAFT, Expectation, Said
from app.domain.ids import new_id
from app.services.expectations import need
from app.services.present import present
from app.services.records.scans import FileType, as_kept, check_file

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

WRITES = "Only those who lead practice here write down what is expected. Nothing was changed."
AGREES = (
    "Only the registered manager agrees to a page, or a deputy who may see everybody and did not write it. "
    "Nothing was changed."
)
HANDED_IN = "This page was handed in to be agreed. Take it back first; then you can write on it."
NOT_HANDED_IN = "This page was not handed in to be agreed yet. Nothing was changed."
NO_DRAFT = "Nobody is writing on this page. Choose “Change it” first."
SAME_PICTURE = "The picture stays as it was."
NO_PICTURE = f"This is not a picture: PNG or JPEG. {SAME_PICTURE} Choose a picture."


class ExpectationDraftsService:
    """Writing a page and agreeing to it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def begin(self, actor: Actor, expectation_id: str = "") -> Outcome[Expectation]:
        """Begin a page, or a new version of one; what is being written is carried on."""
        with self._store.write(actor.person_id) as work:
            me = self._writes(work, actor)
            standing = work.expectations.get(expectation_id) if expectation_id else None
            if standing is not None and standing.draft is not None:
                return Outcome(standing.draft, changed())
            before = standing.agreed if standing is not None else None
            said = replace(before.said, review_on=None) if before else Said(owner_id=me.id)
            draft = Expectation(
                id=expectation_id or new_id(),
                version=DRAFT,
                said=said,
                by_id=me.id,
                at=self._clock.now(),
                picture=bool(before and before.picture),
            )
            work.expectations.keep(draft, self._picture(work, before))
            work.audit("expectation begun", "service", draft.id)
        return Outcome(draft, changed(Topic.EXPECTATIONS))

    def store(self, actor: Actor, expectation_id: str, said: Said) -> Outcome[Expectation]:
        """Keep what is written on a draft, whole or not."""
        said.check()
        with self._store.write(actor.person_id) as work:
            draft = self._written(work, actor, expectation_id)
            draft = replace(draft, said=said, at=self._clock.now())
            work.expectations.keep(draft, self._picture(work, draft))
        return Outcome(draft, changed())

    def put_picture(self, actor: Actor, expectation_id: str, name: str, data: bytes) -> Outcome[Expectation]:
        """Put a picture on a draft; without bytes the one there is goes. Raises TextError for none."""
        if data and check_file(name, data, SAME_PICTURE)[1] is FileType.PDF:
            raise TextError(NO_PICTURE)
        data, _ = as_kept(data)
        with self._store.write(actor.person_id) as work:
            draft = replace(self._written(work, actor, expectation_id), picture=bool(data))
            work.expectations.keep(draft, data)
            work.audit("expectation’s picture changed", "service", draft.id)
        return Outcome(draft, changed(Topic.EXPECTATIONS))

    def discard(self, actor: Actor, expectation_id: str) -> Outcome[None]:
        """Throw a draft away; the version in use stays."""
        with self._store.write(actor.person_id) as work:
            self._written(work, actor, expectation_id)
            work.expectations.drop_draft(expectation_id)
            work.audit("expectation draft thrown away", "service", expectation_id)
        return Outcome(None, changed(Topic.EXPECTATIONS))

    def hand_in(self, actor: Actor, expectation_id: str) -> Outcome[Expectation]:
        """Hand a draft in to be agreed. Raises IncompleteError for what is missing."""
        with self._store.write(actor.person_id) as work:
            draft = self._written(work, actor, expectation_id)
            draft.said.check_whole(today(self._clock))
            draft = replace(draft, asked_at=self._clock.now(), note="")
            work.expectations.keep(draft, self._picture(work, draft))
            work.audit("expectation handed in", "service", expectation_id)
        return Outcome(draft, changed(Topic.EXPECTATIONS))

    def take_back(self, actor: Actor, expectation_id: str) -> Outcome[Expectation]:
        """Take a draft back that was handed in, to write on it."""
        with self._store.write(actor.person_id) as work:
            self._writes(work, actor)
            draft = replace(_draft(work, expectation_id), asked_at=None)
            work.expectations.keep(draft, self._picture(work, draft))
            work.audit("expectation taken back", "service", expectation_id)
        return Outcome(draft, changed(Topic.EXPECTATIONS))

    def agree(self, actor: Actor, expectation_id: str) -> Outcome[Expectation]:
        """Agree to a draft: it becomes the next version, which never changes."""
        with self._store.write(actor.person_id) as work:
            me, draft = self._agrees(work, actor, expectation_id)
            draft.said.check_whole(today(self._clock))
            before = work.expectations.get(expectation_id).agreed
            picture = self._picture(work, draft)
            agreed = replace(
                draft,
                version=(before.version if before else DRAFT) + 1,
                agreed_by_id=me.id,
                agreed_at=self._clock.now(),
            )
            work.expectations.drop_draft(expectation_id)
            work.expectations.keep(agreed, picture)
            work.audit("expectation agreed", "service", f"{expectation_id} version {agreed.version}")
        return Outcome(agreed, changed(Topic.EXPECTATIONS))

    def give_back(self, actor: Actor, expectation_id: str, why: str) -> Outcome[Expectation]:
        """Give a draft back to whoever wrote it, and say why."""
        need("why", why, "Say in a few words what is to be changed. Nothing was changed yet.")
        with self._store.write(actor.person_id) as work:
            me, draft = self._agrees(work, actor, expectation_id)
            draft = replace(draft, asked_at=None, note=f"{me.name}: {why.strip()}")
            work.expectations.keep(draft, self._picture(work, draft))
            work.audit("expectation given back", "service", expectation_id)
        return Outcome(draft, changed(Topic.EXPECTATIONS))

    def _writes(self, work: Work, actor: Actor) -> Person:
        me = present(work, actor)
        require(may_draft_expectation(me), WRITES)
        return me

    def _written(self, work: Work, actor: Actor, expectation_id: str) -> Expectation:
        """Return a draft somebody may write on now."""
        self._writes(work, actor)
        draft = _draft(work, expectation_id)
        if draft.asked_at is not None:
            raise StateError(HANDED_IN)
        return draft

    def _agrees(self, work: Work, actor: Actor, expectation_id: str) -> tuple[Person, Expectation]:
        me = self._writes(work, actor)
        draft = _draft(work, expectation_id)
        if not may_agree_expectation(me, draft.by_id):
            raise NotAllowedError(AGREES)
        if draft.asked_at is None:
            raise StateError(NOT_HANDED_IN)
        return me, draft

    def _picture(self, work: Work, page: Expectation | None) -> bytes:
        return work.expectations.picture(page.id, page.version) if page is not None else b""


def _draft(work: Work, expectation_id: str) -> Expectation:
    draft = work.expectations.get(expectation_id).draft
    if draft is None:
        raise StateError(NO_DRAFT)
    return draft
