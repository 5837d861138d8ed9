"""When what was last held, and how much of it, counted by the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Text, and_, cast, exists, func, not_, or_, select, true, union_all

from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.domain.upshots import COUNT, Whole
from app.models.people import PersonRow
from app.models.practice import UpshotRow
from app.models.records import RecordRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


class HistoryGateway:
    """Answers as long as staff, not as long as records."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def held(
        self, kinds: tuple[Kind, ...], begin: dt.datetime, end: dt.datetime
    ) -> tuple[tuple[str, Kind, str, int, bool], ...]:
        """Return (about, kind, day of the last as ISO text, how many, met) of what was sealed in each month.

        A check that was not met is counted apart; a note that nothing was watched is none.

        Days are those of UTC: counting a whole month must not read every record.
        """
        assessed = [kind.value for kind in kinds if kind.row.assessed]
        plain = [kind.value for kind in kinds if not kind.row.assessed]
        failed = and_(UpshotRow.is_check, UpshotRow.whole.not_in([one.value for one in COUNT]))
        month = func.substr(cast(RecordRow.held_at, Text), 1, 7)
        query = (
            select(
                RecordRow.about_id,
                RecordRow.kind,
                func.substr(func.max(cast(RecordRow.held_at, Text)), 1, 10),
                func.count(),
            )
            .where(
                RecordRow.state == RecordState.SEALED.value,
                RecordRow.held_at >= begin,
                RecordRow.held_at < end,
            )
            .group_by(RecordRow.about_id, RecordRow.kind, month)
        )
        met = func.coalesce(not_(failed), True)
        checked = (
            query.add_columns(met)
            .outerjoin(UpshotRow, UpshotRow.record_id == RecordRow.id)
            .where(func.coalesce(UpshotRow.whole, "") != Whole.STOPPED.value)
            .group_by(met)
        )
        counted = union_all(
            query.add_columns(true()).where(RecordRow.kind.in_(plain)),  # an index alone answers these
            checked.where(RecordRow.kind.in_(assessed)),
        )
        return tuple(
            (row[0], Kind(row[1]), row[2], row[3], bool(row[4])) for row in self._session.execute(counted)
        )

    def last_by_column(
        self,
        columns: Sequence[tuple[Kind, str]],
        before: dt.datetime | None = None,
        *,
        person_id: str | None = None,
    ) -> dict[tuple[str, Kind, str], dt.datetime]:
        """Return when each person's newest sealed record of each column (a kind, or one form of it) was held.

        A check that was not met counts for none. As long as staff, not records.
        """
        inner = [self._last(kind, form_id, before) for kind, form_id in columns]
        query = select(PersonRow.id, *inner)
        rows = self._session.execute(query if person_id is None else query.where(PersonRow.id == person_id))
        return {
            (about_id, *column): held
            for about_id, *moments in rows
            for column, held in zip(columns, moments, strict=True)
            if held is not None
        }

    def _last(self, kind: Kind, form_id: str, before: dt.datetime | None) -> ColumnElement[dt.datetime]:
        last = select(RecordRow.held_at).where(
            RecordRow.about_id == PersonRow.id,
            RecordRow.state == RecordState.SEALED.value,
            RecordRow.form_id == form_id if form_id else RecordRow.kind == kind.value,
        )
        if kind.row.assessed:
            last = last.where(_counts(form_id))
        if before is not None:
            last = last.where(RecordRow.held_at < before)
        newest = last.order_by(RecordRow.held_at.desc()).limit(1)  # walks an index to the first that counts
        return newest.correlate(PersonRow).scalar_subquery()

    def newest_at(self) -> dt.datetime | None:
        """Return when anything last happened to a record that is more than a draft, or None."""
        return self._session.scalar(
            select(func.max(RecordRow.changed_at, type_=RecordRow.changed_at.type)).where(
                RecordRow.state != RecordState.DRAFT.value
            )
        )

    def last_sealed(self, about_id: str, kind: Kind) -> dt.datetime | None:
        """Return when a person's newest sealed record of a kind was held, or None."""
        return self.last_sealed_all(kind).get(about_id)

    def last_sealed_all(self, kind: Kind) -> dict[str, dt.datetime]:
        """Return for each person when their newest sealed record of a kind was held."""
        query = (
            select(RecordRow.about_id, func.max(RecordRow.held_at, type_=RecordRow.held_at.type))
            .where(RecordRow.kind == kind.value, RecordRow.state == RecordState.SEALED.value)
            .group_by(RecordRow.about_id)
        )
        return {row[0]: row[1] for row in self._session.execute(query)}

    def minutes_by_topic(
        self, led_by_id: str, kinds: Sequence[Kind], begin: dt.datetime, end: dt.datetime
    ) -> tuple[tuple[dt.datetime, int, tuple[str, ...]], ...]:
        """Return (held, minutes, topics) of finished records of some kinds that somebody led in a time."""
        query = select(RecordRow.held_at, RecordRow.minutes, RecordRow.topics).where(
            RecordRow.led_by_id == led_by_id,
            RecordRow.kind.in_([kind.value for kind in kinds]),
            RecordRow.held_at >= begin,
            RecordRow.held_at < end,
        )
        rows = self._session.execute(
            query.where(RecordRow.state.not_in([RecordState.DRAFT.value, RecordState.WITHDRAWN.value]))
        )
        return tuple((held, minutes or 0, tuple(topics.split())) for held, minutes, topics in rows)


def _counts(form_id: str) -> ColumnElement[bool]:
    """Return whether an observation counts: as its form when one is asked for, else as practice watched."""
    done: ColumnElement[bool] = UpshotRow.whole.in_([one.value for one in COUNT])
    wanted = done if form_id else or_(done, UpshotRow.is_check.is_(False))
    return exists().where(UpshotRow.record_id == RecordRow.id, wanted)
