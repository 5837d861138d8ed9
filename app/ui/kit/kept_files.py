"""The scans and photos kept with a draft."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.widgets import button, clear, row, words

if TYPE_CHECKING:
    from app.pages.writing import KeptFile


class KeptFiles(QWidget):
    """A list of files. ``wanted`` asks for one more, ``off`` carries the id of one to take off."""

    wanted = Signal()
    off = Signal(str)

    def __init__(self, files: tuple[KeptFile, ...]) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(words("Scan or photo", "label"))
        self._list = QVBoxLayout()
        layout.addLayout(self._list)
        self._add = button("Add a file…", self.wanted.emit)
        layout.addWidget(row(self._add, None))
        self._show(files)

    def show_files(self, files: tuple[KeptFile, ...]) -> None:
        """Show the files that are kept now."""
        self._show(files)
        self._add.setFocus()

    def _show(self, files: tuple[KeptFile, ...]) -> None:
        clear(self._list)
        for file in files:
            off = button("Take off", partial(self.off.emit, file.id), "quiet")
            off.setAccessibleName(f"Take {file.name} off this record")
            off.setToolTip(off.accessibleName())
            self._list.addWidget(row(words(file.words, "hint"), None, off))
