"""Whole files: written beside, flushed to the disk, then renamed.

Readers see the old file or the new one, never a part.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.domain.errors import StorageFullError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RETRIES, PAUSE_SECONDS = 20, 0.05
PIECE = 1024 * 1024
HALF = re.compile(r"\..+\.[0-9a-f]{8}\.part", re.DOTALL)
"""What a half-written file or folder of ours is called."""


def half(path: Path) -> Path:
    """Return a free name beside a path for what is not whole yet; ``clear_halves`` knows it again."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")


def write_atomic(path: Path, data: bytes) -> None:
    """Write a whole file or none. Raises OSError; whatever stood at ``path`` before is then untouched."""
    temporary = half(path)
    try:
        descriptor = os.open(
            temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600
        )
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _patiently(lambda: os.replace(temporary, path))  # noqa: PTH105 - the one place that renames over a file
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush a folder's list of names, so that a rename survives a power cut. Windows does this itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clear_leftovers(folder: Path) -> None:
    """Remove the unfinished files of a program that was killed while it wrote.

    Only the folder's one user may call this.
    """
    for path in folder.glob(".*.part"):
        with contextlib.suppress(OSError):
            path.unlink()


def remove(path: Path) -> None:
    """Remove a file if it is there. Raises OSError."""
    _patiently(lambda: path.unlink(missing_ok=True))


def _patiently(change: Callable[[], None]) -> None:
    for attempt in range(RETRIES):
        try:
            change()
        except PermissionError:  # a Windows virus scanner may hold the file for a moment
            if sys.platform != "win32" or attempt == RETRIES - 1:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def write_out(path: Path, data: bytes) -> Path:
    """Write a file to a folder somebody chose: complete under its name, or not there.

    Raises StorageFullError with a plain sentence.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            message = (
                f"There is no room left where “{path.parent}” is. The records are safe. Free some space "
                "and try again."
            )
        else:
            message = (
                f"“{path.name}” could not be written to “{path.parent}”. The records are safe. "
                "Close the file if it is open, or choose another folder."
            )
        raise StorageFullError(message) from error
    return path


@contextmanager
def whole_folder(final: Path, tick: Callable[[], None] | None = None) -> Iterator[Path]:
    """Yield a hidden folder beside ``final`` and give it that name at the end; on any error nothing is left.

    Raises StorageFullError. ``tick`` is called after each file is flushed: what it raises is passed on.

    What a killed program left there earlier is cleared first.
    """
    hidden = half(final)
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        clear_halves(final.parent, f"{final.name}.")
        hidden.mkdir()
        yield hidden
        for path in sorted(hidden.rglob("*")):
            flush(path)
            if tick is not None:
                tick()
        _patiently(lambda: os.rename(hidden, final))  # noqa: PTH104 - refuses to replace what is there
        sync_folder(final.parent)
    except OSError as error:
        room = error.errno in {errno.ENOSPC, errno.EDQUOT}
        why = "There is no room left" if room else "The folder could not be written"
        message = (
            f"{why} in “{final.parent}”. The records are safe and nothing half-made was left. Free some "
            "space or choose another folder."
        )
        raise StorageFullError(message) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def flush(path: Path) -> None:
    """Make sure that what a file or a folder holds survives a power cut. Raises OSError."""
    if path.is_file():
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    else:
        sync_folder(path)


def copy_whole(source: Path, target: Path, tick: Callable[[], None] | None = None) -> str:
    """Copy a file that nobody writes to, flushed; return its SHA-256. ``target`` must not be there yet.

    Raises OSError. ``tick`` is called after each piece; what it raises stops the copy.
    """
    digest = hashlib.sha256()
    with source.open("rb") as read, target.open("xb") as write:
        while piece := read.read(PIECE):
            digest.update(piece)
            write.write(piece)
            if tick is not None:
                tick()
        write.flush()
        os.fsync(write.fileno())
    return digest.hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def move(source: Path, target: Path) -> None:
    """Give a file another name, over what stands there; both folders are flushed. Raises OSError."""
    _patiently(lambda: os.replace(source, target))  # noqa: PTH105 - see write_atomic
    for folder in {source.parent, target.parent}:
        sync_folder(folder)


def drop_folder(folder: Path) -> None:
    """Remove a folder: first its name, so that it is never seen half gone. Raises OSError."""
    going = half(folder)
    _patiently(lambda: os.rename(folder, going))  # noqa: PTH104 - to a name that is free
    sync_folder(folder.parent)
    shutil.rmtree(going, ignore_errors=True)


def clear_halves(folder: Path, name: str = "") -> bool:
    """Remove what a killed program left half-written in a folder that others use too.

    Only what is called as a half of ours, beginning with ``name`` where that is given. Returns whether the
    folder is there and nothing of that is left in it.
    """
    try:
        halves = [
            one for one in folder.iterdir() if HALF.fullmatch(one.name) and one.name[1:].startswith(name)
        ]
        for one in halves:
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one)
            else:
                one.unlink()
    except OSError:
        return False
    return True


def clear_hidden_folders(folder: Path) -> None:
    """Remove what a killed program left half-made or half-removed.

    Only the folder's one user may call this.
    """
    for path in folder.glob(".*.part"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
