"""What is worked out of other answers, and how: part of a question, typed by nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """How something is worked out."""

    TOTAL = "total"
    SHARE = "share"
    AVERAGE = "average"
    LOWEST = "lowest"

    @property
    def label(self) -> str:
        """The same in plain words."""
        return {
            How.TOTAL: "added up",
            How.SHARE: "share of the most there could be",
            How.AVERAGE: "average",
            How.LOWEST: "lowest",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOut:
    """What is worked out of other answers.

    ``of`` are keys of questions (``section.field``) or of columns (``section.field.column``). ``weight`` is
    the id of a column that each counts by: a total of level times weight.
    """

    how: How
    of: tuple[str, ...]
    weight: str = ""
