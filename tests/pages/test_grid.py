"""Rows of a table as plain values: in the order of what they mean, and safe on the clipboard."""

from __future__ import annotations

import datetime as dt

from app.pages.grid import GridCell, GridRow, as_text, ordered
from app.pages.pieces import Chip


def rows(*cells: GridCell) -> list[GridRow]:
    return [GridRow(str(number), (cell,)) for number, cell in enumerate(cells)]


def ids(found: tuple[GridRow, ...]) -> str:
    return "".join(one.id for one in found)


def test_days_sort_as_days_and_what_has_none_comes_last_both_ways() -> None:
    days = (dt.date(2026, 11, 2), dt.date(2026, 10, 30), None, dt.date(2026, 11, 2))
    given = rows(*(GridCell(text="", by=day) for day in days))
    assert ids(ordered(given, 0, falling=False)) == "1032"
    assert ids(ordered(given, 0, falling=True)) == "0312"


def test_words_sort_without_accents_and_equal_ones_keep_their_order() -> None:
    given = rows(*(GridCell(text=text) for text in ("Zoë", "łucja", "Eve", "Élan", "eve")))
    assert ids(ordered(given, 0, falling=False))[:3] == "324"
    assert ids(ordered(given, 0, falling=True))[-3:] == "243"


def test_a_row_is_read_as_its_cells_unless_it_says_itself() -> None:
    cells = (GridCell(text="Callum Birch"), GridCell(), GridCell(chip=Chip("!", "37 days late", "late")))
    assert GridRow("1", cells).told == "Callum Birch, 37 days late"
    assert GridRow("1", cells, "Callum Birch, supervision, 37 days late").told.count("supervision") == 1


def test_copied_cells_stay_on_their_line_and_no_spreadsheet_works_them_out() -> None:
    assert as_text([["a\tb", "one\ntwo"], ["=1+1", "-2"]]) == "a b\tone two\n'=1+1\t'-2"
