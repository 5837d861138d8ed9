"""How a line of a form's outline is drawn: its words, and below them in small what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.pages.form_outline import What

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QListView

DETAIL, WHAT = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
EDGE, ABOVE, INDENT = 12, 7, 16
INSIDE = {What.QUESTION.value: 1, What.COLUMN.value: 2}
SMALL = 10 / 11
"""The second line against the first."""
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class OutlineLine(QStyledItemDelegate):
    """Words wrap under themselves, and a line is as high as its words need."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return how high a line is at the width of the list."""
        words, detail = self._boxes(option, index, QRect(0, 0, self._view.viewport().width(), 0))
        return QSize(10, words.height() + detail.height() + 2 * ABOVE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a line."""
        style, drawn = self._view.style(), QStyleOptionViewItem(option)
        self.initStyleOption(drawn, index)
        drawn.text = ""
        drawn.state &= ~QStyle.StateFlag.State_HasFocus
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, drawn, painter, self._view)
        chosen = bool(drawn.state & QStyle.StateFlag.State_Selected)
        palette = QGuiApplication.palette()  # a style sheet makes a widget's own quiet ink half transparent
        ink = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.Text)
        quiet = ink if chosen else palette.color(QPalette.ColorRole.PlaceholderText)
        place: QRect = drawn.rect
        words, detail = self._boxes(option, index, place)
        step = index.data(WHAT) == What.STEP
        painter.save()
        painter.setFont(self._font(index))
        painter.setPen(quiet if step else ink)
        painter.drawText(words, WRAP, str(index.data()))
        painter.setFont(self._small())
        painter.setPen(quiet)
        painter.drawText(detail, WRAP, str(index.data(DETAIL)))
        painter.restore()

    def _boxes(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, place: QRect
    ) -> tuple[QRect, QRect]:
        left = EDGE + INDENT * INSIDE.get(index.data(WHAT), 0)
        room = QRect(place.left() + left, place.top() + ABOVE, max(place.width() - left - EDGE, 40), 10_000)
        words = QFontMetrics(self._font(index)).boundingRect(room, WRAP, str(index.data()))
        if not index.data(DETAIL):
            return words, QRect(room.left(), words.bottom() + 1, 0, 0)
        below = room.translated(0, words.height())
        return words, QFontMetrics(self._small()).boundingRect(below, WRAP, str(index.data(DETAIL)))

    def _font(self, index: QModelIndex | QPersistentModelIndex) -> QFont:
        if index.data(WHAT) == What.STEP:
            return self._small()
        font = QFont(self._view.font())
        if index.data(WHAT) in {What.FORM, What.PART}:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        return font
