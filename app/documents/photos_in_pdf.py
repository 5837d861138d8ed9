"""What a telephone wrote into the photos of a PDF. A signed file is never changed; then that is said."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf

from app.documents.marks import left_out, without_marks
from app.documents.opening import FAULTS, opened

if TYPE_CHECKING:
    from collections.abc import Iterator

PDF, PHOTO = b"%PDF-", "/DCTDecode"
STAYS = "its photos say where or when they were taken; it is signed, so that stays in it"


def plain(data: bytes) -> tuple[bytes, str]:
    """Return a photo or PDF without what stands beside its pictures, and in words what was left out or stays.

    What cannot be read is returned as it is: whether it opens is asked elsewhere.
    """
    if not data.startswith(PDF):
        return without_marks(data), left_out(data)
    try:
        with opened(data) as pdf:
            photos = [(one, raw) for one in _photos(pdf) if without_marks(raw := one.read_raw_bytes()) != raw]
            said = [told for _, raw in photos if (told := left_out(raw))]
            if not photos:
                return data, ""
            if _signed(pdf):
                return data, STAYS if said else ""
            for one, raw in photos:
                one.write(without_marks(raw), filter=pikepdf.Name(PHOTO))
            out = io.BytesIO()
            pdf.save(out)
    except (*FAULTS, pikepdf.PasswordError):
        return data, ""
    return out.getvalue(), max(said, key=len, default="")


def _photos(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield every photo that stands in a PDF as a telephone made it."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
            filters: Any = one.get("/Filter")
            if filters == PHOTO or (
                isinstance(filters, pikepdf.Array) and [str(f) for f in filters] == [PHOTO]
            ):
                yield one


def _signed(pdf: pikepdf.Pdf) -> bool:
    return any(isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one for one in pdf.objects)
