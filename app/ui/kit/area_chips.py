"""The practice areas coaching was about, as chips that digits choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.ui.kit.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from app.pages.coaching import Area


class AreaChips(QWidget):
    """``pressed`` carries a digit pressed on a chip, ``toggled`` follows every chip.

    ``boxes`` are all of them with their ids; those that are not at the front stand elsewhere.
    """

    pressed = Signal(int)
    toggled = Signal()

    def __init__(self, areas: Sequence[Area]) -> None:
        super().__init__()
        self.boxes: list[tuple[str, QCheckBox]] = []
        flow = FlowLayout(self, 6)
        for area in areas:
            box = QCheckBox(area.label)
            box.setAccessibleName(area.name)
            box.setChecked(area.chosen)
            box.toggled.connect(self._toggled)
            self.boxes.append((area.id, box))
            if area.front:
                flow.addWidget(box)

    def _toggled(self, _on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.toggled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose by digit."""
        if event.text().isdigit() and event.isAutoRepeat():
            return
        if event.text().isdigit():
            self.pressed.emit(int(event.text()))
        else:
            super().keyPressEvent(event)
