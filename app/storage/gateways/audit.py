"""The activity log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from app.domain.audit import EVERYTHING, GENESIS, Event, Head, link
from app.models.audit import EventRow, FormerEventRow
from app.models.people import PersonRow
from app.models.service import OriginRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from app.domain.audit import Wanted


class AuditGateway:
    """Events, each chained to the one before."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, at: dt.datetime, actor_id: str, action: str, subject: str, detail: str) -> None:
        """Write an event at the end of the chain."""
        last = self._session.scalars(select(EventRow).order_by(EventRow.sequence.desc()).limit(1)).first()
        previous = last.hash if last else GENESIS
        self._session.add(
            EventRow(
                sequence=(last.sequence if last else 0) + 1,
                at=at,
                actor_id=actor_id,
                action=action,
                subject=subject,
                detail=detail,
                previous=previous,
                hash=link(previous, at, actor_id, action, subject, detail),
            )
        )
        self._session.flush()

    def events(self, limit: int | None = 500, wanted: Wanted = EVERYTHING) -> tuple[Event, ...]:
        """Return the events that are wanted, newest first, with their actors' names."""
        query = (
            select(EventRow, PersonRow.name)
            .outerjoin(PersonRow, PersonRow.id == EventRow.actor_id)
            .order_by(EventRow.sequence.desc())
        )
        if wanted.actor_id:
            query = query.where(EventRow.actor_id == wanted.actor_id)
        if wanted.action:
            query = query.where(EventRow.action == wanted.action)
        if wanted.about is not None:
            query = query.where(EventRow.subject.in_(wanted.about))
        if wanted.begin is not None:
            query = query.where(EventRow.at >= wanted.begin)
        if wanted.end is not None:
            query = query.where(EventRow.at < wanted.end)
        for word in wanted.words:
            found = (
                one.icontains(word, autoescape=True)
                for one in (EventRow.action, EventRow.detail, PersonRow.name)
            )
            query = query.where(or_(*found))
        return tuple(_event(row, name) for row, name in self._session.execute(query.limit(limit)))

    def actions(self) -> tuple[str, ...]:
        """Return every kind of thing that was ever noted, in the order of the alphabet."""
        return tuple(self._session.scalars(select(EventRow.action).distinct().order_by(EventRow.action)))

    def first_at(self) -> dt.datetime | None:
        """Return when the first event was written: the moment these records begin."""
        return self._session.scalar(select(EventRow.at).order_by(EventRow.sequence).limit(1))

    def newest_since(self, action: str, subject: str) -> dt.datetime | None:
        """Return the latest moment written down since something was last done to a subject, or None."""
        done = select(func.max(EventRow.sequence))
        done = done.where(EventRow.subject == subject, EventRow.action == action)
        return self._session.scalar(
            select(func.max(EventRow.at)).where(EventRow.sequence >= done.scalar_subquery())
        )

    def newest_of_others(self, person_id: str) -> Event | None:
        """Return the last event of anybody but a person, with its actor's name."""
        query = (
            select(EventRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == EventRow.actor_id)
            .where(EventRow.actor_id != person_id)
            .order_by(EventRow.sequence.desc())
            .limit(1)
        )
        found = self._session.execute(query).first()
        return _event(found[0], found[1]) if found else None

    def head(self) -> Head:
        """Return where the log stands."""
        last = self._session.scalars(select(EventRow).order_by(EventRow.sequence.desc()).limit(1)).first()
        return Head(lines=last.sequence, hash=last.hash) if last else Head()

    def holds(self, head: Head) -> bool:
        """Whether the log still holds the line that was its last at some moment."""
        line = self._session.get(EventRow, head.lines)
        return head.lines == 0 or (line is not None and line.hash == head.hash)

    def lines(self) -> Iterator[Event]:
        """Yield every line from the first on, without names."""
        query = select(EventRow).order_by(EventRow.sequence).execution_options(yield_per=1000)
        return (_event(row, None) for row in self._session.scalars(query))

    def former_lines(self) -> Iterator[Event]:
        """Yield every line of the logs that were brought in, without names."""
        query = select(FormerEventRow).order_by(FormerEventRow.origin_id, FormerEventRow.sequence)
        return (_event(row, None) for row in self._session.scalars(query.execution_options(yield_per=1000)))

    def verify(self) -> int | None:
        """Return the number of the first event that does not fit the chain, or None."""
        return _broken(
            self._session.scalars(
                select(EventRow).order_by(EventRow.sequence).execution_options(yield_per=1000)
            )
        )

    def former_faults(self) -> tuple[tuple[str, int], ...]:
        """Return (service, first event that does not fit) of every log brought in that is not whole."""
        found = []
        for origin in self._session.scalars(select(OriginRow)):
            query = (
                select(FormerEventRow)
                .where(FormerEventRow.origin_id == origin.id)
                .order_by(FormerEventRow.sequence)
            )
            broken = _broken(self._session.scalars(query.execution_options(yield_per=1000)))
            if broken is not None:
                found.append((origin.name, broken))
        return tuple(found)


def _broken(rows: Iterable[EventRow | FormerEventRow]) -> int | None:
    previous, expected = GENESIS, 1
    for row in rows:
        whole = link(previous, row.at, row.actor_id, row.action, row.subject, row.detail)
        if row.sequence != expected or row.previous != previous or row.hash != whole:
            return expected
        previous, expected = row.hash, expected + 1
    return None


def _event(row: EventRow | FormerEventRow, name: str | None) -> Event:
    return Event(
        sequence=row.sequence,
        at=row.at,
        actor_id=row.actor_id,
        actor_name=name or "Alongside",
        action=row.action,
        subject=row.subject,
        detail=row.detail,
        previous=row.previous,
        hash=row.hash,
    )
