"""What somebody sees of the window and reaches by keyboard, measured."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)

from app.ui.kit.entries import SIDEWAYS
from app.ui.shell.window import Window

ENOUGH = 4.5
"""Contrast of text, WCAG 2.2, 1.4.3."""
FEWEST_PIXELS = 60
MOST_TABS = 400
MOST_WITHIN = 40
"""Parts of a date and links of a text are walked inside one widget before Tab leaves it."""


def visible(window: Window) -> Iterator[QWidget]:
    """Yield every widget that is shown, and not covered by what lies over the page."""
    over = window._frame.over
    among = over if over.isVisible() else window
    yield from (widget for widget in among.findChildren(QWidget) if widget.isVisible())


def inner(widget: QWidget) -> bool:
    """Whether a widget is a part of another that has the name."""
    parts = isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
    return (isinstance(widget, QLineEdit) and parts) or widget.objectName().startswith("qt_")


def unnamed(window: Window) -> list[str]:
    """Return the controls that a screen reader could not say."""
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in visible(window)
        if (isinstance(widget, kinds) or hasattr(widget, "toPlainText"))
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not inner(widget)
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def squeezed(window: Window) -> list[str]:
    """Return buttons narrower than their words, pages wider than their place, and a window that does not fit."""
    found = []
    for widget in visible(window):
        if isinstance(widget, QPushButton | QRadioButton):
            need = widget.minimumSizeHint()
            if widget.width() < need.width() or widget.height() < need.height():
                found.append(f"“{widget.text()}” has {widget.size()} and needs {need}")
        sideways = (
            widget.objectName() == SIDEWAYS
        )  # a table with two directions may be moved (WCAG 2.2, 1.4.10)
        inside = widget.widget() if isinstance(widget, QScrollArea) and not sideways else None
        if isinstance(widget, QScrollArea) and inside is not None:
            wide, room = inside.minimumSizeHint().width(), widget.viewport().width()
            if wide > room + 1:
                found.append(f"a page {wide} wide in {room}")
    return found


def faint(window: Window) -> list[str]:
    """Return words whose ink stands out too little from what is behind them, measured on the picture."""
    picture = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    found = []
    for widget in visible(window):
        words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
        if not words.strip() or not widget.isEnabled() or widget.visibleRegion().isEmpty():
            continue
        shown = widget.visibleRegion().boundingRect()
        if shown != widget.rect():
            continue  # partly scrolled away: what is left may hold no ink
        seen = shown.translated(widget.mapTo(window, QPoint()))
        ratio = _contrast(picture, seen.intersected(picture.rect()))
        if ratio is not None and ratio < ENOUGH:
            found.append(f"“{words[:40]}” {ratio:.1f}")
    return found


def unreached(window: Window) -> list[str]:
    """Return what Tab never comes to, walking once around from where the focus is."""
    wanted = {
        widget
        for widget in visible(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and not inner(widget)
        and widget.focusProxy() is None
        and not (isinstance(widget, QAbstractButton) and _in_a_group(widget))
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
    }
    reached: set[QWidget] = set()
    stayed = 0
    for _ in range(MOST_TABS):
        at = QApplication.focusWidget()
        if at is None or wanted <= reached:
            break
        reached.add(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        stayed = stayed + 1 if QApplication.focusWidget() is at else 0
        if stayed > MOST_WITHIN:
            return [f"the focus stays in {type(at).__name__} {at.accessibleName()}"]
    return [f"{type(w).__name__} {w.accessibleName()}" for w in wanted - reached]


def fits(window: Window, size: QSize) -> bool:
    """Whether the window can be as small as this."""
    return window.size() == size


def _in_a_group(widget: QAbstractButton) -> bool:
    return widget.autoExclusive() or (widget.group() is not None and widget.group().exclusive())


def _contrast(picture: QImage, place: QRect) -> float | None:
    if place.width() * place.height() < FEWEST_PIXELS:
        return None
    part = picture.copy(place)
    pixels = memoryview(part.constBits()).cast("I")
    lights = [_light(one) for one in set(pixels)]
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def _light(pixel: int) -> float:
    parts = ((pixel >> shift & 255) / 255 for shift in (16, 8, 0))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
