"""Sealed records that are no longer as their signed PDF holds them: told wherever they are shown or leave."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.errors import AlongsideError
from app.domain.sealed import kept, sentence, told, unlike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.domain.records import Attachment, Attendance, Comment, Record
    from app.storage.gateways.signing import Document
    from app.storage.unit_of_work import Work

FAULTS = (AlongsideError, ValueError, TypeError, KeyError)
"""What reading a damaged row raises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A sealed record with its PDF and what stands beside it."""

    record: Record
    document: Document
    attachments: tuple[Attachment, ...]
    attendance: tuple[Attendance, ...]
    comments: tuple[Comment, ...]


def notice(
    work: Work,
    record: Record,
    document: Document | None,
    attachments: tuple[Attachment, ...],
    attendance: tuple[Attendance, ...],
    comments: tuple[Comment, ...],
) -> str:
    """Return a sentence when a record is not as it was sealed, or nothing; also for what has no PDF."""
    if document is None or record.sealed_at is None:
        return ""
    one = Kept(
        record=record,
        document=document,
        attachments=attachments,
        attendance=attendance,
        comments=comments,
    )
    return difference(work, one)


def not_as_sealed(work: Work, ids: Iterable[str]) -> dict[str, str]:
    """Return a sentence for each of some sealed records that is not as it was sealed, by id.

    A fixed number of reads for all. Records without a PDF are not judged. Ask for few: PDFs are held whole.
    """
    documents = work.signing.documents(ids)
    some = tuple(documents)
    if not some:
        return {}
    try:
        records, attachments = work.records.many(some), work.attachments.of_many(some)
        attendance, comments = work.sharing.attendance_of(some), work.sharing.comments_of(some)
        found = {
            one: difference(
                work,
                Kept(
                    record=record,
                    document=documents[one],
                    attachments=attachments.get(one, ()),
                    attendance=attendance.get(one, ()),
                    comments=comments.get(one, ()),
                ),
            )
            for one, record in records.items()
        }
    except FAULTS:
        if len(some) > 1:  # one that cannot be read does not stop the others
            return {one: words for each in some for one, words in not_as_sealed(work, (each,)).items()}
        return {some[0]: "What is kept of this record is damaged, so it cannot be read."}
    return {one: words for one, words in found.items() if words}


def difference(work: Work, one: Kept) -> str:
    """Return what is not as the signed PDF holds it, as a sentence; nothing when all is.

    The PDF's own signatures are the doctor's to check, and anybody's.
    """
    from app.documents.inside import inside  # noqa: PLC0415 - the PDF library is slow to load

    record = one.record
    name = told(record.number, record.version)
    if hashlib.sha256(one.document.pdf).hexdigest() != one.document.sha256:
        return f"The PDF of {name} was changed or is damaged: its bytes are not those that were sealed."
    held = inside(one.document.pdf)
    if held is None:
        return ""
    if held.get("id") != record.id:
        return f"The PDF kept with {name} is that of another record, {held.get('number', '')}."
    doubles = work.once("doubles", work.people.doubles)
    brought = bool(work.once("origins", work.certificates.origins)) or "/" in record.number
    now = kept(record, one.attachments, one.attendance, one.comments)
    parts = unlike(held, now, lambda person: doubles.get(person, person), brought=brought)
    return sentence(name, parts) if parts else ""
