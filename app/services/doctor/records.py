"""Sealed records, each held against its own signed PDF and against what the log says of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.domain.audit import Head
from app.domain.content import content_hash
from app.domain.errors import AlongsideError
from app.domain.findings import Finding, Matter
from app.domain.names import name_key
from app.domain.records import OPEN, RecordState
from app.domain.sealed import kept, sentence, told, unlike
from app.domain.signing import Part, Verdict
from app.services.doctor.log import read_lines

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from app.domain.records import Attachment, Comment, Record
    from app.domain.signing import Check, Signature
    from app.services.doctor.log import Lines
    from app.storage.gateways.signing import Document
    from app.storage.unit_of_work import Work

SOME = 20
"""How many records with their PDFs and files are read at once."""
SECOND = 1.0
"""A PDF keeps the moment of a signature to the second."""
TOGETHER = 120.0
"""Seconds between a signature and the line in the log that is written with it, on a slow PC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What holds for every record: whom these records trust, the log, whose certificates are whose."""

    certificates: tuple[bytes, ...]
    lines: Lines
    owned: Mapping[str, frozenset[str]]
    """The fingerprints of each person's certificates, by their id."""


@dataclass(kw_only=True)
class Found:
    """What looking at records came to, as it goes on; ``of`` is what was found of each record, by its id.

    ``signed_over`` are what was signed and where the log stood; ``names`` what people were called then.
    """

    findings: list[Finding] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    signed_over: list[tuple[str, Head]] = field(default_factory=list)
    names: dict[str, set[str]] = field(default_factory=dict)
    of: dict[str, list[str]] = field(default_factory=dict)
    records: int = 0
    before: int = 0

    def add(self, record_id: str, number: str, words: str) -> None:
        """Note something about a record."""
        self.of.setdefault(record_id, []).append(words)
        self.findings.append(Finding(matter=Matter.RECORD, record=number, sentence=words))


def ground_of(work: Work, certificates: tuple[bytes, ...]) -> Ground:
    """Return what holds for every record, given whom these records trust."""
    lines, owned = read_lines(work), dict[str, set[str]]()
    for one in work.certificates.every():
        owned.setdefault(lines.who(one.person_id), set()).add(hashlib.sha256(one.der).hexdigest())
    prints = {person: frozenset(those) for person, those in owned.items()}
    return Ground(certificates=certificates, lines=lines, owned=prints)


def look(work: Work, ground: Ground, ids: tuple[str, ...], found: Found) -> None:
    """Look at some records. One that cannot be read does not stop the others."""
    try:
        seen = _read(work, ids)
    except (AlongsideError, ValueError, TypeError, KeyError):
        if len(ids) > 1:
            for one in ids:
                look(work, ground, (one,), found)
            return
        said = ground.lines.sealed.get(ids[0])
        number = said.number if said else ids[0]
        found.add(ids[0], number, f"{number} cannot be read: what is kept of it is damaged.")
        return
    for record in seen:
        _one(record, ground, found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """Everything of one record."""

    record: Record
    now: Mapping[str, Any]
    attachments: tuple[Attachment, ...]
    files: Mapping[str, bytes]
    signatures: tuple[Signature, ...]
    document: Document | None
    rows: str
    comments: tuple[Comment, ...]

    @property
    def name(self) -> str:
        return told(self.record.number, self.record.version)


def _read(work: Work, ids: tuple[str, ...]) -> tuple[_Seen, ...]:
    records, attachments = work.records.many(ids), work.attachments.of_many(ids)
    attendance, comments = work.sharing.attendance_of(ids), work.sharing.comments_of(ids)
    documents, rows = work.signing.documents(ids), work.bound.digests(ids)
    signatures = work.signing.signatures_of(ids)
    files = work.attachments.files(a.id for those in attachments.values() for a in those)
    return tuple(
        _Seen(
            record=record,
            now=kept(record, attachments.get(one, ()), attendance.get(one, ()), comments.get(one, ())),
            attachments=attachments.get(one, ()),
            files=files,
            signatures=signatures.get(one, ()),
            document=documents.get(one),
            rows=rows.get(one, ""),
            comments=comments.get(one, ()),
        )
        for one, record in records.items()
    )


def _one(seen: _Seen, ground: Ground, found: Found) -> None:
    record, lines = seen.record, ground.lines
    said = lines.sealed.get(record.id)
    if record.state in OPEN:
        if said is not None:
            found.add(
                record.id, record.number, f"{seen.name} was sealed, but it is open to be changed again."
            )
        return
    if record.sealed_at is None:
        if said is not None or record.state is not RecordState.WITHDRAWN:
            found.add(record.id, record.number, f"{seen.name} does not say when it was sealed any more.")
        return
    found.records += 1
    if seen.document is None:
        found.add(record.id, record.number, f"The PDF of {seen.name} is missing.")
        return
    for words in (*_of_pdf(seen, seen.document, ground, found), *_of_log(seen, seen.document, lines)):
        found.add(record.id, record.number, words)


def _of_pdf(seen: _Seen, document: Document, ground: Ground, found: Found) -> Iterator[str]:
    """Yield what does not agree with the signed PDF."""
    from app.documents.inside import inside  # noqa: PLC0415 - the PDF library is slow to load
    from app.documents.verify import check  # noqa: PLC0415 - as above

    if hashlib.sha256(document.pdf).hexdigest() != document.sha256:
        yield f"The PDF of {seen.name} was changed or is damaged: its bytes are not those that were sealed."
    checked = check(document.pdf, seen.name, ground.certificates)
    if checked.verdict is Verdict.CHANGED:
        yield f"The PDF of {seen.name} was changed: {checked.sentence}"
        return
    held = inside(document.pdf)
    if checked.verdict is Verdict.NOT_CHECKED or held is None:
        found.unchecked.append(f"The PDF of {seen.name} could not be checked: {checked.sentence}")
        return
    if held.get("id") != seen.record.id:
        yield f"The PDF kept with {seen.name} is that of another record, {held.get('number', '')}."
        return
    anchor = Head.read(held.get("log"))
    yield from _of_signers(seen, checked, ground, anchored=anchor is not None)
    for person, name in held.get("people", {}).items():
        found.names.setdefault(ground.lines.who(str(person)), set()).add(str(name))
    if anchor is None:
        found.before += 1
    elif seen.record.id in ground.lines.own:
        found.signed_over.append((seen.name, anchor))
    parts = unlike(held, seen.now, ground.lines.who, brought=ground.lines.brought)
    if parts:
        yield sentence(seen.name, parts)
    yield from _of_lines(seen, held, ground.lines)
    for file in seen.attachments:
        if hashlib.sha256(seen.files.get(file.id, b"")).hexdigest() != file.sha256:
            yield f"The file “{file.name}” kept with {seen.name} was changed or is damaged."


def _apart(one: dt.datetime | None, other: dt.datetime | None, most: float) -> bool:
    if one is None or other is None or (one.tzinfo is None) != (other.tzinfo is None):
        return True  # a moment without its zone was not written by us
    return abs((one - other).total_seconds()) > most


def _of_signers(seen: _Seen, checked: Check, ground: Ground, *, anchored: bool) -> Iterator[str]:
    """Yield what the rows and certificates say otherwise than the signatures in the PDF.

    Without ``anchored`` the program was older: signatures took their moment from another look at the clock.
    """
    strangers = [s.name for s in checked.signatures if not s.known]
    if strangers:
        yield (
            f"{seen.name} was signed by {' and '.join(strangers)} under a certificate that these records do "
            "not know. The certificate of the service was replaced, or the PDF was."
        )
    people = {s.part: s for s in checked.signatures if s.part != Part.SERVICE}
    rows = {s.part.value: s for s in seen.signatures}
    for part in sorted(people.keys() - rows.keys()):
        yield f"{seen.name} was signed by {people[part].name}, but that signature is no longer listed."
    for part in sorted(rows.keys() - people.keys()):
        yield f"{seen.name} lists a signature of {rows[part].name} that is not in its PDF."
    for part in sorted(people.keys() & rows.keys()):
        row, signed = rows[part], people[part]
        late = anchored and _apart(row.signed_at, signed.signed_at, SECOND)
        if row.fingerprint != signed.fingerprint or signed.name != _short(row.name) or late:
            yield f"The signature of {signed.name} on {seen.name} was changed after it was given."
        if signed.fingerprint not in ground.owned.get(ground.lines.who(row.person_id), frozenset()):
            yield f"The certificate that {signed.name} signed {seen.name} with was replaced or taken away."
    moments = [s.signed_at for s in checked.signatures if s.signed_at is not None]
    if anchored and moments and _apart(seen.record.sealed_at, max(moments), SECOND):
        yield f"The day or time on which {seen.name} was sealed was changed."


def _short(name: str) -> str:
    """Return what a certificate holds of a long name: as much as fits in 64 bytes."""
    return name.encode()[:64].decode(errors="ignore")


def _of_log(seen: _Seen, document: Document, lines: Lines) -> Iterator[str]:
    """Yield what does not agree with the lines of the log."""
    record = seen.record
    said = lines.sealed.get(record.id)
    if said is None:
        if not lines.brought:
            yield f"No line of the activity log says that {seen.name} was sealed."
        return
    if said.number != record.number and not lines.brought:
        yield f"{seen.name} was sealed as {told(said.number, said.version)}."
    pdf = said.pdf or (lines.signed.get(record.id, "") if seen.signatures else "")
    if pdf and pdf != document.sha256:
        yield f"The PDF of {seen.name} is not the one that the activity log says was sealed."
    if said.rows and record.id in lines.own and said.rows != seen.rows:
        yield f"What is kept of {seen.name} is not what the activity log says was sealed."
    parts = lines.parts.get(record.id, {})
    if _apart(record.sealed_at, said.at, TOGETHER):
        yield f"The day or time on which {seen.name} was sealed is not that of its line in the activity log."
    for one in seen.signatures:
        if one.part.value in parts and _apart(one.signed_at, parts[one.part.value], TOGETHER):
            yield f"When {one.name} signed {seen.name} is not as the activity log says."
    lacking = sorted({s.part.value for s in seen.signatures} - parts.keys())
    if lacking:
        yield f"No line of the activity log says that the {' and '.join(lacking).lower()} signed {seen.name}."
    if record.state is RecordState.WITHDRAWN and lines.withdrawn.get(record.id) != record.withdrawn_because:
        yield f"Why {seen.name} was withdrawn was changed, or no line says that it was."


def _of_lines(seen: _Seen, held: Mapping[str, Any], lines: Lines) -> Iterator[str]:
    """Yield what is wrong with lines added after sealing. Older logs kept no hash of what was added."""
    if lines.brought:
        return
    inside = {(c["at"], c["text"]) for c in held.get("comments", [])}
    later = [c for c in seen.comments if (c.at.isoformat(), c.text) not in inside]
    logged = lines.added.get(seen.record.id, [])
    hashes, unhashed = {one for one in logged if one}, sum(not one for one in logged)
    foreign = [c for c in later if content_hash(c.text.encode()) not in hashes]
    if len(foreign) > unhashed:
        yield f"A line added to {seen.name} was changed, or the activity log does not know of it."
    if hashes - {content_hash(c.text.encode()) for c in seen.comments}:
        yield f"A line added to {seen.name} is not there any more as it was added."


def misnamed(found: Found, lines: Lines, work: Work) -> tuple[Finding, ...]:
    """Return people who are called otherwise than in every record, while nothing says since when."""
    told_of = []
    for person in work.people.all():
        called = {name_key(name) for name in (person.name, *person.former_names)}
        then = {name_key(name) for name in found.names.get(person.id, set())}
        if then and not then & called and person.id not in lines.named:
            before = min(found.names[person.id])
            words = (
                f"{before} is called “{person.name}” in the list of people, and nothing says when that was "
                "changed."
            )
            told_of.append(Finding(matter=Matter.PERSON, sentence=words))
    return tuple(told_of)
