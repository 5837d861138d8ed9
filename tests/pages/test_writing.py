"""The sheet every writing page has: keeping it, its files, and taking a save back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.answers import MOST_CHARACTERS
from app.domain.changes import Topic
from app.domain.errors import IncompleteError, NotFoundError, StateError, TextError
from app.domain.kinds import Kind
from app.pages import coaching, places, writing
from app.pages.writing import Sheet
from tests.scans import picture
from tests.team import Team, filled


def opened(team: Team) -> Sheet:
    """Return the sheet of a new coaching draft about Tomasz."""
    return coaching.begin(team.house, team.owner, team.worker.person_id).value.sheet


def test_two_keeps_asked_for_before_the_first_is_done_follow_each_other(team: Team) -> None:
    sheet = opened(team)
    for place in ("kitchen", "garden"):
        kept = writing.store(team.house, team.owner, sheet.pen, replace(sheet.content, place=place))
        assert kept.value == "Draft saved 14:00"
        assert kept.changes.touches(Topic.RECORDS)
    assert team.house.writing.draft(team.owner, sheet.record_id).record.content.place == "garden"


def test_a_keep_that_failed_does_not_spoil_the_next(team: Team) -> None:
    sheet = opened(team)
    with pytest.raises(TextError):
        writing.store(
            team.house, team.owner, sheet.pen, replace(sheet.content, place="x" * (MOST_CHARACTERS + 1))
        )
    writing.store(team.house, team.owner, sheet.pen, replace(sheet.content, place="kitchen"))
    assert team.house.writing.draft(team.owner, sheet.record_id).record.content.place == "kitchen"


def test_a_draft_opened_twice_is_not_overwritten_by_the_older_sheet(team: Team) -> None:
    first, second = opened(team), opened(team)
    writing.store(team.house, team.owner, second.pen, replace(second.content, place="garden"))
    with pytest.raises(StateError):
        writing.store(team.house, team.owner, first.pen, replace(first.content, place="kitchen"))
    assert team.house.writing.draft(team.owner, first.record_id).record.content.place == "garden"


def test_a_draft_thrown_away_is_gone(team: Team) -> None:
    sheet = opened(team)
    writing.discard(team.house, team.owner, sheet.record_id)
    with pytest.raises(NotFoundError):
        team.house.writing.draft(team.owner, sheet.record_id)


def test_finishing_leads_to_the_record_to_sign_once_nothing_is_lacking(team: Team) -> None:
    started = team.house.writing.start(team.owner, Kind.SUPERVISION, team.other.person_id).value
    sheet = writing.sheet(started)
    with pytest.raises(IncompleteError) as caught:
        writing.finish(team.house, team.owner, sheet.record_id)
    told = dict(caught.value.fields)
    assert writing.still(sheet, sheet.content, told) == told
    content = filled(sheet.form, sheet.content, "We talked.")
    assert writing.still(sheet, content, told | {"late": "Say why."}) == {"late": "Say why."}
    writing.store(team.house, team.owner, sheet.pen, content)
    assert writing.finish(team.house, team.owner, sheet.record_id).value == sheet.record_id


def test_a_scan_is_kept_named_and_taken_off_without_spoiling_the_pen(team: Team, tmp_path: Path) -> None:
    sheet, scan = opened(team), tmp_path / "page 1.png"
    scan.write_bytes(picture("PNG"))
    (kept,) = writing.attach(team.house, team.owner, sheet.record_id, scan).value
    assert (kept.name, kept.words) == ("page 1.png", f"page 1.png · {scan.stat().st_size // 1024 + 1} kB")
    writing.store(team.house, team.owner, sheet.pen, replace(sheet.content, place="kitchen"))
    assert writing.detach(team.house, team.owner, sheet.record_id, kept.id).value == ()


def test_a_file_that_cannot_be_read_is_refused_in_words(team: Team, tmp_path: Path) -> None:
    sheet = opened(team)
    for path in (tmp_path / "gone.pdf", tmp_path):
        with pytest.raises(TextError, match="Nothing was added"):
            writing.attach(team.house, team.owner, sheet.record_id, path)
    assert writing.files(team.house.writing.draft(team.owner, sheet.record_id)) == ()


def test_taking_a_save_back_leads_to_where_it_is_written_on(team: Team) -> None:
    sheet = opened(team)
    writing.store(team.house, team.owner, sheet.pen, filled(sheet.form, sheet.content, "Side by side."))
    coaching.save(team.house, team.owner, sheet.record_id)
    back = writing.take_back(team.house, team.owner, sheet.record_id)
    assert back.value == places.Coaching(record_id=sheet.record_id)
    assert back.changes.touches(Topic.RECORDS)


def test_a_finished_record_is_not_opened_to_be_typed_in(team: Team) -> None:
    sheet = opened(team)
    writing.store(team.house, team.owner, sheet.pen, filled(sheet.form, sheet.content, "Side by side."))
    coaching.save(team.house, team.owner, sheet.record_id)
    with pytest.raises(StateError, match="not written on any more"):
        coaching.read(team.house, team.owner, sheet.record_id)
