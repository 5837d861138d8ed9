"""What the doctor looks at: the file, its guards, the key file and the activity log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import VaultDamagedError
from app.storage import engine, keyring, migrate
from app.storage.failures import plainly
from app.storage.in_step import RECORDS_TOLD, behind
from app.storage.migrations.guards import GUARDS
from app.system.wipe import lent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.storage.held import Held
    from app.storage.store import Transactions

MOST_TOLD = 20


class Health:
    """Whether the vault is whole."""

    def __init__(self, held: Held, store: Transactions) -> None:
        self._held = held
        self._store = store

    def faults(self) -> tuple[str, ...]:
        """Return each fault of file, keys and activity log as a sentence; nothing when all is well."""
        ring, found = self._held.ring(), list[str]()
        try:
            with plainly():
                found += self._of_file()
            found += self._of_log()
            with self._store.read() as work:
                people = {person.id for person in work.people.all()}
            found += [
                f"The key file names {h.name}, who is not in the records."
                for h in ring.holders
                if h.person_id not in people
            ]
        except VaultDamagedError as error:
            found.append(str(error))
        with lent(self._held.key) as key:
            return (*found, *keyring.faults(self._held.folder, key))

    def _of_file(self) -> Iterator[str]:
        path = self._held.file(self._held.ring())
        with lent(self._held.key) as key:
            faults, guards = engine.faults(path, key), migrate.guards(path, key)
        for fault in faults[:MOST_TOLD]:
            yield f"The records file is damaged: {fault}."
        if len(faults) > MOST_TOLD:
            yield f"The records file is damaged in {len(faults) - MOST_TOLD} more places."
        for name in sorted(GUARDS.keys() - guards):
            yield f"The guard “{name}” over sealed records is missing or was changed."

    def _of_log(self) -> Iterator[str]:
        with self._store.read() as work:
            broken, former = work.audit_log.verify(), tuple(work.audit_log.former_faults())
            short = behind(self._held, work.audit_log)
        if short is not None:
            yield RECORDS_TOLD.format(short.lines)
        for name, at in former:
            yield f"The activity log of “{name}”, brought in earlier, was changed at entry {at}."
        if broken is not None:
            yield f"The activity log was changed from outside at entry {broken}."
