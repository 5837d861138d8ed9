"""Pages of a PDF as images, for showing on screen."""

from __future__ import annotations

from dataclasses import dataclass

import pypdfium2

from app.domain.errors import UnreadableDocumentError

UNREADABLE = (
    "This PDF cannot be shown. The file itself was not changed. Save a copy and open it in another reader."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """A page as pixels: rows of 4 bytes red, green, blue, alpha without padding."""

    width: int
    height: int
    rgba: bytes


def page_count(pdf: bytes) -> int:
    """Return the number of pages. Raises UnreadableDocumentError."""
    with _open(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, width: int) -> PageImage:
    """Return one page (from 0) as an image ``width`` pixels wide, signatures drawn too.

    Raises UnreadableDocumentError.
    """
    with _open(pdf) as document:
        document.init_forms()
        shown = document[page]
        bitmap = shown.render(
            scale=width / shown.get_width(),
            rev_byteorder=True,
            force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
            may_draw_forms=True,
        )
        image = PageImage(width=bitmap.width, height=bitmap.height, rgba=bytes(bitmap.buffer))
        bitmap.close()
        shown.close()
        return image


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocumentError(UNREADABLE) from error
