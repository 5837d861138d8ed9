"""People and their certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.domain.errors import NotFoundError
from app.domain.people import Absence, Contract, Pathway, Person, Profile, Role, Standing
from app.models.people import AbsenceRow, CertificateRow, PersonRow, SecretRow
from app.models.service import OriginRow, ServiceRow

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


NOBODY = "There is no such person in these records."


class PeopleGateway:
    """Rows of people as values."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self) -> tuple[Person, ...]:
        """Return everybody, leavers too, by name."""
        rows = self._session.execute(_everybody().order_by(PersonRow.name))
        return tuple(_value(row, bool(secret_set)) for row, secret_set in rows)

    def get(self, person_id: str) -> Person:
        """Return one person. Raises NotFoundError."""
        found = self._session.execute(_everybody().where(PersonRow.id == person_id)).one_or_none()
        if found is None:
            raise NotFoundError(NOBODY)
        row, secret_set = found
        return _value(row, bool(secret_set))

    def add(self, person_id: str, profile: Profile) -> None:
        """Add a person without any secret."""
        row = PersonRow(id=person_id)
        _write(row, profile)
        self._session.add(row)
        self._session.flush()
        self._session.add(SecretRow(person_id=person_id, tries=0))
        self._session.flush()

    def change(self, person_id: str, profile: Profile) -> None:
        """Change what is known of a person."""
        _write(self._row(person_id), profile)
        self._session.flush()

    def absences(self, person_id: str | None = None) -> tuple[Absence, ...]:
        """Return times away, of one person or of everybody, oldest first."""
        query = select(AbsenceRow).order_by(AbsenceRow.begins_on)
        if person_id is not None:
            query = query.where(AbsenceRow.person_id == person_id)
        return tuple(
            Absence(
                id=row.id,
                person_id=row.person_id,
                begins_on=row.begins_on,
                ends_on=row.ends_on,
                reason=row.reason,
            )
            for row in self._session.scalars(query)
        )

    def store_absence(self, absence: Absence) -> None:
        """Add a time away, or change it."""
        self._session.merge(
            AbsenceRow(
                id=absence.id,
                person_id=absence.person_id,
                begins_on=absence.begins_on,
                ends_on=absence.ends_on,
                reason=absence.reason,
            )
        )
        self._session.flush()

    def _row(self, person_id: str) -> PersonRow:
        row = self._session.get(PersonRow, person_id)
        if row is None:
            raise NotFoundError(NOBODY)
        return row


class CertificatesGateway:
    """Public certificates (DER)."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def authority(self) -> tuple[bytes, bytes]:
        """Return the service's certificate and its revocation list."""
        certificate, crl = self._session.execute(select(ServiceRow.ca_certificate, ServiceRow.crl)).one()
        return certificate, crl

    def origins(self) -> tuple[tuple[str, bytes], ...]:
        """Return (name, certificate as DER) of the services whose records were brought in."""
        return tuple((row.name, row.ca_certificate) for row in self._session.scalars(select(OriginRow)))

    def own(self, person_id: str) -> bytes | None:
        """Return the certificate a person signs with now, or None."""
        return self._session.scalar(
            select(CertificateRow.der).where(CertificateRow.person_id == person_id, CertificateRow.current)
        )

    def add(self, person_id: str, der: bytes, at: dt.datetime) -> None:
        """Add a person's new certificate; the older ones stay."""
        self.retire(person_id)
        self._session.add(CertificateRow(person_id=person_id, der=der, made_at=at, current=True))
        self._session.flush()

    def retire(self, person_id: str) -> None:
        """Note that a person has no key to sign with now."""
        self._session.execute(
            update(CertificateRow).where(CertificateRow.person_id == person_id).values(current=False)
        )


def _everybody() -> Select[PersonRow, bool]:
    """Select people, each with whether they have a PIN of their own."""
    return select(PersonRow, SecretRow.pin_slot.is_not(None)).outerjoin(
        SecretRow, SecretRow.person_id == PersonRow.id
    )


def _value(row: PersonRow, secret_set: bool) -> Person:  # noqa: FBT001 - one flag of a private reader
    return Person(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        job_title=row.job_title,
        supervisor_id=row.supervisor_id,
        started_on=row.started_on,
        probation_ends_on=row.probation_ends_on,
        pathway=Pathway(row.pathway) if row.pathway else None,
        standing=Standing(row.standing),
        away_until=row.away_until,
        reference=row.reference,
        location=row.location,
        contract=Contract(row.contract),
        nights=row.nights,
        job_role=row.job_role,
        care_certificate=row.care_certificate,
        protected_minutes=row.protected_minutes,
        sees_everyone=row.sees_everyone,
        secret_set=secret_set,
    )


def _write(row: PersonRow, profile: Profile) -> None:
    row.name, row.role, row.job_title = profile.name, profile.role.value, profile.job_title
    row.supervisor_id, row.started_on, row.probation_ends_on = (
        profile.supervisor_id,
        profile.started_on,
        profile.probation_ends_on,
    )
    row.pathway = profile.pathway.value if profile.pathway else None
    row.standing, row.away_until = profile.standing.value, profile.away_until
    row.reference, row.location, row.contract, row.nights = (
        profile.reference,
        profile.location,
        profile.contract.value,
        profile.nights,
    )
    row.job_role, row.care_certificate = profile.job_role, profile.care_certificate
    row.protected_minutes, row.sees_everyone = profile.protected_minutes, profile.sees_everyone
