"""Planning one meeting: what is planned already about then is said first, and asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.pages import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from app.domain.kinds import Kind
    from app.ui.context import Context

    Wanted = tuple[str, Kind, dt.datetime]


def plan_surely(
    context: Context,
    wanted: Wanted,
    planned: Callable[[str], None],
    sure: Callable[[], None] = lambda: None,
) -> None:
    """Plan a meeting (with whom, of which kind, when), once somebody is sure of it; hand on what to say.

    ``sure`` is called before it is planned, where that is to be.
    """

    def ask(already: str) -> None:
        if not already or context.dialogs.confirm(already, "Plan it"):
            sure()
            context.send(planned, today.plan, *wanted)

    context.ask(ask, today.already, *wanted)
