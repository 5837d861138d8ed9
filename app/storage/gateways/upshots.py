"""What sealed records came to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, or_, select, union_all, update

from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.domain.upshots import Assessed, Scope, Upshot, Whole
from app.models.frameworks import TagRow
from app.models.practice import UpshotRow
from app.models.records import RecordRow
from app.models.sharing import AttendanceRow, ShareRow
from app.storage.gateways.chunks import chunks
from app.storage.gateways.responses import COUNTERSIGNED

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from app.domain.records import Record

LINE = "\n"


class UpshotsGateway:
    """Rows of what records came to, as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, upshot: Upshot, record: Record) -> None:
        """Keep what a record came to, in place of what was kept before."""
        there = record.state is RecordState.SEALED and upshot.whole is not Whole.STOPPED
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
                said=" ".join(upshot.said),
                asked=there and (upshot.is_check or record.kind is Kind.AGREEMENT),
                about_id=record.about_id,
                form_id=record.form_id,
                pair_id=record.pair_id or "",
                held_at=record.held_at,
            )
        )
        self._session.flush()

    def replaced(self, record_id: str) -> None:
        """Note that something took a record's place: the register does not ask for it any more."""
        self._session.execute(update(UpshotRow).where(UpshotRow.record_id == record_id).values(asked=False))

    def unread(self) -> tuple[str, ...]:
        """Return the records sealed by an older program, of which it is not known what they came to."""
        return tuple(
            self._session.scalars(select(UpshotRow.record_id).where(UpshotRow.whole == Whole.UNREAD.value))
        )

    def said(self, record_id: str | None = None) -> dict[str, frozenset[str]]:
        """Return what records hold that can count towards an item beside what they are, by id."""
        query = select(UpshotRow.record_id, UpshotRow.said).where(UpshotRow.said != "")
        one = query if record_id is None else query.where(UpshotRow.record_id == record_id)
        return {found: frozenset(said.split()) for found, said in self._session.execute(one)}

    def of(self, record_ids: Iterable[str]) -> dict[str, Assessed]:
        """Return what some records came to, sealed or replaced since, by id."""
        return {
            row[0].record_id: _value(*row)
            for some in chunks(record_ids)
            for row in self._session.execute(_all().where(RecordRow.id.in_(some)))
        }

    def earlier(self, end: dt.datetime) -> set[str]:
        """Return the newest sealed records from before a moment, of those that count and are read alike.

        Alike are those of one kind, form, areas and two people that hold the same. What was shared, rated by
        two, countersigned or tagged stands by itself. As long as staff and forms, not as records.
        """
        by_itself = or_(
            RecordRow.pair_id.is_not(None),
            RecordRow.audience.is_not(None),
            RecordRow.response.contains(f'"{COUNTERSIGNED}"'),
            RecordRow.id.in_(
                union_all(
                    select(ShareRow.record_id), select(AttendanceRow.record_id), select(TagRow.record_id)
                )
            ),
        )
        alike = (RecordRow.kind, RecordRow.form_id, RecordRow.topics, RecordRow.about_id, RecordRow.led_by_id)
        newest = (
            select(RecordRow.id, func.max(RecordRow.held_at))
            .outerjoin(UpshotRow, UpshotRow.record_id == RecordRow.id)
            .where(RecordRow.state == RecordState.SEALED.value, RecordRow.held_at < end)
            .group_by(*alike, UpshotRow.said, case((by_itself, RecordRow.id), else_=""))
        )
        return {row.id for row in self._session.execute(newest)}

    def newest(self, person_id: str | None = None) -> tuple[Assessed, ...]:
        """Return the newest sealed checks of each person, form, scope and upshot, and agreements.

        The newest first; as long as staff and forms, not as records. Both of two who watched the same.
        """
        group = (UpshotRow.about_id, UpshotRow.form_id, UpshotRow.pair_id, UpshotRow.whole)
        scope = (UpshotRow.supported, UpshotRow.task, UpshotRow.equipment)
        newest = select(UpshotRow.record_id, func.max(UpshotRow.held_at)).where(UpshotRow.asked)
        if person_id is not None:
            newest = newest.where(UpshotRow.about_id == person_id)
        ids = select(newest.group_by(*group, *scope).subquery().c.record_id)
        query = _all().where(UpshotRow.record_id.in_(ids)).order_by(RecordRow.held_at.desc())
        return tuple(_value(*row) for row in self._session.execute(query))


def _all() -> Select[UpshotRow, str, str, str, str, str, dt.datetime, str, str | None]:
    return select(
        UpshotRow,
        RecordRow.about_id,
        RecordRow.led_by_id,
        RecordRow.kind,
        RecordRow.form_id,
        RecordRow.number,
        RecordRow.held_at,
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
            said=tuple(row.said.split()),
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
