"""A page in parts, one in sight at a time, each led to by a tab."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.ui.kit.flow import flowing
from app.ui.kit.widgets import button, rule

if TYPE_CHECKING:
    from collections.abc import Sequence

SPACING = 12


class Parts(QWidget):
    """All parts are there, so that what is typed in one stays while another is looked at.

    ``chosen`` carries the name of the part that is shown from now on.
    """

    chosen = Signal(str)

    def __init__(self, names: Sequence[str], current: str) -> None:
        super().__init__()
        self._tabs, self._holders = QButtonGroup(self), dict[str, QWidget]()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        tabs = []
        for name in names:
            tab = button(name, partial(self.show_part, name), "tab")
            tab.setCheckable(True)
            self._tabs.addButton(tab)
            tabs.append(tab)
        layout.addWidget(flowing(*tabs))
        layout.addWidget(rule())
        for name in names:
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(SPACING)
            self._holders[name] = holder
            layout.addWidget(holder)
        self.show_part(current if current in self._holders else names[0])

    def put(self, name: str, *widgets: QWidget) -> None:
        """Put widgets at the end of a part."""
        layout = self._holders[name].layout()
        for widget in widgets:
            if layout is not None:
                layout.addWidget(widget)

    def show_part(self, name: str) -> None:
        """Show one part."""
        for one, holder in self._holders.items():
            holder.setVisible(one == name)
        for tab in self._tabs.buttons():
            tab.setChecked(tab.text() == name)
        self.chosen.emit(name)
