"""A pack on the disk: its files with their hashes, its list of records as a sheet, its ZIP."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import StoppedError
from app.system.atomic import flush, half, move
from app.system.sheets import csv_bytes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.records import RecordSummary

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
BLOCK = 1 << 20
COLUMNS = (
    "number", "version", "kind", "form", "held_on", "sealed_on", "about", "led_by", "in_pack_as", "file",
    "why_extract", "sha256_of_sealed_original", "counts_towards",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record of a pack as it is listed.

    ``path`` is its file in the pack, ``original`` the SHA-256 of its sealed original, ``why`` says why it is
    an extract, ``codes`` are the items it counts towards.
    """

    record: RecordSummary
    form_title: str
    path: str
    original: str
    why: str
    about: str
    led_by: str
    codes: tuple[str, ...]

    @property
    def is_extract(self) -> bool:
        """Whether an extract stands in for the sealed original."""
        return self.path.startswith("extracts/")


class Steps:
    """Counts files and asks whether to go on."""

    def __init__(self, of: int, progress: Callable[[int, int], bool] | None) -> None:
        self._of, self._done, self._progress = of, 0, progress

    def __call__(self) -> None:
        """Count one file more."""
        self._done += 1
        self.ask()

    def ask(self) -> None:
        """Raise StoppedError when somebody wants to stop."""
        if self._progress is not None and not self._progress(min(self._done, self._of), self._of):
            message = "The pack was stopped. Nothing half-made was left behind."
            raise StoppedError(message)


class PackFolder:
    """Writes files of a pack and remembers their hashes."""

    def __init__(self, folder: Path, steps: Steps) -> None:
        self._folder, self._steps = folder, steps
        self.files: list[dict[str, object]] = []

    def write(self, path: str, data: bytes) -> str:
        """Write a file that the manifest lists, and return its path."""
        self.plain(path, data)
        self.files.append({"path": path, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        self._steps()
        return path

    def plain(self, path: str, data: bytes) -> None:
        """Write a file that the manifest does not list: the manifest itself and its signature."""
        target = self._folder / path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)


def zip_up(folder: Path, name: str, archive: Path, steps: Steps) -> None:
    """Write the folder's files as a ZIP in a fixed order with a fixed date.

    It stands under its name only when it is whole.
    """
    hidden = half(archive)
    try:
        with zipfile.ZipFile(hidden, "w") as out:
            for path in sorted(one for one in folder.rglob("*") if one.is_file()):
                info = zipfile.ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", ZIP_DAY)
                info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with path.open("rb") as source, out.open(info, "w") as target:
                    while block := source.read(BLOCK):
                        target.write(block)
                        steps.ask()
                steps()
        flush(hidden)
        move(hidden, archive)
    finally:
        hidden.unlink(missing_ok=True)


def remove(folder: Path, archive: Path) -> None:
    """Take a finished pack away again."""
    shutil.rmtree(folder, ignore_errors=True)
    archive.unlink(missing_ok=True)


def sheet_of(entries: tuple[Entry, ...], zone: dt.tzinfo) -> bytes:
    """Return the list of a pack's records as CSV."""

    def day(moment: dt.datetime | None) -> str:
        return moment.astimezone(zone).date().isoformat() if moment else ""

    rows = [
        (
            e.record.number,
            e.record.version,
            e.record.kind.value,
            e.form_title,
            day(e.record.held_at),
            day(e.record.sealed_at),
            e.about,
            e.led_by,
            "extract" if e.is_extract else "original",
            e.path,
            e.why,
            e.original,
            "; ".join(e.codes),
        )
        for e in entries
    ]
    return csv_bytes((COLUMNS, *rows))
