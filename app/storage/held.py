"""What is held while the records are open: folder, lock, key file, vault key and engine."""

from __future__ import annotations

import contextlib
import os
import threading
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.errors import (
    AlongsideError,
    NotAllowedError,
    VaultDamagedError,
    VaultPlaceError,
)
from app.storage import engine, in_step, keyring, keys, migrate, unfinished
from app.storage.backups import swap
from app.storage.backups.making import HERE, Source, clear_killed, make, thin
from app.storage.backups.notes import note
from app.storage.failures import on_disk
from app.storage.ground import Footing
from app.storage.journal import SHORTENED, shortened
from app.storage.waits import Patience
from app.system.atomic import remove, write_atomic
from app.system.folder_lock import FolderLock
from app.system.wipe import wipe

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from sqlalchemy import Engine

    from app.domain.audit import Head
    from app.domain.clock import Clock
    from app.storage.authority import Authority
    from app.storage.keyring import Keyring
    from app.storage.keys import KdfCost


class Held:
    """The state that the parts of the vault share. It knows files and keys, and nothing of people."""

    def __init__(self, folder: Path, clock: Clock, authority: Authority, cost: KdfCost | None) -> None:
        self.folder = folder
        self.clock = clock
        self.authority = authority
        self.key = b""
        self.engine: Engine | None = None
        self.own: tuple[str, X25519PrivateKey] | None = None
        """Who is signed in, and the key to what they keep private."""
        self.just_chose = ""
        """Who chose their PIN with a code in this sitting, and has not signed in with it since."""
        self.patience = Patience(clock)
        self._cost = cost
        self._ring: Keyring | None = None
        self._lock = FolderLock(folder)
        self.files = threading.RLock()
        """Held while the records file is copied or replaced as a whole."""
        self.footing = Footing()
        self.cut_off = False
        """Whether a first set-up had been cut off here; nothing of it is left."""
        self.in_step, self.noted = False, 0
        """Whether records and key file were held against each other since they were opened, and the
        generation of the key file that the records know of."""
        self.stood: Head | None = None
        """Where the activity log stood when the records were last closed, as the key file says."""
        self.noticed: dict[str, str] = {}
        """What was put back from an earlier day and is not in the log yet: its line, and a sentence."""
        self._cleared: tuple[str, ...] = ()
        self._settle()
        self.changes = 0
        """How often something was written since the last backup, signing in left aside."""

    @property
    def exists(self) -> bool:
        """Whether a vault has been made in the folder, even if its key files are missing."""
        there = keyring.exists(self.folder) or swap.unsettled(self.folder)
        return there or any(self.folder.glob(keyring.RECORDS))

    @property
    def is_open(self) -> bool:
        """Whether the vault key is known and the file is open."""
        return self.engine is not None

    def opened(self) -> Engine:
        """Return the engine. Raises NotAllowedError while the records are closed."""
        if self.engine is None:
            raise NotAllowedError(engine.CLOSED)
        return self.engine

    def ring(self) -> Keyring:
        """Return the key file in force. Raises NotAllowedError while the records are closed."""
        if self._ring is None:
            raise NotAllowedError(engine.CLOSED)
        return self._ring

    def file(self, ring: Keyring) -> Path:
        """Return the records file that a key file names; never one elsewhere."""
        return self.folder / os.path.basename(ring.file)  # noqa: PTH119 - a key file must not name a file elsewhere

    def slot_cost(self) -> KdfCost:
        """Return what unlocking with something typed costs on this PC."""
        if self._cost is None:
            self._cost = keys.calibrated()
        return self._cost

    # --- opening and closing
    # ----------------------------------------------------------------------------------------------

    def open_file(self, ring: Keyring, seal: str, key: bytes) -> None:
        """Open the records file with its key, brought up to date if need be. The key is held, or wiped.

        Raises VaultDamagedError, VaultNewerError, VaultInUseError or StorageFullError; then all is closed.
        """
        if keys.check_value(key, ring.vault_id) != ring.check:
            message = (
                "The key file does not belong to these records. Nothing was changed. Restore the whole "
                "folder from one backup."
            )
            raise VaultDamagedError(message)
        keyring.check_seal(ring, seal, key)
        if self.is_open:
            wipe(key)
            return
        self._lock.acquire()
        try:
            clear_killed(self.folder)
            path = self.file(ring)
            if not path.exists():
                raise VaultDamagedError(_missing(self.folder, ring))
            self._ring, self.key = ring, key
            if shortened(path):
                self._cleared = (*self._cleared, SHORTENED)
            with on_disk():
                if migrate.needed(path, key):
                    self.bring_up_to_date(ring)
                self.engine = engine.engine(self.file(self.ring()), key)
                with self.engine.connect():
                    pass
                self.footing.stand(path)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def fresh_file(self, ring: Keyring, key: bytes) -> Iterator[None]:
        """Make an empty file under new keys, let the caller fill it and write the key file.

        On any error nothing of it is left. Raises VaultPlaceError where there are records already.
        """
        self.make_folder()
        self._lock.acquire()
        try:
            if self.exists:
                message = (
                    f"There are already records in “{self.folder}”. Nothing was changed. Open them, or "
                    "choose another folder."
                )
                raise VaultPlaceError(message)
            self._ring, self.key = replace(ring, file=self._free_name()), key
            path = self.file(self._ring)
            try:
                with on_disk():
                    write_atomic(self.folder / unfinished.MAKING, path.name.encode())
                    migrate.upgrade(path, key)
                    self.engine = engine.engine(path, key)
                    yield
                    remove(self.folder / unfinished.MAKING)
                    self.in_step = True
            except BaseException:
                self.close()
                # a key file that named a file which is gone would say that records are missing
                beside = (f"{path.name}-wal", f"{path.name}-shm")
                names = (path.name, *beside, keyring.NAME, keyring.PREVIOUS, unfinished.MAKING)
                for name in names:
                    remove(self.folder / name)
                raise
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Write everything into the one file, wipe the keys and let go of the folder."""
        if self.engine is not None:
            with (
                contextlib.suppress(Exception),
                self.engine.connect() as connection,
            ):  # a close has nobody left to tell
                raw: Any = connection.connection.dbapi_connection
                raw.execute("PRAGMA optimize")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            with contextlib.suppress(Exception):  # the next opening finds them as they are
                in_step.part(self)
            self.engine.dispose()
        self.footing.let_go()
        wipe(self.key)
        self.engine, self.key, self._ring, self.own, self.changes = None, b"", None, None, 0
        self.in_step, self.noted, self.stood = False, 0, None
        self._lock.release()

    # --- files and key file
    # ----------------------------------------------------------------------------------------------

    def bring_up_to_date(self, ring: Keyring) -> None:
        """Bring a copy up to date and let it take over.

        The file from before stays as a backup until the vault key changes.
        """
        fresh = replace(ring, file=next_file(ring.file))
        target = self.file(fresh)
        self.back_up("before these records were brought up to date")
        self.burn(fresh.file)
        engine.copy(self.file(ring), self.key, target, self.key)
        migrate.upgrade(target, self.key)
        self.write_ring(fresh)

    def back_up(self, why: str) -> None:
        """Make a backup beside the records before something big is done to them.

        Raises StorageFullError, VaultPlaceError or VaultDamagedError; then it is not done.
        """
        now = self.clock.now()
        source = Source(folder=self.folder, ring=self.ring(), key=self.key, now=now, why=why)
        with self.files:
            make(source, self.folder / HERE)
            thin(self.folder / HERE, now)
        with contextlib.suppress(OSError):
            note(self.folder, here_at=now.isoformat())

    def write_ring(self, ring: Keyring) -> None:
        """Write the key file and its copy."""
        self.take_over(ring, self.key)
        keyring.copy_unless_owed(self.folder)

    def take_over(self, ring: Keyring, key: bytes) -> None:
        """Write the key file; its copy is the caller's to bring up to date.

        After a fault the one from before is in force, for certain; should that be unsure, close, so that the
        next opening reads what is there.
        """
        fresh, first = replace(ring, generation=ring.generation + 1), not keyring.exists(self.folder)
        try:
            with on_disk():
                keyring.store(self.folder, fresh, key, self.stood)
        except BaseException:
            if first or not keyring.back_in_force(self.folder, self.ring(), self.key, self.stood):
                self.close()
            raise
        self._ring = fresh

    def burn(self, file: str) -> None:
        """Remove a records file and what SQLite keeps beside it."""
        unfinished.burn(self.folder, file)

    def take_cleared(self) -> tuple[str, ...]:
        """Return once what was found and settled before these records were opened, in sentences."""
        told, self._cleared = self._cleared, ()
        return told

    def _settle(self) -> None:
        """Finish or undo what was cut off, unless another program is at it."""
        if not unfinished.there(self.folder):
            return
        with contextlib.suppress(AlongsideError, OSError):
            self._lock.acquire()
            try:
                self._cleared = unfinished.settle_salvage(self.folder)
                self.cut_off = unfinished.settle(self.folder)
            finally:
                self._lock.release()

    def make_folder(self) -> None:
        """Make the folder if it is not there. Raises VaultPlaceError."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            message = (
                f"The folder “{self.folder}” cannot be made. Nothing was written. Choose another folder "
                "or ask IT for the right to write there."
            )
            raise VaultPlaceError(message) from error

    def _free_name(self) -> str:
        """Return a file name that no records have, not even some whose key file was lost."""
        taken = [_number(path.name) for path in self.folder.glob("vault-*.db*")]
        return f"vault-{max(taken, default=0) + 1}.db"


def _missing(folder: Path, ring: Keyring) -> str:
    if any(folder.glob(keyring.RECORDS)):
        return (
            f"The key file beside these records is from an earlier day: it names “{ring.file}”, which is "
            "not there any more. Nothing was changed. Ask IT to put back the newest “keyring.json”, or "
            "to restore the newest backup."
        )
    return (
        f"The records file “{ring.file}” is missing. The key file is safe. Restore the folder from a backup."
    )


def next_file(name: str) -> str:
    """Return the name of the records file that follows another."""
    return f"vault-{_number(name) + 1}.db"


def _number(name: str) -> int:
    return int("".join(c for c in name.split(".", maxsplit=1)[0] if c.isdecimal()) or "0")
