"""Files as scanners and telephones make them, and as accidents leave them."""

from __future__ import annotations

import io

import pikepdf
from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (160, 120)) -> bytes:
    """Return a picture with enough in it to be cut in the middle."""
    image = Image.effect_noise(size, 80)
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def huge_picture() -> bytes:
    """Return a small file that would fill the memory when opened."""
    buffer = io.BytesIO()
    Image.new("1", (10000, 10000)).save(buffer, "PNG")
    return buffer.getvalue()


def pdf(pages: int = 2, *, user: str = "", owner: str = "") -> bytes:
    """Return a PDF with a picture on each page; with passwords when given."""
    made = pikepdf.new()
    for _ in range(pages):
        page = made.add_blank_page(page_size=(300, 400))
        page.Contents = made.make_stream(b"q 100 0 0 100 0 0 cm 0 0 m 10 10 l S Q " * 200)
    buffer = io.BytesIO()
    locked = pikepdf.Encryption(user=user, owner=owner) if user or owner else False
    made.save(buffer, encryption=locked)
    return buffer.getvalue()
