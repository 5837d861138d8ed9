"""Python's garbage is collected where widgets live.

A widget that nothing leads to any more is destroyed by whichever thread Python happens to collect on; off the
GUI thread that ends the program without a word. So Python does not collect by itself while the window is
there: a timer does. Qt asks for it: widgets belong to the GUI thread alone.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

EVERY_MS = 1000


class Collector(QTimer):
    """Collects on the GUI thread, as often as Python would for what has been made meanwhile."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setInterval(EVERY_MS)
        self.timeout.connect(self._collect)

    def begin(self) -> None:
        """Collect here alone from now on."""
        gc.disable()
        self.start()

    def end(self) -> None:
        """Leave it to Python again: no other thread is left."""
        self.stop()
        gc.enable()

    def _collect(self) -> None:
        ages = zip(gc.get_count(), gc.get_threshold(), strict=True)
        ripe = [age for age, (made, most) in enumerate(ages) if made > most]
        if ripe:
            gc.collect(ripe[-1])
