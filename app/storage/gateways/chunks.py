"""Many ids in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_IDS = 500
"""Ids asked for in one statement."""


def chunks(ids: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Yield ids in lots that one statement can ask for, each id once."""
    wanted = tuple(dict.fromkeys(ids))
    for begin in range(0, len(wanted), MOST_IDS):
        yield wanted[begin : begin + MOST_IDS]
