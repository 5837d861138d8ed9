"""Forms of the service's own, and every form version that a record was written with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.models.forms import FormOffRow, FormRow, OwnFormRow, UsualFormRow
from app.models.records import RecordRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

DRAFT = 0


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

    def usual(self) -> dict[str, str]:
        """Return the id of the form that the service chose as the usual one, by what it is for."""
        return {row.kind: row.form_id for row in self._session.scalars(select(UsualFormRow))}

    def make_usual(self, kind: str, form_id: str) -> None:
        """Keep which form is the usual one for something."""
        self._session.merge(UsualFormRow(kind=kind, form_id=form_id))
        self._session.flush()

    def off(self) -> frozenset[str]:
        """Return the ids of every form that is switched off, ours and the service's own."""
        own = self._session.scalars(select(OwnFormRow.id).where(OwnFormRow.off.is_(True)))
        return frozenset((*own, *self._session.scalars(select(FormOffRow.form_id))))

    def all_published(self) -> tuple[str, ...]:
        """Return every published version, of forms that are switched off too."""
        return tuple(self._session.scalars(select(OwnFormRow.text).where(OwnFormRow.version > DRAFT)))

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

    def switch_ours(self, form_id: str, *, off: bool) -> None:
        """Switch a form that came with Alongside off or on."""
        self._session.execute(delete(FormOffRow).where(FormOffRow.form_id == form_id))
        if off:
            self._session.add(FormOffRow(form_id=form_id))
        self._session.flush()

    def kept(self, form_id: str, version: int) -> str | None:
        """Return a form version (JSON) as records were written with it, or None."""
        row = self._session.get(FormRow, (form_id, version))
        return row.text if row else None

    def many(self, versions: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """Return form versions (JSON) as records were written with them, by id and version."""
        wanted = set(versions)
        rows = [
            row
            for some in chunks(form_id for form_id, _ in sorted(wanted))
            for row in self._session.scalars(select(FormRow).where(FormRow.id.in_(some)))
        ]
        return {(row.id, row.version): row.text for row in rows if (row.id, row.version) in wanted}

    def titles(self, ids: tuple[str, ...]) -> dict[str, str]:
        """Return the title of the form each record was written with, by record id."""
        titles = {
            (row.id, row.version): str(json.loads(row.text)["title"])
            for row in self._session.scalars(select(FormRow))
        }
        rows = self._session.execute(
            select(RecordRow.id, RecordRow.form_id, RecordRow.form_version).where(RecordRow.id.in_(ids))
        )
        return {record_id: titles.get((form_id, version), "") for record_id, form_id, version in rows}

    def keep(self, form_id: str, version: int, text: str) -> None:
        """Keep a form version. One that is kept never changes."""
        if self._session.get(FormRow, (form_id, version)) is None:
            self._session.add(FormRow(id=form_id, version=version, text=text))
            self._session.flush()
