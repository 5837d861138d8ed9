"""The ground under open records: whether the file at its place is still the one that was opened.

A program that saves into a file which somebody deleted, moved or replaced is told by the system that all is
well, and what it saved is gone with the last handle.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.domain.errors import StorageFullError, VaultDamagedError, VaultMovedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = 16
"""Bytes at the beginning of the file that never change as long as it is the same one: its salt."""
GONE = "The records file was deleted or moved, or its drive was taken away,"
FOLDER = "The folder of the records was replaced by another"
REPLACED = "The records file was replaced by another, perhaps by a program that keeps folders alike"
OVERWRITTEN = "Another program wrote into the records file"
JOURNAL = "The file that holds what was saved last was deleted or replaced"
TOLD = (
    "{} while it was open. Nothing more is saved, so that nothing is lost in silence. What you typed is "
    "still on the screen. Put the file or the drive back and try again; else keep it somewhere else, close "
    "Alongside, tell IT and restore a backup."
)


class Ground:
    """What was there when the records were opened.

    The file stays open as long: closing a handle to it would drop SQLite's locks.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._folder = _identity(path.parent.stat())
        self._handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        there = os.fstat(self._handle)
        self._file, self._size, self._head = _identity(there), there.st_size, self._read_head()
        self._looking = threading.Lock()
        self._journal: tuple[int, int] | None = None

    def moved(self) -> str:
        """Return what happened to the file since, in a sentence, or nothing."""
        with self._looking:
            what = self._what()
        return TOLD.format(what) if what else ""

    def let_go(self) -> None:
        """Close the handle, once nothing has the file open any more."""
        os.close(self._handle)

    def journal_anew(self) -> None:
        """Let the journal be another from now on: SQLite made a new one itself."""
        with self._looking:
            self._journal = None

    def _what(self) -> str:
        try:
            folder, file = self.path.parent.stat(), self.path.stat()
            head = self._read_head()
        except OSError:
            return GONE
        if _identity(folder) != self._folder:
            return FOLDER
        if _identity(file) != self._file:
            return REPLACED
        if file.st_size < self._size or head != self._head:
            return OVERWRITTEN
        self._size = file.st_size
        return self._journal_gone()

    def _journal_gone(self) -> str:
        journal = self.path.with_name(f"{self.path.name}-wal")
        try:
            now = _identity(journal.stat())
        except OSError:
            return JOURNAL if self._journal is not None else ""
        before, self._journal = self._journal, now
        return JOURNAL if before is not None and before != now else ""

    def _read_head(self) -> bytes:
        os.lseek(self._handle, 0, os.SEEK_SET)
        return os.read(self._handle, HEAD)


class Footing:
    """What is held of the ground while the records are open."""

    def __init__(self) -> None:
        self.lost = ""
        """What happened to the records file while it was open, until it is opened again."""
        self._ground: Ground | None = None

    @contextmanager
    def on(self, path: Path) -> Iterator[None]:
        """Let the caller save into a file.

        Raises VaultMovedError: what was kept in a file that is gone is not kept.
        """
        self.stand(path)
        try:
            yield
        except (StorageFullError, VaultDamagedError) as error:
            if isinstance(error, VaultDamagedError):
                self.met_damage()
            self.stand(path)  # what the database said of it is not the cause
            raise
        self.stand(path)

    def stand(self, path: Path) -> None:
        """Raise VaultMovedError when a records file is not the one any more that was opened."""
        if self._ground is None or self._ground.path != path:
            self.let_go()
            self._ground = Ground(path)
        self.lost = self._ground.moved()
        if self.lost:
            raise VaultMovedError(self.lost)

    def met_damage(self) -> None:
        """Know that every connection was closed over a damaged page, and the journal went with the last."""
        if self._ground is not None:
            self._ground.journal_anew()

    def let_go(self) -> None:
        """Stop looking at a records file that is open no longer."""
        if self._ground is not None:
            self._ground.let_go()
        self._ground = None


def _identity(there: os.stat_result) -> tuple[int, int]:
    return there.st_dev, there.st_ino
