"""Putting a backup back where nobody is signed in: at first run on a new PC, and at the lock screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.pages import backups
from app.ui.kit.widgets import button, field, line, row, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QLineEdit

    from app.ui.context import Context, Heard


class PutBack(QWidget):
    """Which backup, who, and what opens it. ``waiting`` says who hears the answer, ``back`` goes back."""

    def __init__(
        self, context: Context, waiting: Callable[[QLineEdit], Heard], back: Callable[[], object]
    ) -> None:
        super().__init__()
        self._context, self._waiting = context, waiting
        self._folder: Path | None = None
        self._chosen = words("No folder chosen yet", "hint")
        self._name, self._secret = line(), line(secret=True)
        self._put = button("Put this backup back", self._put_back, "primary")
        self._put.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (
            words(backups.CLOSED),
            row(button("Choose the folder…", self._choose), self._chosen, None),
            field("Your name", self._name, "As it was on that day. With the recovery key it may stay empty."),
            field(backups.SECRET, self._secret),
            row(self._put, button("Go back", back), None),
        ):
            layout.addWidget(part)

    def _choose(self) -> None:
        folder = self._context.dialogs.choose_folder("Where is the backup?")
        if folder is not None:
            self._folder = folder
            self._chosen.setText(str(folder))
            self._put.setEnabled(True)
            self._name.setFocus()

    def _put_back(self) -> None:
        if self._folder is not None:
            secrets = (self._name.text(), self._secret.text())
            self._context.call(self._waiting(self._secret), backups.put_back, self._folder, *secrets)
