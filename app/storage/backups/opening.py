"""Opening a backup with what a person has: a passphrase of then, or the printed recovery sheet."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher

from app.domain.errors import NotAllowedError, VaultDamagedError, WrongSecretError
from app.domain.names import name_key
from app.storage import engine, keyring, keys
from app.storage.waits import TriesFile

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.storage.keyring import Holder, Keyring
    from app.storage.waits import Patience

    Require = Callable[[Path, bytes, Holder], None]

NOT_WHOLE = "This backup is not whole, so nothing was changed. Try another one."
KEY_FILE = (
    "The key file of this backup is damaged, so it cannot be opened. Nothing was changed. Try another backup."
)
TRIES_FILE = "tries.json"
WHO = (
    "{} is not the registered manager in this backup, so it was not restored. Nothing was changed. Ask the "
    "registered manager, or use the recovery sheet."
)


def with_passphrase(
    backup: Path, home: Path, name: str, passphrase: str, patience: Patience, require: Require | None = None
) -> bytes:
    """Return the key of a backup, opened by somebody of that name. Wrong tries make them wait.

    ``require`` refuses those who may not, in place of who is not the registered manager in the backup.

    Raises WrongSecretError, TooManyTriesError, NotAllowedError or a vault fault.
    """
    ring, seal = _key_file(backup)
    holders = [h for h in ring.holders if name_key(h.name) == name_key(name)]
    if not holders:
        message = (
            f"There is nobody called “{name}” who can open this backup with a passphrase. Nothing was "
            f"changed. It could be: {', '.join(dict.fromkeys(h.name for h in ring.holders))}."
        )
        raise WrongSecretError(message)
    waits = TriesFile(home / TRIES_FILE)
    tries = 0
    for one in holders:
        count, until = waits.get(one.person_id)
        patience.refuse(one.person_id, name, until)
        tries = max(tries, count)
    opened = _opened(ring, holders, passphrase)
    if opened is None:
        begun = [patience.begin(one.person_id, tries + 1) for one in holders]
        for one, until in zip(holders, begun, strict=True):
            waits.put(one.person_id, tries + 1, until)
        patience.refuse_try(holders[0].person_id, holders[0].name, "passphrase", tries + 1, begun[0])
    key, holder = opened
    keyring.check_seal(ring, seal, key)
    (require or _require_manager)(backup / ring.file, key, holder)
    return key


def _key_file(backup: Path) -> tuple[Keyring, str]:
    try:
        return keyring.load(backup)
    except VaultDamagedError as error:
        raise VaultDamagedError(KEY_FILE) from error


def _opened(ring: Keyring, holders: list[Holder], passphrase: str) -> tuple[bytes, Holder] | None:
    for one in holders:
        with contextlib.suppress(WrongSecretError):
            secret = keys.unlock(one.slot, passphrase, f"passphrase {one.person_id}")
            key = keys.open_envelope(bytes.fromhex(one.envelope), keys.envelope_key(secret), ring.vault_id)
            return key, one
    return None


def with_sheet(backup: Path, printed: str) -> bytes:
    """Return the key of a backup, opened by the recovery sheet. Raises WrongSecretError or a vault fault."""
    ring, seal = _key_file(backup)
    private = keys.envelope_key(keys.recovery_secret(printed))
    if keys.public_bytes(private).hex() != ring.recovery_public:
        message = (
            "This recovery key does not open this backup. Nothing was changed. Use the newest sheet, or "
            "the one that was newest on the day of the backup."
        )
        raise WrongSecretError(message)
    key = keys.open_envelope(bytes.fromhex(ring.recovery_envelope), private, ring.vault_id)
    keyring.check_seal(ring, seal, key)
    return key


def _require_manager(path: Path, key: bytes, holder: Holder) -> None:
    try:
        with contextlib.closing(engine.look(path, key)) as connection:
            row = connection.execute("SELECT role FROM person WHERE id = ?", (holder.person_id,)).fetchone()
    except sqlcipher.DatabaseError as error:
        raise VaultDamagedError(NOT_WHOLE) from error
    if row is None or row[0] != "owner":
        raise NotAllowedError(WHO.format(holder.name))
