"""Saving a file where somebody says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.pages import aside, door

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.changes import Outcome
    from app.pages import House
    from app.ui.context import Context

    Asked = tuple[str, str, str]

PDF, EXCEL, CSV = "PDF (*.pdf)", "Excel (*.xlsx)", "CSV (*.csv)"


def save_as(
    context: Context,
    asked: Asked,
    intent: Callable[..., Outcome[Any]],
    *args: object,
    then: Callable[[Any], None] | None = None,
    **kwargs: object,
) -> None:
    """Ask where to, and carry out an intent that writes there: the file is the last thing it is given.

    ``asked`` is the question, a name for the file and the kinds of files. Where it was saved to is said,
    unless ``then`` hears what the intent returns.
    """
    path = context.dialogs.save_file(*asked)
    if path is not None:
        context.make(then or context.tell_saved, intent, *args, path, **kwargs)


def save_at_door(context: Context, asked: Asked, write: Callable[..., object], *args: object) -> None:
    """Ask where to, and write there while nobody is signed in: the file is the last thing it is given."""
    path = context.dialogs.save_file(*asked)
    if path is not None:
        context.call(None, write, *args, path)


def save_sheet(context: Context, sheet: bytes) -> None:
    """Ask where to, and save a recovery sheet there."""
    save_at_door(context, ("Save the recovery sheet", "Recovery sheet.pdf", PDF), door.save_sheet, sheet)


def save_words(context: Context, write: Callable[[House, Path], str]) -> bool:
    """Ask where to, and keep words there that are sealed already, whoever is signed in.

    What ``write`` returns is said. Returns whether a file was chosen.
    """
    asked = "Keep what was typed, encrypted", aside.name(context.today), aside.KINDS
    path = context.dialogs.save_file(*asked)
    if path is not None:
        context.call(context.said.emit, write, path)
    return path is not None
