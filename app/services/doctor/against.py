"""The records held against what left the house: an old pack or PDF that nobody here can have changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain.audit import Head
from app.domain.findings import Finding, Matter
from app.domain.limits import PDF_BYTES
from app.domain.sealed import told
from app.domain.signing import Verdict
from app.services.checking import MANIFEST, is_pack
from app.services.chosen_files import read_within
from app.services.doctor.deletions import vouched
from app.services.doctor.log import unanchored
from app.services.doctor.records import Found
from app.services.pack_reading import files_of
from app.services.take_out.reading import TakenOut, is_taken_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.checking import CheckingService
    from app.services.doctor.log import Lines
    from app.storage.unit_of_work import Work

LOG = "log.json"
"""Where the log stood, inside a PDF that is no record: the index of a pack, an audit."""


@dataclass(kw_only=True)
class Witness:
    """One file from outside, and what it shows. ``unchecked`` says why it proves nothing."""

    file: str
    records: int = 0
    findings: list[Finding] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    signed_over: list[tuple[str, Head]] = field(default_factory=list)

    def add(self, words: str, record: str = "") -> None:
        """Note what does not agree with it."""
        self.findings.append(Finding(matter=Matter.FILE, sentence=words, record=record))


def hold_against(work: Work, checking: CheckingService, lines: Lines, path: Path) -> Witness:
    """Return what a pack or PDF says otherwise than the records here."""
    found = Witness(file=path.name)
    if is_taken_out(path):
        _taken_out(path, found)
    elif is_pack(path):
        _pack(work, checking, lines, path, found)
    else:
        checked = checking.check(path)
        if checked.verdict is not Verdict.UNCHANGED:
            found.unchecked.append(f"“{path.name}” shows nothing: {checked.sentence}")
        else:
            _pdf(work, lines, read_within(path, PDF_BYTES) or b"", path.name, found, known=checked.known)
    found.findings += unanchored(lines, found.signed_over)
    return found


def _taken_out(path: Path, found: Witness) -> None:
    faults = TakenOut(path).faults()
    if faults:
        found.unchecked.append(f"“{path.name}” shows nothing: {' '.join(faults)}")
    else:
        _anchor(TakenOut(path).document().get("log"), f"“{path.name}”", found)


def _pack(work: Work, checking: CheckingService, lines: Lines, path: Path, found: Witness) -> None:
    checked = checking.check_pack(path)
    if checked.verdict is not Verdict.UNCHANGED:
        found.unchecked.append(f"“{path.name}” shows nothing: {checked.sentence}")
        return
    with files_of(path) as files:
        manifest = files.read(MANIFEST)
        document = json.loads(manifest)
        if not checked.known:
            found.add(_stranger(path.name, str(document.get("service", ""))))
        if hashlib.sha256(manifest).hexdigest() not in lines.packs:
            found.add(f"No line of the activity log says that “{path.name}” was made here.")
        _anchor(document.get("log"), f"“{path.name}”", found)
        ours = work.signing.every_digest()
        for one in document["files"]:
            name = str(one["path"])
            if not name.startswith("originals/"):
                continue
            if one["sha256"] in ours:
                found.records += 1
            else:
                _pdf(work, lines, files.read(name), name, found, known=True)


def _pdf(work: Work, lines: Lines, pdf: bytes, file: str, found: Witness, *, known: bool) -> None:
    from app.documents.inside import inside  # noqa: PLC0415 - the PDF library is slow to load

    record = inside(pdf)
    if record is None:
        beside = inside(pdf, LOG)
        if beside is None:
            found.unchecked.append(f"“{file}” shows nothing: it is no record, and holds no place in the log.")
        else:
            _anchor(beside.get("log"), f"“{file}”", found)
        return
    if not known:
        found.add(_stranger(file, str(record.get("service", ""))))
    name = told(str(record.get("number", "")), int(record.get("version", 1)))
    _anchor(record.get("log"), name, found)
    for words in _compared(work, lines, str(record.get("id", "")), name, pdf):
        found.add(words, str(record.get("number", "")))
    found.records += 1


def _compared(work: Work, lines: Lines, record_id: str, name: str, pdf: bytes) -> Iterator[str]:
    if not work.records.many((record_id,)):
        if record_id in vouched(work, lines, Found()).records:
            return
        yield f"{name} is not here any more."
        return
    document = work.signing.document(record_id)
    if document is None:
        yield f"The PDF of {name} is not here any more."
    elif document.pdf != pdf and not document.pdf.startswith(pdf):
        if pdf.startswith(document.pdf):
            yield f"The PDF of {name} here lacks signatures that it had when it left the house."
        else:
            yield f"The PDF of {name} here is another than the one that left the house."


def _anchor(raw: object, name: str, found: Witness) -> None:
    anchor = Head.read(raw)
    if anchor is not None:
        found.signed_over.append((name, anchor))


def _stranger(file: str, service: str) -> str:
    return f"“{file}” was signed for “{service}” under a certificate that these records do not know."
