"""Calendar files that follow each other: what moved replaces what was there, what is gone is cancelled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a calendar file: a moment in UTC, or a whole day, as ISO text in ``begins``.

    ``uid`` stays the same and ``sequence`` rises, so that a newer file replaces an older one.
    """

    uid: str
    title: str
    begins: str
    sequence: int = 0
    cancelled: bool = False

    @property
    def moment(self) -> dt.datetime | None:
        """The moment it begins, or None for a whole day."""
        return dt.datetime.fromisoformat(self.begins) if "T" in self.begins else None

    @property
    def day(self) -> dt.date:
        """The day it begins."""
        return dt.date.fromisoformat(self.begins[:10])


def following(
    now: Iterable[Entry], before: Mapping[str, Entry], happened: Container[str]
) -> tuple[Entry, ...]:
    """Return what the next file holds: what stands now, and what stood in the last one and is gone.

    What ``happened`` is over, and nothing is said of it any more.
    """
    standing = {one.uid: _newer(one, before.get(one.uid)) for one in now}
    gone = (
        one if one.cancelled else replace(one, sequence=one.sequence + 1, cancelled=True)
        for uid, one in before.items()
        if uid not in standing and uid not in happened
    )
    return (*standing.values(), *gone)


def _newer(entry: Entry, known: Entry | None) -> Entry:
    if known is None:
        return entry
    changed = known.begins != entry.begins or known.cancelled
    return replace(entry, sequence=max(entry.sequence, known.sequence + changed))
