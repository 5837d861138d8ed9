"""Checking PDFs, the records and this installation, by command."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from app.__main__ import builders
from app.cli.command import Builders
from app.cli.parser import run
from tests.cli.conftest import Demo, alongside


@pytest.fixture
def pdfs(demo: Demo, tmp_path: Path) -> list[Path]:
    """Return the sealed agreements of the demo, taken out."""
    told = alongside("export", "--to", tmp_path / "out", "--kind", "agreement", "--json", *demo.opening)
    return [Path(file) for file in told.json["files"]]


def test_a_sealed_pdf_is_unchanged_to_its_own_service_and_of_unknown_signers_to_a_stranger(
    pdfs: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = alongside("verify", *pdfs)
    assert told.code == 0
    assert told.out.count("UTC by that PC’s clock") == 2 * len(pdfs)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "stranger"))
    assert alongside("verify", pdfs[0]).code == 3
    certificate = pdfs[0].with_name("service-certificate.cer")
    assert alongside("verify", pdfs[0], "--certificate", certificate).code == 0
    lost = alongside("verify", pdfs[0], "--certificate", tmp_path / "lost.cer")
    assert lost.code == 1
    assert "lost.cer” is no longer there. Nothing was checked." in lost.err


def test_the_worst_of_several_files_decides_the_exit_code(pdfs: list[Path], tmp_path: Path) -> None:
    changed = bytearray(pdfs[0].read_bytes())
    changed[2000] ^= 1
    (tmp_path / "changed.pdf").write_bytes(changed)
    (tmp_path / "text.pdf").write_text("no PDF", encoding="utf-8")
    assert alongside("verify", pdfs[1], tmp_path / "text.pdf").code == 2
    told = alongside("verify", pdfs[1], tmp_path / "text.pdf", tmp_path / "changed.pdf", "--json")
    assert told.code == 1
    assert [one["verdict"] for one in told.json] == ["unchanged", "could_not_be_checked", "changed"]
    assert [one["intact"] for one in told.json[0]["signatures"]] == [True, True]


def test_a_file_that_is_not_there_could_not_be_checked(tmp_path: Path) -> None:
    assert alongside("verify", tmp_path / "lost.pdf").code == 2


def test_the_doctor_finds_nothing_wrong_with_a_whole_vault(demo: Demo) -> None:
    told = alongside("doctor", *demo.opening)
    assert told.out.startswith("The records, the keys and the activity log are whole.\n")
    assert (told.code, "were held against their signed PDFs" in told.out) == (0, True)


def test_the_doctor_holds_the_records_against_what_left_the_house(demo: Demo, pdfs: list[Path]) -> None:
    told = alongside("doctor", "--json", *demo.opening, "--against", *pdfs).json
    assert (told["faults"], told["findings"], told["not_checked"]) == ([], [], [])
    assert [one["records"] for one in told["against"]] == [1] * len(pdfs)
    assert (told["records"] > len(pdfs), told["log"]["lines"] > len(pdfs)) == (True, True)
    assert told["sealed_before_the_log_was_kept_in_them"] == 0


def test_a_damaged_vault_is_told_by_the_exit_code(demo: Demo) -> None:
    file = max(demo.vault.rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(file).execute("SELECT * FROM sqlite_master").fetchall()
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    told = alongside("doctor", *demo.opening)
    assert told.code == 1
    assert "Traceback" not in told.err


def test_the_self_test_s_exit_code_is_the_program_s(capsys: pytest.CaptureFixture[str]) -> None:
    usual = builders()

    def failed(house: object) -> int:
        assert callable(house)
        house("1 of 3 checks failed.")
        return 1

    mine = Builders(house=usual.house, demo=usual.demo, window=usual.window, self_test=failed)
    assert run(["self-test"], mine) == 1
    assert capsys.readouterr().out == "1 of 3 checks failed.\n"
