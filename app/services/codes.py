"""One-time codes for those who have no PIN yet: made anew for several at once, and printed as slips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import today
from app.domain.errors import IncompleteError
from app.domain.names import full_names
from app.domain.people import Standing
from app.services.going_out import file_out
from app.services.present import present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.clock import Clock
    from app.domain.on_paper import To
    from app.domain.people import Actor, Person
    from app.storage.store import Enrolment, Store
    from app.storage.unit_of_work import Work

MANAGER_ONLY = "Only the registered manager gives out one-time codes."
NOBODY = "Choose at least one person who has no PIN yet."


class CodesService:
    """Letting in those who have not chosen a PIN."""

    def __init__(self, store: Store, enrolment: Enrolment, clock: Clock) -> None:
        self._store = store
        self._enrolment = enrolment
        self._clock = clock

    def waiting(self, actor: Actor) -> tuple[Person, ...]:
        """Return those who work here and have no PIN of their own yet, by name."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            return _without_pin(work)

    def renew(self, actor: Actor, person_ids: Sequence[str]) -> Outcome[tuple[tuple[str, str], ...]]:
        """Make new one-time codes, by name. The ones given out before stop.

        A code is never kept where it could be read again, so this is also the way after a lock.
        """
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            people = [one for one in _without_pin(work) if one.id in set(person_ids)]
            if not people:
                raise IncompleteError(NOBODY, {"people": NOBODY})
            names = full_names(work.people.all())
            codes = tuple((names[one.id], self._enrolment.issue_code(work, one.id)) for one in people)
            for one in people:
                work.audit("new one-time code", one.id, "")
        return Outcome(codes, changed(Topic.PEOPLE))

    def print_slips(self, actor: Actor, codes: Sequence[tuple[str, str]], to: To) -> To:
        """Write codes that were just made as slips to cut apart. Raises StorageFullError."""
        from app.documents.slips import render_slips  # noqa: PLC0415 - the PDF library is slow to load

        if not codes:
            raise IncompleteError(NOBODY, {"people": NOBODY})
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            service = work.service.get()
            work.audit("one-time codes printed", "service", f"{len(codes)} slips")
        pdf = render_slips(service, codes, today(self._clock))
        return file_out(self._store, self._clock, actor.person_id, to, pdf)


def _without_pin(work: Work) -> tuple[Person, ...]:
    everybody = work.people.all()
    return tuple(one for one in everybody if not one.secret_set and one.standing is not Standing.LEAVER)
