"""The backups of the open records: made here and in the second place, listed, rehearsed, put back."""

from __future__ import annotations

import contextlib
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import VaultMissingError, VaultPlaceError
from app.storage import keyring, keys
from app.storage.backups import making, swap
from app.storage.backups.headers import former_keys, keep_in_step
from app.storage.backups.making import HERE, Source, never
from app.storage.backups.notes import INSIDE, Notes, instant, mark_place, marked, note, read_notes
from app.storage.backups.opening import NOT_WHOLE, with_passphrase, with_sheet
from app.storage.backups.proving import Proof, require_whole
from app.storage.backups.swap import BEFORE
from app.system.atomic import clear_hidden_folders
from app.system.folder_lock import FolderLock
from app.system.wipe import lent, wipe

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from app.domain.backups import Backup
    from app.storage.held import Held
    from app.storage.store import Transactions

    Step = Callable[[int, int], None]

AGAIN = "Close Alongside and open it again: it finishes or undoes what was begun."


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A backup and the folder it is in."""

    backup: Backup
    folder: Path


class Backups:
    """What the vault does with backups. Nothing here asks who may."""

    def __init__(self, held: Held, store: Transactions) -> None:
        self._held = held
        self._store = store

    @property
    def here(self) -> Path:
        """The place beside the records."""
        return self._held.folder / HERE

    @property
    def changed(self) -> bool:
        """Whether something was written since the last backup here."""
        return self._held.changes > 0

    @property
    def notes(self) -> Notes:
        """What is noted beside the records."""
        return read_notes(self._held.folder)

    def note(self, **changes: str) -> None:
        """Note something beside the records; where that cannot be written, nobody is told twice."""
        with contextlib.suppress(OSError):
            note(self._held.folder, **changes)

    def find(self, path: Path) -> Path:
        """Return the backup that a path means: itself, or the newest in a place. Raises VaultMissingError."""
        if making.read_list(path) is not None:
            return path
        for place in (path, path / INSIDE, path / HERE):
            for one in making.listed(place):
                return place / one.name
        message = f"There is no whole backup in “{path}”. Nothing was changed. Choose the folder of a backup."
        raise VaultMissingError(message)

    def second(self) -> Path | None:
        """Return the second place when it was chosen and is here now."""
        notes = self.notes
        place = Path(notes.second)
        return place if notes.second and marked(place) == notes.mark else None

    def choose_second(self, chosen: Path | None) -> Path | None:
        """Remember a second place, or none. Raises VaultPlaceError where nothing can be written."""
        folder = self._held.folder
        if chosen is None:
            note(folder, second="", mark="", second_at="")
            return None
        if chosen.resolve().is_relative_to(folder.resolve()):
            message = (
                "That is in the folder of the records themselves, and would be lost with it. Choose a stick, "
                "another drive or a folder that is copied elsewhere."
            )
            raise VaultPlaceError(message)
        try:
            place, mark = mark_place(chosen)
        except OSError as error:
            message = f"Nothing can be written in “{chosen}”. The place was not changed. Choose another one."
            raise VaultPlaceError(message) from error
        newest = next(iter(making.listed(place)), None)
        note(folder, second=str(place), mark=mark, second_at=newest.made_at.isoformat() if newest else "")
        return place

    def make(self, why: str, step: Step = never, to: Path | None = None) -> Backup:
        """Make a backup beside the records, or in another place, prove it, and let old ones go.

        Raises StorageFullError, VaultPlaceError, VaultDamagedError or what ``step`` raises.
        """
        self._store.outside("a backup was to be made")
        held, place = self._held, to or self.here
        with held.files, lent(held.key) as key:
            source = Source(folder=held.folder, ring=held.ring(), key=key, now=held.clock.now(), why=why)
            changes = held.changes
            made = making.make(source, place, step)
            held.changes -= changes if place == self.here else 0
            former = former_keys(held.folder, key)
            keep_in_step(place, source.ring, key, former)
            wipe(*former)
            making.thin(place, source.now)
        at = made.made_at.isoformat()
        if place == self.here:
            self.note(here_at=at, problem="")
        elif place == Path(self.notes.second):
            self.note(second_at=at)
        return made

    def listed(self) -> tuple[Kept, ...]:
        """Return the backups here, then those in the second place, each newest first."""
        places = [self.here, *([second] if (second := self.second()) else [])]
        return tuple(
            Kept(backup=one, folder=place / one.name) for place in places for one in making.listed(place)
        )

    def from_before(self) -> tuple[str, ...]:
        """Return the names of the folders that keep the records from before a backup was put back."""
        return tuple(sorted(one.name for one in self._held.folder.glob(f"{BEFORE} *") if one.is_dir()))

    def unlisted(self) -> tuple[Path, ...]:
        """Return the folders, here and in the second place, that are called a backup and are not whole."""
        places = [self.here, *([second] if (second := self.second()) else [])]
        return tuple(place / name for place in places for name in making.unlisted(place))

    def newest_at(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        """Return when the newest backups here and in the second place were made, as noted."""
        notes = self.notes
        return instant(notes.here_at), instant(notes.second_at)

    def rehearsed_at(self) -> dt.datetime | None:
        """Return when a backup was last tried out, or None."""
        return instant(self.notes.rehearsed_at)

    def rehearse(self, backup: Path, step: Step = never) -> Proof:
        """Put a backup back in a place of its own, look at everything in it, and remove that again.

        Raises VaultDamagedError naming what is wrong; then there is no date to write.
        """
        held = self._held
        clear_hidden_folders(held.folder)
        told = making.told("The rehearsal could not be made", "Plug the drive in again and try once more.")
        with told, lent(held.key) as key:
            every = (key, *former_keys(held.folder, key))
            hidden = held.folder / ".rehearsal.part"
            hidden.mkdir()
            try:
                return self._proved(swap.stage(hidden, backup, step), backup, every, step)
            finally:
                shutil.rmtree(hidden, ignore_errors=True)
                wipe(*every)

    def restore(self, backup: Path, key: bytes, step: Step, told: str) -> Path | None:
        """Let a backup take the records' place, once every part of it was looked at.

        Returns the folder that keeps the records from before. They are closed only once it was proved.
        """
        held = self._held
        held.make_folder()
        with self._alone(), making.told("The backup was not put back", AGAIN):
            try:
                self._proved(swap.stage(held.folder, backup, step), backup, (key,), step)
            except BaseException:
                swap.unstage(held.folder)
                raise
            if held.is_open:
                held.close()
                with self._alone():
                    return swap.swap(held.folder, held.clock.now(), told)
            return swap.swap(held.folder, held.clock.now(), told)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder, unless it is held already because the records are open."""
        if self._held.is_open:
            yield
            return
        lock = FolderLock(self._held.folder)
        lock.acquire()
        try:
            yield
        finally:
            lock.release()

    def key_with_passphrase(self, backup: Path, name: str, passphrase: str) -> bytes:
        """Return the key of a backup for a registered manager in it. Raises WrongSecretError and others."""
        self._held.make_folder()
        return with_passphrase(backup, self._held.folder, name, passphrase, self._held.patience)

    def key_with_sheet(self, backup: Path, printed: str) -> bytes:
        """Return the key of a backup by the recovery sheet. Raises WrongSecretError."""
        return with_sheet(backup, printed)

    def _proved(self, staged: Path, backup: Path, every: tuple[bytes, ...], step: Step) -> Proof:
        ring, _ = keyring.load(staged)
        key = next((k for k in every if keys.check_value(k, ring.vault_id) == ring.check), every[0])
        faults = making.list_faults(backup, key)
        proof = making.prove_folder(staged, key, step, every=True)
        return require_whole(replace(proof, faults=(*faults, *proof.faults)), NOT_WHOLE)
