"""Opening what is left of damaged records, and the backups that can mend it: on copies, in a held folder."""

from __future__ import annotations

import contextlib
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.domain.errors import AlongsideError, NotAllowedError, VaultDamagedError
from app.storage import keyring, keys
from app.storage.backups import making
from app.storage.backups.headers import former_keys
from app.storage.backups.opening import with_passphrase, with_sheet
from app.storage.backups.salvage import Remains
from app.storage.failures import on_disk
from app.system.atomic import write_atomic
from app.system.folder_lock import FolderLock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.storage.backups.keeping import Backups
    from app.storage.held import Held
    from app.storage.keyring import Holder

MOST_BACKUPS = 8
MANAGER = "owner"
PIECE = 4096
SALVAGING, WHERE = ".salvage.part", "where.txt"
"""Holds copies while a salvage reads them, and where it writes what is readable."""
NO_KEY = (
    "Neither the key file of these records nor one of a backup can be read, so nothing can be opened. "
    "Nothing was changed. Look for a backup in another place."
)
NOT_MANAGER = (
    "{} is not the registered manager, or that cannot be read any more. Nothing was written. Use the "
    "recovery sheet."
)


class Rescue:
    """What salvage opens."""

    def __init__(self, held: Held, backups: Backups) -> None:
        self._held = held
        self._backups = backups

    @contextmanager
    def opened(
        self, to: Path, name: str, passphrase: str, printed: str
    ) -> Iterator[tuple[Remains, list[Remains]]]:
        """Yield what is left of the records, and the newest backups.

        ``to`` is where what is whole is going to be written: should the program be killed, the next start
        looks there. Opened by a registered manager or the sheet. Raises WrongSecretError, NotAllowedError,
        VaultInUseError or VaultDamagedError.
        """
        folder = self._held.folder
        lock = FolderLock(folder)
        lock.acquire()
        hidden = folder / SALVAGING
        try:
            shutil.rmtree(hidden, ignore_errors=True)
            with on_disk():
                hidden.mkdir()
                write_atomic(hidden / WHERE, str(to.absolute()).encode())
            header = self._header()
            with on_disk():
                file = self._copied(keyring.load(header)[0].file, hidden)
            key = self._key(header, file, name, passphrase, printed)
            with contextlib.ExitStack() as closing:
                remains = Remains(file, key)
                closing.callback(remains.close)
                yield remains, [closing.enter_context(self._shut(one)) for one in self._mending(key)]
        finally:
            shutil.rmtree(hidden, ignore_errors=True)
            lock.release()

    def _key(self, header: Path, file: Path, name: str, passphrase: str, printed: str) -> bytes:
        if printed:
            return with_sheet(header, printed)

        def manager(_backup: Path, key: bytes, holder: Holder) -> None:
            for one in (Remains(file, key), *self._mending(key)):
                with self._shut(one):
                    role = one.role(holder.person_id)
                if role:
                    break
            if role != "owner":
                raise NotAllowedError(NOT_MANAGER.format(holder.name))

        return with_passphrase(header, self._held.folder, name, passphrase, self._held.patience, manager)

    def _header(self) -> Path:
        """Return a folder whose key file is whole: the records' own, else that of the newest backup."""
        for folder in (self._held.folder, *(one.folder for one in self._backups.listed())):
            with contextlib.suppress(AlongsideError):
                keyring.load(folder)
                return folder
        raise VaultDamagedError(NO_KEY)

    def _copied(self, file: str, hidden: Path) -> Path:
        """Copy the records file, or the newest there is; a place the disk cannot read is left as zeroes."""
        folder = self._held.folder
        there = folder / making.plain(file)
        if not there.exists():
            there = max(folder.glob("vault-*.db"), key=lambda path: path.stat().st_mtime, default=there)
        for suffix in ("", "-wal"):
            source = there.with_name(there.name + suffix)
            if source.exists():
                _copy_what_reads(source, hidden / f"records.db{suffix}")
        return hidden / "records.db"

    def _mending(self, key: bytes) -> Iterator[Remains]:
        every = (key, *former_keys(self._held.folder, key))
        for one in sorted(self._backups.listed(), key=lambda one: one.backup.made_at, reverse=True)[
            :MOST_BACKUPS
        ]:
            with contextlib.suppress(AlongsideError):
                ring, _ = keyring.load(one.folder)
                for its in every:
                    if keys.check_value(its, ring.vault_id) == ring.check:
                        yield Remains(one.folder / making.plain(ring.file), its, one.backup.name)

    @contextmanager
    def _shut(self, one: Remains) -> Iterator[Remains]:
        try:
            yield one
        finally:
            one.close()


def _copy_what_reads(source: Path, target: Path) -> None:
    with source.open("rb", buffering=0) as read, target.open("xb") as write:
        size = source.stat().st_size
        for at in range(0, size, PIECE):
            want = min(PIECE, size - at)
            piece = b""
            with contextlib.suppress(OSError):
                read.seek(at)
                piece = read.read(want) or b""
            write.write(piece.ljust(want, b"\0"))
