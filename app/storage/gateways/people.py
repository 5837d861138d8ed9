"""People and their certificates."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, case, delete, func, select, update

from app.domain.errors import NotFoundError
from app.domain.ids import new_id
from app.domain.names import name_key
from app.domain.people import Absence, Contract, Pathway, Person, Profile, Role, Standing, Stay
from app.models.people import (
    AbsenceRow,
    CertificateRow,
    DoubleRow,
    FormerNameRow,
    PersonRow,
    SecretRow,
    StandInRow,
    StayRow,
)
from app.models.service import OriginRow, ServiceRow

if TYPE_CHECKING:
    from sqlalchemy import Row, Select
    from sqlalchemy.orm import Session


NOBODY = "There is no such person in these records."


class PeopleGateway:
    """Rows of people as values. Whether somebody is away follows from their time away on a day."""

    def __init__(self, session: Session, today: dt.date) -> None:
        self._session = session
        self._today = today

    def all(self) -> tuple[Person, ...]:
        """Return everybody, leavers too, by name."""
        rows = self._session.execute(EVERYBODY, {"today": self._today})
        return tuple(self._person(row) for row in rows)

    def get(self, person_id: str) -> Person:
        """Return one person, by a double entry of theirs too. Raises NotFoundError."""
        found = self._session.execute(SOMEBODY, {"today": self._today, "person_id": person_id}).one_or_none()
        if found is None:
            raise NotFoundError(NOBODY)
        return self._person(found)

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

    def doubles(self) -> dict[str, str]:
        """Return each double entry with the one that was kept in its place."""
        return {row.double_id: row.kept_id for row in self._session.scalars(select(DoubleRow))}

    def keep_double(self, double_id: str, kept_id: str, by_id: str, at: dt.datetime) -> None:
        """Note that an entry is somebody who was here already: it stands in no list any more.

        The guards are off: an entry that others were given up for may be given up in turn.
        """
        self._row(double_id).standing = Standing.LEAVER.value
        before = update(DoubleRow).where(DoubleRow.kept_id == double_id)
        self._session.execute(before.values(kept_id=kept_id))
        self._session.add(DoubleRow(double_id=double_id, kept_id=kept_id, by_id=by_id, at=at))
        self._session.flush()

    def absences(self, person_id: str | None = None) -> tuple[Absence, ...]:
        """Return times away, of one person or of everybody, oldest first."""
        query = select(AbsenceRow, LAST_DAY).join(PersonRow, PersonRow.id == AbsenceRow.person_id)
        if person_id is not None:
            query = query.where(AbsenceRow.person_id == person_id)
        return tuple(
            Absence(
                id=row.id, person_id=row.person_id, begins_on=row.begins_on, ends_on=last, reason=row.reason
            )
            for row, last in self._session.execute(query.order_by(AbsenceRow.begins_on))
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

    def drop_absence(self, absence_id: str) -> None:
        """Take away a time away that never was."""
        self._session.execute(delete(AbsenceRow).where(AbsenceRow.id == absence_id))

    def keep_name(self, person_id: str, name: str) -> None:
        """Keep what somebody was called until today."""
        kept = FormerNameRow(id=new_id(), person_id=person_id, name=name, until_on=self._today)
        self._session.add(kept)
        self._session.flush()

    def stays(self, person_id: str) -> tuple[Stay, ...]:
        """Return when somebody worked here before they left, oldest first."""
        query = select(StayRow).where(StayRow.person_id == person_id).order_by(StayRow.ended_on)
        return tuple(
            Stay(id=row.id, person_id=row.person_id, begun_on=row.begun_on, ended_on=row.ended_on)
            for row in self._session.scalars(query)
        )

    def keep_stay(self, stay: Stay) -> None:
        """Keep when somebody worked here."""
        self._session.add(
            StayRow(id=stay.id, person_id=stay.person_id, begun_on=stay.begun_on, ended_on=stay.ended_on)
        )
        self._session.flush()

    def _person(self, found: Row[PersonRow, bool, bool, dt.date | None, str | None, str | None]) -> Person:
        """Return a person; away while time away covers the day.

        Of old records, in which only the standing says so: until the day that was written beside it.
        """
        row, secret_set, noted, last, former, stand_ins = found
        standing, until = Standing(row.standing), row.away_until
        if standing is not Standing.LEAVER:
            said = standing is Standing.AWAY and not noted and (until is None or until >= self._today)
            standing = Standing.AWAY if last is not None or said else Standing.ACTIVE
            until = until if last is None else last
        until = None if standing is not Standing.AWAY or until == dt.date.max else until
        person = _value(row, standing, until, secret_set=bool(secret_set))
        names = dict.fromkeys((former or "").splitlines())
        before = tuple(name for name in names if name_key(name) != name_key(person.name))
        person = replace(person, former_names=before) if before else person
        return replace(person, stand_ins=tuple(stand_ins.split())) if stand_ins else person

    def _row(self, person_id: str) -> PersonRow:
        row = self._session.get(PersonRow, person_id)
        if row is None:
            raise NotFoundError(NOBODY)
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """One certificate (DER) of a person; ``current`` is the one they sign with."""

    person_id: str
    der: bytes
    made_at: dt.datetime
    current: bool


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

    def ever(self, person_id: str) -> bool:
        """Whether a person ever had a certificate, here or where their records came from."""
        found = select(CertificateRow.id).where(CertificateRow.person_id == person_id)
        return self._session.scalar(found.limit(1)) is not None

    def all_of(self, person_id: str) -> tuple[bytes, ...]:
        """Return every certificate a person ever had, oldest first."""
        query = select(CertificateRow.der).where(CertificateRow.person_id == person_id)
        return tuple(self._session.scalars(query.order_by(CertificateRow.id)))

    def every(self) -> tuple[Certified, ...]:
        """Return every certificate anybody ever had here."""
        rows = self._session.scalars(select(CertificateRow).order_by(CertificateRow.id))
        return tuple(
            Certified(person_id=row.person_id, der=row.der, made_at=row.made_at, current=row.current)
            for row in rows
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


LAST_DAY = func.coalesce(
    AbsenceRow.ends_on, case((PersonRow.standing == Standing.AWAY.value, PersonRow.away_until))
)
"""The last day of time away; where only the standing had an end, that one."""


def _people() -> Select[PersonRow, bool, bool, dt.date | None, str | None, str | None]:
    """Select people: whether they have a PIN, were ever away, the last day of being away now, former names.

    And the ids of those who stand in for their supervisor on that day, which is the parameter ``today``.

    The last day is ``dt.date.max`` for somebody who is still away, and None for somebody who is here.
    """
    today = bindparam("today", type_=AbsenceRow.begins_on.type)
    own = AbsenceRow.person_id == PersonRow.id
    noted = select(AbsenceRow.id).where(own).correlate(PersonRow)
    last = func.coalesce(LAST_DAY, dt.date.max)
    former = select(func.group_concat(FormerNameRow.name, "\n")).where(
        FormerNameRow.person_id == PersonRow.id, FormerNameRow.name != PersonRow.name
    )
    away = select(func.max(last)).where(own, AbsenceRow.begins_on <= today, last >= today)
    instead = select(func.group_concat(StandInRow.by_id, " ")).where(
        StandInRow.for_id == PersonRow.supervisor_id,
        StandInRow.begins_on <= today,
        StandInRow.ends_on >= today,
    )
    return select(
        PersonRow,
        SecretRow.pin_slot.is_not(None),
        noted.exists(),
        away.correlate(PersonRow).scalar_subquery(),
        former.correlate(PersonRow).scalar_subquery(),
        instead.correlate(PersonRow).scalar_subquery(),
    ).outerjoin(SecretRow, SecretRow.person_id == PersonRow.id)


_KEPT = select(DoubleRow.kept_id).where(DoubleRow.double_id == bindparam("person_id")).scalar_subquery()
EVERYBODY = _people().where(PersonRow.id.not_in(select(DoubleRow.double_id))).order_by(PersonRow.name)
SOMEBODY = _people().where(PersonRow.id == func.coalesce(_KEPT, bindparam("person_id")))
"""Everybody, and one person by their entry or a double of it. Made once: every read begins here."""


def _value(row: PersonRow, standing: Standing, away_until: dt.date | None, *, secret_set: bool) -> Person:
    return Person(
        id=row.id,
        name=row.name,
        role=Role(row.role),
        job_title=row.job_title,
        supervisor_id=row.supervisor_id,
        started_on=row.started_on,
        probation_ends_on=row.probation_ends_on,
        pathway=Pathway(row.pathway) if row.pathway else None,
        standing=standing,
        away_until=away_until,
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
