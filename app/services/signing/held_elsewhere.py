"""A supervision of the registered manager's that was held elsewhere: its signed file is checked and kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.access import may_bring_in_held, require
from app.domain.changes import Outcome, Topic, changed
from app.domain.clock import long_moment, today
from app.domain.content import Content, content_hash
from app.domain.errors import IncompleteError, StateError
from app.domain.form_uses import ELSEWHERE
from app.domain.ids import new_id
from app.domain.kinds import Kind
from app.domain.names import name_key
from app.domain.records import Attachment, Record, RecordState
from app.domain.signing import Part, Verdict
from app.services.present import present
from app.services.records.scans import check_file, read_file

if TYPE_CHECKING:
    from pathlib import Path

    from app.catalog.registry import Catalog
    from app.domain.clock import Clock
    from app.domain.people import Actor, Person
    from app.domain.signing import Check
    from app.services.checking import CheckingService
    from app.services.records.desk import Desk
    from app.services.signing.by_service import SealingByService
    from app.storage.store import Store
    from app.storage.unit_of_work import Work

REFUSED = "Only the registered manager it is about, or who supervises them, can bring this in."
SAFE = "Nothing was brought in."
NOON = dt.time(12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file as it was checked.

    ``fault`` says why it cannot be brought in, empty when it can; ``note`` what to look at before.
    """

    check: Check
    fault: str
    note: str


class HeldElsewhereService:
    """Bringing in what was held and signed outside these records."""

    def __init__(
        self,
        store: Store,
        desk: Desk,
        checking: CheckingService,
        sealing: SealingByService,
        catalog: Catalog,
        clock: Clock,
    ) -> None:
        self._store = store
        self._desk = desk
        self._checking = checking
        self._sealing = sealing
        self._catalog = catalog
        self._clock = clock

    def look(self, actor: Actor, about_id: str, path: Path) -> Looked:
        """Check a signed file before it is brought in: exactly as bringing it in does."""
        with self._store.read() as work:
            about = _asked(work, actor, about_id)
            check = self._checking.check(path)
            fault = _fault(check, about)
            if not fault:
                fault = _known(work, content_hash(read_file(path)))
            return Looked(check=check, fault=fault, note=_note(work, check, about))

    def bring_in(self, actor: Actor, about_id: str, path: Path, held_on: dt.date | None) -> Outcome[Record]:
        """Keep a signed file as a supervision that was held; it counts from now on.

        The service seals the record, which says what the check found. Raises IncompleteError without a day,
        StateError for a file that was changed, is not signed by somebody else, or is here already.
        """
        if held_on is None or held_on > today(self._clock):
            message = "Say on which day it was held: today or before."
            raise IncompleteError(message, {"held_on": message})
        looked = self.look(actor, about_id, path)
        if looked.fault:
            raise StateError(looked.fault)
        data = read_file(path)
        name, kind = check_file(path.name, data, SAFE)
        with self._store.write(actor.person_id) as work:
            about = _asked(work, actor, about_id)
            record = self._record(work, actor, about, held_on, looked)
            work.records.add(record)
            file = Attachment(
                id=new_id(),
                record_id=record.id,
                name=name,
                type=kind.value,
                size=len(data),
                sha256=content_hash(data),
            )
            work.attachments.add(file, data, record.recorded_at)
            work.audit("supervision held elsewhere brought in", record.id, f"{record.number} {file.sha256}")
            self._desk.settle(work, record, RecordState.READY, record.recorded_at)
            self._sealing.seal(actor, work.records.get(record.id))
            kept = work.records.get(record.id)
        return Outcome(kept, changed(Topic.RECORDS, Topic.SCHEDULE))

    def _record(self, work: Work, actor: Actor, about: Person, held_on: dt.date, looked: Looked) -> Record:
        form = self._catalog.form(Kind.SUPERVISION, ELSEWHERE)
        work.forms.keep(form.id, form.version, self._catalog.form_to_json(form))
        now, zone = self._clock.now(), self._clock.zone()
        signed = (
            f"{one.name}, {one.service}, {long_moment(one.signed_at, zone)}" if one.signed_at else one.name
            for one in looked.check.signatures
        )
        told = ("\n".join(signed), f"{looked.check.sentence} {looked.note}".strip(), actor.name)
        answers = {key: text for (key, _, _), text in zip(form.keyed, told, strict=True)}
        return Record(
            id=new_id(),
            number=work.records.next_number(Kind.SUPERVISION),
            version=1,
            kind=Kind.SUPERVISION,
            form_id=form.id,
            form_version=form.version,
            about_id=about.id,
            led_by_id=about.supervisor_id or about.id,
            state=RecordState.DRAFT,
            held_at=min(dt.datetime.combine(held_on, NOON, zone).astimezone(dt.UTC), now),
            recorded_at=now,
            changed_at=now,
            content=Content(answers=answers),
        )


def _asked(work: Work, actor: Actor, about_id: str) -> Person:
    """Return whom it is about. Raises NotAllowedError, and StateError while nobody supervises them."""
    about = work.people.get(about_id)
    require(may_bring_in_held(present(work, actor), about), REFUSED)
    if about.supervisor_id is None:
        message = f"Say first who supervises {about.first_name}, under “Change details”. {SAFE}"
        raise StateError(message)
    return about


def _fault(check: Check, about: Person) -> str:
    """Return why a checked file is no supervision that was signed elsewhere, or nothing."""
    if check.verdict is not Verdict.UNCHANGED:
        return f"{check.sentence} {SAFE}"
    others = {
        one.name
        for one in check.signatures
        if one.part != Part.SERVICE and name_key(one.name) != name_key(about.name)
    }
    return "" if others else f"Nobody but {about.name} signed this file: whoever held it signs it too. {SAFE}"


def _note(work: Work, check: Check, about: Person) -> str:
    """Return which of the two people, as they are called here, did not sign a file; or nothing."""
    signed = {name_key(one.name) for one in check.signatures}
    names = [about.name, *(work.people.get(one).name for one in (about.supervisor_id,) if one)]
    missing = [name for name in names if name_key(name) not in signed]
    some = "are" if len(missing) > 1 else "is"
    return f"{' and '.join(missing)} {some} not among those who signed it." if missing else ""


def _known(work: Work, sha256: str) -> str:
    number = work.attachments.record_with(sha256)
    return f"This file is here already, as {number}. {SAFE}" if number else ""
