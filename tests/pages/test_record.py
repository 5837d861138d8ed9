"""A record as plain values: what it says, who signed, and what may be done with it by whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.content import Content
from app.domain.errors import IncompleteError, NotAllowedError
from app.domain.kinds import Kind
from app.domain.records import RecordState
from app.pages import observe, places, record
from app.pages.pieces import Chip
from tests.counting import counting
from tests.team import Team, filled

MOST_STATEMENTS = 60


def watched(team: Team, pair_id: str = "", digit: int = 3, *, paired: bool = False) -> str:
    """Have the manager (or, with a pair, the deputy) watch the worker, and return the record's id."""
    by = team.deputy if pair_id else team.owner
    page = observe.begin(team.house, by, team.worker.person_id, "observation", pair_id).value
    draft = team.house.writing.draft(by, page.sheet.record_id)
    ratings = {one.key: one.by_digit(digit) or "" for one in page.items}
    content: Content = observe.rated(filled(draft.form, draft.record.content, "Seen at tea."), ratings, {})
    content = replace(content, notes={page.items[0].key: "Twice"})
    team.house.writing.store(by, draft.record.id, content, draft.record.revision)
    if paired:
        observe.pair_up(team.house, by, draft.record.id)
    observe.save(team.house, by, draft.record.id)
    return draft.record.id


def test_a_sealed_record_shows_its_pdf_who_signed_and_what_its_writer_may_do(team: Team) -> None:
    signed = team.sign(team.write(team.deputy, team.worker))
    page = record.read(team.house, team.deputy, signed.id)
    assert page.title == f"Supervision {signed.number} · Tomasz Birch"
    assert page.status == Chip("✓", "Agreed", "in_date")
    assert page.held == "Held Tue 24 Nov 2026, 14:00, led by Dee Rowan"
    assert page.signed[:2] == (
        "✓ Worker: Tomasz Birch, Tue 24 Nov 2026, 14:00",
        "✓ Supervisor: Dee Rowan, Tue 24 Nov 2026, 14:00",
    )
    assert page.signed[2].startswith("What is Tomasz’s to answer stands here as Dee Rowan wrote it down")
    assert (page.pdf or b"").startswith(b"%PDF-")
    assert (page.sections, page.agreed, page.forward, page.notices, page.versions) == ((), (), (), (), ())
    assert page.copy_name == f"2026-11-24 Supervision {signed.number}.pdf"
    assert page.counting == places.Counting(record_id=signed.id)
    assert (page.may_correct, page.may_comment) == (True, True)


def test_its_worker_reads_it_and_corrects_nothing(team: Team) -> None:
    signed = team.sign(team.write(team.deputy, team.worker))
    page = record.read(team.house, team.worker, signed.id)
    assert not page.may_correct
    with pytest.raises(NotAllowedError):
        record.read(team.house, team.other, signed.id)


def test_what_waits_to_be_signed_shows_its_words_and_leads_both_to_signing(team: Team) -> None:
    waiting = team.write(team.deputy, team.worker, words="Porridge.", action="Offer two at tea")
    page = record.read(team.house, team.worker, waiting.id)
    assert [(one.label, one.place) for one in page.forward] == [
        ("Go to signing", places.Sign(record_id=waiting.id))
    ]
    assert record.read(team.house, team.owner, waiting.id).forward == ()
    assert "Porridge." in {text for one in page.sections for _, text in one.answers}
    assert page.agreed == ("Offer two at tea",)
    assert (page.copy_name, page.counting, page.may_comment) == ("", None, False)


def test_a_draft_leads_its_writer_back_to_writing(team: Team) -> None:
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    page = record.read(team.house, team.deputy, draft.id)
    assert page.forward[0].place == places.writing(Kind.SUPERVISION, record_id=draft.id)
    assert (page.status.symbol, page.may_comment) == ("○", False)


def test_a_correction_leads_to_writing_and_both_versions_name_each_other(team: Team) -> None:
    signed = team.sign(team.write(team.deputy, team.worker))
    with pytest.raises(IncompleteError):
        record.correct(team.house, team.deputy, signed.id, " ")
    place = record.correct(team.house, team.deputy, signed.id, "The date was wrong.").value
    assert isinstance(place, places.Meeting)
    newer = record.read(team.house, team.deputy, place.record_id)
    assert newer.notices == ("This version corrects an earlier one: The date was wrong.",)
    assert [one.place for one in newer.versions] == [places.Record(record_id=signed.id)]
    older = record.read(team.house, team.deputy, signed.id)
    assert [one.label for one in older.versions] == ["Open version 2 (Draft)"]


def test_a_withdrawn_record_stays_readable_and_says_why(team: Team) -> None:
    signed = team.sign(team.write(team.deputy, team.worker))
    record.withdraw(team.house, team.deputy, signed.id, "It was somebody else.")
    page = record.read(team.house, team.deputy, signed.id)
    assert page.notices == ("Withdrawn: It was somebody else.",)
    assert (page.status.word, page.may_correct, page.pdf is None) == ("Withdrawn", False, False)


def test_a_line_is_added_and_says_whose_it_is(team: Team) -> None:
    signed = team.sign(team.write(team.deputy, team.worker))
    record.comment(team.house, team.worker, signed.id, "I liked it.")
    (said,) = record.read(team.house, team.deputy, signed.id).comments
    assert said == record.Said("I liked it.", "Tomasz Birch, Tue 24 Nov 2026, 14:00")


def test_copies_go_where_somebody_chose(team: Team, tmp_path: Path) -> None:
    signed = team.sign(team.write(team.deputy, team.worker))
    saved = record.save_copy(team.house, team.worker, signed.id, tmp_path / "copy.pdf").value
    assert saved.read_bytes() == record.read(team.house, team.worker, signed.id).pdf


def test_a_kept_file_is_named_with_its_size_and_saved_where_somebody_chose(
    team: Team, tmp_path: Path
) -> None:
    data = record.read(team.house, team.deputy, team.sign(team.write(team.deputy, team.worker)).id).pdf or b""
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value.record
    team.house.scans.attach(team.deputy, draft.id, "notes.pdf", data)
    (file,) = record.read(team.house, team.deputy, draft.id).files
    assert file.words == f"File: {file.name}, {len(data) // 1024 + 1} kB"
    saved = record.save_file(team.house, team.deputy, file.attachment_id, tmp_path / file.name).value
    assert saved.read_bytes() == data


def test_an_observation_says_what_it_adds_up_to_and_shows_repeats_once_there_are_two(team: Team) -> None:
    first = watched(team)
    page = record.read(team.house, team.owner, first)
    assert page.looked.startswith("Taken together: ")
    assert "Two people watched" not in page.looked
    assert page.repeats is None
    assert any(text.endswith("  (Twice)") for one in page.sections for _, text in one.answers)
    team.clock.turn(days=20)
    again = record.read(team.house, team.owner, watched(team))
    assert again.repeats is not None
    assert len(again.repeats.series) == 2


def test_two_who_watched_see_where_they_differ(team: Team) -> None:
    first = watched(team, paired=True)
    watched(team, team.house.records.view(team.owner, first).record.pair_id or "", digit=1)
    looked = record.read(team.house, team.owner, first).looked
    assert "Two people watched: they agree on " in looked
    assert "kappa" in looked
    assert "\n• " in looked


def test_a_record_is_read_in_a_bounded_number_of_statements(team: Team) -> None:
    for _ in range(3):
        last = watched(team)
        team.clock.turn(days=20)
    with counting() as counted:
        record.read(team.house, team.owner, last)
    assert len(counted) <= MOST_STATEMENTS
    assert counted.transactions <= 2


def test_every_state_of_a_record_has_a_symbol() -> None:
    assert set(record.TONES) == set(RecordState)
