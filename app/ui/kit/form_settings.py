"""What can be set of whatever is chosen in a form, each with what is wrong with it just below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.kit.setting_boxes import TickBox, box
from app.ui.kit.widgets import clear, column, field, words

if TYPE_CHECKING:
    from app.pages.form_settings import Setting
    from app.ui.kit.setting_boxes import Box


class FormSettings(QWidget):
    """``changed`` carries the name of a setting and its value.

    While the same things are asked about the same place, the boxes stay and only their contents follow: the
    cursor is not moved under anybody's hands.
    """

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(14)
        self._asked: tuple[object, ...] = ()
        self._boxes: dict[str, Box] = {}
        self._faults: dict[str, QLabel] = {}

    def show_settings(self, place: str, settings: tuple[Setting, ...]) -> None:
        """Show the settings of a place."""
        asked = (place, *((one.name, one.label, one.shape, one.choices) for one in settings))
        if asked != self._asked:
            focused = next((name for name, one in self._boxes.items() if one.hasFocus()), "")
            same = bool(self._asked) and self._asked[0] == place
            self._draw(settings)
            self._asked = asked
            if same and focused:
                self.focus(focused)
        for one in settings:
            if self._boxes[one.name].value() != one.value:
                self._boxes[one.name].put(one.value)
            self._faults[one.name].setText("\n".join(one.faults))
            self._faults[one.name].setVisible(bool(one.faults))

    def focus(self, name: str) -> None:
        """Put the cursor into the box of a setting, or into the first one."""
        found = self._boxes.get(name) or next(iter(self._boxes.values()), None)
        if found is not None:
            found.setFocus()

    def _draw(self, settings: tuple[Setting, ...]) -> None:
        clear(self._layout)
        self._boxes, self._faults = {}, {}
        for one in settings:
            made, fault = box(one), words("", "error")
            fault.setAccessibleName(f"What is wrong with {one.label}")
            made.told.connect(partial(self.changed.emit, one.name))
            self._boxes[one.name], self._faults[one.name] = made, fault
            shown = _tick(made, one) if isinstance(made, TickBox) else field(one.label, made, one.hint)
            holder = column(shown, fault, spacing=4)
            self._layout.addWidget(holder)
            holder.show()  # at once, so that the cursor can be put into it
        self._layout.addStretch(1)


def _tick(tick: TickBox, setting: Setting) -> QWidget:
    tick.setAccessibleDescription(setting.hint)
    return column(tick, words(setting.hint, "hint"), spacing=0) if setting.hint else tick
