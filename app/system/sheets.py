"""CSV files as spreadsheets read them: UTF-8 with its mark, and no text taken for a formula.

Every CSV the program writes is written here; no other place can (``csv.writer`` is banned elsewhere).
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

RISKY = ("=", "+", "-", "@", "\t", "\r")
CODING = "utf-8-sig"
"""UTF-8 with the byte order mark: without it Excel reads a name such as Zoë as ZoÃ«."""


def safe_cell(text: str) -> str:
    """Return text that a spreadsheet takes as text.

    A leading sign of a formula gets an apostrophe before it.
    """
    return f"'{text}" if text.startswith(RISKY) else text


def csv_bytes(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows as a whole CSV file."""
    out = io.StringIO(newline="")
    write = _writer(out)
    for row in rows:
        write(row)
    return out.getvalue().encode(CODING)


@contextmanager
def csv_file(path: Path) -> Iterator[Callable[[Sequence[object]], None]]:
    """Yield a function that writes one row to a new CSV file. Raises OSError."""
    with path.open("w", encoding=CODING, newline="") as out:
        yield _writer(out)


def _writer(out: TextIO) -> Callable[[Sequence[object]], None]:
    sheet = csv.writer(out)

    def row(cells: Sequence[object]) -> None:
        sheet.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in cells])

    return row
