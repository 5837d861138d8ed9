"""What somebody typed and the disk did not take: held in memory until it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class HeldBack:
    """By whom and what: the newest try to keep it. Whoever sits down meanwhile neither sees nor loses it."""

    def __init__(self) -> None:
        self._tries: dict[tuple[str, str], Callable[[], None]] = {}

    def __bool__(self) -> bool:
        """Whether anything is held."""
        return bool(self._tries)

    def hold(self, person_id: str, what: str, again: Callable[[], None]) -> None:
        """Hold something until ``again`` keeps it."""
        self._tries[person_id, what] = again

    def forget(self, person_id: str, what: str) -> None:
        """Let go of something: what is kept now is newer."""
        self._tries.pop((person_id, what), None)

    def try_again(self, person_id: str) -> None:
        """Try to keep everything of somebody."""
        for (whose, _what), again in tuple(self._tries.items()):
            if whose == person_id:
                again()
