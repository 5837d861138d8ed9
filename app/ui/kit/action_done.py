"""An open action on a list, the same wherever it stands: more about it, and done with ten seconds of Undo."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages import actions
from app.ui.kit.lines import line_row, listed, named, verb_button
from app.ui.kit.undo import with_undo

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QFrame, QWidget

    from app.pages.pieces import ActionLine
    from app.ui.context import Context


def actions_listed(found: Iterable[ActionLine], context: Context) -> QFrame:
    """Return open actions as one list."""
    return listed(*(action_row(one, context) for one in found))


def action_row(one: ActionLine, context: Context) -> QWidget:
    """Return an open action with what can be done with it."""
    done = named("Done", partial(mark_done, context, one.action_id), tip=f"Done: {one.line.what}")
    more = [verb_button(one.line.verb, context, "quiet")] if one.line.verb is not None else []
    return line_row(one.line, *more, done)


def mark_done(context: Context, action_id: str) -> None:
    """Mark an action as done, and offer Undo."""
    context.send(with_undo(context, actions.take_back, action_id), actions.done, action_id)
