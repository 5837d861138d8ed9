"""What was deleted leaves no trace in the records file: it is written anew, without what was in its gaps.

SQLite fills what it deletes with zeroes, but a page that was put together anew can keep an older copy of a
row. So the whole file is written afresh; whether that is still to be done is noted before anything goes.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher

from app.domain.errors import AlongsideError
from app.storage import engine
from app.storage.backups.notes import note, read_notes
from app.storage.failures import on_disk

if TYPE_CHECKING:
    from app.storage.held import Held
    from app.storage.store import Transactions

LATER = (
    "It is deleted and nothing in the app shows it any more. The records file could not be written anew just "
    "now, so a trace of it may still be inside. The next time the records are opened that is done first."
)


class Wiping:
    """Writing the records file anew after a deletion."""

    def __init__(self, held: Held, store: Transactions) -> None:
        self._held = held
        self._store = store

    def begin(self) -> None:
        """Note that something is about to be deleted, so that a start after a power cut wipes it."""
        with on_disk():
            note(self._held.folder, wipe="yes")

    def wipe(self) -> str:
        """Write the file anew, and remove older files that the same key opens; return what could not be."""
        self._store.outside("the records file was to be written anew")
        held = self._held
        try:
            with held.files, on_disk():
                path = held.file(held.ring())
                held.opened().dispose()
                held.footing.let_go()
                connection = engine.connect(path, held.key)
                try:
                    connection.execute("VACUUM")
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    connection.close()
                self._burn_older(path.name)
                note(held.folder, wipe="")
        except AlongsideError:
            return LATER
        return ""

    def finish(self) -> None:
        """Wipe what a deletion left when the program was cut off before; opening never fails for it."""
        if read_notes(self._held.folder).wipe:
            self.wipe()

    def _burn_older(self, current: str) -> None:
        """Remove files of these records from before they were brought up to date: they hold it as well."""
        for path in self._held.folder.glob("vault-*.db"):
            if path.name != current:
                with contextlib.suppress(sqlcipher.DatabaseError):
                    engine.look(path, self._held.key).close()
                    self._held.burn(path.name)
