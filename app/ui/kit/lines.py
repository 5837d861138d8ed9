"""What pages show on lists, as widgets: a verb as a button, a status as a chip, a line as a card."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.ui.kit.flow import flowing
from app.ui.kit.widgets import button, card, chip, column, row, rule, words
from app.ui.theme.icons import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

    from app.pages.pieces import Chip, Line, Verb
    from app.ui.context import Context

LEAST_WIDTH = 240
"""Pixels that the words of a line keep beside its buttons."""
ROW = (16, 10, 16, 10)
"""What a row of a list keeps from its frame."""
LONG_CHIP = 24
"""Letters from which a status stands below the words of its line, for beside them it has no room."""


def verb_button(verb: Verb, context: Context, kind: str = "secondary") -> QPushButton:
    """Return a button that goes where a verb leads."""
    return named(verb.label, partial(context.go, verb.place), kind, verb.tip)


def tool_button(verb: Verb, context: Context, kind: str = "secondary") -> QPushButton:
    """Return the same with the icon of the place, for what one does on a page beside its title."""
    return drawn(verb_button(verb, context, kind), verb.place.screen())


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
    return card(_line(line, *ends))


def line_row(line: Line, *ends: QWidget) -> QWidget:
    """Return a line as a row of a list: the same without a frame of its own."""
    return padded(_line(line, *ends))


def padded(widget: QWidget) -> QWidget:
    """Return a widget with the room around it that a row of a list has."""
    widget.setContentsMargins(*ROW)
    return widget


def listed(*rows: QWidget) -> QFrame:
    """Return rows one below the other in one frame, with a hairline between."""
    parts: list[QWidget] = []
    for one in rows:
        parts += [*([rule()] if parts else []), one]
    made = card(*parts, kind="rows")
    layout = made.layout()
    if layout is not None:
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
    return made


def lines_listed(lines: Iterable[Line], context: Context) -> QFrame:
    """Return lines as one list, each with the way on at its end."""
    return listed(
        *(line_row(one, *([verb_button(one.verb, context)] if one.verb is not None else [])) for one in lines)
    )


def _line(line: Line, *ends: QWidget) -> QWidget:
    status = [chip_label(line.chip)] if line.chip is not None else []
    if line.chip is not None and len(line.chip.word) > LONG_CHIP:
        return column(_told(line), flowing(*status, *ends))
    return row(_told(line), None, *status, *ends)


def _told(line: Line) -> QWidget:
    what = words(line.what)
    if not line.detail:
        return what
    what.setMinimumWidth(LEAST_WIDTH)
    both = column(what, words(line.detail, "hint"), spacing=1)
    both.setProperty("grows", True)  # noqa: FBT003 - Qt's property
    return both
