"""The one door for ZIP files: nothing twice, nothing locked, no way out of it, nothing larger than it says.

What is inside is read from the ZIP and never written anywhere by its own name.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, NoReturn

from app.domain.errors import TextError
from app.domain.limits import ZIP_FILES, ZIP_LIST_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the files of a ZIP may be packed: Alongside and Excel pack no other way."""
LOCKED, LINK, TYPE = 0x1, 0xA000, 0xF000
"""The flag of a locked file; the mark of a link among the types that Unix keeps (upper half of its word)."""
BLOCK = 1 << 16
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    KeyError,
    IndexError,
    struct.error,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged ZIP raises."""


class PackedError(TextError):
    """A ZIP that is not taken; the message says why, in words that follow its name."""


def refuse(why: str, cause: BaseException | None = None) -> NoReturn:
    """Raise PackedError with these words."""
    raise PackedError(why) from cause


class Packed:
    """The files of a ZIP that was looked over."""

    def __init__(self, archive: zipfile.ZipFile, most: int) -> None:
        self._archive = archive
        listed = archive.infolist()
        self._inside = {one.filename: one for one in listed if not one.filename.endswith("/")}
        if len(listed) > most:
            refuse(f"holds more than {most:,} files")
        if len(self._inside) != sum(not one.filename.endswith("/") for one in listed):
            refuse("holds two files of one name")
        for one in listed:
            if one.flag_bits & LOCKED:
                refuse("is locked with a password")
            if one.compress_type not in PACKED:
                refuse("is packed in a way that is not read here")
            if (one.external_attr >> 16) & TYPE == LINK:
                refuse(f"holds a link (“{one.filename[:60]}”), not only files")
            if leads_out(one.filename):
                refuse(f"holds “{one.filename[:60]}”, which leads out of it")

    @property
    def names(self) -> frozenset[str]:
        """The names of its files, folders and all."""
        return frozenset(self._inside)

    def read(self, name: str, most: int) -> bytes:
        """Return the bytes of a file. Raises PackedError; KeyError when there is none."""
        found = io.BytesIO()
        for block in self.blocks(name, most):
            found.write(block)
        return found.getvalue()

    def blocks(self, name: str, most: int) -> Iterator[bytes]:
        """Yield the bytes of a file, a block at a time. Raises PackedError, also for more than ``most``."""
        info, size = self._inside[name], 0
        if info.file_size > most:
            refuse("unpacks to far more than such a file does")
        try:
            with self._archive.open(info) as file:
                while block := file.read(BLOCK):
                    size += len(block)
                    if size > info.file_size:
                        refuse("is larger inside than it says")
                    yield block
        except BROKEN as error:
            refuse("is damaged", error)
        if size != info.file_size:
            refuse("is smaller inside than it says")


def leads_out(name: str) -> bool:
    """Whether a name in a ZIP or a list leads out of its folder, on any system."""
    parts = name.replace("\\", "/").split("/")
    return not name or name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name


class _Careful(io.BufferedReader):
    """Reads no more at once than the list of a ZIP may be long: its own word for that is not believed."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > ZIP_LIST_BYTES:
            refuse("has a list of files that is far too long")
        return super().read(size)


@contextmanager
def packed(source: Path | bytes, most: int = ZIP_FILES) -> Iterator[Packed]:
    """Open a ZIP that holds ``most`` files at most. Raises PackedError."""
    raw: IO[bytes]
    try:
        raw = (
            io.BytesIO(source)
            if isinstance(source, bytes)
            else _Careful(io.FileIO(source, "r"))  # closed below, with what it holds
        )
    except OSError as error:
        refuse("cannot be opened", error)
    with raw:
        try:
            archive = zipfile.ZipFile(raw)
            found = Packed(archive, most)
        except BROKEN as error:
            refuse("is damaged, or no ZIP", error)
        with archive:
            yield found
