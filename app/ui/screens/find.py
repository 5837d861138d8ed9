"""Find or do: people, actions, records and commands from a few letters (Ctrl+K)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from app.pages import find
from app.ui.kit.line_box import LineBox
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import field

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.pages.find import FindPage
    from app.pages.places import Place
    from app.ui.context import Context


class FindScreen(Screen):
    """One box and a list."""

    title = "Find or do"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._box = _Box(self)
        self._box.textChanged.connect(self._search)
        self._list = QListWidget()
        self._list.setAccessibleName("What was found")
        self._list.setMinimumHeight(420)
        self._list.itemActivated.connect(self._open)
        self.page.addWidget(field("Type a name, a word or what you want to do", self._box))
        self.page.addWidget(self._list)
        self.page.addStretch(1)

    def come(self, place: Place) -> None:
        """Come with an empty box."""
        del place
        self._box.clear()
        self._search("")
        self._box.setFocus()

    def _search(self, text: str) -> None:
        self.read(self._show, find.read, text)

    def _show(self, page: FindPage) -> None:
        self._list.clear()
        for one in page.lines:
            item = QListWidgetItem(one.label)
            item.setData(Qt.ItemDataRole.UserRole, one.place)
            self._list.addItem(item)
        if page.lines:
            self._list.setCurrentRow(0)
        else:
            self._list.addItem(page.nothing)

    def step(self, by: int) -> None:
        """Move the choice while the cursor stays in the box."""
        self._list.setCurrentRow(min(max(self._list.currentRow() + by, 0), self._list.count() - 1))

    def open_chosen(self) -> None:
        """Open what is chosen."""
        item = self._list.currentItem()
        if item is not None:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        place = item.data(Qt.ItemDataRole.UserRole)
        if place is not None:
            self.context.go(place)


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
