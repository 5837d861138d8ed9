"""Audits of the quality of supervision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import defer

from app.domain.content import plain_answers, read_answer
from app.domain.errors import NotFoundError
from app.domain.quality import QualityAudit
from app.models.people import PersonRow
from app.models.quality import QualityAuditRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from app.domain.answers import Answer


ONE_PART = "record"
"""The part of the form that came with Alongside. Answers were kept without it while there was no other."""


class QualityGateway:
    """Rows of audits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def audits(self) -> tuple[QualityAudit, ...]:
        """Return every audit, newest first, without the PDFs."""
        query = select(QualityAuditRow, PersonRow.name).join(PersonRow, PersonRow.id == QualityAuditRow.by_id)
        rows = self._session.execute(
            query.options(defer(QualityAuditRow.pdf, raiseload=True)).order_by(QualityAuditRow.at.desc())
        )
        return tuple(_value(row, name) for row, name in rows)

    def get(self, audit_id: str) -> QualityAudit:
        """Return one audit. Raises NotFoundError."""
        found = next((one for one in self.audits() if one.id == audit_id), None)
        if found is None:
            message = "There is no such audit."
            raise NotFoundError(message)
        return found

    def add(self, audit: QualityAudit, by_id: str) -> None:
        """Add an audit that has just begun."""
        self._session.add(
            QualityAuditRow(
                id=audit.id,
                month=audit.month,
                seed=audit.seed,
                sample=json.dumps(audit.sample),
                answers=json.dumps({"records": {}, "words": ""}),
                form_id=audit.form_id,
                form_version=audit.form_version,
                by_id=by_id,
                at=audit.at,
                sealed_at=None,
                pdf=None,
                sha256="",
            )
        )
        self._session.flush()

    def answer(self, audit: QualityAudit) -> None:
        """Store what was found so far. The database itself refuses once it is sealed."""
        row = self._session.get_one(QualityAuditRow, audit.id)
        found = {record: plain_answers(answers) for record, answers in audit.answers.items()}
        row.answers = json.dumps({"records": found, "words": audit.words}, ensure_ascii=False)
        self._session.flush()

    def seal(self, audit_id: str, pdf: bytes, sha256: str, at: dt.datetime) -> None:
        """Store the sealed PDF."""
        row = self._session.get_one(QualityAuditRow, audit_id)
        row.pdf, row.sha256, row.sealed_at = pdf, sha256, at
        self._session.flush()

    def pdfs(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Return the sealed PDFs of several audits, by audit id."""
        query = select(QualityAuditRow.id, QualityAuditRow.pdf).where(QualityAuditRow.pdf.is_not(None))
        return {
            audit_id: pdf
            for some in chunks(ids)
            for audit_id, pdf in self._session.execute(query.where(QualityAuditRow.id.in_(some)))
            if pdf is not None
        }

    def pdf(self, audit_id: str) -> bytes:
        """Return an audit's sealed PDF. Raises NotFoundError."""
        row = self._session.get(QualityAuditRow, audit_id)
        if row is None or row.pdf is None:
            message = "This audit is not sealed yet, so it has no PDF."
            raise NotFoundError(message)
        return row.pdf


def _value(row: QualityAuditRow, name: str) -> QualityAudit:
    kept = json.loads(row.answers)
    return QualityAudit(
        id=row.id,
        month=row.month,
        seed=row.seed,
        sample=tuple(json.loads(row.sample)),
        answers={record: _read(answers) for record, answers in kept["records"].items()},
        words=kept["words"],
        by_name=name,
        at=row.at,
        form_id=row.form_id,
        form_version=row.form_version,
        sealed_at=row.sealed_at,
        sha256=row.sha256,
    )


def _read(answers: Mapping[str, object]) -> dict[str, Answer]:
    return {key if "." in key else f"{ONE_PART}.{key}": read_answer(raw) for key, raw in answers.items()}
