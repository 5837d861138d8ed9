"""Turning the database's faults into plain sentences: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from app.domain.errors import StorageFullError, VaultDamagedError, VaultInUseError

if TYPE_CHECKING:
    from collections.abc import Iterator

FULL = (
    "There’s no room left to save. Your last words are kept in memory – free some space and choose Try "
    "again. Don’t close the app."
)
REFUSED = (
    "The disk refused to save. What was saved before is safe. Don’t close the app; tell IT, then choose "
    "Try again."
)
READ_ONLY = (
    "These records may only be read here, so nothing can be saved. They are unchanged. Ask IT to let you "
    "change files in this folder."
)
BUSY = "The records are busy in another program. Nothing is lost. Wait a moment and try again."
DAMAGED = (
    "Part of the records file is damaged. It was not changed. Close Alongside and restore the newest "
    "backup; tell IT what happened."
)
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
NOT_ALLOWED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def plainly() -> Iterator[None]:
    """Raise database faults as domain errors; let everything else, our own bugs too, pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        _tell(str(error.orig), error)
        raise
    except sqlcipher.DatabaseError as error:
        _tell(str(error), error)
        raise
    except ValueError as error:
        if _zeroed(error):
            raise VaultDamagedError(DAMAGED) from error
        raise


def _zeroed(error: ValueError) -> bool:
    """Whether a value could not be read because it holds a NUL: nobody can type one, so bytes were zeroed."""
    return "\0" in str(getattr(error, "doc", "")) or "\\x00" in str(error)


@contextmanager
def on_disk() -> Iterator[None]:
    """Raise faults of files too as domain errors: for work on the vault's own files."""
    try:
        with plainly():
            yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StorageFullError(FULL) from error
        if error.errno in NOT_ALLOWED:
            raise StorageFullError(READ_ONLY, "R-27") from error
        raise StorageFullError(REFUSED, "R-28") from error


def _tell(text: str, cause: Exception) -> None:
    if "disk is full" in text:
        raise StorageFullError(FULL) from cause
    if "readonly" in text:
        raise StorageFullError(READ_ONLY, "R-27") from cause
    if "locked" in text or "busy" in text:
        raise VaultInUseError(BUSY) from cause
    if (
        "malformed" in text
        or "not a database" in text
        or "hmac check failed" in text
        or "vtable constructor failed" in text
    ):
        raise VaultDamagedError(DAMAGED) from cause
    if "disk I/O error" in text or "unable to open" in text:
        raise StorageFullError(REFUSED, "R-28") from cause
