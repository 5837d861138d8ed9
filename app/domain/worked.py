"""Records that were made up to be marked: what stands in each, and how we would mark it and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of a record and what stands under it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Our own answer to a question about a record: the id of a choice, and why."""

    answer: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedRecord:
    """One record; ``grade`` and ``why`` say how good we find it. ``marks`` are by the key of the question."""

    letter: str
    grade: str
    why: str
    parts: tuple[Part, ...]
    marks: Mapping[str, Mark]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """Records of one and the same event."""

    event: str
    records: tuple[WorkedRecord, ...]
