"""Practice leaders' time, and figures that are typed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.errors import NotFoundError
from app.domain.impact import PracticeTime, Spent, Typed, TypedFigure
from app.models.impact import PracticeTimeRow, TypedFigureRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session


class ImpactGateway:
    """Rows of minutes and of figures."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def times(self, person_ids: Collection[str], begin: dt.date, end: dt.date) -> tuple[PracticeTime, ...]:
        """Return the minutes of some people in a time, its last day too, oldest first."""
        row = PracticeTimeRow
        query = select(row).where(row.person_id.in_(person_ids), row.day >= begin, row.day <= end)
        return tuple(_time(one) for one in self._session.scalars(query.order_by(row.day, row.at)))

    def time(self, time_id: str) -> PracticeTime:
        """Return one entry. Raises NotFoundError."""
        return _time(self._row(time_id))

    def add_time(self, time: PracticeTime, by_id: str, at: dt.datetime) -> None:
        """Add minutes of a day."""
        self._session.add(
            PracticeTimeRow(
                id=time.id,
                person_id=time.person_id,
                day=time.day,
                spent=time.spent.value,
                minutes=time.minutes,
                what=time.what,
                area=time.area,
                words=time.words,
                by_id=by_id,
                at=at,
            )
        )
        self._session.flush()

    def drop_time(self, time_id: str) -> None:
        """Take minutes off again. Raises NotFoundError."""
        self._session.delete(self._row(time_id))
        self._session.flush()

    def figures(self) -> tuple[TypedFigure, ...]:
        """Return every figure that was typed in, oldest first."""
        query = select(TypedFigureRow).order_by(TypedFigureRow.begins_on, TypedFigureRow.at)
        return tuple(
            TypedFigure(
                id=row.id,
                sort=Typed(row.sort),
                begins_on=row.begins_on,
                ends_on=row.ends_on,
                hundredths=row.hundredths,
                words=row.words,
            )
            for row in self._session.scalars(query)
        )

    def add_figure(self, figure: TypedFigure, by_id: str, at: dt.datetime) -> None:
        """Add a figure."""
        self._session.add(
            TypedFigureRow(
                id=figure.id,
                sort=figure.sort.value,
                begins_on=figure.begins_on,
                ends_on=figure.ends_on,
                hundredths=figure.hundredths,
                words=figure.words,
                by_id=by_id,
                at=at,
            )
        )
        self._session.flush()

    def drop_figure(self, figure_id: str) -> None:
        """Take a figure off again. Raises NotFoundError."""
        row = self._session.get(TypedFigureRow, figure_id)
        if row is None:
            message = "There is no such figure. It may have been taken off meanwhile."
            raise NotFoundError(message)
        self._session.delete(row)
        self._session.flush()

    def _row(self, time_id: str) -> PracticeTimeRow:
        row = self._session.get(PracticeTimeRow, time_id)
        if row is None:
            message = "There is no such entry. It may have been taken off meanwhile."
            raise NotFoundError(message)
        return row


def _time(row: PracticeTimeRow) -> PracticeTime:
    return PracticeTime(
        id=row.id,
        person_id=row.person_id,
        day=row.day,
        spent=Spent(row.spent),
        minutes=row.minutes,
        what=row.what,
        area=row.area,
        words=row.words,
    )
