"""Sealed records on their way out, looked at as the doctor looks: rows, PDF, signatures and log together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.services.doctor.records import SOME, Found, ground_of, look
from app.services.trusted import of_records

if TYPE_CHECKING:
    from app.services.doctor.records import Ground
    from app.storage.store import Store
    from app.storage.unit_of_work import Work


class Leaving:
    """Looks at some records before they leave, each time against the log as it is in that moment.

    What could not be checked is no change and goes out; what is wrong with a signature, a row or the log is
    said.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ground: Ground | None = None

    def changed(self, work: Work, ids: tuple[str, ...]) -> dict[str, str]:
        """Return what was found of each of some sealed records that is not as it was sealed, by id."""
        if self._ground is None or self._ground.lines.head != work.audit_log.head():
            self._ground = ground_of(work, of_records(self._store))
        found = Found()
        for start in range(0, len(ids), SOME):
            look(work, self._ground, ids[start : start + SOME], found)
        return {one: " ".join(words) for one, words in found.of.items()}
