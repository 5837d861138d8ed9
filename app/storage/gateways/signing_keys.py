"""Where signing keys come from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.domain.signing_keys import Mine, SigningKey, Why
from app.models.people import CertificateRow
from app.models.signing_keys import SigningKeyRow
from app.storage.keys import key_id

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from app.domain.people import Person


class SigningKeysGateway:
    """Each key that was made here since this is written down; older ones have no row."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, person_id: str) -> tuple[SigningKey, ...]:
        """Return somebody's keys in the order they were made."""
        query = select(SigningKeyRow).where(SigningKeyRow.person_id == person_id)
        return tuple(_value(row) for row in self._session.scalars(query.order_by(SigningKeyRow.made_at)))

    def current(self) -> dict[str, SigningKey]:
        """Return the keys people sign with now, by person; who has an older one or none is not among them."""
        held = self._session.execute(
            select(CertificateRow.person_id, CertificateRow.der).where(CertificateRow.current)
        )
        rows = {row.id: row for row in self._session.scalars(select(SigningKeyRow))}
        ids = ((person_id, key_id(der)) for person_id, der in held) if rows else ()
        return {person_id: _value(rows[id_]) for person_id, id_ in ids if id_ in rows}

    def of_certificate(self, der: bytes) -> SigningKey | None:
        """Return the key that a certificate (DER) is for, or None when it is older than this."""
        row = self._session.get(SigningKeyRow, key_id(der))
        return _value(row) if row else None

    def waiting(self) -> tuple[SigningKey, ...]:
        """Return the keys that were made anew and are not confirmed."""
        query = select(SigningKeyRow).where(
            SigningKeyRow.why != Why.FIRST.value, SigningKeyRow.confirmed_at.is_(None)
        )
        return tuple(_value(row) for row in self._session.scalars(query))

    def denied(self) -> tuple[SigningKey, ...]:
        """Return the keys whose owners said they are not theirs."""
        query = select(SigningKeyRow).where(SigningKeyRow.answer == Mine.NO.value)
        return tuple(_value(row) for row in self._session.scalars(query.order_by(SigningKeyRow.made_at)))

    def add(self, key: SigningKey) -> None:
        """Add a key that was just made."""
        self._session.add(
            SigningKeyRow(
                id=key.id,
                person_id=key.person_id,
                made_at=key.made_at,
                why=key.why.value,
                ordered_by_id=key.ordered_by_id,
                ordered_by=key.ordered_by,
                sat_before=key.sat_before,
                answered_with="",
                witness="",
                proof="",
            )
        )
        self._session.flush()

    def answer(self, key_id: str, said: Mine, at: dt.datetime, answered_with: str) -> None:
        """Write down what somebody said when they were asked about a key."""
        self._session.execute(
            update(SigningKeyRow)
            .where(SigningKeyRow.id == key_id)
            .values(answer=said.value, answered_at=at, answered_with=answered_with)
        )

    def confirm(self, key: SigningKey, witness: Person, at: dt.datetime, proof: str) -> SigningKey:
        """Write down who saw that somebody confirmed a key; return it as it is now."""
        self._session.execute(
            update(SigningKeyRow)
            .where(SigningKeyRow.id == key.id)
            .values(confirmed_at=at, witness_id=witness.id, witness=witness.name, proof=proof)
        )
        return replace(key, confirmed_at=at, witness=witness.name)


def _value(row: SigningKeyRow) -> SigningKey:
    return SigningKey(
        id=row.id,
        person_id=row.person_id,
        made_at=row.made_at,
        why=Why(row.why),
        ordered_by_id=row.ordered_by_id,
        ordered_by=row.ordered_by,
        sat_before=row.sat_before,
        answer=Mine(row.answer) if row.answer else None,
        answered_with=row.answered_with,
        confirmed_at=row.confirmed_at,
        witness=row.witness,
    )
