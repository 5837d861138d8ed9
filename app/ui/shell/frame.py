"""What stands around every page: the menu, what is told in passing, what went wrong, and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit.widgets import row, words
from app.ui.shell.help_side import HelpSide
from app.ui.shell.menu import Menu
from app.ui.shell.over import Over
from app.ui.shell.problem import Problem
from app.ui.shell.snackbar import Snackbar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QResizeEvent

    from app.pages import shell
    from app.pages.places import Place
    from app.ui.kit.screen import Screen

DEMO = "DEMO  ▨▨▨  Everybody and everything here is made up. Do not type about real people."
SAFE = "Nothing leaves this PC"


class Frame(QWidget):
    """The page is shown in ``stack``; ``saved`` is the line below it."""

    def __init__(self, lock: Callable[[], None], resources: Path) -> None:
        super().__init__()
        self.menu, self.stack = Menu(lock), QStackedWidget()
        self.help, self.over = HelpSide(resources), Over(self)
        content = QWidget()
        self.problem, self.snackbar = Problem(), Snackbar(content)
        self.saved = words("", "status")
        self._demo = _demo_strip()
        outer = QVBoxLayout(self)
        outer.addWidget(self._demo)
        middle, right = QHBoxLayout(), QVBoxLayout(content)
        for layout in (outer, middle, right):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        right.addWidget(self.problem)
        right.addWidget(self.stack, 1)
        self._line = self._status()
        right.addWidget(self._line)
        middle.addWidget(self.menu)
        middle.addWidget(content, 1)
        middle.addWidget(self.help)
        outer.addLayout(middle, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the menu to the width there is."""
        super().resizeEvent(event)
        self.menu.fit(self.width())

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the menu to the size of the text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.menu.fit(self.width())

    def show_for(self, frame: shell.Frame) -> None:
        """Show who is signed in, and where the menu leads them."""
        self.menu.show_for(frame)
        self._demo.setVisible(frame.demo)
        self.saved.setText(SAFE)

    def show_screen(self, screen: Screen, place: Place) -> None:
        """Show a page: by itself, or with the menu beside it and the line below it."""
        self.menu.mark(place)
        self.menu.setHidden(screen.alone)
        self._line.setHidden(screen.alone)
        self.stack.setCurrentWidget(screen)

    def quieten(self) -> None:
        """Tell nothing any more, and offer nothing to be taken back: somebody left."""
        self.problem.hide()
        self.snackbar.forget()
        self.help.hide()
        self.over.close_it()

    def close_beside(self) -> bool:
        """Close what is over the page, or else beside it; whether there was something."""
        if self.over.screen_shown is not None:
            self.over.close_it()
        elif self.help.isVisible():
            self.help.hide()
        else:
            return False
        return True

    def help_with(self, topic: str) -> bool:
        """Show a topic of help beside the page, or close it; whether there is room for it."""
        room = self.width() - (0 if self.menu.isHidden() else self.menu.width())
        if self.help.isVisible() or self.help.fits(room):
            self.help.turn(topic)
            return True
        return False

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
