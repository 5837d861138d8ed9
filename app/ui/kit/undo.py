"""Undo for ten seconds after something was marked as done, the same wherever it is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Concatenate, ParamSpec

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.changes import Outcome
    from app.domain.people import Actor
    from app.pages import House
    from app.ui.context import Context

P = ParamSpec("P")


def with_undo(
    context: Context,
    take_back: Callable[Concatenate[House, Actor, P], Outcome[str]],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Callable[[str], None]:
    """Return what says that something is done, and offers the intent that takes it back."""
    undo = partial(context.send, context.said.emit, take_back, *args, **kwargs)
    return partial(_offer, context, undo)


def _offer(context: Context, undo: Callable[[], None], said: str) -> None:
    context.undo_offered.emit(said, undo)
