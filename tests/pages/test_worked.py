"""The three worked records: marked with the audit's own questions, kept nowhere, printed for a team."""

from __future__ import annotations

from pathlib import Path

from app.pages import worked
from tests.services.test_own_audit import words_of
from tests.team import Team


def test_a_reader_marks_a_record_and_sees_our_mark_and_reason_beside_each_of_theirs(team: Team) -> None:
    page = worked.read(team.house, team.worker)
    weak = next(one for one in page.records if one.grade == "Weak")
    given = {"record.example": "no", "record.thinking": "yes"}
    found = {one.question: one for one in worked.compared(page, weak, given)}
    told = [one.told for one in found.values()]
    assert told[:3] == ["✓ No, as you say", "≠ We say No; you say Yes", "○ We say No"]
    assert len(found) == len(page.questions) == 9
    assert all(one.why for one in found.values())


def test_on_paper_the_marks_come_after_all_three_records(team: Team, tmp_path: Path) -> None:
    worked.paper(team.house, team.worker, tmp_path / "three.pdf")
    read = words_of(tmp_path / "three.pdf")
    first_mark = read.index("Our marks")
    assert all(read.index(f"Record {letter}") < first_mark for letter in "ABC")
    assert read.count("☐") == 3 * 9 * 4
