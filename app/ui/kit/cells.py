"""Cells of tables whose words are never cut where they could wrap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRect, QSize, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QTableView

from app.domain.letters import readable

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

    Index = QModelIndex | QPersistentModelIndex

SIDES, ABOVE = 28, 14
"""Pixels a cell keeps free beside its words, and above and below them (the theme's padding and the focus)."""
TALLEST = 10_000


class WholeWords(QStyledItemDelegate):
    """Gives every cell the height its words need at the width its column has: Qt forgets the padding."""

    def displayText(self, value: object, locale: QLocale | QLocale.Language) -> str:  # noqa: N802 - Qt's name
        """Return the words of a cell as they are read."""
        return readable(super().displayText(value, locale))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Return the size of the words, wrapped."""
        table, text = self.parent(), readable(str(index.data() or ""))
        if not isinstance(table, QTableView):
            return super().sizeHint(option, index)
        room = QRect(0, 0, max(table.columnWidth(index.column()) - SIDES, 1), TALLEST)
        needs = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        return QSize(table.fontMetrics().horizontalAdvance(text) + SIDES, needs.height() + ABOVE)
