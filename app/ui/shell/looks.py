"""The look of the window: colours and text size, kept for this PC."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.ui.theme.style import SCALES, dress

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from app.ui.context import Context
    from app.ui.theme.style import Look

NOT_KEPT = "The look is changed until Alongside closes; it could not be kept on this PC."


class Looks(QObject):
    """Dresses the window and changes its look, kept in a file; ``said`` tells when it could not be."""

    said, changed = Signal(str), Signal()

    def __init__(self, app: QApplication, window: QWidget, context: Context, file: Path) -> None:
        super().__init__()
        self._app, self._window, self._context, self._file = app, window, context, file
        dress(app, window, context.resources, context.look)

    def choose(self, look: Look) -> None:
        """Change the look."""
        self._context.look = look
        dress(self._app, self._window, self._context.resources, look)
        self.changed.emit()
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            chosen = json.dumps(asdict(look))
            self._file.write_text(chosen, encoding="utf-8")
        except OSError:
            self.said.emit(NOT_KEPT)

    def larger(self) -> None:
        """Show larger text, if there is a larger size."""
        self._step(1)

    def smaller(self) -> None:
        """Show smaller text, if there is a smaller size."""
        self._step(-1)

    def _step(self, by: int) -> None:
        look = self._context.look
        place = min(max(SCALES.index(look.scale) + by, 0), len(SCALES) - 1) if look.scale in SCALES else 1
        self.choose(replace(look, scale=SCALES[place]))
