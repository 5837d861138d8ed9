"""Who else may read a record, who took part, and what was added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select, union_all

from app.domain.records import Attendance, Comment
from app.models.people import PersonRow
from app.models.sharing import AttendanceRow, CommentRow, ShareRow

if TYPE_CHECKING:
    import datetime as dt

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
        query = select(CommentRow, PersonRow.name).join(PersonRow, PersonRow.id == CommentRow.person_id)
        rows = self._session.execute(query.where(CommentRow.record_id == record_id).order_by(CommentRow.at))
        return tuple(
            Comment(id=c.id, record_id=c.record_id, person_id=c.person_id, name=name, text=c.text, at=c.at)
            for c, name in rows
        )

    def comments_of(self, ids: tuple[str, ...]) -> dict[str, list[str]]:
        """Return the lines added to records, by id."""
        found: dict[str, list[str]] = {}
        for record_id, text in self._session.execute(
            select(CommentRow.record_id, CommentRow.text).where(CommentRow.record_id.in_(ids))
        ):
            found.setdefault(record_id, []).append(text)
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
        query = select(AttendanceRow, PersonRow.name).join(PersonRow, PersonRow.id == AttendanceRow.person_id)
        rows = self._session.execute(
            query.where(AttendanceRow.record_id == record_id).order_by(AttendanceRow.signed_at)
        )
        return tuple(
            Attendance(
                record_id=a.record_id,
                person_id=a.person_id,
                name=name,
                signed_at=a.signed_at,
                content_hash=a.content_hash,
                proof=a.proof,
            )
            for a, name in rows
        )

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
