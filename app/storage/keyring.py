"""The key file beside the vault: who can open it, kept twice, sealed against changes.

``keyring.json`` names the vault file. Writing it is the moment at which a new key or a migrated file takes
over. Its copy follows at once, so that a removed person or an old passphrase cannot be brought back by
damaging the first.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from app.domain.audit import Head
from app.domain.errors import (
    AlongsideError,
    VaultDamagedError,
    VaultMissingError,
    VaultNewerError,
    VaultPlaceError,
)
from app.storage.keys import Slot
from app.system.atomic import sync_folder, write_atomic

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
NAME, PREVIOUS = "keyring.json", "keyring.prev.json"
RECORDS = "vault-*.db"
"""What records files are called."""
BIGGEST = 4 * 1024 * 1024


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
    """The key file.

    ``check`` proves a vault key right; ``recovery_public``/``recovery_envelope`` belong to the printed sheet.
    """

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

    Raises VaultMissingError, VaultNewerError, VaultPlaceError or VaultDamagedError; never changes a file.
    """
    if not exists(folder) and any(folder.glob(RECORDS)):
        message = (
            f"There are records in “{folder}”, but both their key files are missing, and without one nobody "
            "can open them. Nothing was changed. Put “keyring.json” back, or restore a backup. If there were "
            "never records here, take the files that begin with “vault-” away."
        )
        raise VaultDamagedError(message)
    if not exists(folder):
        message = f"There are no records in “{folder}” yet."
        raise VaultMissingError(message)
    first, second = _read(folder / NAME), _read(folder / PREVIOUS)
    if first is not None and second is not None and _overtaken(first[0], second[0]):
        return second
    for found in (first, second):
        if found is not None:
            return found
    if not any(_readable(folder / name) for name in (NAME, PREVIOUS)):
        message = (
            f"Alongside may not read “{folder}”. The records there are unchanged. Ask IT to let you read "
            "and change files in that folder."
        )
        raise VaultPlaceError(message)
    message = (
        f"Both key files in “{folder}” are damaged, so the records cannot be opened. "
        "The records themselves were not touched. Restore the folder from a backup."
    )
    raise VaultDamagedError(message)


def first_in_force(folder: Path, ring: Keyring) -> bool:
    """Whether the key file itself, not its copy, is the one in force, or is damaged and so nothing at all."""
    first = _read(folder / NAME)
    return first is None or first[0] == ring


def _overtaken(first: Keyring, copied: Keyring) -> bool:
    """Whether a key file is older than its copy: it was put back from an earlier day."""
    return first.vault_id == copied.vault_id and first.generation < copied.generation


def before(folder: Path) -> tuple[Keyring, str] | None:
    """Return a copy that lags behind the key file, because the program was cut off between the two.

    Else None.
    """
    first, copy = _read(folder / NAME), _read(folder / PREVIOUS)
    return (
        copy if first is not None and copy is not None and copy[0].generation < first[0].generation else None
    )


def store(folder: Path, keyring: Keyring, vault_key: bytes, head: Head | None = None) -> None:
    """Write the key file; ``copy`` follows. ``head`` is where the activity log stands for certain.

    Raises OSError when it could not be written.
    """
    from app.storage.keys import seal_of  # noqa: PLC0415 - the lock screen reads names before any cryptography is loaded

    body = keyring.body()
    document: dict[str, Any] = {
        "format": FORMAT,
        "sha256": hashlib.sha256(body).hexdigest(),
        "seal": seal_of(vault_key, body),
        "keyring": asdict(keyring),
    }
    if head is not None:
        document["log"] = {**head.as_dict(), "seal": seal_of(vault_key, _log(keyring, head))}
    data = json.dumps(document, ensure_ascii=False, indent=1).encode()
    sync_folder(folder)  # the vault file's name reaches the disk before the key file that names it
    write_atomic(folder / NAME, data)


def back_in_force(folder: Path, ring: Keyring, vault_key: bytes, head: Head | None) -> bool:
    """Whether the key file from before counts, put back where one that failed has its name already.

    It has when the disk refused only to say that the name is there for good. Whoever was told of a fault
    has no use for what came with it: a new sheet was never shown.
    """
    try:
        if load(folder)[0] != ring:
            store(folder, ring, vault_key, head)
    except (AlongsideError, OSError):
        return False
    return True


def stood(folder: Path, vault_key: bytes) -> Head | None:
    """Return where the activity log stood when the records were last closed; None where nothing says so."""
    from app.storage.keys import seal_of  # noqa: PLC0415 - as above

    for name in (NAME, PREVIOUS):
        kept = _read(folder / name)
        if kept is None:
            continue
        said = json.loads((folder / name).read_bytes()).get("log")
        head = Head.read(said)
        sealed = head is not None and seal_of(vault_key, _log(kept[0], head))
        return head if sealed and hmac.compare_digest(str(said.get("seal")), sealed) else None
    return None


def _log(keyring: Keyring, head: Head) -> bytes:
    return b"log\n" + json.dumps([keyring.vault_id, keyring.generation, head.lines, head.hash]).encode()


def copy(folder: Path) -> None:
    """Bring the copy up to date.

    Until this is done, ``before`` tells that a change of key may have been cut off.
    """
    try:
        write_atomic(folder / PREVIOUS, (folder / NAME).read_bytes())
    except OSError:
        with contextlib.suppress(
            OSError
        ):  # better no copy than one that names people and keys which no longer count
            (folder / PREVIOUS).unlink(missing_ok=True)


def copy_unless_owed(folder: Path) -> None:
    """Bring the copy up to date, unless it names a key whose file is not burnt yet.

    The next opening does both.
    """
    first, lagging = _read(folder / NAME), before(folder)
    if first is None or lagging is None or lagging[0].check == first[0].check:
        copy(folder)


def mend_copy(folder: Path) -> None:
    """Make the copy anew where it is missing or damaged and the key file is whole."""
    if _read(folder / PREVIOUS) is None and _read(folder / NAME) is not None:
        copy(folder)


def faults(folder: Path, vault_key: bytes) -> tuple[str, ...]:
    """Return what is wrong with either copy as sentences."""
    from app.storage.keys import seal_of  # noqa: PLC0415 - as above

    found: list[str] = []
    if before(folder) is not None:
        found.append(
            "A change of the vault key was cut off. Close Alongside and open it again; it finishes by itself."
        )
    for name in (NAME, PREVIOUS) if not found else (NAME,):
        kept = _read(folder / name)
        if kept is None:
            found.append(
                f"The key file “{name}” is missing or damaged. Alongside uses its other copy; the "
                "next change of a passphrase mends it."
            )
        elif not hmac.compare_digest(kept[1], seal_of(vault_key, kept[0].body())):
            found.append(f"The key file “{name}” was changed from outside.")
    return tuple(found)


def check_seal(keyring: Keyring, seal: str, vault_key: bytes) -> None:
    """Raise VaultDamagedError unless the key file was written by somebody with the vault key."""
    from app.storage.keys import seal_of  # noqa: PLC0415 - as above

    if not hmac.compare_digest(seal, seal_of(vault_key, keyring.body())):
        message = (
            "The key file was changed from outside, so nothing was opened. The records are unchanged. "
            "Restore a backup of the folder."
        )
        raise VaultDamagedError(message)


def _read(path: Path) -> tuple[Keyring, str] | None:
    try:
        data = path.read_bytes()
        if len(data) > BIGGEST:
            return None
        document = json.loads(data)
        if document["format"] > FORMAT:
            message = (
                "These records were last opened by a newer Alongside. They are unchanged. Install the "
                "newest version on this PC."
            )
            raise VaultNewerError(message)
        keyring = from_raw(document["keyring"])
        if hashlib.sha256(keyring.body()).hexdigest() != document["sha256"]:
            return None
        return keyring, str(document["seal"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def from_raw(raw: dict[str, Any]) -> Keyring:
    """Return the keyring in plain values, as ``asdict`` gives them.

    Raises ValueError, KeyError or TypeError.
    """
    holders = tuple(Holder(**{**h, "slot": Slot(**h["slot"])}) for h in raw["holders"])
    keyring = Keyring(**{**raw, "holders": holders})
    _check_shape(keyring)
    return keyring


def _check_shape(keyring: Keyring) -> None:
    """Raise ValueError or TypeError for a planted file whose values are of the wrong kind."""
    for holder in keyring.holders:
        slot = holder.slot
        if not (
            isinstance(holder.name, str)
            and all(isinstance(n, int) for n in (slot.memory, slot.passes, slot.lanes))
        ):
            raise TypeError
        for value in (holder.public, holder.envelope, slot.salt, slot.nonce, slot.locked):
            bytes.fromhex(value)
    bytes.fromhex(keyring.recovery_envelope)
    if not all(
        isinstance(text, str) for text in (keyring.vault_id, keyring.file, keyring.check)
    ) or not isinstance(keyring.generation, int):
        raise TypeError


def _readable(path: Path) -> bool:
    try:
        path.read_bytes()
    except PermissionError:
        return False
    except OSError:
        return True
    return True
