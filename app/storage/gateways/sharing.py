"""Who else may read a record, who took part, and what was added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, union_all

from app.domain.records import Attendance, Comment
from app.models.people import PersonRow
from app.models.sharing import AttendanceRow, CommentRow, ShareRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


class SharingGateway:
    """Readers, those who took part, and their comments."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def share(self, record_id: str, person_id: str, at: dt.datetime) -> None:
        """Note that somebody may read a record."""
        self._session.merge(ShareRow(record_id=record_id, person_id=person_id, at=at))
        self._session.flush()

    def readers(self, record_id: str) -> frozenset[str]:
        """Return those a record was shared with and those who took part."""
        return self.readers_of([record_id]).get(record_id, frozenset())

    def readers_of(self, ids: list[str]) -> dict[str, frozenset[str]]:
        """Return the readers of several records, by record id."""
        found: dict[str, set[str]] = {}
        shared = select(ShareRow.record_id, ShareRow.person_id)
        came = select(AttendanceRow.record_id, AttendanceRow.person_id)
        if len(ids) < 500:  # noqa: PLR2004 - a longer list is read whole: these tables are small
            shared = shared.where(ShareRow.record_id.in_(ids))
            came = came.where(AttendanceRow.record_id.in_(ids))
        for record_id, person_id in self._session.execute(union_all(shared, came)) if ids else ():
            found.setdefault(record_id, set()).add(person_id)
        return {record_id: frozenset(people) for record_id, people in found.items()}

    def comments(self, record_id: str) -> tuple[Comment, ...]:
        """Return the lines added to a record, oldest first."""
        return self.comments_of((record_id,)).get(record_id, ())

    def comments_of(self, ids: Iterable[str]) -> dict[str, tuple[Comment, ...]]:
        """Return the lines added to several records, oldest first, by record id."""
        found: dict[str, tuple[Comment, ...]] = {}
        query = select(CommentRow, PersonRow.name).join(PersonRow, PersonRow.id == CommentRow.person_id)
        for some in chunks(ids):
            wanted = query.where(CommentRow.record_id.in_(some)).order_by(CommentRow.at)
            for c, name in self._session.execute(wanted):
                comment = Comment(
                    id=c.id, record_id=c.record_id, person_id=c.person_id, name=name, text=c.text, at=c.at
                )
                found[c.record_id] = (*found.get(c.record_id, ()), comment)
        return found

    def add_comment(self, comment: Comment) -> None:
        """Add a line."""
        self._session.add(
            CommentRow(
                id=comment.id,
                record_id=comment.record_id,
                person_id=comment.person_id,
                text=comment.text,
                at=comment.at,
            )
        )
        self._session.flush()

    def attendance(self, record_id: str) -> tuple[Attendance, ...]:
        """Return who signed that they took part, in that order."""
        return self.attendance_of((record_id,)).get(record_id, ())

    def attendance_of(self, ids: Iterable[str]) -> dict[str, tuple[Attendance, ...]]:
        """Return who signed that they took part in several records, in that order, by record id."""
        found: dict[str, tuple[Attendance, ...]] = {}
        query = select(AttendanceRow, PersonRow.name).join(PersonRow, PersonRow.id == AttendanceRow.person_id)
        for some in chunks(ids):
            wanted = query.where(AttendanceRow.record_id.in_(some)).order_by(AttendanceRow.signed_at)
            for a, name in self._session.execute(wanted):
                signed = Attendance(
                    record_id=a.record_id,
                    person_id=a.person_id,
                    name=name,
                    signed_at=a.signed_at,
                    content_hash=a.content_hash,
                    proof=a.proof,
                )
                found[a.record_id] = (*found.get(a.record_id, ()), signed)
        return found

    def add_attendance(self, attendance: Attendance) -> None:
        """Add that somebody took part."""
        self._session.add(
            AttendanceRow(
                record_id=attendance.record_id,
                person_id=attendance.person_id,
                signed_at=attendance.signed_at,
                content_hash=attendance.content_hash,
                proof=attendance.proof,
            )
        )
        self._session.flush()

    def drop_attendance(self, record_id: str) -> None:
        """Take away who took part, because the content changed."""
        self._session.execute(delete(AttendanceRow).where(AttendanceRow.record_id == record_id))
