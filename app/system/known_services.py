"""Public certificates of services whose records were opened here, so that "Check a PDF" knows who signed.

Nothing secret: a certificate is what an inspector is given too.
"""

from __future__ import annotations

import contextlib
import hashlib

from app.system.atomic import write_atomic
from app.system.paths import known_services_dir

BIGGEST_CERTIFICATE = 64 * 1024


def remember(certificate: bytes) -> None:
    """Keep a service's public certificate (DER).

    A folder that cannot be written only means asking for it later.
    """
    path = known_services_dir() / f"{hashlib.sha256(certificate).hexdigest()[:32]}.cer"
    if not path.exists():
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, certificate)


def known() -> tuple[bytes, ...]:
    """Return the public certificates (DER) kept on this PC."""
    found: list[bytes] = []
    with contextlib.suppress(OSError):
        for path in sorted(known_services_dir().glob("*.cer")):
            if path.stat().st_size <= BIGGEST_CERTIFICATE:
                found.append(path.read_bytes())
    return tuple(found)
