"""Lists and ZIPs made to hurt are refused in a sentence; honest ones in any way of writing are read."""

from __future__ import annotations

import datetime as dt
import io
import os
import random
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.domain.errors import TextError
from app.domain.limits import BOOK_PARTS, LIST_BYTES, LIST_COLUMNS, LIST_ROWS
from app.services.chosen_files import read_chosen
from app.system.packed import PackedError, packed
from app.system.staff_file import read_table
from tests import hostile

REFUSED = {
    "xlsx with broken XML": "is not an Excel workbook that can be read",
    "xlsx with broken XML in a part beside": "is not an Excel workbook that can be read",
    "xlsx with entities of entities": "declarations of its own",
    "xlsx with an entity of a file": "declarations of its own",
    "xlsx with one long entity many times": "declarations of its own",
    "xlsx with entities among its strings": "declarations of its own",
    "xlsx of 1.5 million rows": "unpacks to far more",
    "xlsx of 4 million empty rows": "far more than any list of staff",
    "xlsx with a row numbered 2 billion": "more than 5,000 rows",
    "xlsx with a cell far to the right": "far too long",
    "xlsx with a row of 2 million cells": "far too long",
    "xlsx with 190 MB of nothing": "unpacks to far more",
    "xlsx that lies about its size": "is damaged",
    "xlsx without a sheet": "is not an Excel workbook that can be read",
    "xlsx locked with a password": "locked with a password",
    "xlsx with a number of 4,000 digits": "far too long",
    "xlsx with a date beyond the calendar": "is not an Excel workbook that can be read",
    "old Excel (.xls)": r"old sort of Excel \(\.xls\)",
    "csv of a million rows": "more than 5,000 rows",
    "csv of 20 MB of line ends": "far larger than any staff list",
    "csv with NULs": "is not a table of text",
    "random bytes": "CSV UTF-8",
}
FEW = settings(max_examples=25, deadline=None, database=None)


@pytest.mark.parametrize("what", REFUSED)
def test_a_list_made_to_hurt_is_refused_in_a_sentence(what: str) -> None:
    with pytest.raises(TextError, match=REFUSED[what]) as told:
        read_table(hostile.TABLES[what](), "staff list")
    assert str(told.value).startswith("“staff list” ")
    assert "Nothing was brought in" in str(told.value)


@pytest.mark.parametrize(
    "coding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_a_list_is_read_in_whatever_way_its_letters_are_written(coding: str) -> None:
    text = "Name,Job title\nZoë Ångström,Care worker\n"
    assert read_table(text.encode(coding), "a.csv") == [
        ["Name", "Job title"],
        ["Zoë Ångström", "Care worker"],
    ]


def test_letters_that_are_not_seen_are_left_out_of_a_list() -> None:
    text = "Name\nA\x07\x1b[31mnn \u202eB\u200birch\u2066\n"
    assert read_table(text.encode(), "a.csv") == [["Name"], ["A[31mnn Birch"]]


def test_the_empty_rows_below_a_sheet_that_was_saved_whole_do_not_count() -> None:
    assert read_table(b"Name,Job\nAnn,carer\n" + b",\r\n" * 1_000_000, "a.csv") == [
        ["Name", "Job"],
        ["Ann", "carer"],
    ]


def test_a_list_has_as_many_rows_and_columns_as_it_may_and_no_more() -> None:
    most = "\n".join(["Name", *["Ann"] * (LIST_ROWS - 1)])
    assert len(read_table(most.encode(), "a.csv")) == LIST_ROWS
    with pytest.raises(TextError, match="more than 5,000 rows"):
        read_table(f"{most}\nAnn".encode(), "a.csv")
    wide = ",".join(["Name"] * LIST_COLUMNS)
    assert len(read_table(wide.encode(), "a.csv")[0]) == LIST_COLUMNS
    with pytest.raises(TextError, match="far too long"):
        read_table(f"{wide},Name".encode(), "a.csv")
    with pytest.raises(TextError, match="far larger"):
        read_table(b"a" * (LIST_BYTES + 1), "a.csv")


CELLS = st.one_of(
    st.none(),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF, blacklist_characters="\x7f"), max_size=12),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)),
    st.builds(
        dt.datetime, st.integers(1950, 2090), st.integers(1, 12), st.integers(1, 28), st.integers(0, 23)
    ),
)


@seed(7)
@FEW
@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_a_workbook_reads_as_the_library_that_wrote_it_reads_it(rows: list[list[object]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    sheet = load_workbook(io.BytesIO(out.getvalue()), data_only=True).worksheets[0]
    expected = [[_told(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    try:
        found = read_table(out.getvalue(), "a.xlsx")
    except TextError:
        found = []
    width = max(map(len, expected), default=0)
    padded = [row + [""] * (width - len(row)) for row in found]
    padded += [[""] * width for _ in range(len(expected) - len(padded))]
    assert padded == expected


def _told(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, dt.date | dt.time):
        return cell.strftime("%d %b %Y")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "".join(one for one in str(cell) if one.isprintable() or one in "\n\t\r\xa0")


@seed(11)
@FEW
@given(st.randoms(use_true_random=False))
def test_a_workbook_damaged_anywhere_is_read_or_refused_and_nothing_else(chance: random.Random) -> None:
    data = bytearray(hostile.workbook())
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    try:
        read_table(bytes(data), "a.xlsx")
    except TextError as error:
        assert "“a.xlsx”" in str(error)


@pytest.mark.parametrize(
    ("name", "why"),
    [("../out", "leads out"), ("/etc/x", "leads out"), ("C:/x", "leads out"), ("a\\..\\..\\x", "leads out")],
)
def test_a_zip_whose_names_lead_out_of_it_is_not_taken(name: str, why: str) -> None:
    with pytest.raises(PackedError, match=why), packed(hostile.zipped({"pack/a": b"", name: b"x"})):
        pass


def test_a_zip_with_links_or_twice_the_same_name_or_far_too_many_files_is_not_taken(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("pack/link")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(PackedError, match="holds a link"), packed(out.getvalue()):
        pass
    twice = hostile.zipped({"pack/a": b"1", "pack/b": b"2"}).replace(b"pack/b", b"pack/a")
    with pytest.raises(PackedError, match="two files of one name"), packed(twice):
        pass
    many = hostile.zipped({str(number): b"" for number in range(BOOK_PARTS + 1)})
    with pytest.raises(PackedError, match="more than 2,000 files"), packed(many, BOOK_PARTS):
        pass
    path = tmp_path / "long.zip"
    whole = bytearray(hostile.zipped({"pack/a": b"1"}))
    struct.pack_into(
        "<I", whole, whole.rfind(b"PK\x05\x06") + 12, 100_000_000
    )  # how long it says its list is
    path.write_bytes(b"\0" * 110_000_000 + bytes(whole))
    with pytest.raises(PackedError, match="list of files that is far too long"), packed(path):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_file_and_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "staff.csv"
    os.mkfifo(pipe)
    with pytest.raises(TextError, match="cannot be read"):
        read_chosen(pipe, 100, "Nothing was brought in.")
