"""Good practice and concerns."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.errors import NotFoundError
from app.domain.noticed import Concern, GoodPractice, Route
from app.models.noticed import ConcernRow, GoodPracticeRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class NoticedGateway:
    """Rows of what was noticed as values, the newest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def good_practice(self, about_id: str | None = None) -> tuple[GoodPractice, ...]:
        """Return the good practice of a person, or of everybody."""
        query = select(GoodPracticeRow).order_by(GoodPracticeRow.at.desc(), GoodPracticeRow.id)
        if about_id is not None:
            query = query.where(GoodPracticeRow.about_id == about_id)
        return tuple(_good(row) for row in self._session.scalars(query))

    def concerns(self, about_id: str | None = None, *, still_open: bool = False) -> tuple[Concern, ...]:
        """Return the concerns about a person, or all of them; only those that are open when wanted."""
        query = select(ConcernRow).order_by(ConcernRow.at.desc(), ConcernRow.id)
        if about_id is not None:
            query = query.where(ConcernRow.about_id == about_id)
        if still_open:
            query = query.where(ConcernRow.closed_at.is_(None))
        return tuple(_concern(row) for row in self._session.scalars(query))

    def good(self, good_id: str) -> GoodPractice:
        """Return one. Raises NotFoundError."""
        return _good(self._found(GoodPracticeRow, good_id))

    def concern(self, concern_id: str) -> Concern:
        """Return one. Raises NotFoundError."""
        return _concern(self._found(ConcernRow, concern_id))

    def keep(self, kept: GoodPractice | Concern) -> None:
        """Add one, or store it as it is now."""
        row = GoodPracticeRow if isinstance(kept, GoodPractice) else ConcernRow
        self._session.merge(row(**{one.name: getattr(kept, one.name) for one in fields(kept)}))
        self._session.flush()

    def drop(self, good_id: str) -> None:
        """Delete good practice."""
        self._session.delete(self._found(GoodPracticeRow, good_id))
        self._session.flush()

    def _found(self, row: type[Any], id_: str) -> Any:
        found = self._session.get(row, id_)
        if found is None:
            message = "This is not here any more. Go back to the list."
            raise NotFoundError(message)
        return found


def _good(row: GoodPracticeRow) -> GoodPractice:
    return GoodPractice(**{one.name: getattr(row, one.name) for one in fields(GoodPractice)})


def _concern(row: ConcernRow) -> Concern:
    kept = {one.name: getattr(row, one.name) for one in fields(Concern)}
    return Concern(**{**kept, "route": Route(row.route)})
