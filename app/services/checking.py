"""Check a PDF: has it been changed, who signed it and when. Needs nobody to be signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.signing import Check, Verdict
from app.system.known_services import known

if TYPE_CHECKING:
    from pathlib import Path

    from app.documents.pages import PageImage
    from app.storage.vault import Vault

BIGGEST_FILE = 200 * 1024 * 1024


class CheckingService:
    """Checking and showing PDFs. A signer is known when this PC has opened the records of their service."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def check(self, path: Path, certificates: tuple[bytes, ...] = ()) -> Check:
        """Check one file. ``certificates`` are further services' public certificates (DER)."""
        from app.documents.verify import check  # noqa: PLC0415 - the signature library is slow to load

        try:
            size = path.stat().st_size
            pdf = path.read_bytes() if size <= BIGGEST_FILE else b""
        except OSError:
            return _unreadable(path, "This file cannot be opened. Check that it is still there and not open in another program.")
        if size > BIGGEST_FILE:
            return _unreadable(path, "This file is far larger than any record. Choose a PDF that Alongside made.")
        return check(pdf, path.name, self._trusted() + certificates)

    def page_count(self, pdf: bytes) -> int:
        """Return the number of pages."""
        from app.documents.pages import page_count  # noqa: PLC0415 - the PDF library is slow to load

        return page_count(pdf)

    def page_image(self, pdf: bytes, page: int, width: int) -> PageImage:
        """Return one page as an image ``width`` pixels wide."""
        from app.documents.pages import page_image  # noqa: PLC0415 - the PDF library is slow to load

        return page_image(pdf, page, width)

    def _trusted(self) -> tuple[bytes, ...]:
        if not self._vault.is_open:
            return known()
        with self._vault.read() as work:
            return (work.certificates.authority()[0], *known())


def _unreadable(path: Path, sentence: str) -> Check:
    return Check(file=path.name, verdict=Verdict.UNREADABLE, sentence=sentence)
