"""Find or do: people, actions, records and commands from a few letters (Ctrl+K)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

from app.domain.people import Role
from app.services.finding import Found
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import field

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from app.ui.context import Context

COMMANDS = (
    ("Log coaching", "coaching", True),
    ("Observe", "observe", True),
    ("Reflect", "reflect", False),
    ("Start a meeting", "meeting", True),
    ("Prepare for my supervision", "prepare", False),
    ("Who is due", "due", True),
    ("Records", "records", False),
    ("People", "people", True),
    ("Paper forms", "paper", False),
    ("Looking back", "looking_back", True),
    ("Check a PDF", "check", False),
    ("Set up", "set_up", False),
    ("Help", "help", False),
)


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
        self._wanted = ""
        self.page.addWidget(field("Type a name, a word or what you want to do", self._box))
        self.page.addWidget(self._list)
        self.page.addStretch(1)

    def enter(self, **arguments: Any) -> None:
        """Come with an empty box."""
        del arguments
        self._box.clear()
        self._search("")
        self._box.setFocus()

    def _search(self, text: str) -> None:
        self._wanted = text
        self.context.run(
            partial(self.context.house.finding.anything, self.context.actor, text), partial(self._show, text)
        )

    def _show(self, text: str, found: tuple[Found, ...]) -> None:
        if text != self._wanted or not self.context.anyone:
            return
        worker = self.context.actor.role is Role.WORKER
        commands = [
            Found(sort="Do", label=label, place=place, ref="")
            for label, place, leads in COMMANDS
            if text.casefold() in label.casefold() and not (worker and leads)
        ]
        self._list.clear()
        for one in (*found, *commands):
            item = QListWidgetItem(f"{one.sort}:  {one.label}")
            item.setData(Qt.ItemDataRole.UserRole, (one.place, one.ref))
            self._list.addItem(item)
        if self._list.count():
            self._list.setCurrentRow(0)
        else:
            self._list.addItem(f"Nothing found for “{text}”. Try another word, or part of one.")

    def step(self, by: int) -> None:
        """Move the choice while the cursor stays in the box."""
        self._list.setCurrentRow(min(max(self._list.currentRow() + by, 0), self._list.count() - 1))

    def open_chosen(self) -> None:
        """Open what is chosen."""
        item = self._list.currentItem()
        if item is not None:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        target = item.data(Qt.ItemDataRole.UserRole)
        if target:
            place, ref = target
            self.context.go(place, **({f"{place}_id": ref} if ref else {}))


class _Box(QLineEdit):
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
