"""Reading the activity log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.access import may_manage_people, require
from app.services.present import present

if TYPE_CHECKING:
    from app.domain.audit import Event
    from app.domain.people import Actor
    from app.storage.store import Store


class AuditService:
    """Who did what, when. The log holds no text of a record."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def events(self, actor: Actor, limit: int = 500) -> tuple[Event, ...]:
        """Return the newest events first."""
        with self._store.read() as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can read the activity log.",
            )
            return work.audit_log.events(limit=limit)

    def broken_at(self, actor: Actor) -> int | None:
        """Return the number of the first event that does not fit the chain, or None when the log is whole."""
        with self._store.read() as work:
            require(
                may_manage_people(present(work, actor)),
                "Only the registered manager can check the activity log.",
            )
            return work.audit_log.verify()
