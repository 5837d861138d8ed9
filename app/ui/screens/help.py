"""Help inside the app, without the internet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser

from app.ui.kit.screen import Screen

if TYPE_CHECKING:
    from app.pages.places import Place
    from app.ui.context import Context


class HelpScreen(Screen):
    """Short topics to read."""

    title = "Help"
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._reader = QTextBrowser()
        self._reader.setAccessibleName("Help")
        self._reader.setOpenExternalLinks(False)
        self.page.addWidget(self._reader, 1)

    def come(self, place: Place) -> None:
        """Show the first page."""
        del place
        self._reader.setSource(QUrl.fromLocalFile(str(self.context.resources / "help" / "index.md")))
        self._reader.setFocus()
