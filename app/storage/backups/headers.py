"""The key files of backups, kept in step with the key file of the records.

So a passphrase or recovery sheet that no longer counts opens no backup that can be reached either, and the
newest sheet opens them all. The records file in a backup keeps the vault key it was made under.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.errors import AlongsideError
from app.storage import keyring, keys
from app.storage.backups.making import HERE, PREFIX
from app.system.atomic import move, write_atomic
from app.system.wipe import wipe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from app.storage.keyring import Keyring

FORMER, NEXT = "former-keys.bin", "former-keys.next"
"""Vault keys of before, sealed with the one of now."""


def former_keys(folder: Path, key: bytes) -> tuple[bytes, ...]:
    """Return the vault keys that backups beside these records were made under before."""
    private = keys.envelope_key(key)
    for name in (FORMER, NEXT):
        with contextlib.suppress(OSError, ValueError, AlongsideError):
            opened = keys.open_private((folder / HERE / name).read_bytes(), private, FORMER)
            kept = json.loads(opened)
            former = tuple(bytes.fromhex(one) for one in kept)
            wipe(opened, *kept)
            return former
    return ()


def note_former(folder: Path, old: bytes, new: bytes) -> None:
    """Keep a vault key that is about to be replaced. It counts once the new one does. Raises OSError."""
    place = folder / HERE
    if not place.is_dir():
        return
    former = former_keys(folder, old)
    hexed = [one.hex() for one in (*former, old)]
    text = json.dumps(hexed)
    kept = text.encode()
    sealed = keys.seal_private(kept, keys.public_bytes(keys.envelope_key(new)), FORMER)
    wipe(kept, text, *hexed, *former)
    write_atomic(place / NEXT, sealed)


def settle_former(folder: Path) -> None:
    """Let the keys that were noted take the place of those before. Raises OSError."""
    if (folder / HERE / NEXT).exists():
        move(folder / HERE / NEXT, folder / HERE / FORMER)


def keep_in_step(place: Path, ring: Keyring, key: bytes, former: Iterable[bytes]) -> int:
    """Let those in ``ring``, and nobody else, open the backups in a place; return how many were changed.

    One made under a key that is not known any more, or that cannot be written, stays as it is.
    """
    every, changed = (key, *former), 0
    for folder in _folders(place):
        with contextlib.suppress(OSError, AlongsideError):
            own, _ = keyring.load(folder)
            if own.vault_id != ring.vault_id or _same(own, ring):
                continue
            its = next((k for k in every if keys.check_value(k, own.vault_id) == own.check), None)
            if its is not None:
                keyring.store(folder, _opening(ring, own, its), its)
                changed += 1
    return changed


def _same(own: Keyring, ring: Keyring) -> bool:
    """Whether the same people open both with the same secrets, and the same sheet."""
    mine, theirs = ({h.public: h.slot for h in one.holders} for one in (own, ring))
    return mine == theirs and own.recovery_public == ring.recovery_public


def _opening(ring: Keyring, own: Keyring, key: bytes) -> Keyring:
    return replace(
        ring,
        file=own.file,
        check=own.check,
        holders=tuple(
            replace(h, envelope=keys.seal_envelope(key, bytes.fromhex(h.public), ring.vault_id).hex())
            for h in ring.holders
        ),
        recovery_envelope=keys.seal_envelope(key, bytes.fromhex(ring.recovery_public), ring.vault_id).hex(),
    )


def _folders(place: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from (one for one in sorted(place.iterdir()) if one.name.startswith(PREFIX) and one.is_dir())
