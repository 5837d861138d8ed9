"""Sealed PDFs out, everything out, and everything back, by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Demo, alongside


def test_one_person_s_records_of_one_kind_are_exported(demo: Demo, tmp_path: Path) -> None:
    name = next(person.name for person in demo.people if person.role == "worker")
    asked = ("--to", tmp_path / "out", "--person", name.upper(), "--kind", "agreement")
    told = alongside("export", *asked, "--json", *demo.opening)
    (file,) = told.json["files"]
    assert name in file
    assert "agreement" in file
    assert alongside("export", *asked, *demo.opening).out == f"1 sealed PDFs are in {tmp_path / 'out'}.\n"


def test_nobody_of_that_name_means_nothing_is_written(demo: Demo, tmp_path: Path) -> None:
    told = alongside("export", "--to", tmp_path / "out", "--person", "Nobody", *demo.opening)
    assert told.code == 1
    assert told.err.startswith("There is nobody called “Nobody” that Ruth Alder can see.")
    assert not (tmp_path / "out").exists()


def test_everything_is_taken_out_and_comes_back(demo: Demo, tmp_path: Path) -> None:
    out = alongside("take-out", "--to", tmp_path / "out", *demo.opening)
    assert out.out.endswith(
        f"Everything is in {tmp_path / 'out'}. It is not encrypted there; keep it safe.\n"
    )
    assert "leave sealed: only the recovery sheet of today brings them back" in out.out
    opening = ("--as", demo.people[0].name, "--passphrase-file", demo.secret)
    (tmp_path / "pin").write_text("402817\n", encoding="utf-8")
    new = ("--vault", tmp_path / "new")
    back = alongside("bring-in", tmp_path / "out", "--pin-file", tmp_path / "pin", *new, *opening)
    assert back.code == 0
    assert f"records and {len(demo.people)} people came in." in back.out
    assert "New recovery key, to print and put away: " in back.out
    assert "New PIN" not in back.out
    told = alongside("doctor", *new, *opening)  # what stayed sealed is named, and nothing else
    assert told.code == 1
    assert [one[:2] for one in told.out.splitlines() if one.endswith("is no longer here.")] == ["R-"] * 3
    made = alongside("bring-in", tmp_path / "out", "--vault", tmp_path / "newer", *opening)
    assert "New PIN: " in made.out
    again = alongside("bring-in", tmp_path / "out", *new, *opening)
    assert again.code == 0
    assert "rows were here already." in again.out
    as_json = alongside("bring-in", tmp_path / "out", "--json", *new, *opening).json
    assert as_json["pin"] is None
    assert as_json["skipped"] > 0


def test_the_recovery_key_brings_everything_back_as_it_was(demo: Demo, tmp_path: Path) -> None:
    folder = alongside("take-out", "--to", tmp_path / "out", "--json", *demo.opening).json["folder"]
    opening = ("--as", demo.people[0].name, "--passphrase-file", demo.secret)
    back = alongside("bring-in", folder, "--vault", tmp_path / "new", "--json", *opening).json
    (tmp_path / "key").write_text(f"{back['recovery_key']}\n", encoding="utf-8")
    asked = ("--recovery-file", tmp_path / "key", "--vault", tmp_path / "newest")
    refused = alongside("bring-in", folder, *asked)
    assert refused.code == 1  # it is the key of another vault
    out = alongside("take-out", "--to", tmp_path / "out2", "--vault", tmp_path / "new", *opening)
    assert out.code == 0
    told = alongside("bring-in", tmp_path / "out2", *asked)
    assert told.code == 0, told.err
    assert "New PIN" not in told.out


def test_a_file_that_was_changed_is_named_and_nothing_comes_in(demo: Demo, tmp_path: Path) -> None:
    alongside("take-out", "--to", tmp_path / "out", *demo.opening)
    victim = next((tmp_path / "out" / "records").iterdir())
    victim.write_bytes(victim.read_bytes() + b" ")
    told = alongside("bring-in", tmp_path / "out", "--vault", tmp_path / "other", *demo.opening[2:])
    assert (told.code, told.err.count("\n")) == (1, 1)
    assert victim.name in told.err
    assert not (tmp_path / "other").exists()
