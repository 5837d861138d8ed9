"""Backups by command: made, tried out, and put back on another PC."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Demo, alongside


def test_a_backup_is_made_tried_out_and_put_back_elsewhere(demo: Demo, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    made = alongside("backup", "--to", stick, "--json", *demo.opening)
    assert made.code == 0
    assert Path(made.json["backup"]).parent == stick
    tried = alongside("rehearse", "--from", stick, "--json", *demo.opening)
    assert tried.json["whole"]
    assert tried.json["files"] > 10
    who = ("--as", demo.people[0].name, "--passphrase-file", demo.secret)
    there = ("--vault", tmp_path / "another-pc")
    back = alongside("restore", "--from", stick, *there, *who)
    assert back.code == 0
    assert "is in place and whole" in back.out
    assert alongside("doctor", *there, *who).code == 0
    again = alongside("restore", "--from", stick, "--json", *there, *who)
    assert "before restoring" in again.json["kept"]


def test_what_is_no_backup_is_refused_in_one_sentence(demo: Demo, tmp_path: Path) -> None:
    told = alongside("restore", "--from", tmp_path, *demo.opening)
    assert told.code == 1
    assert told.out == ""
    assert told.err.startswith("There is no whole backup in ")


def test_damaged_records_give_out_what_is_whole(demo: Demo, tmp_path: Path) -> None:
    who = ("--as", demo.people[0].name, "--passphrase-file", demo.secret)
    (file,) = demo.vault.glob("vault-*.db")
    data = file.read_bytes()
    half = len(data) // 2
    file.write_bytes(data[:half] + bytes([data[half] ^ 1]) + data[half + 1 :])
    found = alongside("salvage", "--to", tmp_path / "out", "--json", "--vault", demo.vault, *who)
    assert found.code == (1 if found.json["lost"] else 0)
    assert found.json["whole"] > 10
    assert len(list((tmp_path / "out" / "records").glob("*.pdf"))) > 10
    assert alongside("salvage", "--to", tmp_path / "out", "--vault", demo.vault, *who).code == 1


def test_everything_is_told_in_words_too(demo: Demo, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    made = alongside("backup", *demo.opening)
    assert "It was opened and checked:" in made.out
    assert "put back in a place of its own and is whole" in alongside("rehearse", *demo.opening).out
    alongside("backup", "--to", stick, *demo.opening)
    again = alongside("restore", "--from", stick, *demo.opening)
    assert "The records from before are kept in" in again.out
    out = alongside("salvage", "--to", tmp_path / "out", *demo.opening)
    assert out.code == 0
    assert "They are not encrypted there." in out.out


def test_packs_are_told_in_words_too(demo: Demo, tmp_path: Path) -> None:
    assert alongside("pack", "list", *demo.opening).out.strip() == "No pack was made yet."
    said = ("--set-out", "Meals", "--came", "People choose", "--not-right", "Nights", "--found", "keep")
    made = alongside("pack", "make", "--to", tmp_path / "packs", "--json", *said, *demo.opening)
    assert made.code == 0
    assert "Pack 1" in alongside("pack", "list", *demo.opening).out
    again = alongside("pack", "again", "1", "--to", tmp_path / "again", *demo.opening)
    assert "files are the same as in pack 1" in again.out
