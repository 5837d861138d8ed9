"""What the doctor found, one plain sentence each, and what it looked through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.audit import Head


class Matter(StrEnum):
    """What a finding is about."""

    VAULT = "records file and keys"
    RECORD = "record"
    LOG = "activity log"
    PERSON = "person"
    FILE = "file given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is not as it was. ``record`` is a record's number, where it is about one."""

    matter: Matter
    sentence: str
    record: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What looking the vault over came to.

    ``records`` sealed ones were compared with their PDFs; ``before`` of them were sealed before the log's
    place was kept in them. ``unchecked`` says what could not be looked at, and why.
    """

    findings: tuple[Finding, ...]
    log: Head | None
    records: int = 0
    before: int = 0
    unchecked: tuple[str, ...] = ()
