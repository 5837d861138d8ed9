"""The key file beside the vault: who can open it, kept twice, sealed against changes.

``keyring.json`` names the vault file. Writing it is the moment at which a new key or a migrated file takes over.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from app.domain.errors import VaultDamagedError, VaultMissingError, VaultNewerError
from app.system.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
NAME, PREVIOUS = "keyring.json", "keyring.prev.json"
BIGGEST = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A person's secret, locked with something they type. Bytes are kept as hex in JSON."""

    memory: int
    passes: int
    lanes: int
    salt: str
    nonce: str
    locked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Somebody who can open the vault: their slot and the vault key sealed to them (hex)."""

    person_id: str
    name: str
    slot: Slot
    public: str
    envelope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyring:
    """The key file. ``check`` proves a vault key right; ``recovery_public``/``recovery_envelope`` belong to the printed sheet."""

    vault_id: str
    generation: int
    file: str
    check: str
    holders: tuple[Holder, ...]
    recovery_public: str
    recovery_envelope: str

    def holder(self, person_id: str) -> Holder | None:
        """Return a person's entry, or None."""
        return next((h for h in self.holders if h.person_id == person_id), None)

    def without(self, person_id: str) -> Keyring:
        """Return the keyring without a person."""
        return replace(self, holders=tuple(h for h in self.holders if h.person_id != person_id))

    def body(self) -> bytes:
        """Return the bytes that are sealed."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def exists(folder: Path) -> bool:
    """Whether there is a key file in a folder."""
    return (folder / NAME).exists() or (folder / PREVIOUS).exists()


def load(folder: Path) -> tuple[Keyring, str]:
    """Return the newest whole key file and its seal. Falls back to the copy when the first is damaged.

    Raises VaultMissingError, VaultNewerError or VaultDamagedError; never changes a file.
    """
    if not exists(folder):
        message = f"There are no records in “{folder}” yet."
        raise VaultMissingError(message)
    for name in (NAME, PREVIOUS):
        found = _read(folder / name)
        if found is not None:
            return found
    message = (
        f"Both key files in “{folder}” are damaged, so the records cannot be opened. "
        "The records themselves were not touched. Restore the folder from a back-up."
    )
    raise VaultDamagedError(message)


def store(folder: Path, keyring: Keyring, vault_key: bytes) -> None:
    """Write the key file, keeping the one before it. Raises OSError with the old one still in force."""
    from app.storage.keys import seal_of  # noqa: PLC0415 - the lock screen reads names before any cryptography is loaded

    before = folder / NAME
    if before.exists() and _read(before) is not None:
        write_atomic(folder / PREVIOUS, before.read_bytes())
    body = keyring.body()
    document = {"format": FORMAT, "sha256": hashlib.sha256(body).hexdigest(), "seal": seal_of(vault_key, body), "keyring": asdict(keyring)}
    write_atomic(before, json.dumps(document, ensure_ascii=False, indent=1).encode())


def check_seal(keyring: Keyring, seal: str, vault_key: bytes) -> None:
    """Raise VaultDamagedError unless the key file was written by somebody with the vault key."""
    from app.storage.keys import seal_of  # noqa: PLC0415 - as above

    if not hmac.compare_digest(seal, seal_of(vault_key, keyring.body())):
        message = "The key file was changed from outside, so nothing was opened. The records are unchanged. Restore a back-up of the folder."
        raise VaultDamagedError(message)


def _read(path: Path) -> tuple[Keyring, str] | None:
    try:
        data = path.read_bytes()
        if len(data) > BIGGEST:
            return None
        document = json.loads(data)
        if document["format"] > FORMAT:
            message = "These records were last opened by a newer Alongside. They are unchanged. Install the newest version on this PC."
            raise VaultNewerError(message)
        raw = document["keyring"]
        holders = tuple(Holder(**{**h, "slot": Slot(**h["slot"])}) for h in raw["holders"])
        keyring = Keyring(**{**raw, "holders": holders})
        if hashlib.sha256(keyring.body()).hexdigest() != document["sha256"]:
            return None
        return keyring, str(document["seal"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
