"""Who can sign in to the demo."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody who can sign in to the demo. ``passphrase`` is None for workers, who only have a PIN."""

    name: str
    role: str
    passphrase: str | None
    pin: str
