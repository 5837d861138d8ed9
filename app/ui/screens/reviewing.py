"""A reviewer's view: one pack, to read only, for a limited time, with the records closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.pages import check as page
from app.ui.kit.pdf_view import PdfView
from app.ui.kit.widgets import Table, button, column, row, words

if TYPE_CHECKING:
    from pathlib import Path

    from app.ui.context import Context

TICK_MS = 1000


class ReviewingScreen(QWidget):
    """Everything a reviewer sees. ``over`` is emitted when the time is up or somebody ends it."""

    over = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._left = 0
        self._folder: Path | None = None
        self._title, self._told, self._time = words("", "title"), words("", "hint"), words("", "label")
        self._table = Table("Files of this pack", ("File",))
        self._table.currentCellChanged.connect(self._open)
        self._pdf = PdfView(context, "The file chosen")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.addWidget(row(self._title, None, self._time, button("End now", self.end)))
        layout.addWidget(self._told)
        middle = QHBoxLayout()
        self._table.setMaximumWidth(420)
        middle.addWidget(self._table)
        middle.addWidget(column(self._pdf), 1)
        layout.addLayout(middle, 1)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)

    def begin(self, folder: Path, minutes: int) -> None:
        """Show a pack's folder for some minutes."""
        self._folder, self._left = folder, minutes * 60
        self._title.setText(f"Evidence pack {folder.name}")
        self._told.setText("Checking every file…")
        self._timer.start()
        self._show_time()
        self._context.call(self._listed, page.show_pack, folder)

    def end(self) -> None:
        """Close the view; nothing of the pack stays on the screen."""
        self._timer.stop()
        self._folder = None
        self._table.fill([])
        self._pdf.show_pdf(b"")
        self.over.emit()

    def _listed(self, pack: page.Shown) -> None:
        if self._folder is not None:
            self._told.setText(pack.told)
            self._table.fill([(name, (name,)) for name in pack.pdfs])
            self._open()

    def _open(self, *_: object) -> None:
        if self._folder is not None and self._table.selected():
            self._context.call(self._show, page.pdf_of, self._folder, self._table.selected())

    def _show(self, pdf: bytes) -> None:
        if self._folder is not None:
            self._pdf.show_pdf(pdf)

    def _tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self.end()
        else:
            self._show_time()

    def _show_time(self) -> None:
        self._time.setText(page.minutes_left(self._left))
