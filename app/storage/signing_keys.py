"""Making a signing key and its certificate, and writing down why there is a new one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.clock import long_moment
from app.domain.signing_keys import SigningKey, Why
from app.models.service import ServiceRow
from app.storage import keys

if TYPE_CHECKING:
    from app.domain.people import Person
    from app.storage.held import Held
    from app.storage.unit_of_work import Work

JUST_BEFORE = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Why a key is made, on whose order, and the line that says so in the log."""

    why: Why
    log: str
    ordered_by_id: str | None = None


class KeyMaking:
    """No key without its reason."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def make(self, work: Work, person: Person, origin: Origin) -> bytes:
        """Return a new signing key (PKCS8 DER) for somebody; its certificate and its reason are kept."""
        now, zone = self._held.clock.now(), self._held.clock.zone()
        key = self._held.authority.create()
        before = work.audit_log.newest_of_others(person.id)
        sat = "" if before is None or now - before.at > JUST_BEFORE else before.actor_name
        by = work.people.get(origin.ordered_by_id).name if origin.ordered_by_id else ""
        made = SigningKey(
            id=keys.key_id_of(key),
            person_id=person.id,
            made_at=now,
            why=origin.why,
            ordered_by_id=origin.ordered_by_id,
            ordered_by=by,
            sat_before=sat,
        )
        work.signing_keys.add(made)
        self._certify(work, person, key, made.said(zone))
        ordered = f"ordered by {by}" if by else ""
        seen = f"signed in here before: {sat}, {long_moment(before.at, zone)}" if before and sat else ""
        work.audit(origin.log, person.id, "; ".join(part for part in (ordered, seen) if part))
        return key

    def keep_named(self, work: Work, person: Person, key: bytes) -> str:
        """Make somebody's certificate anew where it no longer says what is so; return why, or nothing."""
        certificate = work.certificates.own(person.id)
        if certificate is None:
            return ""
        made, authority = work.signing_keys.of_certificate(certificate), self._held.authority
        said = made.said(self._held.clock.zone()) if made else ()
        if authority.names(certificate, person.name, person.post, said):
            return ""
        self._certify(work, person, key, said)
        named = authority.names(certificate, person.name, person.post)
        return "certificate made with what is confirmed" if named else "certificate made in the new name"

    def _certify(self, work: Work, person: Person, key: bytes, said: tuple[str, ...]) -> None:
        """Make a person's certificate for their key, in their name and job as they are now."""
        held, service = self._held, work.session.query(ServiceRow).one()
        certificate = held.authority.issue(
            service.ca_key, service.ca_certificate, person.name, person.post, key, said
        )
        work.certificates.add(person.id, certificate, held.clock.now())
