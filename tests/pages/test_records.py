"""The list of records as plain values: the newest, or those that hold some words."""

from __future__ import annotations

from app.pages import records
from tests.counting import counting
from tests.team import Team

MOST_STATEMENTS = 20


def test_without_any_record_it_says_how_to_begin(team: Team) -> None:
    page = records.read(team.house, team.owner, "", None)
    assert (page.lines, page.found, page.nothing) == ((), False, records.NONE_YET)


def test_a_record_is_told_by_day_people_kind_number_and_status(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    (line,) = records.read(team.house, team.owner, "  ", None).lines
    assert line.record_id == record.id
    day, kind = "Tue 24 Nov 2026", "Supervision"
    assert line.cells == (day, "Tomasz Birch", kind, record.number, "Dee Rowan", "Agreed", "")


def test_a_corrected_version_says_which_it_is(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    team.house.correcting.correct(team.deputy, record.id, "The date was wrong.")
    numbers = {one.cells[3] for one in records.read(team.house, team.deputy, "", None).lines}
    assert numbers == {record.number, f"{record.number} v2"}


def test_words_are_found_and_marked(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    page = records.read(team.house, team.owner, " porridge ", "supervision")
    (line,) = page.lines
    assert (page.found, line.record_id) == (True, record.id)
    assert {line.cells[-1][begin:end] for begin, end in line.marks} == {"porridge"}


def test_of_another_kind_nothing_is_found_and_it_says_what_to_try(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    page = records.read(team.house, team.owner, "porridge", "coaching")
    assert (page.lines, page.found) == ((), True)
    assert page.nothing.startswith("Nothing found for “porridge”")
    assert records.read(team.house, team.owner, "", "coaching").lines == ()


def test_nobody_is_shown_what_they_may_not_read(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    assert records.read(team.house, team.other, "", None).lines == ()
    assert records.read(team.house, team.other, "porridge", None).lines == ()


def test_the_list_is_read_in_a_bounded_number_of_statements(team: Team) -> None:
    for _ in range(3):
        team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    for typed in ("", "porridge"):
        with counting() as counted:
            assert len(records.read(team.house, team.owner, typed, None).lines) == 3
        assert len(counted) <= MOST_STATEMENTS
