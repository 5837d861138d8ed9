"""Deleting what may go: one registered manager asks, a second person confirms, and nothing of it stays."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from app.domain.access import may_confirm_deletion, may_manage_people, require
from app.domain.backups import ages_out
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_date, today
from app.domain.errors import NotFoundError, StateError
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.retention import REST, Deletion, Going, confirmed, left_name, statement, whose, why_none
from app.domain.signing_keys import fault
from app.services.going_out import file_out
from app.services.present import present
from app.services.retention import one_of
from app.storage.keys import prove
from app.system.sheets import csv_bytes
from app.system.wipe import wipe

if TYPE_CHECKING:
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.storage.backups.keeping import Backups, Kept
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work

ASKS = "Only the registered manager asks for a deletion."
CONFIRMS = (
    "A deletion is confirmed by another registered manager, the nominated individual, or a deputy who may "
    "see everybody; never by the person who asked for it. Nothing was deleted."
)
READS = "Only those who ask for and confirm deletions can read their log."
NOT_NOW = "Nothing about {} may be deleted now. Look at the page again."
CHANGED = (
    "Something has changed since this was asked: a hold, a rule, or a record. Nothing was deleted. Take the "
    "request back, and ask again for what may go now."
)
OVER = (
    "This request does not count any more: it was taken back, confirmed, or two weeks are over. Nothing was "
    "deleted."
)
HEADINGS = ("Number", "Whose", "What", "Rule", "Asked by", "Asked", "Confirmed by", "Deleted", "SHA-256")


class Wiper(Protocol):
    """Who writes the records file anew, so that nothing that was deleted is left in its gaps."""

    def begin(self) -> None:
        """Note that something is about to be deleted."""

    def wipe(self) -> str:
        """Write it anew; return what could not be done, in words, or nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A backup that still holds what is deleted, and the day it goes by itself; None: never by itself."""

    name: str
    second: bool
    until: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that waits, with whom it is about; ``mine``: whoever looks asked for it."""

    deletion: Deletion
    person: Person
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """What was deleted. ``problem`` is what could not be wiped yet, in words."""

    deletion: Deletion
    rows: dict[str, int]
    problem: str


class DeletingService:
    """Two people, a log without content, and nothing left."""

    def __init__(
        self,
        store: Store,
        secrets: Secrets,
        wiper: Wiper,
        backups: Backups,
        catalog: Catalog,
        clock: Clock,
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._wiper = wiper
        self._backups = backups
        self._catalog = catalog
        self._clock = clock

    # --- who, and what waits --------------------------------------------------------------------------------

    def nobody_to_confirm(self, actor: Actor) -> str:
        """Return what to do where nobody could confirm what the actor asks for, or nothing."""
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), ASKS)
            return why_none(_able(work, actor.person_id))

    def waiting(self, actor: Actor) -> tuple[Asked, ...]:
        """Return the requests that wait, the newest first: for who asks and who confirms."""
        with self._store.read() as work:
            self._reader(work, actor)
            now = self._clock.now()
            return tuple(
                Asked(
                    deletion=one,
                    person=work.people.get(one.person_id),
                    mine=one.asked_by_id == actor.person_id,
                )
                for one in work.retention.deletions()
                if one.waits(now)
            )

    def to_confirm(self, actor: Actor) -> tuple[Asked, ...]:
        """Return the requests that the actor can confirm; nothing to who confirms none."""
        with self._store.read() as work:
            me, now = present(work, actor), self._clock.now()
            waits = any(one.waits(now) for one in work.retention.deletions())
            able = waits and may_confirm_deletion(me, "")
            return tuple(one for one in self.waiting(actor) if not one.mine) if able else ()

    def log(self, actor: Actor) -> tuple[Deletion, ...]:
        """Return what was deleted, the newest first: numbers, kinds, rules and people, and no text."""
        with self._store.read() as work:
            self._reader(work, actor)
            return tuple(one for one in work.retention.deletions() if one.confirmed_at is not None)

    def log_csv(self, actor: Actor, to: Path) -> Path:
        """Write the log of deletions as a CSV file. The activity log says so."""
        zone, rows = self._clock.zone(), list[tuple[object, ...]]()
        for one in self.log(actor):
            asked, done = (
                at.astimezone(zone).date() if at else "" for at in (one.asked_at, one.confirmed_at)
            )
            rows += (
                (one.name, one.whose, what, rule, one.asked_by, asked, one.confirmed_by, done, digest)
                for what, rule, digest in lines(one)
            )
        with self._store.write(actor.person_id) as work:
            work.audit("log of deletions exported", "service", f"{len(rows)} lines")
        return file_out(self._store, self._clock, actor.person_id, to, csv_bytes((HEADINGS, *rows)))

    def copies(self, actor: Actor) -> tuple[Copy, ...]:
        """Return every backup that still holds what would be deleted now, and when each goes by itself.

        What stands in folders from before a backup was put back holds it too, until somebody removes it.
        """
        with self._store.read() as work:
            self._reader(work, actor)
        now, listed = self._clock.now(), self._backups.listed()
        found: list[Copy] = []
        for second in (False, True):
            own = [one for one in listed if (one.folder.parent != self._backups.here) is second]
            out = ages_out([one.backup for one in own], now)
            found += (_copy(one, out[one.backup.name], second=second) for one in own)
        older = (Copy(name=name, second=False, until=None) for name in self._backups.from_before())
        return (*found, *older)

    # --- asking and confirming ------------------------------------------------------------------------------

    def ask(self, actor: Actor, person_id: str, pin: str) -> Outcome[Deletion]:
        """Ask that everything about somebody that may go now be deleted, with one's own PIN.

        Raises WrongSecretError, and StateError where nothing may go or nobody could confirm it.
        """
        with self._store.read() as work:
            require(may_manage_people(present(work, actor)), ASKS)
            if why := why_none(_able(work, actor.person_id)):
                raise StateError(why)
            self._free(work, person_id)
        key, now = self._secrets.signing_key(actor.person_id, pin), self._clock.now()
        with self._store.write(actor.person_id) as work:
            me, person = present(work, actor), self._free(work, person_id)
            going = one_of(work, self._catalog, today(self._clock), person).going(today(self._clock))
            id_ = new_id()
            said = statement(id_, person.id, whose(person), going, work.audit_log.head().as_dict())
            made = Deletion(
                id=id_,
                number=work.retention.next_number(),
                person_id=person.id,
                whose=whose(person),
                statement=said,
                asked_by_id=me.id,
                asked_by=me.name,
                asked_at=now,
                ask=prove(key, said.encode()).hex(),
                asker=(work.certificates.own(me.id) or b"").hex(),
            )
            wipe(key)
            work.retention.ask(made)
            work.audit("deletion asked for", person.id, made.name)
        return Outcome(made, changed(Topic.RETENTION))

    def take_back(self, actor: Actor, deletion_id: str) -> Outcome[Deletion]:
        """Take a request back before it is confirmed: any registered manager can."""
        with self._store.write(actor.person_id) as work:
            require(may_manage_people(present(work, actor)), ASKS)
            found, now = self._waiting(work, deletion_id), self._clock.now()
            work.retention.take_back(deletion_id, now)
            work.audit("deletion taken back", found.person_id, found.name)
        return Outcome(replace(found, taken_back_at=now), changed(Topic.RETENTION))

    def confirm(self, actor: Actor, deletion_id: str, pin: str) -> Outcome[Deleted]:
        """Confirm what somebody else asked for, with one's own PIN: it is deleted at once, and for good.

        Raises NotAllowedError for who cannot be the second person, WrongSecretError, and StateError where the
        request is over or something changed since.
        """
        with self._store.read() as work:
            self._second(work, actor, self._waiting(work, deletion_id))
        key, now = self._secrets.signing_key(actor.person_id, pin), self._clock.now()
        self._wiper.begin()
        with self._store.write(actor.person_id) as work:
            found = self._waiting(work, deletion_id)
            me = self._second(work, actor, found)
            going = self._still(work, found)
            digest = hashlib.sha256(found.statement.encode()).hexdigest()
            done = replace(
                found,
                confirmed_by_id=me.id,
                confirmed_by=me.name,
                confirmed_at=now,
                confirmation=prove(key, confirmed(digest, now)).hex(),
                confirmer=(work.certificates.own(me.id) or b"").hex(),
            )
            wipe(key)
            work.retention.confirm(done)
            rows = erase(work, going)
            work.audit("records deleted", found.id, f"{found.name} {digest}")
        return Outcome(Deleted(deletion=done, rows=rows, problem=self._wiper.wipe()), changed(*Topic))

    # --- parts ----------------------------------------------------------------------------------------------

    def _reader(self, work: Work, actor: Actor) -> None:
        me = present(work, actor)
        require(may_manage_people(me) or may_confirm_deletion(me, ""), READS)

    def _free(self, work: Work, person_id: str) -> Person:
        """Return whom something is asked about. Raises StateError where nothing may go, or it waits."""
        person, on = work.people.get(person_id), today(self._clock)
        if not one_of(work, self._catalog, on, person).going(on):
            raise StateError(NOT_NOW.format(person.name))
        now = self._clock.now()
        waits = (one for one in work.retention.deletions() if one.waits(now) and one.person_id == person.id)
        if (before := next(waits, None)) is not None:
            message = f"{before.name} was asked for already, and waits for a second person."
            raise StateError(message)
        return person

    def _waiting(self, work: Work, deletion_id: str) -> Deletion:
        found = next((one for one in work.retention.deletions() if one.id == deletion_id), None)
        if found is None:
            message = "There is no such request."
            raise NotFoundError(message)
        if not found.waits(self._clock.now()):
            raise StateError(OVER)
        return found

    def _second(self, work: Work, actor: Actor, found: Deletion) -> Person:
        """Return who confirms. Raises NotAllowedError for who may not, or whose new PIN the asker ordered."""
        me, current = present(work, actor), work.signing_keys.current()
        require(may_confirm_deletion(me, found.asked_by_id), CONFIRMS)
        key = current.get(me.id)
        why = fault(key, me.name, (me.id, found.asked_by_id), current) if key else ""
        require(not why, why)
        return me

    def _still(self, work: Work, found: Deletion) -> Going:
        """Return what goes. Raises StateError where something of it may not go any more."""
        body, on = json.loads(found.statement), today(self._clock)
        now = one_of(work, self._catalog, on, work.people.get(found.person_id)).going(on)
        free = {one.id for part in now for one in part.records}
        going = going_of(work, found)
        if going.records - free or (body["rest"] and not any(part.sort == REST for part in now)):
            raise StateError(CHANGED)
        return going


def going_of(work: Work, deletion: Deletion) -> Going:
    """Return what a request names, as it stands in its statement."""
    body = json.loads(deletion.statement)
    people = work.retention.entries(deletion.person_id) if body["rest"] else frozenset[str]()
    ids = frozenset(str(one[0]) for one in body["records"])
    return Going(records=ids, people=people, name=left_name(deletion))


def erase(work: Work, going: Going) -> dict[str, int]:
    """Delete it, with the guards off; return how many rows of each table it was."""
    work.tables.open_guards()
    rows = work.erasing.erase(going)
    work.tables.close_guards()
    return rows


def erase_again(work: Work) -> None:
    """Delete once more what was deleted before: an older take-out that comes in again brings it back."""
    for one in work.retention.deletions():
        if one.confirmed_at is not None:
            erase(work, going_of(work, one))


def lines(one: Deletion) -> tuple[tuple[str, str, str], ...]:
    """Return each thing that was deleted: what it was, its rule, and the SHA-256 of its PDF if it had one."""
    body = json.loads(one.statement)
    rules = {sort: _rule(years, until) for sort, (years, until) in body["rules"].items()}
    found = tuple(
        (f"{Kind(kind).label} {number} version {version}", rules[kind], sha256)
        for _, number, version, kind, sha256 in body["records"]
    )
    return (*found, ("Everything else about them", rules[REST], "")) if body["rest"] else found


def _rule(years: int, until: str) -> str:
    kept = "1 year" if years == 1 else f"{years} years"
    return f"{kept} after leaving: until {long_date(dt.date.fromisoformat(until))}" if until else kept


def _able(work: Work, asked_by_id: str) -> tuple[Person, ...]:
    everybody = work.people.all()
    return tuple(one for one in everybody if one.secret_set and may_confirm_deletion(one, asked_by_id))


def _copy(one: Kept, until: dt.date | None, *, second: bool) -> Copy:
    return Copy(name=one.backup.name, second=second, until=until)
