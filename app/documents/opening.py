"""Opening a file that somebody chose, once, to see whether anybody will be able to read it later."""

from __future__ import annotations

import io
import warnings

import pikepdf
from PIL import Image

MOST_PAGES = 500
"""The most pages whose content is read through; what is longer is judged by these."""
TAIL = 2048
"""Bytes at the end of a PDF in which its end mark stands; some printers add a little after it."""
LOCKED = "needs a password to open, and nobody may know it when this record is read"
DAMAGED = "is damaged or cut short, so it cannot be opened"
EMPTY = "has no pages"
TOO_WIDE = "is a picture of more than 89 million points, which most programs will not open"


def why_no_pdf(data: bytes) -> str | None:
    """Return why a PDF cannot be read by everybody, in words that follow its name; or None."""
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            if pdf.is_encrypted and not pdf.user_password_matched:
                return LOCKED  # it opened here as its owner, whose password is empty; other readers ask
            if b"%%EOF" not in data[-TAIL:]:
                return DAMAGED  # the reader mends a file that was cut; what was in the rest is lost
            if not len(pdf.pages):
                return EMPTY
            for page in pdf.pages[:MOST_PAGES]:
                pikepdf.parse_content_stream(page)
    except pikepdf.PasswordError:
        return LOCKED
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError):
        return DAMAGED  # whatever the reader trips over, the next reader will too
    return None


def why_no_picture(data: bytes, kind: str) -> str | None:
    """Return why a picture (``PNG`` or ``JPEG``) cannot be seen, in words that follow its name; or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=(kind,)) as picture:
                picture.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return TOO_WIDE
    except (OSError, ValueError, SyntaxError, EOFError, IndexError):
        return DAMAGED
    return None
