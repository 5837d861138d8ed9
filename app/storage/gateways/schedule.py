"""Planned sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import NotFoundError
from app.domain.kinds import Kind
from app.domain.sessions import Session, SessionState, Why
from app.models.schedule import SessionRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session as SqlSession


class SessionsGateway:
    """Rows of planned sessions as values."""

    def __init__(self, session: SqlSession) -> None:
        self._session = session

    def planned(self, begin: dt.datetime | None, end: dt.datetime) -> tuple[Session, ...]:
        """Return sessions still planned before an instant, and from another on; soonest first."""
        query = select(SessionRow).where(
            SessionRow.state == SessionState.PLANNED.value, SessionRow.planned_at < end
        )
        if begin is not None:
            query = query.where(SessionRow.planned_at >= begin)
        return tuple(_value(row) for row in self._session.scalars(query.order_by(SessionRow.planned_at)))

    def between(self, begin: dt.datetime, end: dt.datetime) -> tuple[Session, ...]:
        """Return every session between two instants whatever became of it, soonest first."""
        query = select(SessionRow).where(SessionRow.planned_at >= begin, SessionRow.planned_at < end)
        return tuple(_value(row) for row in self._session.scalars(query.order_by(SessionRow.planned_at)))

    def for_person(self, person_id: str) -> tuple[Session, ...]:
        """Return every session of a person, oldest first."""
        query = select(SessionRow).where(SessionRow.person_id == person_id).order_by(SessionRow.planned_at)
        return tuple(_value(row) for row in self._session.scalars(query))

    def by_uid(self, uids: Iterable[str]) -> dict[str, SessionState]:
        """Return what became at last of sessions that calendars know, however often they were moved."""
        found: dict[str, SessionState] = {}
        for some in chunks(uids):
            query = select(SessionRow.uid, SessionRow.state).where(SessionRow.uid.in_(some))
            for uid, state in self._session.execute(query.order_by(SessionRow.sequence)):
                found[uid] = SessionState(state)
        return found

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
                led_by_id=session.led_by_id,
                form_id=session.form_id,
                why=session.why.value,
                uid=session.uid,
                sequence=session.sequence,
            )
        )
        self._session.flush()

    def keep(self, session: Session) -> None:
        """Keep what became of a session, why, and the record it was held for."""
        row = self._row(session.id)
        row.state, row.record_id = session.state.value, session.record_id
        row.why, row.reason = session.why.value, session.reason
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
        led_by_id=row.led_by_id,
        form_id=row.form_id,
        why=Why(row.why),
        uid=row.uid,
        sequence=row.sequence,
    )
