"""Check a PDF: unchanged or not, who signed and when, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.pages import check as page
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, chip, clear, row, words

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from app.ui.context import Context


class CheckScreen(Screen):
    """Choose or drop a file."""

    title = "Check a PDF or pack"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.setAcceptDrops(True)

    def refresh(self) -> None:
        """Offer to choose a file."""
        self._offer()

    def _offer(self) -> None:
        clear(self.page)
        self.page.addWidget(
            words(
                "Has a record or a pack been changed since it was signed, and by whom? Choose the "
                "PDF or ZIP, or drop it here."
            )
        )
        self.page.addWidget(row(button("Choose a file…", self._choose, "primary"), None))
        self.page.addStretch(1)

    def check(self, path: Path) -> None:
        """Check one file."""
        self.context.call(self._show, page.check, path)

    def _choose(self) -> None:
        path = self.context.dialogs.open_file(
            "Choose a PDF or a pack to check", "PDF or pack (*.pdf *.zip);;All files (*)"
        )
        if path is not None:
            self.check(path)

    def _show(self, found: page.Found) -> None:
        self._offer()
        mark = chip(found.chip.symbol, found.chip.word, found.chip.tone)
        lines = [words(line) for line in found.lines]
        notes = [words(note, "small") for note in found.notes]
        told = (words(found.file, "label"), row(mark, None), words(found.sentence, "big"), *lines, *notes)
        self.page.insertWidget(2, card(*told))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Check the first file dropped."""
        urls = event.mimeData().urls()
        if urls and urls[0].isLocalFile():
            self.check(Path(urls[0].toLocalFile()))
