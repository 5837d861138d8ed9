"""Frameworks of the service's own, tags, self-assessment and action plans."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.frameworks import Assessment, Improvement, Level, Tag
from app.models.frameworks import AssessmentRow, FrameworkSwitchRow, ImprovementRow, OwnFrameworkRow, TagRow
from app.models.people import PersonRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class FrameworksGateway:
    """What records are held against, and what the service thinks of itself."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def own(self) -> tuple[tuple[str, str, str], ...]:
        """Return (id, version, text) of every framework and crosswalk file brought in, oldest first."""
        rows = self._session.scalars(select(OwnFrameworkRow).order_by(OwnFrameworkRow.changed_at))
        return tuple((row.id, row.version, row.text) for row in rows)

    def store(self, framework_id: str, version: str, text: str, at: dt.datetime) -> None:
        """Keep a framework file; the same version again takes its place."""
        self._session.merge(OwnFrameworkRow(id=framework_id, version=version, text=text, changed_at=at))
        self._session.flush()

    def drop(self, framework_id: str) -> None:
        """Forget every version of a framework that was brought in. Tags stay."""
        self._session.execute(delete(OwnFrameworkRow).where(OwnFrameworkRow.id == framework_id))

    def switches(self) -> dict[str, bool]:
        """Return which frameworks were switched off (True) or on (False)."""
        return {row.id: row.off for row in self._session.scalars(select(FrameworkSwitchRow))}

    def switch(self, framework_id: str, *, off: bool) -> None:
        """Switch a framework off or on."""
        self._session.merge(FrameworkSwitchRow(id=framework_id, off=off))
        self._session.flush()

    def tags(self, *, framework_id: str | None = None, record_id: str | None = None) -> tuple[Tag, ...]:
        """Return tags of a framework, of a record, or all of them."""
        query = select(TagRow).order_by(TagRow.at)
        if framework_id is not None:
            query = query.where(TagRow.framework_id == framework_id)
        if record_id is not None:
            query = query.where(TagRow.record_id == record_id)
        return tuple(
            Tag(
                record_id=row.record_id,
                framework_id=row.framework_id,
                code=row.code,
                off=row.off,
                by_id=row.by_id,
                at=row.at,
            )
            for row in self._session.scalars(query)
        )

    def tag(self, tag: Tag) -> None:
        """Keep a tag; the newest word on a record and an item counts."""
        self._session.merge(
            TagRow(
                record_id=tag.record_id,
                framework_id=tag.framework_id,
                code=tag.code,
                off=tag.off,
                by_id=tag.by_id,
                at=tag.at,
            )
        )
        self._session.flush()

    def assessments(self, framework_id: str) -> tuple[Assessment, ...]:
        """Return every self-assessment of a framework's items, newest first."""
        query = select(AssessmentRow, PersonRow.name).join(PersonRow, PersonRow.id == AssessmentRow.by_id)
        rows = self._session.execute(
            query.where(AssessmentRow.framework_id == framework_id).order_by(AssessmentRow.at.desc())
        )
        return tuple(
            Assessment(
                id=row.id,
                framework_id=row.framework_id,
                framework_version=row.framework_version,
                code=row.code,
                level=Level(row.level),
                words=row.words,
                by_name=name,
                at=row.at,
            )
            for row, name in rows
        )

    def add_assessment(self, assessment: Assessment, by_id: str) -> None:
        """Add a self-assessment."""
        self._session.add(
            AssessmentRow(
                id=assessment.id,
                framework_id=assessment.framework_id,
                framework_version=assessment.framework_version,
                code=assessment.code,
                level=assessment.level.value,
                words=assessment.words,
                by_id=by_id,
                at=assessment.at,
            )
        )
        self._session.flush()

    def improvements(self, framework_id: str) -> tuple[Improvement, ...]:
        """Return a framework's action plan, open lines first, soonest first."""
        query = select(ImprovementRow, PersonRow.name).join(
            PersonRow, PersonRow.id == ImprovementRow.owner_id
        )
        rows = self._session.execute(query.where(ImprovementRow.framework_id == framework_id))
        found = [
            Improvement(
                id=row.id,
                framework_id=row.framework_id,
                code=row.code,
                what=row.what,
                owner_id=row.owner_id,
                owner_name=name,
                due_on=row.due_on,
                done_on=row.done_on,
            )
            for row, name in rows
        ]
        return tuple(
            sorted(found, key=lambda one: (one.done_on is not None, one.due_on or dt.date.max, one.what))
        )

    def store_improvement(self, improvement: Improvement, at: dt.datetime) -> None:
        """Add a line of the action plan, or change it."""
        self._session.merge(
            ImprovementRow(
                id=improvement.id,
                framework_id=improvement.framework_id,
                code=improvement.code,
                what=improvement.what,
                owner_id=improvement.owner_id,
                due_on=improvement.due_on,
                done_on=improvement.done_on,
                at=at,
            )
        )
        self._session.flush()
