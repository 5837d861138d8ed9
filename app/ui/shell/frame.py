"""What stands around every page: the menu, what is told in passing, what went wrong, and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit.widgets import row, words
from app.ui.shell.menu import Menu
from app.ui.shell.problem import Problem
from app.ui.shell.snackbar import Snackbar

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.pages import shell

DEMO = "DEMO  ▨▨▨  Everybody and everything here is made up. Do not type about real people."
SAFE = "Nothing leaves this PC"


class Frame(QWidget):
    """The page is shown in ``stack``; ``saved`` is the line below it."""

    def __init__(self, lock: Callable[[], None]) -> None:
        super().__init__()
        self.menu, self.stack = Menu(lock), QStackedWidget()
        self.problem, self.snackbar = Problem(), Snackbar()
        self.saved = words("", "status")
        self._demo = _demo_strip()
        outer = QVBoxLayout(self)
        outer.addWidget(self._demo)
        middle, right = QHBoxLayout(), QVBoxLayout()
        for layout in (outer, middle, right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        right.addWidget(self.problem)
        right.addWidget(self.stack, 1)
        right.addWidget(self.snackbar)
        right.addWidget(self._status())
        middle.addWidget(self.menu)
        middle.addLayout(right, 1)
        outer.addLayout(middle, 1)

    def show_for(self, frame: shell.Frame) -> None:
        """Show who is signed in, and where the menu leads them."""
        self.menu.show_for(frame)
        self._demo.setVisible(frame.demo)
        self.saved.setText(SAFE)

    def quieten(self) -> None:
        """Tell nothing any more, and offer nothing to be taken back: somebody left."""
        self.problem.hide()
        self.snackbar.forget()

    def _status(self) -> QWidget:
        self.saved.setWordWrap(False)
        bar = row(self.saved, None)
        bar.setContentsMargins(24, 0, 24, 6)
        return bar


def _demo_strip() -> QFrame:
    strip = QFrame()
    strip.setObjectName("demo")
    layout = QHBoxLayout(strip)
    layout.setContentsMargins(16, 4, 16, 4)
    layout.addWidget(words(DEMO))
    return strip
