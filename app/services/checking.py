"""Check a PDF or a pack: has it been changed, who signed it and when. Needs nobody to be signed in.

There are three answers: unchanged, changed (and where), could not be checked (and why). What is this PC's or
this program's own fault never ends in the second.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.domain.errors import StoppedError
from app.domain.limits import PDF_BYTES
from app.domain.signing import Check, Verdict, exit_code
from app.services.chosen_files import read_within
from app.services.denied import said_later
from app.services.pack_reading import CONTENT_FAULTS, files_of, is_stray, why_not
from app.services.trusted import trusted
from app.system.json_text import read_json
from app.system.packed import PackedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.pictures import Picture
    from app.services.pack_reading import Folder, Zip
    from app.services.trusted import Trusted
    from app.storage.store import Store

MANIFEST, SIGNATURE = "manifest.json", "manifest.json.p7s"
NOT_WHOLE = "This is not a whole pack: its list cannot be read. Choose a pack’s folder or ZIP."
LIST_CHANGED = "The list of files was changed after the service signed it. Ask for the pack again."
NEWER = (
    "The list of files is of a kind that this Alongside does not know, so nothing was checked. Use the "
    "newest version."
)


class CheckingService:
    """Checking and showing PDFs. A signer is known when this PC has opened the records of their service."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check(self, path: Path, certificates: tuple[bytes, ...] = ()) -> Check:
        """Check one file. ``certificates`` are further services' public certificates (DER)."""
        try:
            if path.stat().st_size > PDF_BYTES:
                told = "This file is far larger than any record. Choose a PDF that Alongside made."
                return _not_checked(path, told)
            pdf = read_within(path, PDF_BYTES) or b""
        except OSError as error:
            told = f"This file cannot be opened: it {why_not(error)}. That says nothing about the record."
            return _not_checked(path, told)
        try:
            from app.documents.verify import check  # noqa: PLC0415 - the signature library is slow to load

            known = trusted(self._store, certificates)
            checked = said_later(self._store, check(pdf, path.name, known.certificates))
            return replace(checked, notes=known.left_out)
        except ImportError as error:
            return _not_checked(path, _missing(error))

    def check_pack(
        self,
        path: Path,
        certificates: tuple[bytes, ...] = (),
        progress: Callable[[int, int], bool] | None = None,
    ) -> PackCheck:
        """Check a pack, a folder or a ZIP.

        Its signed list, every file against it, nothing added or missing, every signed PDF in it.
        """
        try:
            with files_of(path) as files:
                known = trusted(self._store, certificates)
                return _checked(path, files, known, progress)
        except ImportError as error:
            return _pack(path, Verdict.NOT_CHECKED, _missing(error))
        except MemoryError:
            told = "This PC ran out of memory, so the pack was not checked. That says nothing about it."
            return _pack(path, Verdict.NOT_CHECKED, told)
        except OSError as error:
            told = f"This pack could not be checked: it, or its list, {why_not(error)}."
            return _pack(path, Verdict.NOT_CHECKED, told)
        except PackedError as error:
            return _pack(path, Verdict.NOT_CHECKED, f"This ZIP was not checked: it {error}.")
        except CONTENT_FAULTS:
            return _pack(path, Verdict.NOT_CHECKED, NOT_WHOLE)

    def pack_files(self, path: Path) -> tuple[str, ...]:
        """Return the names of a pack's files, the index first, without what a system put beside them."""
        with files_of(path) as files:
            own = (name for name in files.names if not is_stray(name))
            return tuple(sorted(own, key=lambda name: (not is_index(name), "/" in name, name)))

    def pack_file(self, path: Path, name: str) -> bytes:
        """Return one file of a pack. Raises OSError."""
        with files_of(path) as files:
            return files.read(name)

    def page_count(self, pdf: bytes) -> int:
        """Return the number of pages."""
        from app.documents.pages import page_count  # noqa: PLC0415 - the PDF library is slow to load

        return page_count(pdf)

    def page_image(self, pdf: bytes, page: int, width: int) -> Picture:
        """Return one page as an image ``width`` pixels wide."""
        from app.documents.pages import page_image  # noqa: PLC0415 - the PDF library is slow to load

        return page_image(pdf, page, width)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackCheck:
    """What checking a pack found: a verdict, one sentence, and each fault with the file's name.

    ``unchecked`` are files that could not be looked at, and why; ``notes`` say nothing about the pack: what a
    system put beside it, and certificates of this PC that were left out.
    """

    file: str
    verdict: Verdict
    sentence: str
    known: bool = True
    faults: tuple[str, ...] = ()
    unchecked: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """What ``alongside verify`` ends with for this pack."""
        return exit_code(self.verdict, known=self.known)


def _checked(
    path: Path, files: Folder | Zip, known: Trusted, progress: Callable[[int, int], bool] | None
) -> PackCheck:
    """Return what a pack is. Raises what reading its list raises."""
    from app.documents.manifest import check_manifest  # noqa: PLC0415 - the signature library is slow to load

    manifest = files.read(MANIFEST)
    signed = check_manifest(manifest, files.read(SIGNATURE), known.certificates)
    if not signed.fits:
        return _pack(path, Verdict.CHANGED, LIST_CHANGED, notes=known.left_out)
    listed = _listed(manifest)
    if listed is None:
        return _pack(path, Verdict.NOT_CHECKED, NEWER, notes=known.left_out)
    looked = _Look(files, listed, known.certificates)
    looked.at_all(progress)
    stray = sorted(name for name in files.names - listed.keys() if is_stray(name))
    beside = tuple(
        f"“{name}” was put there by a computer’s system. It is no part of the pack." for name in stray
    )
    found = PackCheck(
        file=path.name,
        verdict=Verdict.UNCHANGED,
        sentence="",
        known=signed.known,
        faults=tuple(looked.faults),
        unchecked=tuple(looked.unchecked),
        notes=(*beside, *known.left_out),
    )
    when = f"when the service “{signed.service}” signed this pack."
    if found.faults:
        count = len(found.faults)
        many = "One thing is not as it was" if count == 1 else f"{count} things are not as they were"
        return replace(found, verdict=Verdict.CHANGED, sentence=f"{many} {when}")
    if found.unchecked:
        count = len(found.unchecked)
        some = "One file" if count == 1 else f"{count} files"
        told = f"{some} of {len(listed)} could not be checked. The others are as they were {when}"
        return replace(found, verdict=Verdict.NOT_CHECKED, sentence=told)
    told = f"All {len(listed)} files are as they were {when}"
    if not signed.known:
        told += " This PC does not know that service: ask for its certificate to be sure who it is."
    return replace(found, sentence=told)


class _Look:
    """Every file of a pack against its list; what changed is told apart from what could not be read."""

    def __init__(self, files: Folder | Zip, listed: dict[str, str], certificates: tuple[bytes, ...]) -> None:
        self._files = files
        self._listed = listed
        self._certificates = certificates
        self.faults: list[str] = []
        self.unchecked: list[str] = [
            f"The folder “{name}” may not be looked into by this account." for name in sorted(files.closed)
        ]

    def at_all(self, progress: Callable[[int, int], bool] | None) -> None:
        """Look for what is missing, added or changed. Raises StoppedError."""
        files, listed = self._files, self._listed
        for name in sorted(listed.keys() - files.names):
            if not any(name.startswith(f"{one}/") or one == "." for one in files.closed):
                self.faults.append(f"“{name}” is missing.")
        added = sorted(files.names - listed.keys() - {MANIFEST, SIGNATURE})
        self.faults += [f"“{name}” does not belong to this pack." for name in added if not is_stray(name)]
        for done, name in enumerate(sorted(listed.keys() & files.names)):
            self._at(name)
            if progress is not None and not progress(done + 1, len(listed)):
                message = "The check was stopped. Nothing was changed."
                raise StoppedError(message)

    def _at(self, name: str) -> None:
        from app.documents.verify import check  # noqa: PLC0415 - the signature library is slow to load

        try:
            data = self._files.read(name)
        except OSError as error:
            self.unchecked.append(f"“{name}” {why_not(error)}.")
            return
        except CONTENT_FAULTS:
            self.unchecked.append(f"“{name}” cannot be read: it is damaged, locked, or a link.")
            return
        if hashlib.sha256(data).hexdigest() != self._listed[name]:
            self.faults.append(f"“{name}” was changed.")
        elif name.startswith("originals/") or is_index(name):
            found = check(data, name, self._certificates)
            if found.verdict is Verdict.CHANGED:
                self.faults.append(f"“{name}”: {found.sentence}")
            elif found.verdict is Verdict.NOT_CHECKED:
                self.unchecked.append(f"“{name}”: {found.sentence}")


def _listed(manifest: bytes) -> dict[str, str] | None:
    """Return each file's SHA-256 by its name; None for a list of a newer kind."""
    document = read_json(manifest)
    if document.get("format") != "alongside-pack-1":
        return None
    listed = {str(one["path"]): str(one["sha256"]) for one in document["files"]}
    if len(listed) != len(document["files"]):
        raise ValueError(NOT_WHOLE)  # a file that stands twice in the list could be either
    return listed


def _pack(path: Path, verdict: Verdict, sentence: str, notes: tuple[str, ...] = ()) -> PackCheck:
    return PackCheck(file=path.name, verdict=verdict, sentence=sentence, notes=notes)


def _missing(error: ImportError) -> str:
    return (
        "Alongside is not whole on this PC, so nothing was checked. That says nothing about the file. Ask IT "
        f"to run the self-test: {error.name or 'a part'} is missing."
    )


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


def _not_checked(path: Path, because: str) -> Check:
    return Check(file=path.name, verdict=Verdict.NOT_CHECKED, sentence=because)
