"""Words that the records could not take, kept in a file elsewhere when somebody wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.pages import aside
from app.ui.kit.saving import save_words

if TYPE_CHECKING:
    from pathlib import Path

    from app.pages import House
    from app.ui.context import Context

UNSAVED = (
    "Some of what was typed could not be saved yet and is only in memory. Go back, free some space or "
    "put the drive back, and choose Try again; or keep it somewhere else, encrypted. If you close Alongside "
    "all the same, those words are gone."
)
ELSEWHERE, ALL_THE_SAME = "Keep it somewhere else", "Close all the same"


class Elsewhere(QObject):
    """Asks for a file, and has what is held in memory written there, sealed to whoever typed it."""

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context

    @property
    def held(self) -> bool:
        """Whether anything is held in memory, that can be tried again."""
        return bool(self._context.held_back)

    @property
    def offered(self) -> bool:
        """Whether anything is held that can be kept elsewhere and is not yet."""
        held = self._context.held_back
        return held.only_here and bool(held.sealed)

    def ask(self) -> bool:
        """Ask for a file and write it; return whether one was chosen."""
        return save_words(self._context, self._write)

    def may_close(self) -> bool:
        """Ask what becomes of what is only in memory; return whether Alongside may close."""
        self._context.tasks.wait()  # a save that fails in this very moment is asked about too
        held = self._context.held_back
        if not held.only_here:
            return True
        ways = (ELSEWHERE, ALL_THE_SAME) if self.offered else (ALL_THE_SAME,)
        way = self._context.dialogs.choose(UNSAVED, ways)
        if way == ELSEWHERE and self.ask():
            self._context.tasks.wait()
            return not held.only_here  # else the fault is told
        return way == ALL_THE_SAME

    def _write(self, house: House, to: Path) -> str:
        sealed = self._context.held_back.sealed
        said = aside.keep(house, to, sealed)
        self._context.held_back.are_out(sealed)
        return said
