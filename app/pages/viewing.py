"""A PDF inside the app: how many pages it has, and each as a picture. Opens no records."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.pictures import Picture
    from app.services.house import House


def count(house: House, pdf: bytes) -> int:
    """Return how many pages a PDF has. Raises an AlongsideError when it cannot be opened."""
    return house.checking.page_count(pdf)


def picture(house: House, pdf: bytes, number: int, width: int) -> Picture:
    """Return page ``number`` (from 0) drawn ``width`` pixels wide."""
    return house.checking.page_image(pdf, number, width)
