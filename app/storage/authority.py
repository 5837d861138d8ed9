"""What the vault asks of whoever makes certificates; the vault itself knows nothing of X.509."""

from __future__ import annotations

from typing import Protocol


class Authority(Protocol):
    """Makes the service's own certificates. All keys are PKCS8 DER, all certificates and lists DER."""

    def create(self) -> bytes:
        """Return a new private key."""
        ...

    def certificate(self, ca_key: bytes, service_name: str) -> bytes:
        """Return the service's self-signed certificate."""
        ...

    def issue(
        self,
        ca_key: bytes,
        ca_certificate: bytes,
        name: str,
        role: str,
        key: bytes,
        said: tuple[str, ...] = (),
    ) -> bytes:
        """Return a personal certificate for the public half of a key; ``said`` is where that comes from."""
        ...

    def names(self, certificate: bytes, name: str, role: str, said: tuple[str, ...] | None = None) -> bool:
        """Whether a certificate names somebody as a new one for this name and role would.

        And says the same of its key, where ``said`` is given.
        """
        ...

    def revocation_list(self, ca_key: bytes, ca_certificate: bytes) -> bytes:
        """Return the service's (empty) revocation list."""
        ...
