"""Reading a table from bytes somebody chose: CSV in any of its ways, or an Excel workbook.

Nothing in it is ever run.
"""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from app.domain.errors import TextError

if TYPE_CHECKING:
    from pathlib import Path

BIGGEST = 20 * 1024 * 1024
MOST_ROWS, LONGEST_CELL, MOST_COLUMNS = 5000, 2000, 200
UNPACKED = 200 * 1024 * 1024
"""The most a workbook may unpack to; a file made to fill the memory is refused before it is opened."""


def read_file(path: Path) -> bytes:
    """Return the bytes of a list somebody chose. Raises TextError when it cannot be opened."""
    try:
        with path.open("rb") as file:
            return file.read(BIGGEST + 1)  # one more than may be: what is too large is then refused as that
    except OSError as error:
        why = "cannot be opened. Check that it is still there and not open in another program"
        raise TextError(_refused(path.name, why)) from error


def read_table(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of a table as text, headings first. Raises TextError with a plain sentence."""
    if len(data) > BIGGEST:
        raise TextError(_refused(name, "is far larger than any staff list"))
    rows = _workbook(data, name) if data[:4] == b"PK\x03\x04" else _separated(data, name)
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise TextError(_refused(name, "is empty"))
    if len(rows) > MOST_ROWS:
        raise TextError(_refused(name, f"holds {len(rows):,} rows; the most is {MOST_ROWS:,}"))
    if max(map(len, rows)) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        raise TextError(_refused(name, "holds a cell or a row that is far too long"))
    return rows


def _separated(data: bytes, name: str) -> list[list[str]]:
    if b"\x00" in data:
        raise TextError(_refused(name, "is not a table of text"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    csv.field_size_limit(BIGGEST)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise TextError(_refused(name, "cannot be read as a table")) from error


def _workbook(data: bytes, name: str) -> list[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(item.file_size for item in packed.infolist()) > UNPACKED:
                raise TextError(_refused(name, "unpacks to far more than any staff list"))
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            [_text(cell) for cell in row]
            for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True)
        ]
        book.close()
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError, TypeError) as error:
        raise TextError(_refused(name, "is not an Excel workbook that can be read")) from error
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return str(value.strftime("%d/%m/%Y"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refused(name: str, why: str) -> str:
    return (
        f"“{name}” {why}. Nothing was brought in. Save the list again as CSV or Excel, with one person a "
        "row, and try again."
    )
