"""What sealed records came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.domain.upshots import Assessed, Scope, Upshot, Whole
from app.models.practice import UpshotRow
from app.models.records import RecordRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

LINE = "\n"


class UpshotsGateway:
    """Rows of what records came to, as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, upshot: Upshot) -> None:
        """Keep what a record came to, in place of what was kept before."""
        self._session.merge(
            UpshotRow(
                record_id=upshot.record_id,
                whole=upshot.whole.value,
                is_check=upshot.is_check,
                months=upshot.months,
                review_on=upshot.review_on,
                supported=upshot.scope.supported,
                task=upshot.scope.task,
                equipment=upshot.scope.equipment,
                unmet=LINE.join(upshot.unmet),
            )
        )
        self._session.flush()

    def unread(self) -> tuple[str, ...]:
        """Return the records sealed by an older program, of which it is not known what they came to."""
        return tuple(
            self._session.scalars(select(UpshotRow.record_id).where(UpshotRow.whole == Whole.UNREAD.value))
        )

    def of(self, record_ids: Iterable[str]) -> dict[str, Assessed]:
        """Return what some records came to, sealed or replaced since, by id."""
        return {
            row[0].record_id: _value(*row)
            for some in chunks(record_ids)
            for row in self._session.execute(_all().where(RecordRow.id.in_(some)))
        }

    def newest(self, person_id: str | None = None) -> tuple[Assessed, ...]:
        """Return the newest sealed checks of each person, form, scope and upshot, and agreements.

        The newest first; as long as staff and forms, not as records. Both of two who watched the same.
        """
        last = func.max(RecordRow.held_at, type_=RecordRow.held_at.type)
        query = (
            _all(last)
            .where(
                RecordRow.state == RecordState.SEALED.value,
                or_(UpshotRow.is_check, RecordRow.kind == Kind.AGREEMENT.value),
            )
            .group_by(RecordRow.about_id, RecordRow.form_id, RecordRow.pair_id, UpshotRow.whole)
            .group_by(UpshotRow.supported, UpshotRow.task, UpshotRow.equipment)
            .order_by(last.desc())
        )
        if person_id is not None:
            query = query.where(RecordRow.about_id == person_id)
        return tuple(_value(*row) for row in self._session.execute(query))


def _all(
    held_at: ColumnElement[dt.datetime] | InstrumentedAttribute[dt.datetime] = RecordRow.held_at,
) -> Select[UpshotRow, str, str, str, str, str, dt.datetime, str, str | None]:
    return select(
        UpshotRow,
        RecordRow.about_id,
        RecordRow.led_by_id,
        RecordRow.kind,
        RecordRow.form_id,
        RecordRow.number,
        held_at,
        RecordRow.topics,
        RecordRow.pair_id,
    ).join(RecordRow, RecordRow.id == UpshotRow.record_id)


def _value(row: UpshotRow, *of: Any) -> Assessed:
    about_id, led_by_id, kind, form_id, number, held_at, topics, pair_id = of
    return Assessed(
        upshot=Upshot(
            record_id=row.record_id,
            whole=Whole(row.whole),
            is_check=row.is_check,
            months=row.months,
            review_on=row.review_on,
            scope=Scope(supported=row.supported, task=row.task, equipment=row.equipment),
            unmet=tuple(row.unmet.splitlines()),
        ),
        person_id=about_id,
        led_by_id=led_by_id,
        kind=Kind(kind),
        form_id=form_id,
        number=number,
        held_at=held_at,
        topics=tuple(topics.split()),
        pair_id=pair_id or "",
    )
