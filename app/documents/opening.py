"""The one door for PDFs and pictures that somebody chose: looked over before any reader takes them up.

A reader believes what a file says of itself: how often it was added to, how much a page unpacks to, how wide
a picture is. What it says is read first and compared with ``limits``; nothing is taken up that goes beyond.
"""

from __future__ import annotations

import io
import re
import warnings
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

import pikepdf
from pikepdf import settings
from PIL import Image

from app.domain.limits import (
    PAGE_BYTES,
    PDF_BYTES,
    PDF_OBJECTS,
    PDF_PAGES_READ,
    PDF_READS,
    PDF_REVISIONS,
    PDF_SAVED,
    PICTURE_ON_PAGE,
    PICTURE_POINTS,
    READ_THROUGH,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyhanko.pdf_utils.reader import PdfFileReader

TAIL = 2048
"""Bytes at the end of a PDF in which its end mark stands; some printers add a little after it."""
LOCKED = "needs a password to open, and nobody may know it when this record is read"
DAMAGED = "is damaged or cut short, so it cannot be opened"
EMPTY = "has no pages"
TOO_WIDE = f"is a picture of more than {PICTURE_POINTS // 1_000_000} million points, which is far too large"
TOO_MUCH = "is built in a way that would keep this PC busy for minutes"
RUNS = "holds a program that runs when the file is opened; print it as a PDF and choose that"
IN_USE = re.compile(rb"\d{10} \d{5} [nf]")
"""One line of a PDF's table of objects (ISO 32000-1, 7.5.4)."""
SECTION = re.compile(rb"\btrailer\b|/XRef\b")
"""What stands in each part that was added to a PDF: a table of objects of the old sort or of the new."""
LISTED = re.compile(rb"/Type\s*/XRef\b")
SIZE = re.compile(rb"/Size\s+(\d+)")
AROUND = 400
"""Letters before and after the word ``XRef`` in which the rest of its dictionary stands."""
PROGRAMS = frozenset({"/JavaScript", "/Launch", "/Rendition", "/ImportData"})
FAULTS = (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, MemoryError)


class TooMuchError(Exception):
    """A PDF asks for more work than any record takes; the message says it, in words that follow its name."""


def why_no_pdf(data: bytes) -> str | None:  # noqa: PLR0911 - one reason a line
    """Return why a PDF cannot be read by everybody, in words that follow its name; or None."""
    if (why := too_much(data, PDF_SAVED)) is not None:
        return why
    try:
        with opened(data) as pdf:
            if pdf.is_encrypted and not pdf.user_password_matched:
                return LOCKED  # it opened here as its owner, whose password is empty; other readers ask
            if b"%%EOF" not in data[-TAIL:]:
                return DAMAGED  # the reader mends a file that was cut; what was in the rest is lost
            if not len(pdf.pages):
                return EMPTY
            if _runs(pdf):
                return RUNS
            _read_through(pdf)
            return None
    except pikepdf.PasswordError:
        return LOCKED
    except TooMuchError as error:
        return str(error)
    except FAULTS:
        return DAMAGED  # whatever the reader trips over, the next reader will too


@lru_cache(maxsize=4)
def why_not_shown(data: bytes) -> str | None:
    """Return why a PDF is not drawn on screen, in words that follow its name; or None."""
    if (why := too_much(data, PDF_SAVED)) is not None:
        return why
    try:
        with opened(data) as pdf:
            for page in islice(pdf.pages, PDF_PAGES_READ):
                _content(page)
                _pictures(page.obj)
    except TooMuchError as error:
        return str(error)
    except (*FAULTS, pikepdf.PasswordError):
        return None  # what is damaged or locked, the program that draws says in its own words
    return None


def why_no_picture(data: bytes, kind: str) -> str | None:
    """Return why a picture (``PNG`` or ``JPEG``) cannot be seen, in words that follow its name; or None."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a hundred faults in what stands beside the picture
            with open_picture(data, kind) as picture:
                picture.load()
    except TooMuchError as error:
        return str(error)
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, Image.DecompressionBombError):
        return DAMAGED
    return None


def open_picture(data: bytes, *kinds: str) -> Image.Image:
    """Return a picture before its points are read. Raises TooMuchError, and what Pillow raises."""
    try:
        picture = Image.open(io.BytesIO(data), formats=kinds)
    except Image.DecompressionBombError as error:
        raise TooMuchError(TOO_WIDE) from error
    if picture.width * picture.height > PICTURE_POINTS:
        raise TooMuchError(TOO_WIDE)
    return picture


def open_to_check(pdf: bytes, *, ours: bool = False) -> PdfFileReader:
    """Return a PDF to be checked. Raises TooMuchError, and what the reader raises.

    ``ours``: it was made here just now, however long it is.
    """
    from pyhanko.pdf_utils.decode_limits import DecodeLimits, DocumentDecodeBudget, StreamDecodeLimits  # noqa: PLC0415
    from pyhanko.pdf_utils.reader import PdfFileReader as Reader  # noqa: PLC0415 - slow to load

    if (why := too_much(pdf, PDF_REVISIONS)) is not None:
        raise TooMuchError(why)
    most = DecodeLimits(
        per_stream=StreamDecodeLimits(max_output_size=PAGE_BYTES),
        document_budget=DocumentDecodeBudget(base_allowance=2 * PAGE_BYTES, max_ratio=20),
    )
    reader = Reader(io.BytesIO(pdf) if ours else _Counted(pdf), strict=True, decode_limits=most)
    if reader.xrefs.total_revisions > PDF_REVISIONS:
        raise TooMuchError(_added(PDF_REVISIONS))
    return reader


def too_much(pdf: bytes, revisions: int) -> str | None:
    """Return what a PDF says of itself that no reader should take up, or None; only bytes are looked at."""
    if len(pdf) > PDF_BYTES:
        return "is far larger than any record"
    if b"startxref" not in pdf[-TAIL:]:
        return DAMAGED
    if max(pdf.count(b"startxref"), sum(1 for _ in islice(SECTION.finditer(pdf), revisions + 2))) > revisions:
        return _added(revisions)
    listed = sum(1 for _ in islice(IN_USE.finditer(pdf), PDF_OBJECTS + 1))
    for found in LISTED.finditer(pdf):
        said = SIZE.findall(pdf, max(found.start() - AROUND, 0), found.end() + AROUND)
        listed += max((int(one[:12]) for one in said), default=0)
    return TOO_MUCH if listed > PDF_OBJECTS else None


def _added(times: int) -> str:
    if times == PDF_SAVED:
        return f"was saved more than {times:,} times without being written anew; save it under another name"
    return f"was added to more than {times:,} times; a record is added to once for each signature"


class _Counted(io.BytesIO):
    """A file that counts how often it is read, so that a reader that runs in circles is stopped."""

    left = PDF_READS

    def read(self, size: int | None = -1, /) -> bytes:
        self.left -= 1
        if self.left < 0:
            raise TooMuchError(TOO_MUCH)
        return super().read(size)


def attached(pdf: bytes, name: str) -> bytes:
    """Return a file that a PDF carries. Raises KeyError, or whatever a reader says of what is no PDF."""
    with opened(pdf) as found:
        return bytes(found.attachments[name].get_file().read_bytes())


def opened(data: bytes) -> pikepdf.Pdf:
    """Return a PDF, read within limits. Raises what pikepdf raises."""
    _limit()
    return pikepdf.open(io.BytesIO(data), suppress_warnings=True)


@lru_cache(maxsize=1)
def _limit() -> None:
    settings.set_qpdf_limits(
        flate_max_memory=PAGE_BYTES,
        png_max_memory=PAGE_BYTES,
        tiff_max_memory=PAGE_BYTES,
        run_length_max_memory=PAGE_BYTES,
        dct_max_memory=PAGE_BYTES,
        max_stream_filters=3,
    )


def _content(page: pikepdf.Page) -> int:
    """Return how many bytes draw a page. Raises TooMuchError when they unpack to more than is allowed."""
    content: Any = page.obj.get("/Contents")
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    size = 0
    for part in parts:
        if isinstance(part, pikepdf.Stream):
            before = settings.qpdf_limit_errors()
            try:
                size += len(part.read_bytes())
            except pikepdf.PdfError as error:
                if settings.qpdf_limit_errors() > before or "limit" in str(error):
                    raise TooMuchError(TOO_MUCH) from error
                raise
        if size > PAGE_BYTES:
            raise TooMuchError(TOO_MUCH)
    return size


def _read_through(pdf: pikepdf.Pdf) -> None:
    """Read the content of pages, as far as is worth the time. Raises TooMuchError and PdfError."""
    left = READ_THROUGH
    for page in islice(pdf.pages, PDF_PAGES_READ):
        size = _content(page)
        left -= size
        if left > 0:
            pikepdf.parse_content_stream(page)


def _pictures(page: pikepdf.Object) -> None:
    """Raise TooMuchError for a page with a picture that would fill the memory."""
    resources: Any = page.get("/Resources")
    drawn: Any = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if not isinstance(drawn, pikepdf.Dictionary):
        return
    for _, one in islice(drawn.items(), PDF_PAGES_READ):
        width, height = (_number(one.get(key)) for key in ("/Width", "/Height"))
        if width * height > PICTURE_ON_PAGE:
            raise TooMuchError(TOO_MUCH)


def _number(value: object) -> int:
    return int(value) if isinstance(value, int) else 0


def _runs(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF would start something by itself: when it is opened, turned to a page or touched."""
    root: Any = pdf.Root
    names = root.get("/Names")
    if "/AA" in root or (isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names):
        return True
    return any(_starts(one) for one in _actions(pdf))


def _actions(pdf: pikepdf.Pdf) -> Iterator[Any]:
    yield pdf.Root.get("/OpenAction")
    for page in islice(pdf.pages, PDF_PAGES_READ):
        yield from _of(page.obj)
        notes: Any = page.obj.get("/Annots")
        for note in islice(notes, PDF_PAGES_READ) if isinstance(notes, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary):
                yield note.get("/A")
                yield from _of(note)


def _of(thing: pikepdf.Object) -> Iterator[Any]:
    more: Any = thing.get("/AA")
    if isinstance(more, pikepdf.Dictionary):
        yield from (one for _, one in more.items())


def _starts(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in PROGRAMS
