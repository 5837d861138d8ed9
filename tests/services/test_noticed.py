"""Good practice and concerns: kept from any record, readable by whom they are about, and never here only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.content import Source
from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.kinds import Kind
from app.domain.noticed import Route, Said
from app.domain.packs import Names, Purpose
from app.domain.people import Actor
from app.domain.records import Record
from tests.services.test_packs import make, story, text_of
from tests.services.test_practice_records import coach
from tests.team import Team

SAID = Said(what="The plan was not read", next_step="Read it together", next_by=dt.date(2026, 12, 8))


def sealed(team: Team) -> Record:
    return team.sign(team.write(team.deputy, team.worker))


def test_good_practice_is_the_teams_only_once_the_worker_said_yes_and_no_more_when_they_think_again(
    team: Team, tmp_path: Path
) -> None:
    record = sealed(team)
    kept = team.house.noticed.praise(
        team.deputy, record.id, " He waited for an answer ", "choice", "Dignity"
    ).value
    assert team.house.noticed.all(team.other).good == ()
    assert team.house.noticed.all(team.leader).good == ()
    assert team.house.noticed.all(team.worker).good == (kept,)
    with pytest.raises(StateError, match="Nobody has said yes"):
        team.house.noticed.wall_sheet(team.deputy, tmp_path / "wall.pdf")
    with pytest.raises(NotAllowedError):
        team.house.noticed.show(team.deputy, kept.id, agreed=True)
    team.house.noticed.show(team.worker, kept.id, agreed=True)
    (shown,) = team.house.noticed.all(team.other).good
    assert (shown.what, shown.record_number) == ("He waited for an answer", "")
    sheet = " ".join(text_of(team.house.noticed.wall_sheet(team.other, tmp_path / "wall.pdf")).split())
    assert "Tomasz Birch He waited for an answer Dignity" in sheet
    assert record.number not in sheet
    team.house.noticed.show(team.worker, kept.id, agreed=False)
    assert team.house.noticed.all(team.other).good == ()


def test_a_concern_is_read_by_the_worker_and_seen_to_by_others_until_it_has_an_outcome(team: Team) -> None:
    kept = team.house.noticed.raise_concern(team.deputy, sealed(team).id, SAID).value
    assert team.house.noticed.all(team.worker).concerns == (kept,)
    assert team.house.noticed.all(team.owner).concerns == (kept,)
    assert team.house.noticed.all(team.other).concerns == ()
    with pytest.raises(NotAllowedError):
        team.house.noticed.close(team.worker, kept.id, "Done")
    later = dt.date(2026, 12, 15)
    with pytest.raises(IncompleteError):
        team.house.noticed.carry_on(team.deputy, kept.id, "Watch him", later, " ")
    team.house.noticed.carry_on(team.deputy, kept.id, "Watch him", later, "She was on leave")
    team.house.noticed.close(team.owner, kept.id, "Read, and seen at tea")
    seen = team.house.noticed.concern(team.worker, kept.id)
    after = seen.concern
    assert (after.outcome, after.open, after.next_by, seen.sees_to) == (
        "Read, and seen at tea",
        False,
        later,
        False,
    )
    assert "She was on leave (before: Read it together, by Tue 8 Dec 2026)" in after.so_far
    with pytest.raises(StateError, match="closed"):
        team.house.noticed.close(team.owner, kept.id, "Again")


def test_a_concern_is_kept_from_the_worker_only_with_a_reason_everywhere(team: Team, tmp_path: Path) -> None:
    said = replace(SAID, what="Zebra", held_back="He lives with the person at risk")
    kept = team.house.noticed.raise_concern(team.deputy, sealed(team).id, said).value
    assert team.house.noticed.all(team.worker).concerns == ()
    with pytest.raises(NotAllowedError):
        team.house.noticed.concern(team.worker, kept.id)
    assert team.house.noticed.all(team.owner).concerns == (kept,)
    agenda = team.house.writing.start(
        team.deputy, Kind.SUPERVISION, team.worker.person_id
    ).value.record.content
    assert "Zebra" not in repr(agenda)
    plan = team.house.packs.plan(team.owner, Purpose.PERSON, person_id=team.worker.person_id)
    made = team.house.packs.make(team.owner, plan, tmp_path).value
    told = "".join(path.read_text(encoding="utf-8") for path in (made.folder / "data").iterdir())
    assert "Zebra" not in told
    assert "concern raised" not in told
    with pytest.raises(IncompleteError, match="your own work"):
        team.house.noticed.raise_concern(team.worker, kept.record_id, said)


def test_safeguarding_and_speaking_up_never_live_here_only(team: Team) -> None:
    record = sealed(team)
    for route in (Route.SAFEGUARDING, Route.SPEAKING_UP):
        with pytest.raises(IncompleteError, match="own route first"):
            team.house.noticed.raise_concern(team.worker, record.id, replace(SAID, route=route))
        told = replace(SAID, route=route, told="Ruth, by phone", told_on=dt.date(2026, 11, 24))
        assert team.house.noticed.raise_concern(team.worker, record.id, told).value.route is route


def test_nothing_is_kept_from_what_one_may_not_read_from_a_draft_or_from_what_is_private(team: Team) -> None:
    record = sealed(team)
    with pytest.raises(NotAllowedError):
        team.house.noticed.praise(team.other, record.id, "One")
    draft = team.house.writing.start(team.deputy, Kind.COACHING, team.worker.person_id).value.record
    with pytest.raises(StateError, match="draft"):
        team.house.noticed.praise(team.deputy, draft.id, "One")
    with pytest.raises(IncompleteError):
        team.house.noticed.praise(team.deputy, record.id, "  ")


def test_the_next_meeting_brings_up_what_was_kept_since(team: Team) -> None:
    record = sealed(team)
    team.clock.turn(days=1)
    team.house.noticed.praise(team.deputy, record.id, "He waited for an answer")
    team.house.noticed.raise_concern(team.deputy, record.id, SAID)
    begun = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    found = [(one.source, one.text) for one in begun.content.agenda if one.ref == record.id]
    assert found == [
        (Source.PRAISE, "Good practice: He waited for an answer"),
        (Source.CONCERN, "Concern, next step by Tue 8 Dec: The plan was not read"),
    ]


def test_a_pack_shows_both_a_page_each_and_with_codes_no_word_of_anybody(team: Team, tmp_path: Path) -> None:
    story(team)
    (record,) = (one for one in team.house.records.list(team.owner) if one.about_id == team.worker.person_id)
    good = team.house.noticed.praise(team.deputy, record.id, "He asked Quentin first").value
    team.house.noticed.show(team.worker, good.id, agreed=True)
    team.house.noticed.raise_concern(team.deputy, record.id, replace(SAID, what="Quentin Thistle tripped"))
    found = team.house.packs.look(
        team.owner,
        team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",), seed=7),
    )
    assert "Quentin" in {one.word for one in found.names}
    for names in (Names.FULL, Names.CODE):
        text = " ".join(text_of(make(team, tmp_path / names.value, names=names).folder / "index.pdf").split())
        assert "Good practice Kept from records" in text
        assert "What was raised from records" in text
        assert "Quentin" not in text
        assert "Thistle" not in text
        assert ("asked" in text, "tripped" in text) == (
            (True, True) if names is Names.FULL else (False, False)
        )
        assert ("Tomasz" in text) is (names is Names.FULL)


def test_good_practice_kept_by_a_slip_is_taken_back_by_who_kept_it_and_the_log_says_so(team: Team) -> None:
    record = sealed(team)
    kept = team.house.noticed.praise(team.leader, coach(team).id, "He waited").value
    for somebody in (team.deputy, team.worker, team.other):
        with pytest.raises(NotAllowedError, match="Only whoever kept this"):
            team.house.noticed.take_back(somebody, kept.id)
    team.house.noticed.take_back(team.leader, kept.id)
    assert team.house.noticed.all(team.worker).good == ()
    another = team.house.noticed.praise(team.deputy, record.id, "He listened").value
    assert team.house.noticed.all(team.worker).to_take_back == frozenset()
    assert team.house.noticed.all(team.owner).to_take_back == {another.id}
    team.house.noticed.take_back(team.owner, another.id)
    assert team.house.noticed.all(team.owner).good == ()
    said = [one.action for one in team.house.audit.events(team.owner)]
    assert said.count("good practice taken back") == 2


def test_a_closed_concern_is_opened_again_with_a_reason_and_what_had_come_of_it_is_kept(team: Team) -> None:
    kept = team.house.noticed.raise_concern(team.deputy, sealed(team).id, SAID).value
    team.house.noticed.close(team.owner, kept.id, "Read, and seen at tea")
    team.clock.turn(seconds=11)
    with pytest.raises(NotAllowedError):
        team.house.noticed.reopen(team.worker, kept.id, "I do not agree")
    with pytest.raises(IncompleteError, match="Say why"):
        team.house.noticed.reopen(team.deputy, kept.id, " ")
    after = team.house.noticed.reopen(team.deputy, kept.id, "It happened again").value
    assert (after.open, after.outcome, after.next_step) == (True, "", "Read it together")
    assert "Dee Rowan: opened again: It happened again (it had said: Read, and seen at tea)" in after.so_far
    assert [one.id for one in team.house.noticed.pressing(team.owner).concerns] == [kept.id]
    assert team.house.noticed.reopen(team.deputy, kept.id, "Twice").value.so_far == after.so_far


def test_closing_a_concern_by_a_slip_is_taken_back_for_ten_seconds_without_a_word(team: Team) -> None:
    kept = team.house.noticed.raise_concern(team.deputy, sealed(team).id, SAID).value
    team.house.noticed.close(team.owner, kept.id, "Read")
    team.clock.turn(seconds=9)
    after = team.house.noticed.reopen(team.owner, kept.id).value
    assert after.open
    assert "closed by a slip (it had said: Read)" in after.so_far


def test_the_due_workbook_holds_the_next_step_of_a_concern_for_those_who_see_to_it(
    team: Team, tmp_path: Path
) -> None:
    team.house.noticed.raise_concern(team.deputy, sealed(team).id, SAID)

    def steps(actor: Actor) -> list[tuple[object, ...]]:
        book = load_workbook(team.house.due_files.workbook(actor, tmp_path / "due.xlsx"))
        rows = book["What must happen"].iter_rows(min_row=2, values_only=True)
        return [row for row in rows if "concern" in str(row[1])]

    (row,) = steps(team.owner)
    by, *rest = row[2], *row[:2], *row[3:]
    assert isinstance(by, dt.datetime)
    assert by.date() == SAID.next_by
    said = ["Tomasz Birch", "Next step in a concern: Read it together", "○ open", "Dee Rowan", SAID.what]
    assert rest == said
    assert steps(team.worker) == []
    assert steps(team.leader) == []
    calendar = team.house.calendars.file(team.deputy, tmp_path / "due.ics").read_text(encoding="utf-8")
    assert "SUMMARY:Next step in a concern" in calendar
    assert "Read it together" not in calendar, "a calendar is read over a shoulder"
    team.clock.turn(days=30)
    assert steps(team.deputy)[0][3] == "! late"
