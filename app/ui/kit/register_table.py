"""The table of the register: people by what is checked, or who may do one thing today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView

from app.pages.competence import Cell
from app.ui.kit.stand_table import CELL, NAME, StandTable, cell_item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pages.competence import MayLine

MAY = ("Person", "May they?", "Until when, or why not")


class RegisterTable(StandTable):
    """Rows of people, of the whole register or of one thing."""

    def __init__(self) -> None:
        super().__init__("Who may do what")

    def show_may(self, rows: tuple[MayLine, ...], colours: Mapping[str, str]) -> None:
        """Show who may do one thing today, and who may not and why."""
        self.begin(MAY, len(rows))
        for number, one in enumerate(rows):
            for place, text in enumerate((one.name, one.text, one.why)):
                told = f"{one.name}: {one.text}. {one.why}" if place == NAME else text
                item = cell_item(text, told, one.why)
                item.setData(CELL, one.cell)
                if place:
                    item.setForeground(QColor(colours[one.tone]))
                self.setItem(number, place, item)
        self.fit()

    def current(self) -> Cell | None:
        """Return the cell the cursor is on, or None where there is none."""
        found = self.cell()
        return found if isinstance(found, Cell) else None

    def fit(self) -> None:
        """Let the words why have what the others leave."""
        super().fit()
        if self.columnCount() == len(MAY):
            for place in range(len(MAY) - 1):
                self.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
