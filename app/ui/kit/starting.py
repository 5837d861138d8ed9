"""“Need a start?”: openings and ways to give feedback, put in when chosen, never unasked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from app.domain.starting import OPEN, ways_for
from app.ui.kit.fields import TextBox
from app.ui.kit.widgets import column, row, words

if TYPE_CHECKING:
    from app.domain.forms import Field
    from app.domain.starting import Way
    from app.ui.context import Context
    from app.ui.kit.line_box import LineBox

    Box = TextBox | LineBox

BESIDE = "A poor line beside a better one"


def starting(box: Box, item: Field, context: Context) -> QWidget:
    """Return a box with “Need a start?” below it, where there is something to offer."""
    ways = ways_for(item.role, context.ways) if isinstance(box, TextBox) else ()
    if not context.offers_starts or not (item.prompts or ways):
        return box
    start = QPushButton("Need a start?")
    start.setObjectName("quiet")
    start.setAccessibleName("Need a start? Choose an opening")
    menu = QMenu(start)
    menu.setToolTipsVisible(True)
    for text in item.prompts:
        menu.addAction(text, partial(begin_with, box, text.rstrip(OPEN).rstrip()))
    if item.prompts and ways:
        menu.addSeparator()
    lines = words("", "hint")
    lines.hide()
    for way in ways:
        _offer(menu, box, way, lines)
    start.setMenu(menu)
    return column(box, row(start, None), lines, spacing=0)


def _offer(menu: QMenu, box: Box, way: Way, lines: QLabel) -> None:
    inside = menu.addMenu(way.title)
    inside.setToolTipsVisible(True)
    inside.menuAction().setToolTip(way.use)
    show = partial(_show, lines, way)
    if way.check:
        for stage in way.stages:
            inside.addAction(stage.told).setEnabled(False)
        inside.addAction(BESIDE, show)
        return
    inside.addAction("All of it, a line each", partial(begin_with, box, way.outline)).triggered.connect(show)
    for stage in way.stages:
        inside.addAction(stage.told, partial(begin_with, box, stage.opening)).triggered.connect(show)
    inside.addAction(BESIDE, show)


def _show(lines: QLabel, way: Way, *_: object) -> None:
    """Let the poor line and the better one of a way stand below the box while it is written in."""
    lines.setText(way.beside)
    lines.show()


def begin_with(box: Box, opening: str) -> None:
    """Put an opening in where the cursor is; what is written or chosen there stays. Ctrl+Z takes it out."""
    opening = opening if opening.endswith(" ") else f"{opening} "
    if isinstance(box, TextBox):
        cursor = box.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        box.setTextCursor(cursor)
        box.insertPlainText(opening if cursor.atBlockStart() else f" {opening}")
    else:
        place = box.selectionEnd() if box.hasSelectedText() else box.cursorPosition()
        box.deselect()
        box.setCursorPosition(place)
        box.insert(opening if place == 0 else f" {opening}")
    box.setFocus()
