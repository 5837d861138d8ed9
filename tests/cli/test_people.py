"""Bringing people in from a list, by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Demo, alongside

LIST = "Name,Job title,Shoe size\nNia Poplar,Support worker,6\n,Support worker,7\n"


def test_a_preview_says_what_would_happen_and_changes_nothing(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(LIST, encoding="utf-8")
    for _ in range(2):
        told = alongside("people", "import", tmp_path / "staff.csv", "--preview", "--json", *demo.opening)
        assert told.code == 0
        assert (told.json["rows"][0]["name"], told.json["rows"][0]["what"]) == ("Nia Poplar", "new")
        assert told.json["rows"][1]["problems"]
        assert told.json["ignored_columns"] == ["Shoe size"]
        assert "codes" not in told.json


def test_people_are_brought_in_and_their_codes_are_told_once(demo: Demo, tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(LIST, encoding="utf-8")
    told = alongside("people", "import", tmp_path / "staff.csv", *demo.opening)
    assert told.code == 0
    assert "Nia Poplar: one-time code " in told.out
    assert "Left out unread: Shoe size.\n" in told.out
    again = alongside("people", "import", tmp_path / "staff.csv", "--json", *demo.opening).json
    assert "Nia Poplar" not in again["codes"]


def test_a_list_that_is_not_there_brings_nobody_in(demo: Demo, tmp_path: Path) -> None:
    told = alongside("people", "import", tmp_path / "none.csv", *demo.opening)
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert "Nothing was brought in." in told.err
