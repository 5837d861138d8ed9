"""What is being written outside of the records, until it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.going_out import GoingOut
from app.models.going_out import GoingOutRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


class GoingOutGateway:
    """Each path with what is being written there."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[GoingOut, ...]:
        """Return what was begun and is not done, the oldest first."""
        rows = self._session.scalars(select(GoingOutRow).order_by(GoingOutRow.begun_at, GoingOutRow.path))
        return tuple(GoingOut(path=row.path, what=row.what, begun_at=row.begun_at) for row in rows)

    def begin(self, one: GoingOut) -> None:
        """Note that something is being written."""
        self._session.merge(GoingOutRow(path=one.path, what=one.what, begun_at=one.begun_at))

    def done(self, paths: Iterable[str]) -> None:
        """Note that it is there, or that nothing of it is."""
        self._session.execute(delete(GoingOutRow).where(GoingOutRow.path.in_(tuple(paths))))
