"""Reading the worked records that came with Alongside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.catalog.toml import shipped_toml
from app.domain.worked import Mark, Part, Worked, WorkedRecord

if TYPE_CHECKING:
    from pathlib import Path


def read_worked(path: Path) -> Worked:
    """Return the worked records in a file."""
    raw = shipped_toml(path)
    records = tuple(
        WorkedRecord(
            letter=one["letter"],
            grade=one["grade"],
            why=one["why"],
            parts=tuple(Part(part["title"], part["text"]) for part in one["parts"]),
            marks={key: Mark(mark["answer"], mark["why"]) for key, mark in one["marks"].items()},
        )
        for one in raw["records"]
    )
    return Worked(event=raw["event"], records=records)
