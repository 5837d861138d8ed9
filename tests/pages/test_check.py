"""What checking a file says, without a window."""

from __future__ import annotations

from pathlib import Path

from app.pages import check
from tests.team import Team


def _exported(team: Team, to: Path) -> Path:
    team.sign(team.write(team.deputy, team.worker))
    return next(path for path in team.house.transfer.export(team.owner, to) if path.suffix == ".pdf")


def test_an_unchanged_record_names_who_signed_for_which_service_and_when(team: Team, tmp_path: Path) -> None:
    found = check.check(team.house, _exported(team, tmp_path / "out"))
    assert found.chip.word == "Unchanged"
    assert found.lines[0].startswith("Worker: Tomasz Birch, Oakview House, ")
    assert found.lines[0].endswith(
        " by that PC’s clock. First key, made on Tue 24 Nov 2026, code given out by Ruth Alder"
    )
    assert found.lines[1].startswith("Supervisor: Dee Rowan")


def test_a_changed_record_says_so_at_its_signature(team: Team, tmp_path: Path) -> None:
    path = _exported(team, tmp_path / "out")
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 3] ^= 1
    path.write_bytes(spoilt)
    found = check.check(team.house, path)
    assert found.chip.word in {"Changed", "Could not be checked"}


def test_a_file_that_is_no_pdf_cannot_be_checked(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "notes.pdf"
    path.write_text("only words", encoding="utf-8")
    found = check.check(team.house, path)
    assert (found.chip.word, found.lines) == ("Could not be checked", ())


def test_a_zip_that_is_no_pack_is_told_with_its_faults(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "pack.zip"
    path.write_bytes(b"PK no")
    found = check.check(team.house, path)
    assert found.chip.word != "Unchanged"
    assert all(line.startswith("• ") for line in found.lines)


def test_the_last_five_minutes_of_a_reviewer_are_marked() -> None:
    assert check.minutes_left(301) == "6 minutes left"
    assert check.minutes_left(300) == "! 5 minutes left"
    assert check.minutes_left(60) == "! 1 minute left"
