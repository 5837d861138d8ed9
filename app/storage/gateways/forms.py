"""The service's own forms, and blank forms that were printed with a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from app.domain.errors import NotFoundError, StateError
from app.domain.kinds import Kind
from app.models.records import OwnFormRow, PaperRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

DRAFT = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A blank form that was printed with a number. ``record_id`` is the record it was typed into, or None."""

    number: str
    kind: Kind
    form_id: str
    form_version: int
    about_id: str
    printed_by_id: str
    printed_at: dt.datetime
    record_id: str | None = None


class FormsGateway:
    """Forms of the service's own as text (JSON).

    A published version never changes; version 0 is being edited.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def published(self) -> tuple[str, ...]:
        """Return every published version of forms that are switched on."""
        return tuple(
            self._session.scalars(
                select(OwnFormRow.text).where(OwnFormRow.version > DRAFT, OwnFormRow.off.is_(False))
            )
        )

    def all(self) -> tuple[tuple[str, int, str, bool], ...]:
        """Return (id, version, text, off) of every form of the service's own, drafts too."""
        rows = self._session.scalars(select(OwnFormRow).order_by(OwnFormRow.id, OwnFormRow.version))
        return tuple((row.id, row.version, row.text, row.off) for row in rows)

    def draft(self, form_id: str) -> str | None:
        """Return the draft of a form, or None."""
        row = self._session.get(OwnFormRow, (form_id, DRAFT))
        return row.text if row else None

    def store_draft(self, form_id: str, text: str, at: dt.datetime) -> None:
        """Store the draft of a form."""
        self._session.merge(OwnFormRow(id=form_id, version=DRAFT, text=text, changed_at=at, off=False))
        self._session.flush()

    def publish(self, form_id: str, version: int, text: str, at: dt.datetime) -> None:
        """Publish a version and drop the draft."""
        self._session.execute(delete(OwnFormRow).where(OwnFormRow.id == form_id, OwnFormRow.version == DRAFT))
        self._session.add(OwnFormRow(id=form_id, version=version, text=text, changed_at=at, off=False))
        self._session.flush()

    def drop_draft(self, form_id: str) -> None:
        """Throw the draft of a form away."""
        self._session.execute(delete(OwnFormRow).where(OwnFormRow.id == form_id, OwnFormRow.version == DRAFT))

    def switch(self, form_id: str, *, off: bool) -> None:
        """Switch a form of the service's own off or on; records written with it stay as they are."""
        for row in self._session.scalars(
            select(OwnFormRow).where(OwnFormRow.id == form_id, OwnFormRow.version > DRAFT)
        ):
            row.off = off
        self._session.flush()


class PapersGateway:
    """Blank forms on paper."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_number(self) -> str:
        """Return the next free number of a blank form: ``PAP-0001``."""
        last = self._session.scalar(
            select(func.max(func.cast(func.substr(PaperRow.number, 5), OwnFormRow.version.type)))
        )
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
            )
        )
        self._session.flush()

    def waiting(self) -> tuple[Paper, ...]:
        """Return the blank forms that were not typed in yet, the oldest first."""
        return tuple(
            _paper(row)
            for row in self._session.scalars(
                select(PaperRow).where(PaperRow.record_id.is_(None)).order_by(PaperRow.printed_at)
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
    )
