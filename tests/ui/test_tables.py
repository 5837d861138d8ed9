"""Lists in columns: words wrap, and what is still cut is told by a tip. Tables to fill in: cells that hang on others."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from app.domain.forms import Field, FieldType, When
from app.ui.kit.entries import EntriesField
from app.ui.kit.fields import Choices, Picker
from app.ui.kit.question_fields import Maker
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


def test_a_cell_shows_once_another_of_its_row_says_so_and_keeps_what_was_typed(qtbot: QtBot) -> None:
    seen = Field(id="seen", label="Seen", type=FieldType.YES_NO)
    why = Field(
        id="why", label="How many", type=FieldType.NUMBER, when=When(question="seen", answers=("no",))
    )
    for type_ in (FieldType.TABLE, FieldType.GRID, FieldType.BLOCKS):
        item = Field(id="checks", label="Checks", type=type_, columns=(seen, why), least=2)
        maker = Maker(None)  # type: ignore[arg-type]  # nothing here asks it for the day or the records
        made = EntriesField(item, ({"seen": "no", "why": "3"}, {"seen": "yes"}), maker)
        qtbot.addWidget(made)
        made.show()
        first, second = (cells["why"].named for _, cells in made._inputs)
        assert first.isVisible()
        assert not second.isVisible()
        for row in (0, 1):
            said = made._inputs[row][1]["seen"].named
            if isinstance(said, Picker):
                said.setCurrentIndex(said.findData("yes" if row == 0 else "no"))
            else:
                assert isinstance(said, Choices)
                said.buttons()[row].click()
        assert not first.isVisible()
        assert second.isVisible()
        assert made.value() == ({"seen": "yes", "why": "3"}, {"seen": "no"})
