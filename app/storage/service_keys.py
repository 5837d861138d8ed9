"""The keys that belong to the service and to no person: its certificate authority and its seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.ids import new_id
from app.models.service import OriginRow, ServiceRow

if TYPE_CHECKING:
    from app.storage.held import Held
    from app.storage.store import Transactions
    from app.storage.unit_of_work import Work


class ServiceKeys:
    """Whoever holds the vault key holds these too; they sign for no person."""

    def __init__(self, held: Held, store: Transactions) -> None:
        self._held = held
        self._store = store

    def service_seal(self) -> tuple[bytes, bytes]:
        """Return the service's sealing key (PKCS8 DER) and certificate (DER).

        They are made when first needed, and the certificate anew once the service has another name.
        """
        authority, role = self._held.authority, "Service seal"
        with self._store.read() as work:
            row = work.session.query(ServiceRow).one()
            key, certificate, name = row.seal_key, row.seal_certificate, f"{row.name} seal"
        if key is not None and certificate is not None and authority.names(certificate, name, role):
            return key, certificate
        key = key or authority.create()
        with self._store.write("") as work:
            row = work.session.query(ServiceRow).one()
            row.seal_key = key
            row.seal_certificate = authority.issue(row.ca_key, row.ca_certificate, name, role, key)
            work.audit("service seal made", "service", "")
            return key, row.seal_certificate

    def renew(self, work: Work) -> None:
        """Give the service new keys. Its old certificate stays known, so that old records still check."""
        authority, row = self._held.authority, work.session.query(ServiceRow).one()
        old = OriginRow(
            id=new_id(),
            name=row.name,
            brought_in_at=self._held.clock.now(),
            ca_certificate=row.ca_certificate,
            crl=row.crl,
        )
        work.session.add(old)
        row.ca_key = authority.create()
        row.ca_certificate = authority.certificate(row.ca_key, row.name)
        row.crl = authority.revocation_list(row.ca_key, row.ca_certificate)
        row.seal_key, row.seal_certificate = None, None

    def as_kept(self, work: Work) -> dict[str, str | None]:
        """Return the keys as hex, to be sealed to the recovery sheet."""
        row = work.session.query(ServiceRow).one()
        return {"ca_key": row.ca_key.hex(), "seal_key": row.seal_key.hex() if row.seal_key else None}

    def put_back(self, work: Work, kept: dict[str, str | None]) -> None:
        """Write back what ``as_kept`` returned."""
        row = work.session.query(ServiceRow).one()
        row.ca_key = bytes.fromhex(kept["ca_key"] or "")
        row.seal_key = bytes.fromhex(kept["seal_key"]) if kept["seal_key"] else None
