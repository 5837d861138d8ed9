"""A table of which each row can be ticked, with the space bar or a click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from app.ui.kit.widgets import Table

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtWidgets import QTableWidgetItem


class TickTable(Table):
    """``changed`` says that a row was ticked or not any more."""

    changed = Signal()

    def __init__(self, name: str, headings: Sequence[str]) -> None:
        super().__init__(name, headings)
        self.itemChanged.connect(self._changed)

    def offer(self, rows: Sequence[tuple[str, Sequence[str]]], ticked: Collection[str]) -> None:
        """Show rows of (id, cells), those ticked whose ids are given."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self.fill(rows)
        for number, (row_id, _) in enumerate(rows):
            item = self.item(number, 0)
            if item is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked if row_id in ticked else Qt.CheckState.Unchecked)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own way

    def ticked(self) -> tuple[str, ...]:
        """Return the ids of the ticked rows, from the top."""
        items = (self.item(number, 0) for number in range(self.rowCount()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item is not None and item.checkState() is Qt.CheckState.Checked
        )

    def _changed(self, item: QTableWidgetItem) -> None:
        if not item.column():
            self.changed.emit()
