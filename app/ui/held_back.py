"""What somebody typed and the disk did not take: held in memory until it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.pages import aside

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.changes import Outcome
    from app.domain.people import Actor
    from app.pages import House


@dataclass(frozen=True, slots=True)
class Mine:
    """By whom something was typed, what it is, and in which sitting."""

    person_id: str
    what: str
    sitting: object


@dataclass(frozen=True, slots=True)
class Typed:
    """The intent that keeps what was typed, and what it is given."""

    intent: Callable[..., Outcome[Any]]
    args: tuple[Any, ...]
    named: dict[str, Any]

    def keep(self, house: House, actor: Actor) -> Outcome[Any]:
        """Keep it in the records."""
        return self.intent(house, actor, *self.args, **self.named)

    def seal(self, house: House, actor: Actor) -> bytes | None:
        """Return it sealed to whoever typed it, or None where it cannot be."""
        return aside.seal(house, actor, self.intent, self.args)


@dataclass(slots=True)
class Held:
    """How to keep something, and the same sealed to whoever typed it; ``out``: that is in a file now."""

    again: Callable[[], None]
    sealed: bytes | None
    out: bool = False


class HeldBack:
    """By whom, what and in which sitting: the newest try to keep it.

    Whoever sits down meanwhile neither sees nor loses it. What somebody types after they came back stands
    beside what they had typed before, and does not take its place.
    """

    def __init__(self) -> None:
        self._held: dict[Mine, Held] = {}

    def __bool__(self) -> bool:
        """Whether anything is held."""
        return bool(self._held)

    @property
    def only_here(self) -> bool:
        """Whether anything is held that is nowhere else."""
        return any(not one.out for one in self._held.values())

    @property
    def sealed(self) -> tuple[tuple[str, bytes], ...]:
        """Whose each is, and what is sealed to them."""
        return tuple(
            (mine.person_id, one.sealed) for mine, one in self._held.items() if one.sealed is not None
        )

    def hold(self, mine: Mine, again: Callable[[], None], sealed: bytes | None = None) -> None:
        """Hold something until ``again`` keeps it. May be called from any thread.

        Without anything sealed it is the same as before, tried once more after whoever typed it had gone.
        """
        before = self._held.get(mine)
        if before is not None and sealed is None:
            before.again = again
        else:
            self._held[mine] = Held(again, sealed)

    def are_out(self, sealed: tuple[tuple[str, bytes], ...]) -> None:
        """Know that what is sealed is in a file elsewhere, too."""
        written = {one for _, one in sealed}
        for held in self._held.values():
            held.out = held.out or held.sealed in written

    def forget(self, mine: Mine) -> None:
        """Let go of something: what was typed since in the same sitting is kept now, and holds it too."""
        self._held.pop(mine, None)

    def try_again(self, person_id: str) -> None:
        """Try to keep everything of somebody, in the order it was typed."""
        for mine, held in tuple(self._held.items()):
            if mine.person_id == person_id:
                held.again()
