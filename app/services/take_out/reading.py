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
    from collections.abc import Iterator
    from pathlib import Path

    from app.storage.gateways.tables import Row, Value

FORMAT = "alongside-take-out-1"
MANIFEST, SIGNATURE, KEYS = "manifest.json", "manifest.json.p7s", "keys.sealed"
SAFE = re.compile(r"[A-Za-z0-9 ._()-]+(?:/[A-Za-z0-9 ._()-]+)*")
BLOCK = 1 << 20
WRONG = "Nothing was brought in and nothing was changed."
FIRST_TOLD = 3


class TakenOut:
    """One folder that was taken out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

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
        """Yield the rows of a table's file, one line each, with their bytes and files.

        The hashes were checked before. Raises TextError.
        """
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
