"""Changing the vault key, so that somebody who was removed opens nothing any more, whatever they kept."""

from __future__ import annotations

import contextlib
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import select

from app.domain.errors import AlongsideError, NotAllowedError
from app.domain.people import Standing
from app.models.people import SecretRow
from app.storage import engine, keyring, keys
from app.storage.backups.headers import former_keys, keep_in_step, note_former, settle_former
from app.storage.backups.making import HERE
from app.storage.backups.notes import read_notes
from app.storage.failures import on_disk
from app.storage.held import next_file
from app.system.wipe import wipe

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    from app.storage.held import Held
    from app.storage.keyring import Holder, Keyring
    from app.storage.store import Transactions

WAIT_FOR_THEIR_CODE = select(SecretRow.person_id).where(
    SecretRow.code_slot.is_not(None), SecretRow.pin_slot.is_(None)
)
"""Whoever was reset: their passphrase opens nothing until they have chosen a new one with their code."""


class Rotation:
    """The vault key, changed on a copy; writing the key file decides."""

    def __init__(self, held: Held, store: Transactions) -> None:
        self._held = held
        self._store = store

    def shut_out(self, person_id: str) -> None:
        """Stop a passphrase: the vault is copied to a new key that this person was never given."""
        if self._held.ring().holder(person_id) is None:
            return
        self.rotate(self._held.ring().without(person_id))

    def rotate(self, ring: Keyring) -> None:
        """Copy the vault to a new key that only the holders in ``ring`` are given.

        Backups stay; from then on nobody else opens them either.
        """
        self._store.outside("the vault key was to be changed")  # the copy holds what is committed
        with self._held.files:
            self._held.back_up("before the vault key was changed")
            self._rotate(ring)

    def _rotate(self, ring: Keyring) -> None:
        held = self._held
        old, old_key, new_key = held.ring(), held.key, os.urandom(keys.KEY_BYTES)
        fresh = replace(
            ring,
            file=next_file(old.file),
            check=keys.check_value(new_key, ring.vault_id),
            holders=tuple(
                replace(h, envelope=keys.seal_envelope(new_key, bytes.fromhex(h.public), ring.vault_id).hex())
                for h in ring.holders
            ),
            recovery_envelope=keys.seal_envelope(
                new_key, bytes.fromhex(ring.recovery_public), ring.vault_id
            ).hex(),
        )
        opened = held.opened()
        with on_disk():
            held.burn(fresh.file)
            engine.copy(held.file(old), old_key, held.file(fresh), new_key)
            note_former(held.folder, old_key, new_key)
        try:
            held.take_over(fresh, new_key)
        except AlongsideError:
            if held.is_open:  # the old one is in force for certain, and nobody has the new key
                with contextlib.suppress(OSError):
                    held.burn(fresh.file)
            raise
        opened.dispose()
        held.footing.let_go()
        held.key, held.engine = new_key, engine.engine(held.file(fresh), new_key)
        with contextlib.suppress(
            OSError, AlongsideError
        ):  # it is in force; the next opening finishes the rest
            self._burn_everything_under(old_key)
            self._keep_backups_in_step()
            keyring.copy(held.folder)
        wipe(old_key)

    def finish(self, private: X25519PrivateKey) -> None:
        """Burn what a removal left when the program was cut off after the new key took over.

        Then bring the key file's copy up to date.
        """
        lagging, ring = keyring.before(self._held.folder), self._held.ring()
        if lagging is None:
            keyring.mend_copy(self._held.folder)
            return
        before = lagging[0]
        if before.vault_id == ring.vault_id and before.check != ring.check:
            public = keys.public_bytes(private).hex()
            sealed = {h.public: h.envelope for h in before.holders} | {
                before.recovery_public: before.recovery_envelope
            }
            if public in sealed:
                key = keys.open_envelope(bytes.fromhex(sealed[public]), private, ring.vault_id)
                try:
                    self._burn_everything_under(key)
                except OSError:  # a file in use elsewhere; the next opening tries again
                    return
                finally:
                    wipe(key)
        self._keep_backups_in_step()
        keyring.copy(self._held.folder)

    def finish_removals(self, opener: Holder) -> None:
        """Shut out those who may no longer open the vault, in case their removal was cut off.

        Raises NotAllowedError when the opener is one of them.
        """
        with self._store.read() as work:
            stopped = set(work.session.scalars(WAIT_FOR_THEIR_CODE))
            allowed = {
                p.id
                for p in work.people.all()
                if p.role.opens_vault and p.standing is not Standing.LEAVER and p.id not in stopped
            }
        if opener.person_id not in allowed:
            message = (
                f"{opener.name} may no longer open these records. Nothing was changed. Ask the "
                "registered manager."
            )
            raise NotAllowedError(message)
        ring = self._held.ring()
        holders = tuple(h for h in ring.holders if h.person_id in allowed)
        if len(holders) < len(ring.holders):
            try:
                self.rotate(replace(ring, holders=holders))
            except AlongsideError:
                # opening to read must not need room to write; the next opening tries again
                if not self._held.is_open:
                    raise

    def _keep_backups_in_step(self) -> None:
        held = self._held
        settle_former(held.folder)
        notes, former = read_notes(held.folder), former_keys(held.folder, held.key)
        places = [held.folder / HERE, *([Path(notes.second)] if notes.second else [])]
        for place in places:
            keep_in_step(place, held.ring(), held.key, former)
        wipe(*former)

    def _burn_everything_under(self, key: bytes) -> None:
        """Remove every file that opens with a key that no longer counts.

        Files of other records are left alone.
        """
        for path in self._held.folder.glob("vault-*.db"):
            with contextlib.suppress(sqlcipher.DatabaseError):
                engine.connect(path, key).close()
                self._held.burn(path.name)
