"""Who is due, finding records and the calendar file, by command."""

from __future__ import annotations

from pathlib import Path

import icalendar
import openpyxl

from tests.cli.conftest import Demo, alongside


def test_who_is_due_is_told_in_lines_and_as_json(demo: Demo) -> None:
    told = alongside("due", "--json", *demo.opening).json["due"]
    assert told
    assert {row["state"] for row in told} <= {"late", "soon"}
    lines = alongside("due", *demo.opening).out.splitlines()
    assert len(lines) == len(told)
    assert lines[0].split(" ", 1)[1].startswith(f"{told[0]['person']}: ")
    every = alongside("due", "--all", "--json", *demo.opening).json["due"]
    assert len(every) > len(told)
    assert alongside("due", "--all", *demo.opening).out.count("\n") == len(every)


def test_the_whole_matrix_is_written_as_a_workbook(demo: Demo, tmp_path: Path) -> None:
    assert alongside("due", "--xlsx", tmp_path / "due.xlsx", *demo.opening).code == 0
    names = {str(row[0].value) for row in openpyxl.load_workbook(tmp_path / "due.xlsx").worksheets[0].rows}
    assert demo.people[-1].name in names


def test_a_workbook_that_cannot_be_written_is_told_in_one_sentence(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    told = alongside("due", "--xlsx", tmp_path / "file" / "due.xlsx", *demo.opening)
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert "The records are safe" in told.err


def test_records_are_found_by_their_words(demo: Demo) -> None:
    found = alongside("search", "breakfast", "--json", *demo.opening).json["records"]
    assert found
    assert all("breakfast" in row["snippet"].casefold() for row in found)
    lines = alongside("search", "breakfast", *demo.opening).out.splitlines()
    assert [line.split("  ")[0] for line in lines] == [row["number"] for row in found]
    kind = found[0]["kind"]
    only = alongside("search", "breakfast", "--kind", kind, "--json", *demo.opening).json["records"]
    assert {row["kind"] for row in only} == {kind}


def test_what_is_not_there_is_said(demo: Demo) -> None:
    told = alongside("search", "xylophonist", *demo.opening)
    assert (told.code, told.out) == (0, "Nothing was found. Try another word, or the beginning of one.\n")


def test_the_calendar_file_holds_planned_sessions(demo: Demo, tmp_path: Path) -> None:
    told = alongside("calendar", "--to", tmp_path / "due.ics", *demo.opening)
    assert told.out == f"The calendar is in {tmp_path / 'due.ics'}.\n"
    calendar = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes())
    assert len(list(calendar.walk("VEVENT"))) >= 3
