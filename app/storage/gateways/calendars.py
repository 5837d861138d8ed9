"""What was put into somebody's calendar files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.calendars import Entry
from app.models.calendars import CalendarEntryRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


class CalendarsGateway:
    """Rows of entries that went out as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, person_id: str) -> dict[str, Entry]:
        """Return what stood in a person's last calendar file, by its uid."""
        rows = self._session.scalars(select(CalendarEntryRow).where(CalendarEntryRow.person_id == person_id))
        return {
            row.uid: Entry(
                uid=row.uid,
                sequence=row.sequence,
                begins=row.begins,
                title=row.title,
                cancelled=row.cancelled,
            )
            for row in rows
        }

    def keep(self, person_id: str, entries: Iterable[Entry]) -> None:
        """Keep what a person's newest calendar file holds, in place of what the last one did."""
        self._session.execute(delete(CalendarEntryRow).where(CalendarEntryRow.person_id == person_id))
        self._session.add_all(
            CalendarEntryRow(
                person_id=person_id,
                uid=one.uid,
                sequence=one.sequence,
                begins=one.begins,
                title=one.title,
                cancelled=one.cancelled,
            )
            for one in entries
        )
        self._session.flush()
