"""A record's PDF and its signatures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from app.domain.signing import Mark, Part, Signature
from app.models.signing import BegunAnswerRow, DocumentRow, SignatureRow
from app.storage.gateways.chunks import chunks

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


SIGNING_ORDER = tuple(Part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A record's PDF. ``parts`` counts its signatures."""

    pdf: bytes
    sha256: str
    parts: int


class SigningGateway:
    """What signing leaves behind."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def document(self, record_id: str) -> Document | None:
        """Return a record's PDF, or None."""
        row = self._session.get(DocumentRow, record_id)
        return Document(pdf=row.pdf, sha256=row.sha256, parts=row.parts) if row else None

    def documents(self, ids: Iterable[str]) -> dict[str, Document]:
        """Return the PDFs of several records, by record id. Ask for few: each is held whole."""
        return {
            row.record_id: Document(pdf=row.pdf, sha256=row.sha256, parts=row.parts)
            for some in chunks(ids)
            for row in self._session.scalars(select(DocumentRow).where(DocumentRow.record_id.in_(some)))
        }

    def digests(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the SHA-256 of the PDFs of several records, by record id."""
        query = select(DocumentRow.record_id, DocumentRow.sha256)
        return {
            record_id: digest
            for some in chunks(ids)
            for record_id, digest in self._session.execute(query.where(DocumentRow.record_id.in_(some)))
        }

    def every_digest(self) -> frozenset[str]:
        """Return the SHA-256 of every PDF that is kept with a record."""
        return frozenset(self._session.scalars(select(DocumentRow.sha256)))

    def store_document(self, record_id: str, pdf: bytes, sha256: str, parts: int) -> None:
        """Store a record's PDF in place of the one before."""
        self._session.merge(DocumentRow(record_id=record_id, pdf=pdf, sha256=sha256, parts=parts))
        self._session.flush()

    def drop_document(self, record_id: str) -> None:
        """Take away the PDF of a record that is not sealed."""
        self._session.execute(delete(DocumentRow).where(DocumentRow.record_id == record_id))

    def begun(self, record_id: str) -> bytes | None:
        """Return the answer that was begun to a record, sealed; None when there is none."""
        row = self._session.get(BegunAnswerRow, record_id)
        return row.sealed if row else None

    def begin(self, record_id: str, sealed: bytes) -> None:
        """Keep an answer that was begun in place of the one before."""
        self._session.merge(BegunAnswerRow(record_id=record_id, sealed=sealed))
        self._session.flush()

    def drop_begun(self, record_id: str) -> None:
        """Take away the answer that was begun."""
        self._session.execute(delete(BegunAnswerRow).where(BegunAnswerRow.record_id == record_id))

    def signatures(self, record_id: str) -> tuple[Signature, ...]:
        """Return a record's signatures in the order they were given."""
        return self.signatures_of((record_id,)).get(record_id, ())

    def signatures_of(self, ids: Iterable[str]) -> dict[str, tuple[Signature, ...]]:
        """Return the signatures of several records in the order they were given, by record id."""
        found: dict[str, tuple[Signature, ...]] = {}
        for some in chunks(ids):
            rows = self._session.scalars(select(SignatureRow).where(SignatureRow.record_id.in_(some))).all()
            for row in sorted(rows, key=lambda row: SIGNING_ORDER.index(Part(row.part))):
                found[row.record_id] = (*found.get(row.record_id, ()), _signature(row))
        return found

    def last_signed_at(self, record_id: str) -> dt.datetime | None:
        """Return the moment of a record's newest signature, or None."""
        query = select(func.max(SignatureRow.signed_at)).where(SignatureRow.record_id == record_id)
        return self._session.scalar(query)

    def parts_of(self, ids: list[str]) -> dict[str, tuple[Part, ...]]:
        """Return who has signed several records so far, by record id."""
        found: dict[str, tuple[Part, ...]] = {}
        for some in chunks(ids):
            query = select(SignatureRow.record_id, SignatureRow.part)
            for record_id, part in self._session.execute(query.where(SignatureRow.record_id.in_(some))):
                found[record_id] = (*found.get(record_id, ()), Part(part))
        return found

    def add_signature(self, signature: Signature) -> None:
        """Add a signature."""
        mark = {
            "typed": signature.mark.typed,
            "strokes": signature.mark.strokes,
            "width": signature.mark.width,
            "height": signature.mark.height,
        }
        self._session.add(
            SignatureRow(
                record_id=signature.record_id,
                part=signature.part.value,
                person_id=signature.person_id,
                name=signature.name,
                role=signature.role,
                statement=signature.statement,
                signed_at=signature.signed_at,
                mark=json.dumps(mark),
                fingerprint=signature.fingerprint,
            )
        )
        self._session.flush()

    def drop_signatures(self, record_id: str) -> None:
        """Take away the signatures of a record that is not sealed, and an answer that was begun."""
        self._session.execute(delete(SignatureRow).where(SignatureRow.record_id == record_id))
        self.drop_begun(record_id)


def _signature(row: SignatureRow) -> Signature:
    return Signature(
        record_id=row.record_id,
        part=Part(row.part),
        person_id=row.person_id,
        name=row.name,
        role=row.role,
        statement=row.statement,
        signed_at=row.signed_at,
        mark=_mark(row.mark),
        fingerprint=row.fingerprint,
    )


def _mark(text: str) -> Mark:
    raw = json.loads(text)
    strokes = tuple(tuple((float(x), float(y)) for x, y in stroke) for stroke in raw["strokes"])
    return Mark(typed=raw["typed"], strokes=strokes, width=raw["width"], height=raw["height"])
