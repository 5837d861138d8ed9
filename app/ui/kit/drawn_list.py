"""A list at whose lines the kit draws itself: each holds a value of a page and is read as a sentence."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate

LINE = Qt.ItemDataRole.UserRole
"""Where a line's value is kept; a heading has none."""
ICON, EDGE = 20, 12


class DrawnList(QListWidget):
    """As wide as its place; a line goes on below when it is too long."""

    def __init__(self, name: str, lines: type[QStyledItemDelegate]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(name)
        self.setItemDelegate(lines(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)


def hold(item: QListWidgetItem, value: object, words: str, spoken: str, tip: str) -> None:
    """Let a line hold a value and say its words; ``spoken`` is read aloud."""
    item.setText(words)
    item.setData(LINE, value)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    item.setToolTip(tip)


def square(left: int, line: QRect) -> QRectF:
    """Return where an icon stands in a line."""
    return QRectF(left, line.top() + (line.height() - ICON) // 2, ICON, ICON)
