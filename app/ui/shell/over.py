"""What is shown over the page: a card, closed by Esc, by a press beside it, or by going somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from app.ui.kit.screen import Screen

CARD_PX, TOP_PX, BELOW_PX, HIGH_PX = 680, 88, 40, 560
EDGE = 24
SCRIM_ALPHA = 90


class Over(QWidget):
    """Lies over its parent, whatever size that is. ``closed`` is told once it is gone."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._under, self._card = parent, QFrame(self)
        self._screen: Screen | None = None
        self._card.setObjectName("palette")
        self._inside = QVBoxLayout(self._card)
        self._inside.setContentsMargins(20, 12, 20, 12)
        self._back: QWidget | None = None
        parent.installEventFilter(self)
        self.hide()

    @property
    def screen_shown(self) -> Screen | None:
        """What is shown, if anything is."""
        return self._screen

    def open(self, screen: Screen) -> None:
        """Show a screen; the cursor comes back to where it was once it is closed."""
        self.close_it(tell=False)
        self._back, self._screen = QApplication.focusWidget(), screen
        self._inside.addWidget(screen)
        self._place()
        self.raise_()
        self.show()
        screen.setFocus()

    def close_it(self, *, tell: bool = True) -> None:
        """Take it away, with every word on it."""
        screen, self._screen = self._screen, None
        if screen is None:
            return
        self.hide()
        self._inside.removeWidget(screen)
        screen.setParent(None)
        screen.deleteLater()
        if self._back is not None and self._back.isVisible() and tell:
            self._back.setFocus()
        self._back = None
        self.closed.emit()

    def _place(self) -> None:
        room = self._under.rect()
        self.setGeometry(room)
        wide = min(round(CARD_PX * text_scale()), room.width() - 2 * EDGE)
        high = min(round(HIGH_PX * text_scale()), room.height() - TOP_PX - BELOW_PX)
        self._card.setGeometry((room.width() - wide) // 2, TOP_PX, wide, high)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stay as large as what it lies over."""
        if event.type() is QEvent.Type.Resize and self._screen is not None:
            self._place()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Close it by a press beside it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.close_it()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Darken the page below."""
        del event
        scrim = self.palette().shadow().color()
        scrim.setAlpha(SCRIM_ALPHA)
        QPainter(self).fillRect(self.rect(), scrim)
