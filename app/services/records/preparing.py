"""The worker’s own points before a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.answers import all_texts, check_text, given
from app.domain.asking import settled
from app.domain.changes import Outcome, Topic, changed
from app.domain.content import Content
from app.domain.errors import StateError
from app.domain.facts import without_facts
from app.domain.kinds import Kind
from app.services.present import present
from app.services.records.facts import facts_of
from app.services.records.forms import sheet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Actor, Person
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """The worker's own sheet before a meeting."""

    form: Form
    answers: Mapping[str, Answer]


class PreparingService:
    """One’s own preparation sheet."""

    def __init__(self, store: Store, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._catalog = catalog
        self._clock = clock

    def sheet(self, actor: Actor, kind: Kind = Kind.SUPERVISION) -> Preparation:
        """Return the actor's own sheet for their next meeting of a kind."""
        with self._store.read() as work:
            me = present(work, actor)
            stored, form = work.preparation.get(me.id), sheet_of(work, self._catalog, kind)
            facts = facts_of(work, self._catalog, self._clock, form, me)
        return Preparation(form=form, answers={**(stored.answers if stored else {}), **facts})

    def begun(self, actor: Actor, kinds: Iterable[Kind] = (Kind.SUPERVISION,)) -> frozenset[Kind]:
        """Return before which of some kinds of meeting the actor has written anything on their sheet."""
        with self._store.read() as work:
            stored = work.preparation.get(present(work, actor).id)
            said = {key for key, answer in stored.answers.items() if given(answer)} if stored else set()
            return frozenset(
                kind
                for kind in kinds
                if said and any(key in said for key, _, _ in sheet_of(work, self._catalog, kind).keyed)
            )

    def store(
        self, actor: Actor, answers: Mapping[str, Answer], kind: Kind = Kind.SUPERVISION
    ) -> Outcome[None]:
        """Store the actor's own points. They come up on the agenda when a meeting of that kind is started.

        What they wrote on another sheet before stays beside it.
        """
        with self._store.write(actor.person_id) as work:
            person, form = present(work, actor), sheet_of(work, self._catalog, kind)
            me = person.id
            said = checked(work, self._catalog, self._clock, form, person, answers)
            before = work.preparation.get(me)
            others = {k: a for k, a in before.answers.items() if form.field(k) is None} if before else {}
            work.preparation.store(me, {**others, **said}, self._clock.now())
        return Outcome(None, changed(Topic.RECORDS))


def checked(
    work: Work, catalog: Catalog, clock: Clock, form: Form, about: Person, answers: Mapping[str, Answer]
) -> Mapping[str, Answer]:
    """Return what is kept of the answers to a sheet: only what is asked of somebody.

    Raises StateError for an answer to nothing that was asked, TextError for a text too long to keep.
    """
    answers = without_facts(answers)
    for key, answer in answers.items():
        known = form.field(key)
        if known is None:
            message = "One answer does not belong to this sheet, so nothing was changed."
            raise StateError(message)
        check_text(known[1].label, " ".join(all_texts(answer)))
    facts = facts_of(work, catalog, clock, form, about)
    return without_facts(settled(form, Content(answers={**answers, **facts})).answers)
