"""The parts of a conversation as a list at the side: how far each is, and what still needs an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPalette, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from app.pages.pieces import Reached
from app.ui.kit.drawn_list import EDGE, ICON, LINE, DrawnList, hold, square
from app.ui.theme.icons import painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QPainter

    from app.pages.meeting import RailLine

GAP = 10
LEAST_PX = 40
SYMBOLS = {Reached.DONE: "circle-check", Reached.HERE: "circle-dot", Reached.AHEAD: "circle-dashed"}
HIDDEN = "eye-off"
CHOSEN_PX = 3


class Rail(DrawnList):
    """One line a part. The words of each are read as a sentence."""

    def __init__(self, name: str) -> None:
        super().__init__(name, _Line)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def add(self, line: RailLine) -> None:
        """Add a part at the end."""
        self.addItem(QListWidgetItem())
        self._show(self.count() - 1, line)

    def show_lines(self, lines: Sequence[RailLine]) -> None:
        """Show how far each part is now, in the order they were added."""
        for place, line in enumerate(lines):
            self._show(place, line)

    def _show(self, place: int, line: RailLine) -> None:
        hold(self.item(place), line, line.title, line.spoken, line.spoken)


class _Line(QStyledItemDelegate):
    """Symbol, title, and at the right what still needs an answer, or that packs leave it out."""

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Be high enough for the whole title."""
        line: RailLine = index.data(LINE)
        rail = self.parent()
        width = rail.viewport().width() if isinstance(rail, Rail) else option.rect.width()
        room = QRect(0, 0, self._room(option, line, width), 1000)
        words = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), line.title)
        return QSize(width, max(words.height() + 2 * EDGE - 4, LEAST_PX))

    def _room(self, option: QStyleOptionViewItem, line: RailLine, width: int) -> int:
        right = option.fontMetrics.horizontalAdvance(line.note) + GAP if line.note else 0
        right += ICON + GAP if line.sensitive else 0
        return max(width - 2 * EDGE - ICON - GAP - right, 60)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        line: RailLine = index.data(LINE)
        self.initStyleOption(option, index)
        palette, rect = QGuiApplication.palette(), option.rect
        chosen = bool(option.state & option.state.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(rect, palette.highlight())
            ink = palette.color(QPalette.ColorRole.Link)
            painter.fillRect(rect.left(), rect.top(), CHOSEN_PX, rect.height(), ink)
        role = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.WindowText
        faint = role if chosen else QPalette.ColorRole.PlaceholderText
        inner = rect.adjusted(EDGE, 0, -EDGE, 0)
        centred = Qt.AlignmentFlag.AlignVCenter
        painted(painter, square(inner.left(), inner), SYMBOLS[line.reached], palette.color(role))
        right = inner
        if line.sensitive:
            painted(painter, square(right.right() - ICON + 1, right), HIDDEN, palette.color(faint))
            right = right.adjusted(0, 0, -ICON - GAP, 0)
        painter.setPen(QPen(palette.color(faint)))
        painter.setFont(option.font)
        painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | centred), line.note)
        painter.setPen(QPen(palette.color(role)))
        font = option.font
        font.setWeight(font.Weight.DemiBold if chosen else font.Weight.Normal)
        painter.setFont(font)
        left = inner.left() + ICON + GAP
        title = QRect(left, inner.top(), self._room(option, line, rect.width()), inner.height())
        painter.drawText(title, int(centred) | int(Qt.TextFlag.TextWordWrap), line.title)
        painter.restore()
