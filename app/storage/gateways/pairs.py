"""Observations of which two make one: neither sees the other's until both are in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.domain.records import RecordState
from app.models.records import RecordRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class PairsGateway:
    """Pairs of observations."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[str, ...]:
        """Return the observations that are, or ask to be, one of two."""
        return tuple(self._session.scalars(select(RecordRow.id).where(RecordRow.pair_id > "")))

    def join(self, record_id: str, pair_id: str) -> None:
        """Join an observation to another of the same practice."""
        self._session.execute(update(RecordRow).where(RecordRow.id == record_id).values(pair_id=pair_id))

    def rating(self, person_id: str) -> frozenset[str]:
        """Return the pairs of observers in which somebody's own rating is still a draft."""
        query = select(RecordRow.pair_id).where(
            RecordRow.led_by_id == person_id,
            RecordRow.state == RecordState.DRAFT.value,
            RecordRow.sealed_at.is_(None),
            RecordRow.pair_id.is_not(None),
        )
        return frozenset(pair for pair in self._session.scalars(query) if pair)
