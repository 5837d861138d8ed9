"""The name guard: what may be names of people in a box, told beside it all at once."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.words import initial, names_in
from app.ui.kit.widgets import button, clear, row, words

if TYPE_CHECKING:
    from app.ui.context import Context
    from app.ui.kit.fields import TextBox

ASK_MS = 900
"""Somebody is still writing the word until then."""
MOST = 5
NEVER = "Never ask about this word again"
BEYOND_ONE_UNIT = 0x10000
ASKED = "Are these people you support? Use initials or a code instead of a name."


class NameGuard(QWidget):
    """Hidden until something is found; a line for each name with what may stand in its place."""

    def __init__(self, box: TextBox, context: Context) -> None:
        super().__init__()
        self._box, self._context = box, context
        self._told: tuple[str, ...] = ()
        self._fine: set[str] = set()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self.look)
        box.textChanged.connect(self._timer.start)
        self.hide()

    def look(self) -> None:
        """Look at the text and tell what is found now."""
        known = self._context.known
        if known is None:
            return
        found = tuple(one for one in names_in(self._box.toPlainText(), known) if one not in self._fine)
        if found != self._told:
            self._told = found
            self._show()

    def _show(self) -> None:
        clear(self._lines)
        if self._told:
            self._lines.addWidget(words(ASKED, "hint"))
        for name in self._told[:MOST]:
            short = initial(name)
            change = button(f"Change to {short}", partial(self._put_initial, name), "quiet")
            change.setAccessibleName(f"Change {name} to {short}")
            fine = button(
                "Not a name", partial(self._not_a_name, name), "quiet", "Never ask about this again"
            )
            fine.setAccessibleName(f"{name} is not a name")
            self._lines.addWidget(row(words(f"“{name}”"), None, change, fine))
        if len(self._told) > MOST:
            self._lines.addWidget(words(f"And {len(self._told) - MOST} more.", "hint"))
        self.setVisible(bool(self._told))

    def _put_initial(self, name: str) -> None:
        either = re.escape(name).replace("'", "['’]")
        pattern = re.compile(rf"(?<!\w){either}(?!\w)")
        cursor = QTextCursor(self._box.document())
        cursor.beginEditBlock()
        for match in reversed(list(pattern.finditer(_units(self._box.toPlainText())))):
            cursor.setPosition(match.start())
            cursor.setPosition(match.end(), QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(initial(name))
        cursor.endEditBlock()
        self._after()

    def _not_a_name(self, name: str) -> None:
        self._fine.add(name)
        for word in name.split():
            self._context.add_word(word, name=True)
        self._after()

    def _after(self) -> None:
        self._box.setFocus()
        self.look()


def _units(text: str) -> str:
    """Return a text of as many letters as Qt counts: an emoji is two of its own."""
    return "".join(letter if ord(letter) < BEYOND_ONE_UNIT else "\ufffc\ufffc" for letter in text)
