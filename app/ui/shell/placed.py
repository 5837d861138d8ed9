"""Where the window stood on this PC: it opens there again; the first time it fills the work area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

GEOMETRY = "geometry"


class Placed:
    """Kept in a file of Qt's beside the look. What cannot be read is as if it had never been kept."""

    def __init__(self, window: QWidget, file: Path) -> None:
        self._window = window
        self._kept = QSettings(str(file), QSettings.Format.IniFormat)

    def show(self) -> None:
        """Show the window where it stood, on a screen that is there."""
        kept = self._kept.value(GEOMETRY)
        if isinstance(kept, QByteArray) and self._window.restoreGeometry(kept):
            self._window.show()
        else:
            self._window.showMaximized()

    def keep(self) -> None:
        """Keep where it stands now."""
        self._kept.setValue(GEOMETRY, self._window.saveGeometry())
        self._kept.sync()
