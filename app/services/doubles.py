"""One person who is here twice: two entries become one, and everything under either is theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.doubles import Bound, against, as_one, filled, maybe
from app.domain.errors import StateError
from app.domain.names import name_key
from app.domain.profiles import leaving_fault
from app.domain.records import UNSIGNED, Audience
from app.services.present import present
from app.services.records.indexing import index

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.storage.store import Enrolment, Store
    from app.storage.unit_of_work import Work

MANAGER_ONLY = "Only the registered manager can say that two entries are one person."
BOTH_PREPARED = (
    "Something was begun under both entries that one person has only once: their notes for the next meeting. "
    "Hold the meeting of one of them first. Nothing was changed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What making two entries one would do.

    ``moves`` counts the double entry's rows by table, ``filled`` are the details that are taken over, and
    ``against`` says why it cannot be done.
    """

    kept: Person
    double: Person
    moves: dict[str, int]
    filled: tuple[str, ...]
    against: tuple[str, ...]


class DoublesService:
    """Making two entries one. What is sealed stays as it was signed, under the name it was signed with."""

    def __init__(self, store: Store, enrolment: Enrolment, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._enrolment = enrolment
        self._catalog = catalog
        self._clock = clock

    def maybe(self, actor: Actor, person_id: str) -> tuple[Person, ...]:
        """Return everybody who may be the same person, the likeliest first."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            return maybe(work.people.get(person_id), work.people.all())

    def look(self, actor: Actor, kept_id: str, double_id: str) -> Look:
        """Return what making them one would do, and what speaks against it."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            kept, double = work.people.get(kept_id), work.people.get(double_id)
            return Look(
                kept=kept,
                double=double,
                moves={name: len(rows) for name, rows in work.tables.about(double_id).items() if rows},
                filled=filled(kept, as_one(kept, double)),
                against=_against(work, actor, kept, double),
            )

    def join(self, actor: Actor, kept_id: str, double_id: str) -> Outcome[Person]:
        """Make two entries one: all of it or nothing. Raises StateError for what speaks against it.

        Everything under the double entry is the other's then; its PIN, passphrase and key are destroyed, and
        its name stays to be found by.
        """
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), MANAGER_ONLY)
            kept, double = work.people.get(kept_id), work.people.get(double_id)
            faults = _against(work, actor, kept, double)
            if faults:
                message = f"{' '.join(faults)} Nothing was changed."
                raise StateError(message)
            theirs = {one.id for ones in _records(work, double) for one in ones}
            work.tables.open_guards()
            work.people.keep_double(double.id, kept.id, actor.person_id, self._clock.now())
            stayed = work.tables.hand_over(double.id, kept.id)
            work.tables.close_guards()
            if "preparation" in stayed:
                raise StateError(BOTH_PREPARED)
            work.people.change(kept.id, as_one(kept, double))
            if name_key(double.name) != name_key(kept.name):
                work.people.keep_name(kept.id, double.name)
            for record_id in theirs:
                index(work, self._catalog, record_id)
            work.audit("two entries made one", kept.id, f"{double.id}, {len(theirs)} records")
            person = work.people.get(kept.id)
        self._enrolment.remove_access(double.id)
        return Outcome(person, changed(*Topic))


def _against(work: Work, actor: Actor, kept: Person, double: Person) -> tuple[str, ...]:
    about, led = _records(work, double)
    both = [one for one in about if one.led_by_id == kept.id] + [
        one for one in led if one.about_id == kept.id
    ]
    bound = Bound(
        waiting=tuple(dict.fromkeys(one.number for one in (*about, *led) if one.state in UNSIGNED)),
        private=sum(one.audience is Audience.PRIVATE for one in led),
        together=both[0].number if both else "",
    )
    found = against(kept, double, bound, actor.person_id)
    last = leaving_fault(double, actor.person_id, work.people.all()) if not found else ""
    return (*found, last) if last else found


def _records(work: Work, double: Person) -> tuple[tuple[RecordSummary, ...], tuple[RecordSummary, ...]]:
    """Return the records about somebody, and those they led."""
    found = work.records.summaries
    return found(about_id=double.id, limit=None), found(led_by_id=double.id, limit=None)
