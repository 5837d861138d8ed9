"""Who stands in for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select

from app.domain.standing_in import StandIn
from app.models.people import StandInRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class StandingInGateway:
    """Rows of standing in as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, person_id: str) -> tuple[StandIn, ...]:
        """Return when others stand in for somebody, and when they do for others; the newest first."""
        query = select(StandInRow).where(or_(StandInRow.for_id == person_id, StandInRow.by_id == person_id))
        return tuple(
            StandIn(
                id=row.id, for_id=row.for_id, by_id=row.by_id, begins_on=row.begins_on, ends_on=row.ends_on
            )
            for row in self._session.scalars(query.order_by(StandInRow.begins_on.desc()))
        )

    def keep(self, one: StandIn) -> None:
        """Add one, or change it."""
        self._session.merge(
            StandInRow(
                id=one.id, for_id=one.for_id, by_id=one.by_id, begins_on=one.begins_on, ends_on=one.ends_on
            )
        )
        self._session.flush()

    def drop(self, id_: str) -> None:
        """Take away one that never began."""
        self._session.execute(delete(StandInRow).where(StandInRow.id == id_))
