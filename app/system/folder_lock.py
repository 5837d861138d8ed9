"""One program at a time per vault folder: an operating-system lock that vanishes with its process."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from app.domain.errors import VaultInUseError, VaultPlaceError
from app.system.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path


class FolderLock:
    """Holds a folder for as long as the program has its records open.

    The lock file itself is never deleted.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / "in-use.lock", thread_local=False)
        self._holder = folder / "in-use.txt"

    def acquire(self) -> None:
        """Take the lock.

        Raises VaultInUseError naming who has it, VaultPlaceError when the folder cannot be written.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            message = (
                f"The records are already open on this PC, in {self._who()}. Ask them to close "
                "Alongside, or restart the PC. Nothing is lost."
            )
            raise VaultInUseError(message) from error
        except OSError as error:
            message = (
                f"Alongside may not write in “{self._holder.parent}”, so nothing typed could be kept. "
                "The records there are unchanged. Ask IT to let you change files in that folder, or choose "
                "another."
            )
            raise VaultPlaceError(message) from error
        with contextlib.suppress(OSError):
            write_atomic(self._holder, f"{_account()}\n{os.getpid()}\n{socket.gethostname()}\n".encode())

    def release(self) -> None:
        """Let go of the folder."""
        self._lock.release(force=True)

    def _who(self) -> str:
        try:
            account = self._holder.read_text(encoding="utf-8").splitlines()[0]
        except (OSError, UnicodeDecodeError, IndexError):
            return "another window"
        return "another window" if account == _account() else f"{account}’s account"


def _account() -> str:
    try:
        return getpass.getuser()
    except OSError:
        return "somebody"
