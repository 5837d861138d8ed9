"""Confirming a row of a draft with one's own PIN: nobody can for somebody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.access import require
from app.domain.changes import Outcome, changed
from app.domain.clock import today
from app.domain.confirming import Confirmation, asks, confirmation, initials_of, kept, message
from app.domain.errors import StateError
from app.domain.people import Standing
from app.domain.records import RecordState
from app.services.records.forms import form_of
from app.storage.keys import prove, proven
from app.system.wipe import wipe

if TYPE_CHECKING:
    from app.catalog.registry import Catalog
    from app.domain.answers import Cell
    from app.domain.clock import Clock
    from app.domain.content import Content
    from app.domain.forms import Form
    from app.domain.people import Actor
    from app.domain.records import Record
    from app.services.records.desk import Desk
    from app.storage.store import Secrets, Store
    from app.storage.unit_of_work import Work


class ConfirmingService:
    """Rows and questions that somebody stands for with their own PIN."""

    def __init__(self, store: Store, desk: Desk, secrets: Secrets, catalog: Catalog, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._secrets = secrets
        self._catalog = catalog
        self._clock = clock

    def confirm(
        self, actor: Actor, record_id: str, question: str, row: str, person_id: str, pin: str
    ) -> Outcome[Confirmation]:
        """Confirm a row of a draft that the actor writes, as whoever types their own PIN.

        ``question`` is the id of the question or column, ``row`` the hash of what stands in the row. Nothing
        is kept yet: the draft keeps it like any answer. Raises WrongSecretError.
        """
        with self._store.read() as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.DRAFT or question not in asks(
                form_of(work, self._catalog, record)
            ):
                sentence = "Nothing in this record can be confirmed here now. Nothing was changed."
                raise StateError(sentence)
            person = work.people.get(person_id)
            require(person.standing is not Standing.LEAVER, f"{person.name} has left, so they cannot.")
        key = self._secrets.signing_key(person_id, pin)
        on = today(self._clock)
        proof = prove(key, message(record.number, question, row, on)).hex()
        wipe(key)
        with self._store.write(person_id) as work:
            work.audit("row confirmed", record_id, record.number)
        name = person.name
        made = Confirmation(
            initials=initials_of(name), name=name, on=on, person_id=person_id, row=row, proof=proof
        )
        return Outcome(made, changed())


def standing(work: Work, record: Record, form: Form, content: Content) -> Content:
    """Return a content whose confirmations all stand: made by whom they name, over the row as it is now."""
    if not asks(form):
        return content

    def stands(question: str, cell: Cell, row: str) -> bool:
        made = confirmation(cell)
        if made is None or made.row != row or not made.proof:
            return False
        certificate = work.certificates.own(made.person_id)
        if certificate is None:
            return False
        said = message(record.number, question, row, made.on)
        try:
            proof = bytes.fromhex(made.proof)
        except ValueError:
            return False
        return made.initials == initials_of(made.name) and proven(certificate, said, proof)

    fields = {key: field for key, _, field in form.keyed}
    answers = {
        key: kept(fields[key], answer, stands) if key in fields else answer
        for key, answer in content.answers.items()
    }
    return replace(content, answers={key: answer for key, answer in answers.items() if answer != ()})
