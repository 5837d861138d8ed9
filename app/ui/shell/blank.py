"""A hidden screen: nothing to be read over a shoulder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

PRESSES = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}


class Blank(QWidget):
    """Empty. ``pressed`` says that a key or the mouse was: the lock screen comes."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Screen hidden. Press any key.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take what comes in to the window while nothing is shown, whatever had the focus before."""
        del watched
        if not self.isVisible() or event.type() not in PRESSES:
            return False
        self.pressed.emit()
        return True
