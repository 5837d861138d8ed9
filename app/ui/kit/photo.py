"""A picture somebody chose, as large as there is room, with words for who cannot see it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

WIDEST, TALLEST = 480, 320
"""Pixels on the screen at most."""


def photo(data: bytes, told: str) -> QLabel:
    """Return a picture (PNG or JPEG) as a label."""
    label, picture = QLabel(), QPixmap()
    picture.loadFromData(data)
    if picture.width() > WIDEST or picture.height() > TALLEST:
        picture = picture.scaled(
            WIDEST, TALLEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    label.setPixmap(picture)
    label.setAccessibleName(told)
    return label
