"""The wheel scrolls the page. It never changes what is chosen or counted in a field it happens to pass."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSlider, QAbstractSpinBox, QComboBox, QScrollBar, QTabBar, QWidget

HELD = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
"""What Qt turns with the wheel, though it holds an answer."""


class StillWheel(QObject):
    """Stands before every widget of the program: those that hold an answer pass the wheel on to the page."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Pass the wheel on, and let no field take the focus because of it."""
        kind = event.type()
        if kind is QEvent.Type.Wheel and holds(watched):
            event.ignore()
            return True
        polished = kind is QEvent.Type.Polish and holds(watched)
        if polished and isinstance(watched, QWidget) and watched.focusPolicy() is Qt.FocusPolicy.WheelFocus:
            watched.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return False


def holds(widget: QObject) -> bool:
    """Whether a widget holds an answer that the wheel would change."""
    return isinstance(widget, HELD) and not isinstance(widget, QScrollBar)
