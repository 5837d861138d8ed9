"""What somebody typed and the disk did not take: held in memory until it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Mine:
    """By whom something was typed, what it is, and in which sitting."""

    person_id: str
    what: str
    sitting: object


class HeldBack:
    """By whom, what and in which sitting: the newest try to keep it.

    Whoever sits down meanwhile neither sees nor loses it. What somebody types after they came back stands
    beside what they had typed before, and does not take its place.
    """

    def __init__(self) -> None:
        self._tries: dict[Mine, Callable[[], None]] = {}

    def __bool__(self) -> bool:
        """Whether anything is held."""
        return bool(self._tries)

    def hold(self, mine: Mine, again: Callable[[], None]) -> None:
        """Hold something until ``again`` keeps it. May be called from any thread."""
        self._tries[mine] = again

    def forget(self, mine: Mine) -> None:
        """Let go of something: what was typed since in the same sitting is kept now, and holds it too."""
        self._tries.pop(mine, None)

    def try_again(self, person_id: str) -> None:
        """Try to keep everything of somebody, in the order it was typed."""
        for mine, again in tuple(self._tries.items()):
            if mine.person_id == person_id:
                again()
