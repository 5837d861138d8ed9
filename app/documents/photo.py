"""A picture as it can be drawn on a page, and a photo without what a telephone writes into it."""

from __future__ import annotations

from typing import Any

from reportlab.lib.utils import ImageReader

from app.documents.opening import TooMuchError, open_picture

DRAWN = 2400
"""Points along the longer side, at most; a page is 2,480 wide in print."""


def drawable(data: bytes) -> Any:
    """Return a picture (PNG or JPEG) on white, or None where there is none or it cannot be read."""
    if not data:
        return None
    try:
        from PIL import Image  # noqa: PLC0415 - only where there is a picture

        with open_picture(data, "PNG", "JPEG") as image:
            if max(image.size) > DRAWN:
                image.draft(image.mode, (DRAWN, DRAWN))
                image.thumbnail((DRAWN, DRAWN))
            flat = Image.new("RGB", image.size, "white")
            rgba = image.convert("RGBA")
            flat.paste(rgba, mask=rgba.getchannel("A"))
        return ImageReader(flat)
    except (OSError, ValueError, SyntaxError, TooMuchError):
        return None
