"""The one door for lists, from bytes somebody chose: CSV in any of its ways, or an Excel workbook.

Nothing in it is ever run.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from itertools import islice

from app.domain.errors import TextError
from app.domain.limits import CELL_LETTERS, LIST_BYTES, LIST_COLUMNS, LIST_ROWS
from app.system.packed import PackedError

MARKS, LOOKED_AT = (",", ";", "\t"), 10
"""What may stand between cells, and in how many lines it is looked for."""
OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office files begin, and new ones that are locked."""
CODINGS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
"""How a text says in its first bytes the way it is written; UTF-32 begins as UTF-16 does."""
BARE = {(False, True): "utf-16-le", (True, False): "utf-16-be"}
"""Which of two bytes is empty where a text in UTF-16 says nothing."""


def read_table(data: bytes, name: str) -> list[list[str]]:
    """Return the rows of a table as text, as they are numbered in the file; the last one holds something.

    Letters that are not seen (controls, marks that turn a line round) are left out. Raises TextError with a
    plain sentence.
    """
    if len(data) > LIST_BYTES:
        raise TextError(_refused(name, "is far larger than any staff list"))
    if data.startswith(OLD_EXCEL):
        raise TextError(_refused(name, "is locked with a password, or of the old sort of Excel (.xls)"))
    rows = _workbook(data, name) if data[:4] == b"PK\x03\x04" else _separated(data, name)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise TextError(_refused(name, "is empty"))
    if len(rows) > LIST_ROWS:
        raise TextError(_refused(name, f"holds more than {LIST_ROWS:,} rows"))
    if max(map(len, rows)) > LIST_COLUMNS or any(len(cell) > CELL_LETTERS for row in rows for cell in row):
        raise TextError(_refused(name, "holds a cell or a row that is far too long"))
    return [[_seen(cell) for cell in row] for row in rows]


def _separated(data: bytes, name: str) -> list[list[str]]:
    text = _decoded(data, name)
    if "\x00" in text:
        raise TextError(_refused(name, "is not a table of text"))
    lines = text.split("\n", LOOKED_AT)[:LOOKED_AT]
    told = re.fullmatch(r"sep=(.)\r?", lines[0], re.IGNORECASE)  # how Excel is told of the mark between cells
    first = next((line for line in lines if any(mark in line for mark in MARKS)), "")
    delimiter = told[1] if told else max(MARKS, key=first.count)
    text = text.rstrip(f" \r\n{delimiter}")  # an Excel sheet saved whole ends with a million empty rows
    csv.field_size_limit(LIST_BYTES)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
        rows = list(islice(reader, LIST_ROWS + 1))
    except csv.Error as error:
        raise TextError(_refused(name, "cannot be read as a table")) from error
    return [[], *rows[1:]] if told else rows


def _decoded(data: bytes, name: str) -> str:
    """Return bytes as text: as it says itself, UTF-16 by its look, UTF-8, or else what Windows writes."""
    told = next((coding for mark, coding in CODINGS if data.startswith(mark)), "")
    even, odd = (data[place:200:2].count(0) > len(data[place:200:2]) // 3 for place in (0, 1))
    bare = BARE.get((even, odd), "")
    for coding in filter(None, (told, bare, "utf-8", "cp1252")):
        try:
            return data.decode(coding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            if coding in {told, bare}:
                break
    why = "is written in letters that cannot be read here; “CSV UTF-8” can"
    raise TextError(_refused(name, why))


def _workbook(data: bytes, name: str) -> list[list[str]]:
    from app.system.workbook import first_sheet  # noqa: PLC0415 - slow to load

    try:
        return [[_text(cell) for cell in row] for row in first_sheet(data)]
    except PackedError as error:
        raise TextError(_refused(name, str(error))) from error


def _text(value: object) -> str:
    if hasattr(value, "strftime"):
        return str(value.strftime("%d %b %Y"))  # with its month in words: no question which comes first
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _seen(cell: str) -> str:
    if cell.isascii() and cell.isprintable():
        return cell
    return "".join(one for one in cell if one in "\n\t\r" or unicodedata.category(one) not in {"Cc", "Cf"})


def _refused(name: str, why: str) -> str:
    return (
        f"“{name}” {why}. Nothing was brought in. Save the list again as CSV or Excel, with one person a "
        "row, and try again."
    )
