"""Reading a table from bytes somebody chose: CSV in any of its ways, or an Excel workbook.

Nothing in it is ever run.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from typing import TYPE_CHECKING

from app.domain.errors import TextError

if TYPE_CHECKING:
    from pathlib import Path

BIGGEST = 20 * 1024 * 1024
MOST_ROWS, LONGEST_CELL, MOST_COLUMNS = 5000, 2000, 200
MARKS, LOOKED_AT = (",", ";", "\t"), 10
"""What may stand between cells, and in how many lines it is looked for."""
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
    """Return the rows of a table as text, as they are numbered in the file; the last one holds something.

    Raises TextError with a plain sentence.
    """
    if len(data) > BIGGEST:
        raise TextError(_refused(name, "is far larger than any staff list"))
    rows = _workbook(data, name) if data[:4] == b"PK\x03\x04" else _separated(data, name)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise TextError(_refused(name, "is empty"))
    if len(rows) > MOST_ROWS:
        raise TextError(_refused(name, f"holds {len(rows):,} rows; the most is {MOST_ROWS:,}"))
    if max(map(len, rows)) > MOST_COLUMNS or any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        raise TextError(_refused(name, "holds a cell or a row that is far too long"))
    return rows


def _separated(data: bytes, name: str) -> list[list[str]]:
    text = _decoded(data)
    if "\x00" in text:
        raise TextError(_refused(name, "is not a table of text"))
    lines = text.split("\n", LOOKED_AT)[:LOOKED_AT]
    told = re.fullmatch(r"sep=(.)\r?", lines[0], re.IGNORECASE)  # how Excel is told of the mark between cells
    first = next((line for line in lines if any(mark in line for mark in MARKS)), "")
    delimiter = told[1] if told else max(MARKS, key=first.count)
    csv.field_size_limit(BIGGEST)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False))
    except csv.Error as error:
        raise TextError(_refused(name, "cannot be read as a table")) from error
    return [[], *rows[1:]] if told else rows


def _decoded(data: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 (Excel's “Unicode text”), or else what Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace").removeprefix("\ufeff")
    if len(data) % 2 == 0 and data[1:2] == b"\x00" and data[3:4] == b"\x00":
        return data.decode("utf-16-le", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


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
        return str(value.strftime("%d %b %Y"))  # with its month in words: no question which comes first
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _refused(name: str, why: str) -> str:
    return (
        f"“{name}” {why}. Nothing was brought in. Save the list again as CSV or Excel, with one person a "
        "row, and try again."
    )
