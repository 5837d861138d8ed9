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
    from collections.abc import Mapping

    from app.catalog.registry import Catalog
    from app.domain.answers import Answer
    from app.domain.clock import Clock
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.storage.store import Store


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

    def begun(self, actor: Actor) -> bool:
        """Tell whether the actor has prepared anything for a next meeting."""
        with self._store.read() as work:
            stored = work.preparation.get(present(work, actor).id)
        return stored is not None and any(given(one) for one in stored.answers.values())

    def store(
        self, actor: Actor, answers: Mapping[str, Answer], kind: Kind = Kind.SUPERVISION
    ) -> Outcome[None]:
        """Store the actor's own points. They come up on the agenda when a meeting of that kind is started.

        What they wrote on another sheet before stays beside it.
        """
        with self._store.write(actor.person_id) as work:
            person, form = present(work, actor), sheet_of(work, self._catalog, kind)
            me, answers = person.id, without_facts(answers)
            for key, answer in answers.items():
                known = form.field(key)
                if known is None:
                    message = "One answer does not belong to this sheet, so nothing was changed."
                    raise StateError(message)
                check_text(known[1].label, " ".join(all_texts(answer)))
            before = work.preparation.get(me)
            others = {k: a for k, a in before.answers.items() if form.field(k) is None} if before else {}
            facts = facts_of(work, self._catalog, self._clock, form, person)
            said = settled(form, Content(answers={**answers, **facts})).answers
            work.preparation.store(me, {**others, **without_facts(said)}, self._clock.now())
        return Outcome(None, changed(Topic.RECORDS))
