"""The service's own seal: on records nobody signs, on a pack's index and on audits.

It is nobody's signature.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.kinds import Kind
from app.domain.signing import Mark, Part, statement

if TYPE_CHECKING:
    import datetime as dt

    from app.documents.sign import SigningIdentity
    from app.storage.store import SealKeeper, Store


class ServiceSeal:
    """The service's seal."""

    def __init__(self, store: Store, keeper: SealKeeper) -> None:
        self._store = store
        self._keeper = keeper

    def identity(self) -> SigningIdentity:
        """Return the key and certificate the service seals with."""
        from app.documents.sign import SigningIdentity  # noqa: PLC0415 - the signature library is slow to load

        key, certificate = self._keeper.service_seal()
        with self._store.read() as work:
            ca_certificate, crl = work.certificates.authority()
        return SigningIdentity(key=key, certificate=certificate, ca_certificate=ca_certificate, crl=crl)

    def sealed(self, pdf: bytes, at: dt.datetime, zone: dt.tzinfo, kind: Kind = Kind.COACHING) -> bytes:
        """Return a PDF sealed by the service in its field for that. Raises DocumentError."""
        from app.documents.sign import Appearance, sign  # noqa: PLC0415 - see identity

        with self._store.read() as work:
            service = work.service.get()
        appearance = Appearance(
            part=Part.SERVICE,
            name=service.name,
            role="Service seal",
            statement=statement(Part.SERVICE, kind, None, ""),
            signed_at=at,
            zone=zone,
            mark=Mark(),
        )
        return sign(pdf, self.identity(), appearance, first=True)
