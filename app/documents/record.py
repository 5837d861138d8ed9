"""Everything a record's PDF shows, as plain values that need no PDF library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from app.domain.forms import Form
    from app.domain.people import Person, Service
    from app.domain.records import Attachment, Attendance, Comment, Record
    from app.domain.signing import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What makes a PDF an extract.

    Why it stands in for the sealed original, that original's SHA-256, and what was left out.
    """

    why: str
    original: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument:
    """Everything a record's PDF shows.

    ``canonical`` is attached as ``record.json``; ``people`` maps ids to names. ``worker_signs``: the worker's
    own signature has its place on it, or stood on the original of an extract.
    """

    record: Record
    form: Form
    service: Service
    about: Person
    led_by: Person
    witness: Person | None
    corrects: Record | None
    people: Mapping[str, str]
    zone: dt.tzinfo
    app_version: str
    parts: tuple[Part, ...]
    canonical: bytes
    content_hash: str
    attachments: tuple[Attachment, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    comments: tuple[Comment, ...] = ()
    extract: Extract | None = None
    countersigner: Person | None = None
    worker_signs: bool = False
