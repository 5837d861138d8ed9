"""The table of the kit in the real window: sorted, widened, copied, read aloud, and kept between visits."""

from __future__ import annotations

import json
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app.pages import places
from app.pages.grid import Column, GridCell, GridRow
from app.system.resources import resource
from app.ui.kept_tables import Kept, KeptTables
from app.ui.kit.grid import Grid
from app.ui.theme.style import tokens
from tests.ui.person import LivedIn

MANY, MOST_SECONDS = 100_000, 3.0
COLUMNS = (Column("Number", 8), Column("About", 20, 1))


def grid(qtbot: QtBot, kept: KeptTables) -> Grid:
    made = Grid("Things", "things", kept, partial(tokens, resource(), "light"))
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show()
    return made


def row(number: int) -> GridRow:
    return GridRow(str(number), (GridCell(text=f"S-{number}", by=number), GridCell(text="Chipo Maple")))


def shown(table: Grid, place: int) -> list[str]:
    model = table.model()
    return [str(model.index(number, place).data()) for number in range(model.rowCount())]


def test_records_are_sorted_copied_and_opened_from_the_menu_and_the_order_is_kept(lived_in: LivedIn) -> None:
    person, window = lived_in.person, lived_in.window
    lived_in.go(places.Records())
    table = lived_in.grid("Records")
    given = shown(table, 1)
    on = table.current()
    table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert shown(table, 1) == sorted(given, reverse=True) != given
    assert table.current() == on
    lived_in.go(places.Today())
    lived_in.go(places.Records())
    assert shown(table, 1) == sorted(given, reverse=True)
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    person.bot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().split("\t")[1] == shown(table, 1)[0]
    told = str(table.model().index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole))
    assert f"about {shown(table, 1)[0]}, " in told
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), table.mapToGlobal(QPoint()))
    QApplication.sendEvent(table, asked)
    menu = next(one for one in table.findChildren(QMenu) if one.isVisible())
    assert [act.text() for act in menu.actions() if act.text()] == ["Open", "Save their PDFs…", "Copy"]
    menu.actions()[0].trigger()
    menu.close()
    person.settle()
    assert isinstance(window._going.place, places.Record)


def test_a_column_made_wider_is_as_wide_the_next_time_and_nothing_stands_outside(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file = tmp_path / "tables.json"
    first = grid(qtbot, KeptTables(file))
    first.put(COLUMNS, (row(1), row(2)))
    first.setColumnWidth(0, 300)
    assert json.loads(file.read_text())["things"]["shares"].keys() == {"Number", "About"}
    second = grid(qtbot, KeptTables(file))
    second.put(COLUMNS, (row(1),))
    assert second.columnWidth(0) in range(297, 304)
    assert second.columnWidth(0) + second.columnWidth(1) == second.viewport().width()
    file.write_text("[]")
    assert KeptTables(file).of("things") == Kept()


def test_a_hundred_thousand_rows_are_shown_and_sorted_at_once(qtbot: QtBot) -> None:
    table = grid(qtbot, KeptTables())
    rows = tuple(row(number) for number in range(MANY))
    begun = time.process_time()
    table.put(COLUMNS, rows)
    table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    table.grab()
    assert time.process_time() - begun < MOST_SECONDS
    assert (table.selected(), table.model().index(0, 0).data()) == (("0",), f"S-{MANY - 1}")
