"""Frameworks of the service's own, tags, self-assessment, packs given out and requests."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from app.domain.errors import NotFoundError
from app.domain.frameworks import Assessment, Improvement, Level, Tag
from app.domain.packs import Made, PackPlan, Purpose
from app.domain.requests import Pause, Request, RequestKind
from app.models.evidence import (
    AssessmentRow,
    FrameworkSwitchRow,
    ImprovementRow,
    OriginRow,
    OwnFrameworkRow,
    PackRow,
    RequestRow,
    TagRow,
)
from app.models.people import PersonRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class EvidenceGateway:
    """Rows of what shows how good the service is."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # --- frameworks
    # ------------------------------------------------------------------------------------------------

    def own_frameworks(self) -> tuple[tuple[str, str, str], ...]:
        """Return (id, version, text) of every framework and crosswalk file brought in, oldest first."""
        rows = self._session.scalars(select(OwnFrameworkRow).order_by(OwnFrameworkRow.changed_at))
        return tuple((row.id, row.version, row.text) for row in rows)

    def store_framework(self, framework_id: str, version: str, text: str, at: dt.datetime) -> None:
        """Keep a framework file; the same version again takes its place."""
        self._session.merge(OwnFrameworkRow(id=framework_id, version=version, text=text, changed_at=at))
        self._session.flush()

    def drop_framework(self, framework_id: str) -> None:
        """Forget every version of a framework that was brought in. Tags stay."""
        self._session.execute(delete(OwnFrameworkRow).where(OwnFrameworkRow.id == framework_id))

    def switches(self) -> dict[str, bool]:
        """Return which frameworks were switched off (True) or on (False)."""
        return {row.id: row.off for row in self._session.scalars(select(FrameworkSwitchRow))}

    def switch(self, framework_id: str, *, off: bool) -> None:
        """Switch a framework off or on."""
        self._session.merge(FrameworkSwitchRow(id=framework_id, off=off))
        self._session.flush()

    # --- tags
    # ------------------------------------------------------------------------------------------------------

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

    # --- self-assessment
    # -------------------------------------------------------------------------------------------

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

    # --- packs
    # -----------------------------------------------------------------------------------------------------

    def packs(self) -> tuple[Made, ...]:
        """Return the disclosure log, newest first."""
        query = (
            select(PackRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == PackRow.made_by_id)
            .order_by(PackRow.number.desc())
        )
        return tuple(_made(row, name) for row, name in self._session.execute(query))

    def pack(self, number: int) -> Made:
        """Return one line of the disclosure log. Raises NotFoundError."""
        row = self._session.get(PackRow, number)
        if row is None:
            message = f"There is no pack {number} in the disclosure log."
            raise NotFoundError(message)
        person = self._session.get(PersonRow, row.made_by_id)
        return _made(row, person.name if person else "")

    def next_pack(self) -> int:
        """Return the next pack's number."""
        return (self._session.scalar(select(func.max(PackRow.number))) or 0) + 1

    def add_pack(self, made: Made, made_by_id: str) -> None:
        """Write a line of the disclosure log."""
        self._session.add(
            PackRow(
                number=made.number,
                made_at=made.made_at,
                made_by_id=made_by_id,
                purpose=made.plan.purpose.value,
                recipient=made.plan.recipient,
                why=made.plan.why,
                plan=made.plan.to_json(),
                files=made.files,
                manifest=made.manifest,
                sha256=made.sha256,
            )
        )
        self._session.flush()

    # --- requests
    # --------------------------------------------------------------------------------------------------

    def requests(self) -> tuple[Request, ...]:
        """Return every request and complaint, newest first."""
        query = select(RequestRow, PersonRow.name).join(PersonRow, PersonRow.id == RequestRow.person_id)
        return tuple(
            _request(row, name)
            for row, name in self._session.execute(
                query.order_by(RequestRow.received_on.desc(), RequestRow.at.desc())
            )
        )

    def store_request(self, request: Request, at: dt.datetime) -> None:
        """Add a request, or change what became of it."""
        pauses = [
            [p.begins_on.isoformat(), p.ends_on.isoformat() if p.ends_on else None, p.why]
            for p in request.pauses
        ]
        self._session.merge(
            RequestRow(
                id=request.id,
                kind=request.kind.value,
                person_id=request.person_id,
                received_on=request.received_on,
                words=request.words,
                longer=request.longer,
                pauses=json.dumps(pauses, ensure_ascii=False),
                acknowledged_on=request.acknowledged_on,
                sent_on=request.sent_on,
                outcome=request.outcome,
                at=at,
            )
        )
        self._session.flush()

    def origins(self) -> tuple[tuple[str, bytes], ...]:
        """Return (name, certificate as DER) of the services whose records were brought in."""
        return tuple((row.name, row.ca_certificate) for row in self._session.scalars(select(OriginRow)))


def _made(row: PackRow, name: str) -> Made:
    return Made(
        number=row.number,
        made_at=row.made_at,
        made_by=name,
        purpose=Purpose(row.purpose),
        plan=PackPlan.from_json(row.plan),
        files=row.files,
        manifest=row.manifest,
        sha256=row.sha256,
    )


def _request(row: RequestRow, name: str) -> Request:
    pauses = tuple(
        Pause(
            begins_on=dt.date.fromisoformat(begin),
            ends_on=dt.date.fromisoformat(end) if end else None,
            why=why,
        )
        for begin, end, why in json.loads(row.pauses)
    )
    return Request(
        id=row.id,
        kind=RequestKind(row.kind),
        person_id=row.person_id,
        person_name=name,
        received_on=row.received_on,
        words=row.words,
        longer=row.longer,
        pauses=pauses,
        acknowledged_on=row.acknowledged_on,
        sent_on=row.sent_on,
        outcome=row.outcome,
    )
