"""The list of records as plain values: the newest, or those that hold some words, and only such as were chosen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.kinds import Kind
from app.pages import records
from app.pages.records import Chosen
from tests.counting import counting
from tests.services.world import BEGIN, END, SAF, Built
from tests.team import Team

MOST_STATEMENTS = 20
TODAY = dt.date(2026, 11, 24)
DAY = dt.timedelta(days=1)


def ids(team: Team, chosen: Chosen) -> set[str]:
    return {one.id for one in records.read(team.house, team.owner, chosen).lines}


def test_without_any_record_it_says_how_to_begin(team: Team) -> None:
    page = records.read(team.house, team.owner)
    assert (page.lines, page.found, page.told, page.to_save) == ((), False, records.NONE_YET, ())


def test_a_record_is_told_by_day_people_kind_number_and_status(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    page = records.read(team.house, team.owner, Chosen(typed="  "))
    (line,) = page.lines
    assert line.id == record.id
    day, kind = "Tue 24 Nov 2026", "Supervision"
    said = (day, "Tomasz Birch", kind, record.number, "Dee Rowan", "Agreed")
    assert tuple(cell.whole for cell in line.cells) == said
    assert line.told == f"Supervision {record.number}, about Tomasz Birch, {day}, led by Dee Rowan, Agreed"
    assert page.told == "Shown are all records you may read: 1."


def test_a_corrected_version_says_which_it_is(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    team.house.correcting.correct(team.deputy, record.id, "The date was wrong.")
    numbers = {one.cells[3].text for one in records.read(team.house, team.deputy).lines}
    assert numbers == {record.number, f"{record.number} v2"}


def test_words_are_found_and_marked(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    page = records.read(team.house, team.owner, Chosen(typed=" porridge ", kind="supervision"))
    (line,) = page.lines
    assert (page.found, line.id) == (True, record.id)
    assert {line.cells[-1].text[begin:end] for begin, end in line.cells[-1].marks} == {"porridge"}
    assert page.told == "Shown are the records that hold “porridge” and are of the kind “Supervision”: 1."


def test_of_another_kind_nothing_is_found_and_it_says_what_to_try(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    page = records.read(team.house, team.owner, Chosen(typed="porridge", kind="coaching"))
    assert (page.lines, page.found) == ((), True)
    assert page.told.startswith("Nothing found for “porridge”")
    page = records.read(team.house, team.owner, Chosen(kind="coaching"))
    assert (page.lines, page.told) == ((), records.NONE_SUCH)


def test_nobody_is_shown_what_they_may_not_read(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    for chosen in (Chosen(), Chosen(typed="porridge"), Chosen(about_id=team.worker.person_id)):
        assert records.read(team.house, team.other, chosen).lines == ()


@pytest.mark.parametrize("typed", ["", "porridge"])
def test_records_are_chosen_by_person_state_and_day_and_it_says_so(team: Team, typed: str) -> None:
    signed = team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    waits = team.write(team.owner, team.other, words="More porridge.")
    every = Chosen(typed=typed)
    assert ids(team, every) == {signed.id, waits.id}
    assert ids(team, replace(every, about_id=team.other.person_id)) == {waits.id}
    assert ids(team, replace(every, stage="finished")) == {signed.id}
    assert ids(team, replace(every, stage="unsigned")) == {waits.id}
    assert ids(team, replace(every, begin=TODAY, end=TODAY)) == {signed.id, waits.id}
    assert ids(team, replace(every, begin=TODAY + DAY)) == ids(team, replace(every, end=TODAY - DAY)) == set()
    page = records.read(
        team.house,
        team.owner,
        replace(every, about_id=team.other.person_id, stage="unsigned", begin=TODAY, end=TODAY),
    )
    assert page.told.endswith(
        "are about Chipo Maple and are waiting for a signature and were held on Tue 24 Nov 2026 or later "
        "and were held on Tue 24 Nov 2026 or before: 1."
    )


def test_a_draft_is_not_looked_for_by_words_and_it_says_so(team: Team) -> None:
    begun = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    page = records.read(team.house, team.deputy, Chosen(stage="draft"))
    assert [one.id for one in page.lines] == [begun.id]
    assert page.to_save == ()
    page = records.read(team.house, team.deputy, Chosen(stage="draft", typed="porridge"))
    assert page.told == records.NO_DRAFTS


def test_days_the_wrong_way_round_are_told(team: Team) -> None:
    page = records.read(team.house, team.owner, Chosen(begin=TODAY, end=TODAY - DAY))
    assert page.told == records.TURNED


def test_what_counts_towards_a_framework_is_what_its_coverage_says(built: Built, tmp_path: Path) -> None:
    world = built.copy(tmp_path)
    covered = world.house.evidence.coverage(world.owner, SAF, BEGIN, END).covered
    wanted = {seen.record.id for one in covered for seen in one.seen}
    every = records.read(world.house, world.owner)
    assert wanted
    assert wanted < {one.id for one in every.lines}
    assert ids(world, Chosen(framework_id=SAF)) == wanted
    (name,) = (one.label for one in every.choices.frameworks if one.id == SAF)
    page = records.read(world.house, world.owner, Chosen(framework_id=SAF))
    assert page.told == f"Shown are the records that count towards “{name}”: {len(wanted)}."
    some = next(iter(wanted))
    for one in covered:
        if some in {seen.record.id for seen in one.seen}:
            world.house.evidence.tag(world.owner, (some,), SAF, one.item.code, off=True)
    assert ids(world, Chosen(framework_id=SAF)) == wanted - {some}


def test_records_of_a_practice_area_are_those_that_were_answered_so(built: Built, tmp_path: Path) -> None:
    world = built.copy(tmp_path)
    listed = world.house.records.list(world.owner)
    areas = {topic for one in listed for topic in one.topics}
    assert areas
    for area in areas:
        assert ids(world, Chosen(area=area)) == {one.id for one in listed if area in one.topics}


def test_the_sealed_pdfs_of_what_is_listed_are_saved_and_the_log_says_so(team: Team, tmp_path: Path) -> None:
    signed = team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    team.sign(team.write(team.owner, team.other))
    page = records.read(team.house, team.owner, Chosen(typed="porridge"))
    assert page.to_save == (signed.id,)
    records.save(team.house, team.owner, page.to_save, tmp_path / "out")
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    assert "Tomasz Birch" in pdf.name
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert ("records exported", "1 PDFs") in {
        (one.action, one.detail) for one in team.house.audit.events(team.owner)
    }


def test_what_somebody_may_not_read_is_not_saved(team: Team, tmp_path: Path) -> None:
    signed = team.sign(team.write(team.deputy, team.worker))
    records.save(team.house, team.other, (signed.id,), tmp_path / "out")
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_the_list_is_read_in_a_bounded_number_of_statements(team: Team) -> None:
    for _ in range(3):
        team.sign(team.write(team.deputy, team.worker, words="She chose porridge herself."))
    for typed in ("", "porridge"):
        with counting() as counted:
            assert len(records.read(team.house, team.owner, Chosen(typed=typed)).lines) == 3
        assert len(counted) <= MOST_STATEMENTS
