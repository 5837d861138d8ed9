"""Two things side by side where there is room for both, else one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

GAP = 24


class Beside(QWidget):
    """A main thing and one beside it. ``room`` tells from which width on they stand side by side.

    ``shares`` is how they share the width then; 0 is as wide as it wants to be.
    """

    def __init__(
        self, main: QWidget, side: QWidget, room: Callable[[], int], shares: tuple[int, int] = (1, 0)
    ) -> None:
        super().__init__()
        self._room = room
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GAP // 2)
        self._layout.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._both = (main, side)
        for widget, share in zip((main, side), shares, strict=True):
            self._layout.addWidget(widget, share)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Be no wider than one of them needs: else there would never be too little room for both."""
        widest = max(one.minimumSizeHint().width() for one in self._both)
        return QSize(widest, self._layout.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put them side by side or one below the other."""
        super().resizeEvent(event)
        beside = self.contentsRect().width() >= self._room()
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() is not wanted:
            self._layout.setDirection(wanted)
            self._layout.setSpacing(GAP if beside else GAP // 2)
