"""The keys that do something anywhere in the window: every place's own, and the window's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from app.pages.places import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget


def bind(
    window: QWidget, go: Callable[[type[Place]], None], others: Mapping[str, Callable[[], None]]
) -> None:
    """Let every place's keys lead there, and other keys do what they stand for."""
    for place in Place.every:
        if place.keys:
            QShortcut(QKeySequence(place.keys), window, partial(go, place))
        if place.new:
            QShortcut(QKeySequence(f"Ctrl+N, {place.new}"), window, partial(go, place))
    for keys, action in others.items():
        QShortcut(QKeySequence(keys), window, action)
