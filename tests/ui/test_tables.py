"""Lists in columns: words wrap, and what is still cut is told by a tip."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from app.ui.kit.widgets import Table


def test_a_long_cell_gets_the_lines_it_needs_again_after_the_window_narrows(qtbot: QtBot) -> None:
    table = Table("Timeline", ("Date", "What"))
    qtbot.addWidget(table)
    text = "Supervision of Wilhelmina-Josephine van der Westhuizen-Oyelowo Featherstonehaugh"
    table.fill([("1", ("Tue 24 Nov 2026", text))])
    for width in (900, 420):
        table.resize(width, 400)
        table.show()
        qtbot.wait(50)
        room = QRect(0, 0, table.columnWidth(1) - 26, 10_000)
        needs = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, text)
        assert table.rowHeight(0) >= needs.height() + 12
    item = table.item(0, 1)
    assert item is not None
    assert item.toolTip() == text
