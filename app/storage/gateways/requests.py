"""Requests for one's own data, and complaints."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.requests import Pause, Request, RequestKind
from app.models.people import PersonRow
from app.models.requests import RequestRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class RequestsGateway:
    """One row a request."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Request, ...]:
        """Return every request and complaint, newest first."""
        query = select(RequestRow, PersonRow.name).join(PersonRow, PersonRow.id == RequestRow.person_id)
        return tuple(
            _request(row, name)
            for row, name in self._session.execute(
                query.order_by(RequestRow.received_on.desc(), RequestRow.at.desc())
            )
        )

    def store(self, request: Request, at: dt.datetime) -> None:
        """Add a request, or change what became of it."""
        pauses = [
            [p.begins_on.isoformat(), p.ends_on.isoformat() if p.ends_on else None, p.why]
            for p in request.pauses
        ]
        self._session.merge(
            RequestRow(
                id=request.id,
                kind=request.kind.value,
                person_id=request.person_id,
                received_on=request.received_on,
                words=request.words,
                longer=request.longer,
                pauses=json.dumps(pauses, ensure_ascii=False),
                acknowledged_on=request.acknowledged_on,
                sent_on=request.sent_on,
                outcome=request.outcome,
                at=at,
            )
        )
        self._session.flush()


def _request(row: RequestRow, name: str) -> Request:
    pauses = tuple(
        Pause(
            begins_on=dt.date.fromisoformat(begin),
            ends_on=dt.date.fromisoformat(end) if end else None,
            why=why,
        )
        for begin, end, why in json.loads(row.pauses)
    )
    return Request(
        id=row.id,
        kind=RequestKind(row.kind),
        person_id=row.person_id,
        person_name=name,
        received_on=row.received_on,
        words=row.words,
        longer=row.longer,
        pauses=pauses,
        acknowledged_on=row.acknowledged_on,
        sent_on=row.sent_on,
        outcome=row.outcome,
    )
