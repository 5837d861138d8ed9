"""The files of a pack that is a folder or a ZIP, each read by itself, and what the system put beside them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from app.domain.limits import PDF_BYTES
from app.services.chosen_files import read_within
from app.system.packed import PackedError, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.system.packed import Packed

STRAY_FILES = frozenset({".ds_store", "desktop.ini", "thumbs.db", "ehthumbs.db", "icon\r", ".directory"})
STRAY_FOLDERS = frozenset({"__macosx", ".fseventsd", ".spotlight-v100", ".trashes"})
"""What systems put beside the files of a folder that somebody looks at, in lower case."""
CONTENT_FAULTS = (EOFError, KeyError, ValueError, TypeError, RuntimeError, PackedError)
"""What reading one file raises when the pack itself is damaged, or locked with a password."""


NOT_ONE = "holds more than one folder"


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
        data = None if path.is_symlink() else read_within(path, PDF_BYTES)
        if data is None:
            raise ValueError(name)
        return data


class Zip:
    """The files of a pack that is a ZIP, under its one folder."""

    closed = frozenset[str]()

    def __init__(self, archive: Packed) -> None:
        self._archive = archive
        own = {one for one in archive.names if not is_stray(one)}
        self._top = min(own, default="").split("/", maxsplit=1)[0] + "/"
        if any(not name.startswith(self._top) for name in own):
            raise PackedError(NOT_ONE)
        self.names = frozenset(name.removeprefix(self._top) for name in archive.names)

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises one of ``CONTENT_FAULTS``."""
        return self._archive.read(self._top + name, PDF_BYTES)


@contextmanager
def files_of(path: Path) -> Iterator[Folder | Zip]:
    """Let the caller read a pack's files. Raises OSError, or PackedError for what is no pack."""
    if path.is_dir():
        yield Folder(path)
        return
    path.stat()
    with packed(path) as archive:
        yield Zip(archive)


def why_not(error: OSError) -> str:
    """Return why a file could not be read, when that is for this PC to answer for."""
    if isinstance(error, FileNotFoundError):
        return "is not there"
    if isinstance(error, PermissionError):
        return "may not be read by this account, or is open in another program"
    return "could not be read from its drive"
