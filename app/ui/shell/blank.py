"""A hidden screen: nothing to be read over a shoulder."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Blank(QWidget):
    """Empty; any key brings the lock screen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Screen hidden. Press any key.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
