"""What may be attached to a record: a picture or a PDF of a paper form, never a program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.domain.changes import Outcome, Topic, changed
from app.domain.content import content_hash
from app.domain.errors import StateError, TextError
from app.domain.ids import new_id
from app.domain.records import Attachment, Audience, RecordState

if TYPE_CHECKING:
    from app.domain.clock import Clock
    from app.domain.people import Actor
    from app.services.records.desk import Desk
    from app.storage.store import Store


BIGGEST = 15 * 1024 * 1024
TYPES = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
)


def check_file(name: str, data: bytes) -> tuple[str, str]:
    """Return the name to keep and the type of a file, by what it holds and not by what it is called.

    Raises TextError.
    """
    if len(data) > BIGGEST:
        message = (
            f"“{name}” is larger than {BIGGEST // 1024 // 1024} MB. Nothing was added. Scan it in grey, "
            "or photograph it smaller."
        )
        raise TextError(message)
    kind = next(((mime, ending) for begin, mime, ending in TYPES if data.startswith(begin)), None)
    if kind is None:
        message = (
            f"“{name}” is not a PDF, PNG or JPEG. Nothing was added. Scan or photograph the paper and "
            "try again."
        )
        raise TextError(message)
    stem = re.sub(r"[^\w .()-]", "", name.rsplit(".", 1)[0]).strip(". ")[:80] or "scan"
    return f"{stem}.{kind[1]}", kind[0]


class ScansService:
    """Scans and photos kept with a draft."""

    def __init__(self, store: Store, desk: Desk, clock: Clock) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock

    def attach(self, actor: Actor, record_id: str, name: str, data: bytes) -> Outcome[Attachment]:
        """Keep a scan or photo with a draft.

        Raises TextError for what is too large or not a picture or PDF.
        """
        kept = check_file(name, data)
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
                type=kept[1],
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
