"""Public certificates of services whose records were opened here, so that "Check a PDF" knows who signed.

Nothing secret: a certificate is what an inspector is given too. Whoever may write in this account's folder
can put one there, so each says by its name what its bytes must be, and the open records have the last word
on their own service (see ``services.trusted``).
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass

from app.system.atomic import write_atomic
from app.system.paths import known_services_dir

BIGGEST_CERTIFICATE = 64 * 1024
ENDING = ".cer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """The certificates (DER) that are whole, and a sentence for each that was left out."""

    certificates: tuple[bytes, ...] = ()
    left_out: tuple[str, ...] = ()


def name_of(certificate: bytes) -> str:
    """Return the name of the file a certificate is kept in: it says what its bytes must be."""
    return hashlib.sha256(certificate).hexdigest()[:32] + ENDING


def remember(certificate: bytes) -> None:
    """Keep a service's public certificate (DER), in place of one that was damaged.

    A folder that cannot be written only means asking for it later.
    """
    path = known_services_dir() / name_of(certificate)
    with contextlib.suppress(OSError):
        if path.is_file() and path.stat().st_size == len(certificate) and path.read_bytes() == certificate:
            return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, certificate)


def known() -> Remembered:
    """Return the public certificates kept on this PC, each read by itself."""
    try:
        paths = sorted(known_services_dir().glob(f"*{ENDING}"))
    except OSError:
        return Remembered(left_out=(f"The certificates kept on this PC {UNREADABLE}",))
    found, left_out = list[bytes](), list[str]()
    for path in paths:
        try:
            data = path.read_bytes() if path.stat().st_size <= BIGGEST_CERTIFICATE else b""
        except OSError:
            left_out.append(f"The certificate “{path.name}” kept on this PC {UNREADABLE}")
            continue
        if data and name_of(data) == path.name:
            found.append(data)
        else:
            left_out.append(f"The certificate “{path.name}” kept on this PC {DAMAGED}")
    return Remembered(certificates=tuple(found), left_out=tuple(left_out))


UNREADABLE = "could not be read, so it was left out. That says nothing about the file."
DAMAGED = (
    "is damaged or was not put there by Alongside, so it was left out. That says nothing about the file. "
    "Opening the records of its service mends it."
)
