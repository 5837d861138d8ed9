"""Planned sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import NotFoundError
from app.domain.kinds import Kind
from app.domain.schedule import Session, SessionState
from app.models.schedule import SessionRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session as SqlSession


class SessionsGateway:
    """Rows of planned sessions as values."""

    def __init__(self, session: SqlSession) -> None:
        self._session = session

    def planned(self, begin: dt.datetime, end: dt.datetime) -> tuple[Session, ...]:
        """Return sessions still planned between two instants, soonest first."""
        query = select(SessionRow).where(
            SessionRow.state == SessionState.PLANNED.value,
            SessionRow.planned_at >= begin,
            SessionRow.planned_at < end,
        )
        return tuple(_value(row) for row in self._session.scalars(query.order_by(SessionRow.planned_at)))

    def between(self, begin: dt.datetime, end: dt.datetime) -> tuple[Session, ...]:
        """Return every session between two instants whatever became of it, soonest first."""
        query = select(SessionRow).where(SessionRow.planned_at >= begin, SessionRow.planned_at < end)
        return tuple(_value(row) for row in self._session.scalars(query.order_by(SessionRow.planned_at)))

    def for_person(self, person_id: str) -> tuple[Session, ...]:
        """Return every session of a person, oldest first."""
        query = select(SessionRow).where(SessionRow.person_id == person_id).order_by(SessionRow.planned_at)
        return tuple(_value(row) for row in self._session.scalars(query))

    def get(self, session_id: str) -> Session:
        """Return one session. Raises NotFoundError."""
        return _value(self._row(session_id))

    def add(self, session: Session) -> None:
        """Add a planned session."""
        self._session.add(
            SessionRow(
                id=session.id,
                person_id=session.person_id,
                planned_at=session.planned_at,
                state=session.state.value,
                reason=session.reason,
                record_id=session.record_id,
                kind=session.kind.value,
            )
        )
        self._session.flush()

    def set_state(self, session_id: str, state: SessionState, reason: str, record_id: str | None) -> None:
        """Say what became of a session."""
        row = self._row(session_id)
        row.state, row.reason, row.record_id = state.value, reason, record_id
        self._session.flush()

    def _row(self, session_id: str) -> SessionRow:
        row = self._session.get(SessionRow, session_id)
        if row is None:
            message = "There is no such session."
            raise NotFoundError(message)
        return row


def _value(row: SessionRow) -> Session:
    return Session(
        id=row.id,
        person_id=row.person_id,
        planned_at=row.planned_at,
        state=SessionState(row.state),
        reason=row.reason,
        record_id=row.record_id,
        kind=Kind(row.kind),
    )
