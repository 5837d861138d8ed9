"""What pages show on lists, as widgets: a verb as a button, a status as a chip, a line as a card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.kit.flow import flowing
from app.ui.kit.widgets import button, card, chip, column, row, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

    from app.pages.pieces import Chip, Line, Verb
    from app.ui.context import Context

LEAST_WIDTH = 240
"""Pixels that the words of a line keep beside its buttons."""
LONG_CHIP = 24
"""Letters from which a status stands below the words of its line, for beside them it has no room."""


def verb_button(verb: Verb, context: Context, kind: str = "secondary") -> QPushButton:
    """Return a button that goes where a verb leads."""
    return named(verb.label, partial(context.go, verb.place), kind, verb.tip)


def named(label: str, action: Callable[[], object], kind: str = "secondary", tip: str = "") -> QPushButton:
    """Return a button whose tip is also its name, so that a screen reader tells it from its neighbours.

    The tip begins with the label: whoever says the word on the button presses it.
    """
    made = button(label, action, kind, tip)
    if tip.startswith(label):
        made.setAccessibleName(tip)
    return made


def chip_label(one: Chip) -> QLabel:
    """Return a status."""
    return chip(one.symbol, one.word, one.tone)


def line_card(line: Line, *ends: QWidget) -> QFrame:
    """Return a line as a card: words that wrap, then its status and what can be done."""
    status = [chip_label(line.chip)] if line.chip is not None else []
    if line.chip is not None and len(line.chip.word) > LONG_CHIP:
        return card(_told(line), flowing(*status, *ends))
    return card(row(_told(line), None, *status, *ends))


def _told(line: Line) -> QWidget:
    what = words(line.what)
    if not line.detail:
        return what
    what.setMinimumWidth(LEAST_WIDTH)
    both = column(what, words(line.detail, "hint"), spacing=1)
    both.setProperty("grows", True)  # noqa: FBT003 - Qt's property
    return both
