"""Tables as an Excel workbook.

Every cell is written as text or a date, so that nothing a person typed is ever a formula.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r")


def workbook(sheets: Sequence[tuple[str, Sequence[str], Sequence[Sequence[object]]]]) -> bytes:
    """Return a workbook (XLSX) of (name, headings, rows) sheets.

    Cells are texts, whole numbers, dates or None.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    book = Workbook()
    book.remove(book.active)
    for name, headings, rows in sheets:
        sheet = book.create_sheet(name[:31])
        sheet.append(list(headings))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        for row in rows:
            sheet.append(
                [
                    ILLEGAL_CHARACTERS_RE.sub("", _safe(value)) if isinstance(value, str) else value
                    for value in row
                ]
            )
        for column in range(1, len(headings) + 1):
            letter = get_column_letter(column)
            longest = max((len(str(cell.value or "")) for cell in sheet[letter]), default=8)
            sheet.column_dimensions[letter].width = min(max(longest + 2, 10), 60)
            for cell in sheet[letter]:
                if isinstance(cell.value, dt.date):
                    cell.number_format = "dd/mm/yyyy"
        sheet.freeze_panes = "B2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _safe(text: str) -> str:
    """Return text that a spreadsheet takes as text.

    A leading sign of a formula gets an apostrophe before it.
    """
    return f"'{text}" if text.startswith(RISKY) else text
