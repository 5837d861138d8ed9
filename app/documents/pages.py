"""Pages of a PDF as images, for showing on screen."""

from __future__ import annotations

import threading

import pypdfium2

from app.documents.opening import why_not_shown
from app.domain.errors import UnreadableDocumentError
from app.domain.limits import SHOWN_POINTS
from app.domain.pictures import Picture

ONE_AT_A_TIME = threading.Lock()
"""PDFium is not made for two threads at once."""

UNREADABLE = (
    "This PDF cannot be shown. The file itself was not changed. Save a copy and open it in another reader."
)


def page_count(pdf: bytes) -> int:
    """Return the number of pages. Raises UnreadableDocumentError."""
    with ONE_AT_A_TIME, _open(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int, width: int) -> Picture:
    """Return one page (from 0) as an image ``width`` pixels wide, signatures drawn too.

    Raises UnreadableDocumentError.
    """
    with ONE_AT_A_TIME, _open(pdf) as document:
        try:
            document.init_forms()
            shown = document[page]
            if width * width * shown.get_height() > SHOWN_POINTS * shown.get_width():
                raise UnreadableDocumentError(UNREADABLE)
            bitmap = shown.render(
                scale=width / shown.get_width(),
                rev_byteorder=True,
                force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx,
                may_draw_forms=True,
            )
            image = Picture(width=bitmap.width, height=bitmap.height, rgba=bytes(bitmap.buffer))
            bitmap.close()
            shown.close()
        except (pypdfium2.PdfiumError, ZeroDivisionError) as error:
            raise UnreadableDocumentError(UNREADABLE) from error
        return image


def _open(pdf: bytes) -> pypdfium2.PdfDocument:
    if (why := why_not_shown(pdf)) is not None:
        message = f"This PDF is not shown: it {why}. The file itself was not changed."
        raise UnreadableDocumentError(message)
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocumentError(UNREADABLE) from error
