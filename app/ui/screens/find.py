"""Find or do (Ctrl+K): people, what one does, records, settings and help from a few letters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.pages import find
from app.pages.find import Command
from app.ui.kit.found_list import FoundList
from app.ui.kit.line_box import LineBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import row, rule, words
from app.ui.theme.icons import Drawn
from app.ui.theme.style import SCALES

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.pages.find import FindPage, Line
    from app.pages.places import Place
    from app.ui.context import Context

ASKED = "Type a name, a word or what you want to do"
KEYS = "↑ ↓ choose · Enter open · Esc close"
THEMES = {Command.LIGHT: "light", Command.DARK: "dark", Command.CONTRAST: "contrast"}
STEPS = {Command.LARGER: 1, Command.SMALLER: -1}


class FindScreen(Screen):
    """One box and a list."""

    title = "Find or do"
    wide = bare = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._box = _Box(self)
        self._box.setObjectName("sought")
        self._box.setPlaceholderText(ASKED)
        self._box.setAccessibleName(ASKED)
        self._box.textChanged.connect(self._search)
        self._count = words("", "hint")
        self._count.setWordWrap(False)
        self._list = FoundList("What was found")
        self._list.chosen.connect(self._do)
        self._box.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
        self.page.addWidget(row(Drawn("find"), self._box, self._count, spacing=12))
        self.page.addWidget(rule())
        self.page.addWidget(self._list, 1)
        self.page.addWidget(words(KEYS, "hint"))
        self.setFocusProxy(self._box)

    def come(self, place: Place) -> None:
        """Come with an empty box."""
        del place
        self._box.clear()
        self._search("")
        self._box.setFocus()

    def _search(self, text: str) -> None:
        self.read(self._show, find.read, text)

    def _show(self, page: FindPage) -> None:
        self._count.setText(page.count if page.lines and self._box.text() else "")
        self._list.show_page(page)
        self._list.setAccessibleDescription(page.count if page.lines else page.nothing)

    def step(self, by: int) -> None:
        """Move the choice while the cursor stays in the box."""
        self._list.step(by)

    def open_chosen(self) -> None:
        """Open what is chosen."""
        self._list.open_chosen()

    def _do(self, line: Line) -> None:
        if not isinstance(line.does, Command):
            self.context.go(line.does)
            return
        self.context.left.emit()
        look = self.context.look
        if line.does is Command.LOCK:
            self.context.lock_asked.emit()
        elif line.does in THEMES:
            self.context.look_changed.emit(replace(look, theme=THEMES[line.does]))
        else:
            place = SCALES.index(look.scale) + STEPS[line.does] if look.scale in SCALES else 1
            scale = SCALES[min(max(place, 0), len(SCALES) - 1)]
            self.context.look_changed.emit(replace(look, scale=scale))


class _Box(LineBox):
    def __init__(self, screen: FindScreen) -> None:
        super().__init__()
        self._screen = screen

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move in the list, Enter opens."""
        if event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._screen.step(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._screen.open_chosen()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's name
        """Keep the cursor here: the page below is not to be reached while this is over it."""
        self._screen.step(1 if forward else -1)
        return True
