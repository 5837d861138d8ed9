"""What can be done with the rows of any table: offered on a right click and the Menu key, and copied."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from app.domain.letters import readable
from app.pages.grid import as_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton, QTableView

COPY = "Copy"


def offer(table: QTableView, acts: Iterable[QPushButton]) -> None:
    """Offer what these buttons do with the row one is on, and to copy the cells that are chosen."""
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.customContextMenuRequested.connect(partial(_ask, table, tuple(acts)))
    keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), table)
    keys.setContext(Qt.ShortcutContext.WidgetShortcut)
    keys.activated.connect(partial(_copy, table))


def copied(table: QTableView) -> str:
    """Return the chosen cells as a spreadsheet takes them; those of several rows below their headings."""
    model, chosen = table.model(), dict[int, list[int]]()
    for index in table.selectedIndexes():
        if not table.isColumnHidden(index.column()):
            chosen.setdefault(index.row(), []).append(index.column())
    lines = [
        [readable(str(model.index(row, place).data() or "")) for place in sorted(chosen[row])]
        for row in sorted(chosen)
    ]
    if len(lines) > 1 and len({tuple(sorted(places)) for places in chosen.values()}) == 1:
        places = sorted(next(iter(chosen.values())))
        lines.insert(0, [str(model.headerData(one, Qt.Orientation.Horizontal)) for one in places])
    return as_text(lines)


def _ask(table: QTableView, acts: tuple[QPushButton, ...], place: QPoint) -> None:
    """Show what can be done with the row under the pointer, or with those that are chosen."""
    index = table.indexAt(place)
    if not index.isValid():
        return
    if not table.selectionModel().isSelected(index):
        table.setCurrentIndex(index)
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for one in acts:
        if not one.isHidden():
            act = menu.addAction(one.text())
            act.setEnabled(one.isEnabled())
            act.triggered.connect(one.click)
    menu.addSeparator()
    menu.addAction(COPY, partial(_copy, table))
    menu.popup(table.viewport().mapToGlobal(place))


def _copy(table: QTableView) -> None:
    QGuiApplication.clipboard().setText(copied(table))
