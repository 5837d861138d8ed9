"""Everything that must happen by a day, wherever it comes from: what leaves the program reads it here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import today
from app.domain.schedule import DueState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.competence import CompetenceService
    from app.services.expectations import ExpectationsService
    from app.services.noticed import NoticedService

CONCERN, EXPECTATION = "concern", "expectation"
OTHERS = {CONCERN, EXPECTATION}
"""What asks for something by a day beside a requirement, whose title says what it is about already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Must:
    """One thing that must happen by a day. ``title`` names nobody and tells nothing of what was written.

    ``key`` tells it from every other, today and tomorrow; ``purpose`` is what asks for it, for programs.
    """

    key: str
    purpose: str
    person_id: str
    person: str
    title: str
    what: str
    by: dt.date
    state: DueState
    mark: str
    owner: str
    why: str

    @property
    def said(self) -> str:
        """The title with what it is about: for those who may read it."""
        return self.title if self.purpose not in OTHERS else f"{self.title}: {self.what}"


class MustService:
    """Knowing what must happen by a day: checks and training, steps of concerns, pages to look at again."""

    def __init__(
        self,
        competence: CompetenceService,
        noticed: NoticedService,
        expectations: ExpectationsService,
        clock: Clock,
    ) -> None:
        self._competence = competence
        self._noticed = noticed
        self._expectations = expectations
        self._clock = clock

    def lines(self, actor: Actor) -> tuple[Must, ...]:
        """Return everything that must happen by a day as far as the actor sees it, the soonest first."""
        found = (*self._checks(actor), *self._concerns(actor), *self._reviews(actor))
        return tuple(sorted(found, key=lambda one: one.by))

    def _checks(self, actor: Actor) -> Iterator[Must]:
        for one in self._competence.wanted(actor):
            yield Must(
                key=one.key,
                purpose=one.requirement.purpose.value,
                person_id=one.person.id,
                person=one.person.name,
                title=one.title,
                what=one.what,
                by=one.requirement.due_on,
                state=one.state,
                mark=one.mark,
                owner=one.owner,
                why=one.requirement.reason,
            )

    def _concerns(self, actor: Actor) -> Iterator[Must]:
        kept = self._noticed.pressing(actor)
        for one in kept.concerns:
            if one.next_by is not None:
                state = self._state(one.next_by)
                yield Must(
                    key=one.id,
                    purpose=CONCERN,
                    person_id=one.about_id,
                    person=kept.names[one.about_id],
                    title="Next step in a concern",
                    what=one.next_step,
                    by=one.next_by,
                    state=state,
                    mark=_mark(state),
                    owner=kept.names[one.by_id],
                    why=one.what,
                )

    def _reviews(self, actor: Actor) -> Iterator[Must]:
        waiting = self._expectations.waiting(actor)
        for one in waiting.reviews:
            owner_id = one.newest.said.owner_id or ""
            if one.review_on is not None:
                state = self._state(one.review_on)
                yield Must(
                    key=one.id,
                    purpose=EXPECTATION,
                    person_id=owner_id,
                    person=waiting.names.get(owner_id, ""),
                    title="Look again at a page of what we expect",
                    what=one.newest.said.title,
                    by=one.review_on,
                    state=state,
                    mark=_mark(state),
                    owner=waiting.names.get(owner_id, ""),
                    why="",
                )

    def _state(self, by: dt.date) -> DueState:
        return DueState.LATE if by < today(self._clock) else DueState.SOON


def _mark(state: DueState) -> str:
    return "! late" if state is DueState.LATE else "○ open"
