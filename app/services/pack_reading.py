"""The files of a pack that is a folder or a ZIP, each read by itself, and what the system put beside them."""

from __future__ import annotations

import os
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BIGGEST_FILE = 200 * 1024 * 1024
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the files of a ZIP may be packed: Alongside packs no other way."""
STRAY_FILES = frozenset({".ds_store", "desktop.ini", "thumbs.db", "ehthumbs.db", "icon\r", ".directory"})
STRAY_FOLDERS = frozenset({"__macosx", ".fseventsd", ".spotlight-v100", ".trashes"})
"""What systems put beside the files of a folder that somebody looks at, in lower case."""
CONTENT_FAULTS = (EOFError, KeyError, ValueError, TypeError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What reading one file raises when the pack itself is damaged, or locked with a password."""


def is_stray(name: str) -> bool:
    """Whether a file was put beside a pack by a system: named, and harmless."""
    *folders, file = (part.casefold() for part in PurePosixPath(name).parts)
    return file in STRAY_FILES or file.startswith("._") or not STRAY_FOLDERS.isdisjoint(folders)


class Folder:
    """The files of a pack that is a folder. Links are not followed.

    ``closed`` are folders in it that could not be looked into.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        names, closed = set[str](), set[str]()

        def unseen(error: OSError) -> None:
            closed.add(Path(error.filename or root).relative_to(root).as_posix())

        for here, folders, files in os.walk(root, onerror=unseen):
            place = Path(here)
            links = [one for one in folders if (place / one).is_symlink()]
            names |= {(place / one).relative_to(root).as_posix() for one in (*files, *links)}
        self.names, self.closed = frozenset(names), frozenset(closed)

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises OSError, or ValueError for what is no file of a pack."""
        path = self._root / name
        if name not in self.names:
            raise FileNotFoundError(name)
        if path.is_symlink() or path.stat().st_size > BIGGEST_FILE:
            raise ValueError(name)
        return path.read_bytes()


class Zip:
    """The files of a pack that is a ZIP, under its one folder."""

    closed = frozenset[str]()

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = [one for one in archive.infolist() if not one.is_dir()]
        inside = {one.filename: one for one in entries if not is_stray(one.filename)}
        stray = {one.filename for one in entries if is_stray(one.filename)}
        self._top = next(iter(sorted(inside)), "").split("/", maxsplit=1)[0] + "/"
        if any(not name.startswith(self._top) for name in inside) or len(inside) + len(stray) != len(entries):
            raise zipfile.BadZipFile
        if any(one.compress_type not in PACKED for one in inside.values()):
            raise zipfile.BadZipFile
        self.names = frozenset(name.removeprefix(self._top) for name in (*inside, *stray))

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises OSError, or one of ``CONTENT_FAULTS``."""
        info = self._archive.getinfo(self._top + name)
        if info.file_size > BIGGEST_FILE:
            raise ValueError(name)
        with self._archive.open(info) as file:
            data = file.read(BIGGEST_FILE + 1)
        if len(data) != info.file_size:
            raise zipfile.BadZipFile
        return data


@contextmanager
def files_of(path: Path) -> Iterator[Folder | Zip]:
    """Let the caller read a pack's files. Raises OSError, or BadZipFile for what is no pack."""
    if path.is_dir():
        yield Folder(path)
        return
    with zipfile.ZipFile(path) as archive:
        yield Zip(archive)


def why_not(error: OSError) -> str:
    """Return why a file could not be read, when that is for this PC to answer for."""
    if isinstance(error, FileNotFoundError):
        return "is not there"
    if isinstance(error, PermissionError):
        return "may not be read by this account, or is open in another program"
    return "could not be read from its drive"
