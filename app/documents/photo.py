"""A picture as it can be drawn on a page."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.utils import ImageReader


def drawable(data: bytes) -> Any:
    """Return a picture (PNG or JPEG) on white, or None where there is none or it cannot be read."""
    if not data:
        return None
    try:
        from PIL import Image  # noqa: PLC0415 - only where there is a picture

        with Image.open(io.BytesIO(data)) as image:
            flat = Image.new("RGB", image.size, "white")
            rgba = image.convert("RGBA")
            flat.paste(rgba, mask=rgba.getchannel("A"))
        return ImageReader(flat)
    except (OSError, ValueError):
        return None
