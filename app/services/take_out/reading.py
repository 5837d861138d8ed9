"""Reading a folder that was taken out: is it whole, and what are its rows."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

from app.domain.errors import StateError, TextError
from app.domain.limits import MANIFEST_BYTES, PDF_BYTES, ROW_LETTERS, SIGNATURE_BYTES
from app.services.chosen_files import read_chosen
from app.services.pack_reading import is_stray
from app.storage.migrate import HEAD
from app.storage.whole import leaving
from app.system.json_text import read_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.storage.gateways.tables import Row, Value

SEALED = "sealed/{table}-{number:05d}.sealed"
FORMAT = "alongside-take-out-1"
MANIFEST, SIGNATURE, KEYS = "manifest.json", "manifest.json.p7s", "keys.sealed"
SAFE = re.compile(r"[A-Za-z0-9 ._()-]+(?:/[A-Za-z0-9 ._()-]+)*")
BLOCK = 1 << 20
WRONG = "Nothing was brought in and nothing was changed."
FIRST_TOLD = 3


class TakenOut:
    """One folder that was taken out. ``opens`` opens what in it is somebody's own still."""

    def __init__(self, folder: Path, opens: Callable[[bytes, str], bytes] | None = None) -> None:
        self.folder, self._opens = folder, opens

    def faults(self) -> tuple[str, ...]:
        """Return everything that is not as it was taken out, each with the file's name.

        Nothing when all is whole.
        """
        from app.documents.manifest import check_manifest  # noqa: PLC0415 - the signature library is slow to load

        folder = self.folder
        try:
            manifest = read_chosen(folder / MANIFEST, MANIFEST_BYTES, WRONG)
            signature = read_chosen(folder / SIGNATURE, SIGNATURE_BYTES, WRONG)
            signed = check_manifest(manifest, signature, ())
            document = read_json(manifest)
            listed = {str(one["path"]): (str(one["sha256"]), int(one["size"])) for one in document["files"]}
            if not signed.fits or document["format"] != FORMAT:
                return ("“manifest.json” was changed after it was signed, or is none of ours.",)
            if len(listed) != len(document["files"]):
                return ("“manifest.json” names a file twice.",)
        except (OSError, TextError, ValueError, KeyError, TypeError):
            return (f"“{folder}” is no folder that was taken out: its manifest cannot be read.",)
        found = [
            f"“{name}” leads out of the folder."
            for name in listed
            if not SAFE.fullmatch(name) or ".." in name.split("/")
        ]
        if found:
            return tuple(found)
        return tuple(self._differing(listed))

    def _differing(self, listed: dict[str, tuple[str, int]]) -> Iterator[str]:
        """Yield what differs from the (hash, size) of each file that was listed."""
        folder = self.folder
        there = {
            one.relative_to(folder).as_posix(): one
            for one in folder.rglob("*")
            if one.is_symlink() or one.is_file()
        }
        for name in sorted(listed.keys() - there.keys()):
            yield f"“{name}” is missing."
        added = there.keys() - listed.keys() - {MANIFEST, SIGNATURE}
        for name in sorted(one for one in added if not is_stray(one)):
            yield f"“{name}” was not taken out with the rest."
        for name in sorted(listed.keys() & there.keys()):
            path, (digest, size) = there[name], listed[name]
            if path.is_symlink() or any(
                parent.is_symlink()
                for parent in path.parents
                if parent != folder and folder in parent.parents
            ):
                yield f"“{name}” is a link, not a file."
            elif path.stat().st_size != size or digest_of(path) != digest:
                yield f"“{name}” differs from what was taken out."

    def whole(self) -> dict[str, Any]:
        """Return the manifest of a folder that can be brought in. Raises TextError or StateError."""
        faults = self.faults()
        if faults:
            rest = len(faults) - FIRST_TOLD
            more = f" And {rest} more." if rest > 0 else ""
            message = f"{' '.join(faults[:FIRST_TOLD])}{more} {WRONG}"
            raise TextError(message)
        manifest = self.document()
        if manifest["shape"] != HEAD:
            message = (
                f"This was taken out by another version of Alongside. {WRONG} Bring it in with that "
                "version first."
            )
            raise StateError(message)
        return manifest

    def document(self) -> dict[str, Any]:
        """Return what the manifest says. Raises TextError where it cannot be read."""
        document: object = read_json(read_chosen(self.folder / MANIFEST, MANIFEST_BYTES, WRONG))
        return document if isinstance(document, dict) else {}

    def altered(self) -> tuple[str, ...]:
        """Return what the manifest says was not as it was sealed. Raises TextError."""
        return tuple(str(one) for one in self.document().get("not_as_sealed", ()))

    def keys(self) -> bytes:
        """Return what only the recovery sheet opens."""
        return read_chosen(self.folder / KEYS, MANIFEST_BYTES, WRONG)

    def rows(self, table: str) -> Iterator[Row]:
        """Yield a table's rows with their bytes and files; what is sealed in place of what stands for it.

        The hashes were checked before. Raises TextError or WrongSecretError.
        """
        keys = leaving()[table].keys
        own = {tuple(row[key] for key in keys) for row in self._sealed(table)}
        yield from (row for row in self._in_the_open(table) if tuple(row[key] for key in keys) not in own)
        yield from self._sealed(table)

    def closed(self) -> int:
        """Return how many drafts, sheets and reflections are in it that stay closed."""
        tables = ("record", "preparation")
        return 0 if self._opens else sum(len(self._sealed_files(table)) for table in tables)

    def expected(self, table: str, manifest: dict[str, Any]) -> int:
        """Return how many rows of a table come out of it."""
        apart = manifest.get("sealed", {}).get(table, 0) if self._opens else 0
        return int(manifest["rows"][table]) + int(apart)

    def _sealed_files(self, table: str) -> list[Path]:
        return sorted((self.folder / "sealed").glob(f"{table}-*.sealed"))

    def _sealed(self, table: str) -> Iterator[Row]:
        known = leaving()[table].columns
        for path in self._sealed_files(table) if self._opens else ():
            data = read_chosen(path, PDF_BYTES * 2, WRONG)
            raw = read_json(self._opens(data, f"sealed/{path.name}")) if self._opens else None
            if not isinstance(raw, dict) or raw.keys() - known.keys():
                message = f"“sealed/{path.name}” holds something that does not belong there. {WRONG}"
                raise TextError(message)
            yield {column: _value(self.folder, value) for column, value in raw.items()}

    def _in_the_open(self, table: str) -> Iterator[Row]:
        known = leaving()[table].columns
        with (self.folder / "data" / f"{table}.json").open(encoding="utf-8", errors="replace") as file:
            while line := file.readline(ROW_LETTERS + 1):
                if len(line) < 3:  # noqa: PLR2004 - the brackets around the rows
                    continue
                try:
                    raw = read_json(line[:ROW_LETTERS].rstrip().rstrip(","))
                    if not isinstance(raw, dict) or raw.keys() - known.keys():
                        raise ValueError(table)
                    row = {column: _value(self.folder, value) for column, value in raw.items()}
                except (ValueError, KeyError) as error:
                    message = f"“data/{table}.json” holds something that does not belong there. {WRONG}"
                    raise TextError(message) from error
                yield row


def is_taken_out(folder: Path) -> bool:
    """Whether a folder looks like one that was taken out."""
    return (folder / KEYS).is_file() and (folder / MANIFEST).is_file()


def _value(folder: Path, value: object) -> Value:
    if isinstance(value, dict):
        if "file" in value:
            name = str(value["file"])
            if not SAFE.fullmatch(name) or ".." in name.split("/"):
                message = f"“{name}” leads out of the folder. {WRONG}"
                raise TextError(message)
            return read_chosen(folder / name, PDF_BYTES, WRONG)
        return base64.b64decode(str(value["base64"]))
    if value is None or isinstance(value, str | int):
        return value
    message = f"A value is of a kind that is not kept. {WRONG}"
    raise TextError(message)


def digest_of(path: Path) -> str:
    """Return a file's SHA-256 as hex, read in blocks."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            found.update(block)
    return found.hexdigest()
