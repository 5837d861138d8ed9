"""How somebody likes their tables on this PC: how wide each column is, and what sorts them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One table: the share of the width of each column by its heading, and the column that sorts it."""

    shares: dict[str, float] = field(default_factory=dict)
    sort: str = ""
    falling: bool = False


class KeptTables:
    """Kept in a file beside the look. What cannot be read or kept is as if nothing had been chosen."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._kept: dict[str, Kept] = {}
        self._read = file is None

    def of(self, key: str) -> Kept:
        """Return how a table is liked."""
        if not self._read and self._file is not None:
            self._read = True
            self._kept = _read(self._file)
        return self._kept.get(key, Kept())

    def keep(self, key: str, kept: Kept) -> None:
        """Keep how a table is liked."""
        if self.of(key) == kept:
            return
        self._kept[key] = kept
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            said = json.dumps({name: asdict(one) for name, one in self._kept.items()})
            self._file.write_text(said, encoding="utf-8")
        except OSError:
            self._file = None  # it is as it was chosen until Alongside closes


def _read(file: Path) -> dict[str, Kept]:
    try:
        raw: Any = json.loads(file.read_text(encoding="utf-8"))
        return {
            str(name): Kept(
                shares={str(label): float(share) for label, share in one["shares"].items()},
                sort=str(one["sort"]),
                falling=bool(one["falling"]),
            )
            for name, one in raw.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
