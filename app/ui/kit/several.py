"""Several of many: a list to choose one more from, and those chosen with a way to take each off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.fields import Picker
from app.ui.kit.widgets import button, clear, row, words

if TYPE_CHECKING:
    from app.pages.pieces import Option

WIDEST = 560


class Several(QWidget):
    """What is chosen stays in the order of choosing. ``changed`` follows each change."""

    changed = Signal()

    def __init__(self, name: str, options: tuple[Option, ...], chosen: tuple[str, ...]) -> None:
        super().__init__()
        self._labels = {one.id: one.label for one in options}
        self._chosen = list(chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._list = QVBoxLayout()
        layout.addLayout(self._list)
        self._picker = Picker([(one.id, one.label) for one in options], None, "choose one")
        self._picker.setAccessibleName(f"{name} to add")
        self._picker.setMaximumWidth(WIDEST)
        self._picker.setSizeAdjustPolicy(Picker.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._picker.setMinimumContentsLength(40)
        self._add = button("Add", self._take, tip=f"Add: {name.lower()}")
        self._add.setAccessibleName(f"Add: {name.lower()}")
        self.setFocusProxy(self._picker)
        layout.addWidget(row(self._picker, self._add, None))
        self._show()

    def value(self) -> tuple[str, ...]:
        """Return what is chosen."""
        return tuple(self._chosen)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the list one chooses from."""
        super().setAccessibleName(name)
        self._picker.setAccessibleName(name)

    def _take(self) -> None:
        one = self._picker.value()
        if one and one not in self._chosen:
            self._chosen.append(one)
            self._show()
            self.changed.emit()

    def _off(self, one: str) -> None:
        self._chosen.remove(one)
        self._show()
        self._picker.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        clear(self._list)
        for one in self._chosen:
            label = self._labels.get(one, "Not used any more")
            off = button("Take off", partial(self._off, one), "quiet", f"Take off: {label}")
            off.setAccessibleName(f"Take off: {label}")
            self._list.addWidget(row(words(label), None, off))
