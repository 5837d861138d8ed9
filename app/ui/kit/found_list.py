"""What was found, in groups: an icon, words with what fits in bold and underlined, and more at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from app.ui.kit.drawn_list import EDGE, ICON, LINE, DrawnList, hold, square
from app.ui.theme.icons import known, painted

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from app.pages.find import FindPage, Line

GAP = 12
PADDING = 18


class FoundList(DrawnList):
    """``chosen`` carries a line that is opened. The cursor stays in the box above; the mouse works, too."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name, _Found)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.itemClicked.connect(self._open)

    def show_page(self, page: FindPage) -> None:
        """Show what was found; the first of it is chosen."""
        self.clear()
        for group in page.groups:
            head = QListWidgetItem(group.name)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(head)
            for line in group.lines:
                item = QListWidgetItem()
                hold(item, line, line.label, line.spoken, line.label)
                self.addItem(item)
        if page.lines:
            self.setCurrentRow(1)
        else:
            nothing = QListWidgetItem(page.nothing)
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(nothing)

    def step(self, by: int) -> None:
        """Choose the next line or the one before; headings are passed over."""
        place = self.currentRow() + by
        while 0 <= place < self.count() and self.item(place).data(LINE) is None:
            place += by
        if 0 <= place < self.count():
            self.setCurrentRow(place)
        if place <= 1:
            self.scrollToTop()

    def open_chosen(self) -> None:
        """Open what is chosen."""
        if self.currentItem() is not None:
            self._open(self.currentItem())

    def _open(self, item: QListWidgetItem) -> None:
        line = item.data(LINE)
        if line is not None:
            self.chosen.emit(line)


class _Found(QStyledItemDelegate):
    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Be one line high; a heading is a little lower."""
        padding = PADDING if index.data(LINE) is not None else PADDING // 2
        return QSize(0, option.fontMetrics.height() + padding)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a heading, or a line piece by piece."""
        line: Line | None = index.data(LINE)
        self.initStyleOption(option, index)
        palette, rect = QGuiApplication.palette(), option.rect.adjusted(EDGE, 0, -EDGE, 0)
        chosen = bool(option.state & option.state.State_Selected)
        words = QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.WindowText
        faint = words if chosen else QPalette.ColorRole.PlaceholderText
        painter.save()
        if line is None:
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(palette.color(faint))
            said = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter), said)
            painter.restore()
            return
        if chosen:
            painter.fillRect(option.rect, palette.highlight())
        if known(line.icon):
            painted(painter, square(rect.left(), rect), line.icon, palette.color(words))
        painter.setFont(option.font)
        painter.setPen(palette.color(faint))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), line.detail)
        right = rect.right() - option.fontMetrics.horizontalAdvance(line.detail) - GAP
        painter.setPen(palette.color(words))
        base = rect.center().y() + option.fontMetrics.ascent() // 2 - 1
        _pieces(painter, option.font, line, QPoint(rect.left() + ICON + GAP, base), right)
        painter.restore()


def _pieces(painter: QPainter, font: QFont, line: Line, at: QPoint, right: int) -> None:
    """Draw a label up to the right; what fits in it is bold and underlined."""
    left, place = at.x(), 0
    for begin, end in (*line.marks, (len(line.label), len(line.label))):
        for piece, found in ((line.label[place:begin], False), (line.label[begin:end], True)):
            made = QFont(font)
            made.setBold(found)
            made.setUnderline(found)
            painter.setFont(made)
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(piece, Qt.TextElideMode.ElideRight, max(right - left, 0))
            painter.drawText(left, at.y(), shown)
            left += metrics.horizontalAdvance(piece)
            if left >= right:
                return
        place = end
