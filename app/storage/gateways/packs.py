"""Packs that were given out: the disclosure log."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.errors import NotFoundError
from app.domain.first_page import NOTHING_SAID, Said
from app.domain.packs import Made, PackPlan, Purpose
from app.models.packs import PackDraftRow, PackRow
from app.models.people import PersonRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ONE = 1


class PacksGateway:
    """One row a pack."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Made, ...]:
        """Return the disclosure log, newest first."""
        query = (
            select(PackRow, PersonRow.name)
            .join(PersonRow, PersonRow.id == PackRow.made_by_id)
            .order_by(PackRow.number.desc())
        )
        return tuple(_made(row, name) for row, name in self._session.execute(query))

    def get(self, number: int) -> Made:
        """Return one line of the disclosure log. Raises NotFoundError."""
        row = self._session.get(PackRow, number)
        if row is None:
            message = f"There is no pack {number} in the disclosure log."
            raise NotFoundError(message)
        person = self._session.get(PersonRow, row.made_by_id)
        return _made(row, person.name if person else "")

    def next_number(self) -> int:
        """Return the next pack's number."""
        return (self._session.scalar(select(func.max(PackRow.number))) or 0) + 1

    def add(self, made: Made, made_by_id: str) -> None:
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

    def draft(self) -> Said:
        """Return what is typed so far for the first page of the next pack."""
        row = self._session.get(PackDraftRow, ONE)
        if row is None:
            return NOTHING_SAID
        return Said(set_out=row.set_out, came=row.came, not_right=row.not_right, thread_id=row.thread_id)

    def keep_draft(self, said: Said) -> None:
        """Keep what is typed, in the place of what was kept before."""
        self._session.merge(PackDraftRow(id=ONE, **asdict(said)))


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
