"""The quality of supervision and its monthly audit, without a screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from app.domain.errors import IncompleteError, NotAllowedError, NotFoundError, StateError
from app.pages import places, quality, quality_audit
from tests.counting import counting
from tests.team import Team

NOVEMBER = "2026-11-01"


def given(page: quality_audit.QualityAuditPage, answer: str) -> dict[str, dict[str, str]]:
    """Answer every question of every record alike."""
    return {one.record_id: {q.key: answer for q in page.questions} for one in page.records}


def test_without_records_there_is_nothing_to_draw_and_nothing_alike(team: Team) -> None:
    page = quality.read(team.house, team.owner)
    assert page.counted == "0 sealed records"
    assert page.copied == quality.NONE_ALIKE
    assert page.months[0].label == "November 2026"
    assert page.months[-1].label == "June 2026"
    assert page.audits == ()
    with pytest.raises(StateError, match="nothing to draw from"):
        quality.begin(team.house, team.owner, NOVEMBER, "5")


def test_only_the_manager_looks_at_quality(team: Team) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            quality.read(team.house, actor)
        with pytest.raises(NotAllowedError):
            quality_audit.read(team.house, actor, "any")


def test_figures_are_of_everybody_or_of_what_one_person_led(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    team.sign(team.write(team.owner, team.other))
    assert quality.read(team.house, team.owner).counted == "2 sealed records"
    page = quality.read(team.house, team.owner, team.deputy.person_id)
    assert page.counted == "1 sealed records"
    assert page.led_by == team.deputy.person_id
    assert "Tomasz Birch" not in {one.label for one in page.leaders}


def test_records_that_look_copied_are_named_with_their_local_day(team: Team) -> None:
    words = "Kofi chose his own breakfast for the first time and we talked about how that came about"
    team.sign(team.write(team.deputy, team.worker, words=words))
    team.sign(team.write(team.owner, team.other, words=words))
    page = quality.read(team.house, team.owner)
    assert page.copied == quality.ALIKE
    (copy,) = page.copies
    assert sorted(copy.cells) == ["100 %", "Supervision S-0001, 24/11/2026", "Supervision S-0002, 24/11/2026"]


def test_an_audit_is_answered_sealed_and_saved_as_a_pdf(team: Team, tmp_path: Path) -> None:
    for _ in range(3):
        team.sign(team.write(team.deputy, team.worker))
    place = quality.begin(team.house, team.owner, NOVEMBER, "3").value
    (line,) = quality.read(team.house, team.owner).audits
    assert line.go_on is not None
    assert line.go_on.place == place
    assert "○ not finished" in line.told
    page = quality_audit.read(team.house, team.owner, place.audit_id)
    assert page.title == "Audit of supervision, November 2026"
    assert len(page.records) == 3
    assert page.records[0].open.place == places.Record(record_id=page.records[0].record_id)
    said = quality_audit.answer(team.house, team.owner, place.audit_id, given(page, "yes"), "Ask more.")
    assert said.value == "Saved"
    page = quality_audit.read(team.house, team.owner, place.audit_id)
    assert page.words == "Ask more."
    assert {given for one in page.records for given in one.found.values()} == {"yes"}
    sealed = quality_audit.seal(team.house, team.owner, place.audit_id, given(page, "no"), "Ask more.")
    assert "sealed" in sealed.value
    (line,) = quality.read(team.house, team.owner).audits
    assert line.go_on is None
    assert line.file_name == "Audit 2026-11.pdf"
    assert "✓ sealed 24/11/2026" in line.told
    to = quality.export(team.house, team.owner, line.audit_id, tmp_path / "audit.pdf").value
    assert to.read_bytes().startswith(b"%PDF-")
    with pytest.raises(StateError, match="sealed"):
        quality_audit.answer(team.house, team.owner, place.audit_id, given(page, "yes"), "")


def test_what_was_answered_stays_when_sealing_is_refused_because_some_is_missing(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    audit_id = quality.begin(team.house, team.owner, NOVEMBER, "5").value.audit_id
    page = quality_audit.read(team.house, team.owner, audit_id)
    (record,), key = page.records, page.questions[0].key
    with pytest.raises(IncompleteError, match="still missing"):
        quality_audit.seal(team.house, team.owner, audit_id, {record.record_id: {key: "yes"}}, "So far.")
    page = quality_audit.read(team.house, team.owner, audit_id)
    assert page.records[0].found[key] == "yes"
    assert page.words == "So far."


def test_an_audit_that_is_not_there_is_told_in_words(team: Team) -> None:
    with pytest.raises(NotFoundError, match="not there"):
        quality_audit.read(team.house, team.owner, "nothing")


def test_quality_takes_as_many_statements_for_one_record_as_for_four(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    with counting() as one:
        quality.read(team.house, team.owner)
    for _ in range(3):
        team.sign(team.write(team.deputy, team.worker))
    with counting() as four:
        quality.read(team.house, team.owner)
    assert len(four) == len(one)
    assert four.transactions == 1


def test_a_month_is_counted_back_over_the_turn_of_the_year(team: Team) -> None:
    team.clock.moment = dt.datetime(2027, 1, 31, 12, tzinfo=dt.UTC)
    labels = [one.label for one in quality.read(team.house, team.owner).months]
    assert labels[:3] == ["January 2027", "December 2026", "November 2026"]
