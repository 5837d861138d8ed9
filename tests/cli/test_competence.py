"""The register and what must happen, by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Demo, alongside


def test_the_register_is_told_in_words_as_data_and_as_a_workbook(demo: Demo, tmp_path: Path) -> None:
    book = tmp_path / "register.xlsx"
    told = alongside("competence", "--json", "--xlsx", book, *demo.opening)
    assert book.read_bytes().startswith(b"PK")
    rows = told.json["competence"]
    assert {row["person"] for row in rows} <= {person.name for person in demo.people}
    assert len(alongside("competence", *demo.opening).out.splitlines()) == max(len(rows), 1)
    may = alongside("competence", "--may", "--json", *demo.opening).json["competence"]
    assert may == [row for row in rows if row["may"]]


def test_where_nobody_may_do_something_it_says_so(demo: Demo) -> None:
    assert alongside("competence", "--of", "nothing", *demo.opening).out == "Nothing is checked here yet.\n"
    told = alongside("competence", "--of", "nothing", "--may", *demo.opening)
    assert told.out == "Nobody may do this today.\n"


def test_what_must_happen_is_a_line_each(demo: Demo) -> None:
    rows = alongside("must", "--json", *demo.opening).json["must"]
    lines = alongside("must", *demo.opening).out.splitlines()
    assert len(lines) == max(len(rows), 1)
    assert all(row["person"] in line for row, line in zip(rows, lines, strict=False))
