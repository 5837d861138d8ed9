"""The topics of help as they are read: on a page of their own, or beside the page one is on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QUrl
from PySide6.QtWidgets import QTextBrowser

if TYPE_CHECKING:
    from pathlib import Path

INDEX = "index"


class HelpPages(QTextBrowser):
    """Opens a topic by the name of its file; links lead from one to another, never out."""

    def __init__(self, resources: Path) -> None:
        super().__init__()
        self._folder = resources / "help"
        self.setAccessibleName("Help")
        self.setOpenExternalLinks(False)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Read the topic again in new colours: links keep those they were read in."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and not self.source().isEmpty():
            self.reload()

    @property
    def topic(self) -> str:
        """The topic that is open."""
        return self.source().fileName().removesuffix(".md")

    def open(self, topic: str) -> None:
        """Open a topic, or the list of them."""
        self.setSource(QUrl.fromLocalFile(str(self._folder / f"{topic or INDEX}.md")))
