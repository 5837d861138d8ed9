"""Frameworks and what counts towards them, by command."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Demo, alongside

OWN = (
    'id = "house_rules"\nversion = "1"\ntitle = "House rules"\n\n'
    '[[items]]\ncode = "H1"\ntitle = "Talking"\ncounts = ["supervision"]\n\n'
    '[[items]]\ncode = "H2"\ntitle = "Reflecting"\ncounts = ["appraisal"]\n'
)


def test_a_framework_of_one_s_own_is_brought_in_listed_covered_and_taken_out(
    demo: Demo, tmp_path: Path
) -> None:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    told = alongside("frameworks", "bring-in", tmp_path / "own.toml", *demo.opening)
    assert (told.code, told.out) == (0, "House rules, version 1, was brought in.\n")
    listed = alongside("frameworks", "list", "--json", *demo.opening).json["frameworks"]
    own = next(one for one in listed if one["id"] == "house_rules")
    assert (own["own"], own["off"], own["items"], own["version"]) == (True, False, 2, "1")
    lines = alongside("frameworks", "list", *demo.opening).out.splitlines()
    assert len(lines) == len(listed)
    assert any(line.startswith("house_rules: ") and "2 items" in line for line in lines)
    covered = alongside("frameworks", "coverage", "house_rules", "--json", *demo.opening).json["items"]
    assert [one["code"] for one in covered] == ["H1", "H2"]
    assert len(covered[0]["records"]) > 1
    assert covered[1]["gap"]
    lines = alongside("frameworks", "coverage", "house_rules", *demo.opening).out.splitlines()
    assert lines[1].startswith(f"H1      Talking: {len(covered[0]['records'])} records, 0 mapped.")
    out = alongside("frameworks", "take-out", "house_rules", "--to", tmp_path / "out.toml", *demo.opening)
    assert out.out == f"The framework is in {tmp_path / 'out.toml'}.\n"
    assert 'code = "H1"' in (tmp_path / "out.toml").read_text(encoding="utf-8")


def test_coverage_of_a_time_without_records_is_a_gap(demo: Demo) -> None:
    days = ("--from", "2001-01-01", "--until", "2001-12-31")
    told = alongside("frameworks", "coverage", "regulations_2014", "--json", *days, *demo.opening)
    assert told.json["items"]
    assert all(one["records"] == [] and one["gap"] for one in told.json["items"])
    assert alongside("frameworks", "coverage", "regulations_2014", "--from", "31/2/2001").code == 2


def test_a_framework_file_that_is_not_there_or_broken_is_refused_in_a_sentence(
    demo: Demo, tmp_path: Path
) -> None:
    lost = alongside("frameworks", "bring-in", tmp_path / "lost.toml", *demo.opening)
    assert "Nothing was brought in." in lost.err
    (tmp_path / "broken.toml").write_text("id = ", encoding="utf-8")
    broken = alongside("frameworks", "bring-in", tmp_path / "broken.toml", *demo.opening)
    assert (lost.code, broken.code) == (1, 1)
    assert broken.err.count("\n") == 1
    assert "broken.toml" in broken.err
