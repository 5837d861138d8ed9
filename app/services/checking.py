"""Check a PDF: has it been changed, who signed it and when. Needs nobody to be signed in."""

from __future__ import annotations

import base64
import hashlib
import json
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import StoppedError
from app.domain.signing import Check, Verdict
from app.system.known_services import known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.domain.pictures import Picture
    from app.storage.store import Store

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.p7s"
BIGGEST_FILE = 200 * 1024 * 1024
PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""How the files of a ZIP may be packed: Alongside packs no other way."""
UNREADABLE = (
    OSError,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading a folder or ZIP raises that is no pack, is damaged, or is locked with a password."""


class CheckingService:
    """Checking and showing PDFs. A signer is known when this PC has opened the records of their service."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check(self, path: Path, certificates: tuple[bytes, ...] = ()) -> Check:
        """Check one file. ``certificates`` are further services' public certificates (DER)."""
        from app.documents.verify import check  # noqa: PLC0415 - the signature library is slow to load

        try:
            size = path.stat().st_size
            pdf = path.read_bytes() if size <= BIGGEST_FILE else b""
        except OSError:
            return _unreadable(
                path,
                "This file cannot be opened. Check that it is still there and not open in another program.",
            )
        if size > BIGGEST_FILE:
            return _unreadable(
                path, "This file is far larger than any record. Choose a PDF that Alongside made."
            )
        return check(pdf, path.name, self._trusted() + certificates)

    def check_pack(
        self,
        path: Path,
        certificates: tuple[bytes, ...] = (),
        progress: Callable[[int, int], bool] | None = None,
    ) -> PackCheck:
        """Check a pack, a folder or a ZIP.

        Its signed list, every file against it, nothing added or missing, every signed PDF in it.
        """
        from app.documents.manifest import check_manifest  # noqa: PLC0415 - the signature library is slow to load

        trusted = self._trusted() + certificates
        try:
            with _files(path) as files:
                manifest, signature = files.read(MANIFEST), files.read(SIGNATURE)
                whole, known_here, service = check_manifest(manifest, signature, trusted)
                if not whole:
                    return _pack(
                        path,
                        Verdict.CHANGED,
                        "The list of files was changed after the service signed it. Ask for the pack again.",
                    )
                listed = _listed(manifest)
                faults = _faults(files, listed, trusted, progress)
        except UNREADABLE:
            return _pack(
                path,
                Verdict.UNREADABLE,
                "This is not a whole pack: its list or a file cannot be read. Choose a pack’s folder or ZIP.",
            )
        if faults:
            few = "One thing is not as it was"
            count = few if len(faults) == 1 else f"{len(faults)} things are not as they were"
            told = f"{count} when the service “{service}” signed this pack."
            return _pack(path, Verdict.CHANGED, told, faults)
        told = f"All {len(listed)} files are as they were when the service “{service}” signed this pack."
        if not known_here:
            unknown = (
                f"{told} This PC does not know that service: ask for its certificate to be sure who it is."
            )
            return _pack(path, Verdict.UNKNOWN_SIGNER, unknown)
        return _pack(path, Verdict.UNCHANGED, told)

    def pack_files(self, path: Path) -> tuple[str, ...]:
        """Return the names of a pack's files, the index first."""
        with _files(path) as files:
            return tuple(sorted(files.names, key=lambda name: (not is_index(name), "/" in name, name)))

    def pack_file(self, path: Path, name: str) -> bytes:
        """Return one file of a pack. Raises OSError."""
        with _files(path) as files:
            return files.read(name)

    def page_count(self, pdf: bytes) -> int:
        """Return the number of pages."""
        from app.documents.pages import page_count  # noqa: PLC0415 - the PDF library is slow to load

        return page_count(pdf)

    def page_image(self, pdf: bytes, page: int, width: int) -> Picture:
        """Return one page as an image ``width`` pixels wide."""
        from app.documents.pages import page_image  # noqa: PLC0415 - the PDF library is slow to load

        return page_image(pdf, page, width)

    def _trusted(self) -> tuple[bytes, ...]:
        if not self._store.is_open:
            return known()
        with self._store.read() as work:
            return (
                work.certificates.authority()[0],
                *(certificate for _, certificate in work.certificates.origins()),
                *known(),
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCheck:
    """What checking a pack found: a verdict, one sentence, and each fault with the file's name."""

    file: str
    verdict: Verdict
    sentence: str
    faults: tuple[str, ...] = ()


class _Folder:
    """The files of a pack that is a folder. Links are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.names = frozenset(
            one.relative_to(root).as_posix() for one in root.rglob("*") if one.is_symlink() or one.is_file()
        )

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises OSError."""
        path = self._root / name
        if name not in self.names or path.is_symlink() or path.stat().st_size > BIGGEST_FILE:
            raise OSError(name)
        return path.read_bytes()


class _Zip:
    """The files of a pack that is a ZIP, under its one folder."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        inside = {one.filename: one for one in archive.infolist() if not one.is_dir()}
        self._top = next(iter(sorted(inside)), "").split("/", maxsplit=1)[0] + "/"
        if any(not name.startswith(self._top) for name in inside) or len(inside) != sum(
            not one.is_dir() for one in archive.infolist()
        ):
            raise zipfile.BadZipFile
        if any(one.compress_type not in PACKED for one in inside.values()):
            raise zipfile.BadZipFile
        self.names = frozenset(name.removeprefix(self._top) for name in inside)

    def read(self, name: str) -> bytes:
        """Return a file's bytes. Raises KeyError, OSError or BadZipFile."""
        info = self._archive.getinfo(self._top + name)
        if info.file_size > BIGGEST_FILE:
            raise OSError(name)
        with self._archive.open(info) as file:
            data = file.read(BIGGEST_FILE + 1)
        if len(data) != info.file_size:
            raise zipfile.BadZipFile
        return data


@contextmanager
def _files(path: Path) -> Iterator[_Folder | _Zip]:
    if path.is_dir():
        yield _Folder(path)
        return
    with zipfile.ZipFile(path) as archive:
        yield _Zip(archive)


def _faults(
    files: _Folder | _Zip,
    listed: dict[str, str],
    trusted: tuple[bytes, ...],
    progress: Callable[[int, int], bool] | None,
) -> tuple[str, ...]:
    """Return what is missing, added or changed. Raises StoppedError, and what reading a file raises."""
    from app.documents.verify import check  # noqa: PLC0415 - the signature library is slow to load

    faults = [f"“{name}” is missing." for name in sorted(listed.keys() - files.names)]
    added = sorted(files.names - listed.keys() - {MANIFEST, SIGNATURE})
    faults += [f"“{name}” does not belong to this pack." for name in added]
    for done, name in enumerate(sorted(listed.keys() & files.names)):
        data = files.read(name)
        if hashlib.sha256(data).hexdigest() != listed[name]:
            faults.append(f"“{name}” was changed.")
        elif name.startswith("originals/") or is_index(name):
            found = check(data, name, trusted)
            if found.verdict in {Verdict.CHANGED, Verdict.UNREADABLE}:
                faults.append(f"“{name}”: {found.sentence}")
        if progress is not None and not progress(done + 1, len(listed)):
            message = "The check was stopped. Nothing was changed."
            raise StoppedError(message)
    return tuple(faults)


def _listed(manifest: bytes) -> dict[str, str]:
    document = json.loads(manifest)
    if document.get("format") != "alongside-pack-1":
        raise ValueError
    return {str(one["path"]): str(one["sha256"]) for one in document["files"]}


def _pack(path: Path, verdict: Verdict, sentence: str, faults: tuple[str, ...] = ()) -> PackCheck:
    return PackCheck(file=path.name, verdict=verdict, sentence=sentence, faults=faults)


def as_der(certificate: bytes) -> bytes:
    """Return a certificate given as PEM or DER as DER."""
    if b"-----BEGIN CERTIFICATE-----" not in certificate:
        return certificate
    body = certificate.split(b"-----BEGIN CERTIFICATE-----")[1].split(b"-----END")[0]
    return base64.b64decode(body)


def is_index(name: str) -> bool:
    """Whether a file of a pack is a part of its index, which carries the service's seal."""
    return name.startswith("index") and name.endswith(".pdf")


def is_pack(path: Path) -> bool:
    """Whether a path looks like a pack: a folder with a list of files, or a ZIP."""
    return (path / MANIFEST).exists() if path.is_dir() else path.suffix.casefold() == ".zip"


def _unreadable(path: Path, sentence: str) -> Check:
    return Check(file=path.name, verdict=Verdict.UNREADABLE, sentence=sentence)
