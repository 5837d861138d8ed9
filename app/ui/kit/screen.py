"""What every screen is: a page with one title, words in a readable width and one main action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.widgets import READING_WIDTH, clear, row, scrolled, words

if TYPE_CHECKING:
    from app.domain.changes import Topic
    from app.ui.context import Context


class Screen(QWidget):
    """A place one can go to. ``topics`` are the changes after which it shows itself afresh."""

    title = ""
    topics: frozenset[Topic] = frozenset()
    wide = False
    page_width = READING_WIDTH

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.context = context
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 24, 32, 16)
        outer.setSpacing(12)
        self.heading = words(self.title, "title")
        outer.addWidget(self.heading)
        inside = QWidget()
        self.page = QVBoxLayout(inside)
        self.page.setContentsMargins(0, 0, 8, 0)
        self.page.setSpacing(12)
        if self.wide:
            outer.addWidget(inside, 1)
        else:
            inside.setMaximumWidth(self.page_width)
            outer.addWidget(scrolled(inside), 1)
        self.foot = QVBoxLayout()
        outer.addLayout(self.foot)

    def enter(self, **arguments: Any) -> None:
        """Come to this screen."""
        del arguments
        self.refresh()

    def refresh(self) -> None:
        """Show what is true now."""

    def leave(self) -> None:
        """Store anything typed; called before another screen, a lock or the end."""

    def set_foot(self, *widgets: QWidget | None) -> None:
        """Put the page's own actions where they are always in sight; None is a stretch."""
        clear(self.foot)
        if widgets:
            self.foot.addWidget(row(*widgets))

    def show_title(self, text: str) -> None:
        """Change the title."""
        self.heading.setText(text)
