"""An answer that a worker began before signing: kept through a power cut, readable by them alone."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.answers import check_text
from app.domain.changes import Outcome, changed
from app.domain.errors import NotAllowedError
from app.domain.records import RecordState
from app.services.present import present
from app.services.signing.turns import party

if TYPE_CHECKING:
    from app.domain.people import Actor
    from app.storage.store import Secrets, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """Whether an answer was begun, and what it is for the worker themself; nothing for anybody else."""

    there: bool = False
    choice: str = ""
    words: str = ""


class BeginningService:
    """Half an answer. It says nothing yet: nothing of it stands in the record."""

    def __init__(self, store: Store, secrets: Secrets) -> None:
        self._store = store
        self._secrets = secrets

    def keep(self, actor: Actor, record_id: str, choice: str, words: str) -> Outcome[bool]:
        """Keep what the worker began to say, at whoever’s screen; an empty one takes it away.

        Returns whether it is kept: only while the answer is awaited, and once they have a PIN of their own.
        """
        check_text("your own words", words)
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            party(work, actor, record)
            if record.state is not RecordState.READY:
                return Outcome(value=False, changes=changed())
            work.signing.drop_begun(record_id)
            if not (choice or words.strip()):
                return Outcome(value=False, changes=changed())
            said = json.dumps({"choice": choice, "words": words}).encode()
            try:
                sealed = self._secrets.seal_private(work, record.about_id, record_id, said)
            except NotAllowedError:
                return Outcome(value=False, changes=changed())
            work.signing.begin(record_id, sealed)
            return Outcome(value=True, changes=changed())

    def read(self, actor: Actor, record_id: str) -> Begun:
        """Return what was begun: for the worker signed in what it says, for anybody else that it is there."""
        with self._store.read() as work:
            record = work.records.get(record_id)
            party(work, actor, record)
            sealed = work.signing.begun(record_id)
            if sealed is None:
                return Begun()
            if present(work, actor).id != record.about_id:
                return Begun(there=True)
            try:
                said = json.loads(self._secrets.open_private(record.about_id, record_id, sealed))
            except NotAllowedError:  # their PIN was reset since
                return Begun()
        return Begun(there=True, choice=said["choice"], words=said["words"])
