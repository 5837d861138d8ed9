"""How a cell of a table is drawn: its status as symbol and word, then its words, found ones standing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextLayout, QTextLine, QTextOption
from PySide6.QtWidgets import QStyledItemDelegate

from app.domain.letters import readable
from app.pages.grid import FILLED
from app.ui.theme.icons import painted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    from app.pages.grid import GridCell
    from app.ui.kit.grid import Grid

SYMBOLS = {
    "!": "late",
    "~": "soon",
    "✓": "good",
    "‖": "paused",
    "–": "none",
    "○": "calendar",
    "◌": "not_yet",
    "✎": "waits",
    "★": "sealed",
    "⊖": "gone",
}
"""The drawing of the set for a symbol that a page gives."""
PAD, GAP, MARK = 12, 6, 0.8
"""Pixels beside the words, between symbol and word, and an icon's share of the height of a line."""
BAR, LINE, LINES = 3, 2, 2


class GridCells(QStyledItemDelegate):
    """Draws a cell from the page's values."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self._view = view
        self.colours: Mapping[str, str] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground, the status and the words."""
        rect, cell, view = _rect(option), self._view.grid.cell(index), self._view
        current = index.row() == view.currentIndex().row()
        chosen = view.selectionModel().isSelected(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._ground(painter, rect, index.row(), chosen=chosen)
        if current and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), BAR, rect.height()), self._colour("primary"))
        inside = rect.adjusted(PAD, 0, -GAP, 0)
        if cell.chip is not None:
            inside = self._status(painter, inside, cell, ink)
        if cell.text:
            self._words(painter, inside, cell, ink)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, row: int, *, chosen: bool) -> QColor:
        """Draw what the words stand on, and return what they are drawn in."""
        if chosen:
            painter.fillRect(rect, self._colour("selection"))
        elif row == self._view.hovered:
            painter.fillRect(rect, self._colour("surface_2"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._colour("border"))
        return self._colour("on_selection" if chosen else "text")

    def _status(self, painter: QPainter, room: QRect, cell: GridCell, ink: QColor) -> QRect:
        """Draw symbol and word, filled where it needs somebody. Returns the room that is left."""
        chip = cell.chip
        if chip is None:
            return room
        metrics, filled = painter.fontMetrics(), bool(chip.word) and chip.tone in FILLED
        tone = self._colour(chip.tone)
        mark = round(metrics.height() * MARK)
        wide = mark + GAP + metrics.horizontalAdvance(readable(chip.word))
        place = QRect(room.left(), room.center().y() - metrics.height() // 2, mark, metrics.height())
        if filled:
            pill = QRectF(
                room.left() - GAP,
                place.top() - 3,
                min(wide + 3 * GAP, room.width() + GAP),
                place.height() + 6,
            )
            painter.setPen(QPen(tone, 1))
            painter.setBrush(self._colour(f"{chip.tone}_bg"))
            painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), pill.height() / 2, pill.height() / 2)
            place.translate(GAP // 2, 0)
        sign = tone if filled or ink == self._colour("text") else ink
        name = SYMBOLS.get(chip.symbol)
        if name is not None:
            painted(painter, QRectF(place.left(), room.center().y() - mark / 2, mark, mark), name, sign)
        else:
            painter.setPen(sign)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, chip.symbol)
        painter.setPen(tone if filled else ink)
        left = place.left() + mark + GAP
        space = QRect(left, place.top(), max(room.right() - left, 0), place.height())
        word = metrics.elidedText(readable(chip.word), Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, word)
        return room.adjusted(wide + (3 * GAP if chip.word else 0), 0, 0, 0)

    def _words(self, painter: QPainter, room: QRect, cell: GridCell, ink: QColor) -> None:
        """Draw the words in at most two lines, the last of them cut where there are more."""
        text, font = readable(cell.text), QFont(painter.font())
        layout = QTextLayout(text, font)
        layout.setTextOption(_wrapping())
        layout.setFormats([_standing_out(begin, end) for begin, end in cell.marks if text == cell.text])
        metrics = painter.fontMetrics()
        layout.beginLayout()
        lines: list[QTextLine] = []
        while len(lines) < LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(room.width(), 1))
            line.setPosition(QPointF(0, len(lines) * metrics.height()))
            lines.append(line)
        layout.endLayout()
        top = room.center().y() - len(lines) * metrics.height() / 2
        painter.setPen(ink)
        last = lines[-1]
        cut = last.textStart() + last.textLength() < len(text) or last.naturalTextWidth() > room.width()
        for line in lines[: -1 if cut else None]:
            line.draw(painter, QPointF(room.left(), top))
        if cut:
            rest = metrics.elidedText(text[last.textStart() :], Qt.TextElideMode.ElideRight, room.width())
            place = QRectF(
                room.left(), top + (len(lines) - 1) * metrics.height(), room.width(), metrics.height()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, rest)

    def _colour(self, token: str) -> QColor:
        return QColor(self.colours[token])


def _rect(option: QStyleOptionViewItem) -> QRect:
    return QRect(option.rect)


def _wrapping() -> QTextOption:
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WordWrap)
    return made


def _standing_out(begin: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = begin, end - begin
    looks = QTextCharFormat()
    looks.setFontWeight(QFont.Weight.Bold)
    looks.setFontUnderline(True)
    made.format = looks
    return made
