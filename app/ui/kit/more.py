"""A button with everything that is done less often behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def more(name: str, actions: Sequence[tuple[str, Callable[[], object]]], tip: str = "") -> QPushButton:
    """Return the button; ``name`` says what it is more of. After a tab an action's words name its key."""
    made = QPushButton("More")
    made.setObjectName("quiet")
    made.setAccessibleName(name)
    made.setToolTip(tip or name)
    menu = QMenu(made)
    for words, action in actions:
        menu.addAction(words, action)
    made.setMenu(menu)
    return made
