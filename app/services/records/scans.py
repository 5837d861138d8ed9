"""What may be attached to a record: a picture or a PDF of a paper form, never a program."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, Topic, changed
from app.domain.content import content_hash
from app.domain.errors import StateError, TextError
from app.domain.ids import new_id
from app.domain.limits import SCAN_BYTES
from app.domain.records import Attachment, Audience, RecordState
from app.services.chosen_files import read_chosen

if TYPE_CHECKING:
    from pathlib import Path

    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.records.desk import Desk
    from app.storage.store import Store


BIGGEST = SCAN_BYTES
SAFE = "Nothing was added, and the draft is as it was."


class FileType(StrEnum):
    """What may be kept with a record. The values are media types, as they are kept."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"

    @property
    def begins(self) -> bytes:
        """The bytes every such file begins with."""
        return {
            FileType.PDF: b"%PDF-",
            FileType.PNG: b"\x89PNG\r\n\x1a\n",
            FileType.JPEG: b"\xff\xd8\xff",
        }[self]

    @property
    def ending(self) -> str:
        """The ending of its name."""
        return {FileType.PDF: "pdf", FileType.PNG: "png", FileType.JPEG: "jpg"}[self]


def read_file(path: Path) -> bytes:
    """Return the bytes of a file somebody chose. Raises TextError saying why it cannot be read."""
    return read_chosen(path, BIGGEST, SAFE, _too_large(path.name, SAFE))


def check_file(name: str, data: bytes, safe: str = SAFE) -> tuple[str, FileType]:
    """Return the name to keep and the type of a file, by what it holds and not by what it is called.

    It is opened once, so that nothing is sealed that nobody can read. Raises TextError; ``safe`` is its
    sentence about what stays as it was.
    """
    if len(data) > BIGGEST:
        raise TextError(_too_large(name, safe))
    if not data.strip(b"\0"):
        message = f"“{name}” is empty. {safe} Scan or copy it again."
        raise TextError(message)
    kind = next((one for one in FileType if data.startswith(one.begins)), None)
    if kind is None:
        message = (
            f"“{name}” is not a PDF, PNG or JPEG, whatever its name says. {safe} Scan or photograph the "
            "paper, or save it as a PDF, and try again."
        )
        raise TextError(message)
    if (why := _why_unreadable(kind, data)) is not None:
        message = (
            f"“{name}” {why}. {safe} Open it on this PC first; scan or save it again if it does not open."
        )
        raise TextError(message)
    stem = re.sub(r"[^\w .()-]", "", name.rsplit(".", 1)[0]).strip(". ")[:80] or "scan"
    return f"{stem}.{kind.ending}", kind


def as_kept(data: bytes) -> tuple[bytes, str]:
    """Return a file as it is kept, and in words what a telephone wrote into its photos and was left out."""
    from app.documents.photos_in_pdf import plain  # noqa: PLC0415 - the PDF library is slow to load

    return plain(data)


def _why_unreadable(kind: FileType, data: bytes) -> str | None:
    from app.documents.opening import why_no_pdf, why_no_picture  # noqa: PLC0415 - the PDF library is slow to load

    return why_no_pdf(data) if kind is FileType.PDF else why_no_picture(data, kind.name)


def _too_large(name: str, safe: str) -> str:
    return (
        f"“{name}” is larger than {BIGGEST // 1024 // 1024} MB. {safe} Scan it in grey, or photograph it "
        "smaller."
    )


class ScansService:
    """Scans and photos kept with a draft."""

    def __init__(self, store: Store, desk: Desk, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock

    def attach_file(self, actor: Actor, record_id: str, path: Path) -> Outcome[Attachment]:
        """Keep a file somebody chose with a draft. Raises TextError when it cannot be read or opened."""
        return self.attach(actor, record_id, path.name, read_file(path))

    def attach(self, actor: Actor, record_id: str, name: str, data: bytes) -> Outcome[Attachment]:
        """Keep a scan or photo with a draft.

        A photo, in a PDF too, is kept without what the telephone wrote into it. Raises TextError for what is
        too large, not a picture or PDF, or cannot be opened by everybody.
        """
        kept = check_file(name, data)
        data, _ = as_kept(data)
        with self._store.write(actor.person_id) as work:
            record = work.records.get(record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.DRAFT or record.audience is Audience.PRIVATE:
                message = (
                    "A file can be added while the record is a draft that others may read. Nothing was added."
                )
                raise StateError(message)
            attachment = Attachment(
                id=new_id(),
                record_id=record_id,
                name=kept[0],
                type=kept[1].value,
                size=len(data),
                sha256=content_hash(data),
            )
            work.attachments.add(attachment, data, self._clock.now())
            work.audit("file attached", record_id, f"{record.number} {attachment.sha256}")
        return Outcome(attachment, changed(Topic.RECORDS))

    def detach(self, actor: Actor, attachment_id: str) -> Outcome[None]:
        """Take a file off a draft again."""
        with self._store.write(actor.person_id) as work:
            attachment, _ = work.attachments.get(attachment_id)
            record = work.records.get(attachment.record_id)
            self._desk.writer(work, actor, record)
            if record.state is not RecordState.DRAFT:
                message = "This record is finished, so its files stay with it."
                raise StateError(message)
            work.attachments.drop(attachment_id)
            work.audit("file taken off", record.id, f"{record.number} {attachment.sha256}")
        return Outcome(None, changed(Topic.RECORDS))
