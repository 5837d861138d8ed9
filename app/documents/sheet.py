"""Tables as an Excel workbook: texts stay as they were typed, dates are dates, each sheet can be filtered."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

NAME_LENGTH = 31
"""What Excel allows for the name of a sheet."""
NARROWEST, WIDEST = 10, 60
FILTER_ARROW = 4
"""What a heading's filter arrow takes, in letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: its name, its headings, and rows of texts, whole numbers, dates or None."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return a workbook (XLSX).

    Each sheet is a table with a filter. Its headings and its first column stay in sight, its headings are
    printed on every page, and its columns fit the width of a page.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - slow to load

    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets, 1):
        page = book.create_sheet(sheet.name[:NAME_LENGTH])
        for place, row in enumerate((_apart(sheet.headings), *sheet.rows), 1):
            for column, value in enumerate(row, 1):
                _fill(page, place, column, value)
        _as_table(page, number, sheet)
        _fit(page, len(sheet.headings))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _apart(headings: Sequence[str]) -> list[str]:
    """Return headings of which no two are alike: two forms of one title would damage the table."""
    apart: list[str] = []
    for heading in headings:
        taken, new, number = {one.casefold() for one in apart}, heading, 1
        while new.casefold() in taken:
            number += 1
            new = f"{heading} ({number})"
        apart.append(new)
    return apart


def _fill(page: Worksheet, place: int, column: int, value: object) -> None:
    """Write a cell. A text is a text whatever it begins with, so that none is taken for a formula."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE  # noqa: PLC0415 - slow to load

    cell = page.cell(place, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type, cell.quotePrefix = "s", True
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "dd/mm/yyyy"


def _as_table(page: Worksheet, number: int, sheet: Sheet) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow to load
    from openpyxl.worksheet.table import Table, TableStyleInfo  # noqa: PLC0415

    last = f"{get_column_letter(len(sheet.headings))}{max(len(sheet.rows), 1) + 1}"  # a table has a row
    table = Table(displayName=f"Table{number}", ref=f"A1:{last}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    page.add_table(table)
    page.freeze_panes = "B2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _fit(page: Worksheet, columns: int) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - slow to load

    for column in range(1, columns + 1):
        letter = get_column_letter(column)
        longest = max(len(str(cell.value or "")) for cell in page[letter])
        heading = len(str(page[letter][0].value)) + FILTER_ARROW
        page.column_dimensions[letter].width = min(max(longest + 2, heading, NARROWEST), WIDEST)
