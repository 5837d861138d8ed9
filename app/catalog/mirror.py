"""Reading the mirror for self-assessment that came with Alongside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.catalog.toml import shipped_toml
from app.domain.frameworks import Level
from app.domain.mirror import Look, Mirror

if TYPE_CHECKING:
    from pathlib import Path

KEYS = {Level.STRONG: "strong", Level.GOOD: "good", Level.SOME_GAPS: "gaps", Level.NOT_YET: "not_yet"}


def read_mirror(path: Path) -> Mirror:
    """Return the mirror in a file."""
    raw = shipped_toml(path)
    items = {
        one["code"]: Look(
            known=one["known"], levels={level: one[key] for level, key in KEYS.items() if key in one}
        )
        for one in raw["items"]
    }
    return Mirror(framework=raw["framework"], version=raw["version"], note=raw["note"], items=items)
