"""Icons: one line-drawn set (Lucide), in the colour of the words beside them and sharp at any scale."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QFile, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

from app.ui.theme.style import FOLDER

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPaintEvent
    from PySide6.QtWidgets import QPushButton

SIZE, GAP = 20, 6
"""Pixels of an icon, and those it keeps from the word behind it beside Qt's own four."""
INKED = {
    "primary": QPalette.ColorRole.Base,
    "quiet": QPalette.ColorRole.Link,
}
"""What an icon is drawn in on a button that is not written on in the colour of words."""
INK = b"currentColor"
"""What a file of the set is drawn in."""


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """Return an icon of the set, drawn in the colour that a role has when it is painted."""
    return QIcon(_Drawn(name, role))


def painted(painter: QPainter, place: QRectF, name: str, colour: QColor) -> None:
    """Draw an icon of the set into a square, in a colour."""
    QSvgRenderer(_inked(name, colour)).render(painter, place)


def known(name: str) -> bool:
    """Whether the set has an icon of that name."""
    return bool(name) and QFile.exists(_path(name))


def drawn(button: QPushButton, name: str) -> QPushButton:
    """Return a button with an icon before its word, where the set has one of that name.

    The icon of a place is called as its screen.
    """
    if known(name):
        button.setIcon(icon(name, INKED.get(button.objectName(), QPalette.ColorRole.WindowText)))
        button.setIconSize(QSize(SIZE + GAP, SIZE))
    return button


class Drawn(QWidget):
    """An icon of the set by itself, beside words that say the same: it has no name of its own."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._icon = icon(name)
        self.setFixedSize(SIZE, SIZE)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = icon(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw it."""
        del event
        self._icon.paint(QPainter(self), self.rect())


class Sharp(QIconEngine):
    """An icon that is painted anew for each size, theme and scale of the screen; ``paint`` says what."""

    def scaledPixmap(  # noqa: N802 - Qt's name
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        """Return the icon as a picture for a screen of some scale."""
        made = QPixmap(size * scale)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), made.size()), mode, state)
        painter.end()
        made.setDevicePixelRatio(scale)
        return made

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a picture."""
        return self.scaledPixmap(size, mode, state, 1.0)


class _Drawn(Sharp):
    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> _Drawn:
        """Return one more of the same, as Qt asks when an icon is copied."""
        return _Drawn(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon at the left of its place, in the colour of links where its button is chosen."""
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        role = QPalette.ColorRole.Link if state is QIcon.State.On else self._role
        colour = QGuiApplication.palette().color(group, role)
        square = QRectF(rect.x(), rect.y(), rect.height(), rect.height())
        QSvgRenderer(_inked(self._name, colour)).render(painter, square)


def _inked(name: str, colour: QColor) -> QByteArray:
    return QByteArray(_drawing(name).replace(INK, colour.name().encode()))


@cache
def _drawing(name: str) -> bytes:
    file = QFile(_path(name))
    file.open(QIODevice.OpenModeFlag.ReadOnly)
    return bytes(file.readAll().data())


def _path(name: str) -> str:
    return f"{FOLDER}:{name}.svg"
