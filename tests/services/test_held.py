"""When it happened, for every kind: chosen, kept beside when it was written down, and what follows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.domain.answers import Answer
from app.domain.content import Content
from app.domain.errors import IncompleteError
from app.domain.forms import FieldRole, FieldType
from app.domain.kinds import Kind, Sealing
from app.domain.people import Actor
from app.domain.records import Audience, Record, RecordState
from app.pages import record as record_page
from tests.team import PINS, Team, filled

BEFORE = dt.datetime(2026, 11, 16, 9, 30, tzinfo=dt.UTC)
"""Eight days before the team's clock."""


def begun(team: Team, kind: Kind, paper: str = "") -> tuple[Actor, Record, Content]:
    """Begin a record of a kind, with everything answered."""
    by = team.worker if kind.row.private else team.deputy
    if kind.row.private:
        team.house.vaults.unlock(by.person_id, PINS[by.name])
    about = by.person_id if kind.row.own else team.worker.person_id
    draft = team.house.writing.start(by, kind, about, paper=paper).value
    content = filled(draft.form, draft.record.content, "Beside at breakfast.")
    answers: dict[str, Answer] = dict(content.answers)
    for key, _, field in draft.form.keyed:
        if field.mandatory and field.type is FieldType.ACTION:
            answers[key] = ("Ask again how it is", by.person_id, by.name, "2026-12-08", "check-in")
    if about_what := draft.form.by_role(FieldRole.ABOUT):
        answers[about_what] = ("choice",)
    attendees = (team.worker.person_id,) if kind.is_group else ()
    return by, draft.record, replace(content, answers=answers, attendees=attendees)


def put(team: Team, by: Actor, record: Record, content: Content, at: dt.datetime | None = None) -> None:
    revision = team.house.writing.draft(by, record.id).record.revision
    team.house.writing.store(by, record.id, content, revision, held_at=at)


def end(team: Team, by: Actor, record: Record) -> Record:
    """Finish a record in the way of its kind."""
    if record.kind.row.private:
        return team.house.sharing.share(by, record.id, Audience.RECORD).value
    if record.kind.sealing is Sealing.SERVICE:
        return team.house.writing.save(by, record.id).value
    return team.house.writing.finish(by, record.id).value


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_was_held_when_somebody_says_and_written_late_asks_why(team: Team, kind: Kind) -> None:
    by, record, content = begun(team, kind)
    assert record.held_at == record.recorded_at == team.clock.now()
    put(team, by, record, content, BEFORE)
    with pytest.raises(IncompleteError) as caught:
        end(team, by, record)
    assert caught.value.fields == {
        "late_because": "Why is it written down 8 days later? A word or two is enough."
    }
    put(team, by, record, replace(content, late_because="No PC"))
    ended = end(team, by, record)
    assert (ended.held_at, ended.recorded_at) == (BEFORE, team.clock.now())
    assert ended.content.late_because == "No PC"


@pytest.mark.parametrize("kind", list(Kind))
def test_no_kind_is_finished_before_it_was_held(team: Team, kind: Kind) -> None:
    by, record, content = begun(team, kind)
    put(team, by, record, content, team.clock.now() + dt.timedelta(hours=3))
    with pytest.raises(IncompleteError) as caught:
        end(team, by, record)
    assert "has not come yet" in caught.value.fields["held_at"]
    team.clock.turn(hours=3)
    assert end(team, by, record).state is not RecordState.DRAFT


def test_due_lists_and_search_go_by_what_happened(team: Team) -> None:
    today = team.sign(team.write(team.deputy, team.worker))
    by, record, content = begun(team, Kind.SUPERVISION)
    put(team, by, record, replace(content, late_because="No PC"), BEFORE)
    late = team.sign(team.house.writing.finish(by, record.id).value)
    team.clock.turn(minutes=1)
    listed = team.house.records.list(team.owner, kind=Kind.SUPERVISION)
    assert [one.id for one in listed] == [today.id, late.id]
    found = team.house.finding.search(team.owner, "breakfast")
    assert [hit.summary.id for hit in found] == [today.id, late.id]
    cells = {row.person.name: row.cells[0].last_on for row in team.house.schedule.matrix(team.owner).rows}
    assert cells["Tomasz Birch"] == today.held_at.date()
    (row,) = (
        row for row in team.house.schedule.months(team.owner, 1)[1] if row.person.name == "Tomasz Birch"
    )
    assert row.months[0][-1].times == 2


def test_what_is_typed_in_from_paper_needs_its_day_and_counts_from_it(team: Team, tmp_path: Path) -> None:
    number = team.house.paper.print_blank(
        team.deputy, Kind.SUPERVISION, "supervision", team.worker.person_id, tmp_path / "blank.pdf"
    ).value
    team.clock.turn(days=9)
    by, record, content = begun(team, Kind.SUPERVISION, paper=number)
    put(team, by, record, content)
    with pytest.raises(IncompleteError) as caught:
        team.house.writing.finish(by, record.id)
    assert caught.value.fields["held_at"].startswith("Which day stands on the paper?")
    on_paper = dt.datetime(2026, 11, 25, 10, 15, tzinfo=dt.UTC)
    put(team, by, record, content, on_paper)
    sealed = team.sign(team.house.writing.finish(by, record.id).value)
    assert sealed.held_at == on_paper
    page = record_page.read(team.house, team.deputy, sealed.id)
    assert page.held.startswith("Held Wed 25 Nov 2026, 10:15")
    assert page.written == f"Written down Thu 3 Dec 2026, 14:00, typed in from the paper form {number}"
    assert (
        row := next(r for r in team.house.schedule.matrix(team.owner).rows if r.person.id == sealed.about_id)
    )
    assert row.cells[0].last_on == on_paper.date()


def test_the_sealed_pdf_says_when_it_was_held_when_it_was_written_down_and_why(team: Team) -> None:
    by, record, content = begun(team, Kind.SUPERVISION)
    put(team, by, record, replace(content, late_because="The office was shut"), BEFORE)
    sealed = team.sign(team.house.writing.finish(by, record.id).value)
    pdf = team.house.records.view(team.deputy, sealed.id).pdf
    assert pdf is not None
    pages = (page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))
    text = " ".join(" ".join(pages).split())
    assert "Held Mon 16 Nov 2026, 09:30" in text
    assert "Written down Tue 24 Nov 2026, 14:00. Later because: The office was shut" in text


def test_a_correction_mends_the_day_it_was_held(team: Team) -> None:
    sealed = team.sign(team.write(team.deputy, team.worker))
    again = team.house.correcting.correct(team.deputy, sealed.id, "The day was wrong.").value.record
    put(team, team.deputy, again, again.content, BEFORE)
    mended = team.sign(team.house.writing.finish(team.deputy, again.id).value)
    assert (mended.held_at, mended.version) == (BEFORE, 2)
    row = next(r for r in team.house.schedule.matrix(team.owner).rows if r.person.id == sealed.about_id)
    assert row.cells[0].last_on == BEFORE.date()
    kept = team.house.records.view(team.deputy, sealed.id).record
    assert kept.held_at == sealed.held_at
