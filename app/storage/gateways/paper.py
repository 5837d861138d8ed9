"""Blank forms on paper."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Integer, func, select, update

from app.domain.content import plain_answers, read_answer
from app.domain.errors import NotFoundError, StateError
from app.domain.kinds import Kind
from app.domain.paper import Paper
from app.models.paper import PaperRow

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from app.domain.answers import Answer


class PapersGateway:
    """Blank forms on paper."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_number(self) -> str:
        """Return the next free number of a blank form: ``PAP-0001``."""
        last = self._session.scalar(select(func.max(func.cast(func.substr(PaperRow.number, 5), Integer()))))
        return f"PAP-{(last or 0) + 1:04d}"

    def add(self, paper: Paper) -> None:
        """Note that a blank form was printed."""
        self._session.add(
            PaperRow(
                number=paper.number,
                kind=paper.kind.value,
                form_id=paper.form_id,
                form_version=paper.form_version,
                about_id=paper.about_id,
                printed_by_id=paper.printed_by_id,
                printed_at=paper.printed_at,
                answers=None if paper.answers is None else _kept(paper.answers),
            )
        )
        self._session.flush()

    def waiting(self) -> tuple[Paper, ...]:
        """Return the blank forms that were not typed in yet, the oldest first."""
        return tuple(
            _paper(row)
            for row in self._session.scalars(
                select(PaperRow)
                .where(PaperRow.record_id.is_(None), PaperRow.typed_in_at.is_(None))
                .order_by(PaperRow.printed_at)
            )
        )

    def get(self, number: str) -> Paper:
        """Return a blank form. Raises NotFoundError."""
        row = self._session.get(PaperRow, number.strip().upper())
        if row is None:
            message = (
                f"No blank form was printed with the number “{number}”. Look at the foot of the page; it "
                "begins with PAP."
            )
            raise NotFoundError(message)
        return _paper(row)

    def typed_in(self, number: str, record_id: str) -> None:
        """Note the record a blank form was typed into. Raises StateError when it was typed in before."""
        row = self._session.get(PaperRow, number)
        if row is None or row.record_id is not None:
            message = (
                f"The form {number} was typed in before. Nothing was changed. Open its record from Records."
            )
            raise StateError(message)
        row.record_id = record_id
        self._session.flush()

    def keep_sheet(self, number: str, answers: Mapping[str, Answer]) -> None:
        """Keep what was typed in so far from a worker's own sheet."""
        self._session.execute(
            update(PaperRow).where(PaperRow.number == number).values(answers=_kept(answers))
        )

    def close_sheet(self, number: str, at: dt.datetime) -> None:
        """Note that a worker's own sheet is typed in; what stood in it is on their sheet now."""
        done = update(PaperRow).where(PaperRow.number == number)
        self._session.execute(done.values(typed_in_at=at, answers=_kept({})))

    def release(self, record_id: str) -> None:
        """Let a blank form wait again, because the draft it was typed into was thrown away."""
        for row in self._session.scalars(select(PaperRow).where(PaperRow.record_id == record_id)):
            row.record_id = None
        self._session.flush()


def _paper(row: PaperRow) -> Paper:
    return Paper(
        number=row.number,
        kind=Kind(row.kind),
        form_id=row.form_id,
        form_version=row.form_version,
        about_id=row.about_id,
        printed_by_id=row.printed_by_id,
        printed_at=row.printed_at,
        record_id=row.record_id,
        answers=None
        if row.answers is None
        else {key: read_answer(raw) for key, raw in json.loads(row.answers).items()},
        typed_in_at=row.typed_in_at,
    )


def _kept(answers: Mapping[str, Answer]) -> str:
    return json.dumps(plain_answers(answers), ensure_ascii=False)
