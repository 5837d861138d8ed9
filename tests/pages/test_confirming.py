"""Rows that somebody confirms with their own PIN: nobody can for another, and a changed row needs it again."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from app.catalog.loader import form_file
from app.domain.clock import long_date
from app.domain.confirming import NO_ROW, hash_of
from app.domain.content import Content
from app.domain.drafting import put_answers
from app.domain.errors import IncompleteError, StateError, WrongSecretError
from app.domain.form_faults import faults
from app.domain.forms import Field, FieldType, Form, Section, Step
from app.domain.kinds import Kind
from app.domain.packs import Names, Purpose
from app.domain.people import Actor
from app.pages import meeting, writing
from tests.random_forms import random_sheet
from tests.services.test_packs import text_of
from tests.team import PINS, Team, with_said

TASK = Field(id="task", label="Task", type=FieldType.SHORT)
SURE = Field(id="sure", label="Shown to", type=FieldType.CONFIRMED, mandatory=True)
TABLE = Field(id="tasks", label="Tasks shown", type=FieldType.TABLE, columns=(TASK, SURE))
WHOLE = Field(id="whole", label="All of it", type=FieldType.CONFIRMED)
FORM = Form(
    id="shown",
    version=1,
    kind=Kind.DEBRIEF,
    title="Tasks",
    sections=(Section(id="part", title="Part", step=Step.TALK, fields=(TABLE, WHOLE)),),
)
ROW = {"task": "Hoist, two people"}
SAID = f"TB · Tomasz Birch · {long_date(dt.date(2026, 11, 24))}"


def begun(team: Team, about: Actor | None = None) -> meeting.Meeting:
    """Begin a record on the form."""
    draft = team.house.own_forms.bring_in(team.owner, form_file(FORM), "shown.toml").value
    form = team.house.own_forms.publish(team.owner, draft.id).value
    about = about or team.worker
    return meeting.begin(team.house, team.owner, Kind.DEBRIEF, about.person_id, form.id).value


def confirmed(team: Team, page: meeting.Meeting, row: str, question: str = "sure") -> tuple[str, ...]:
    """Let Tomasz confirm a row."""
    who = (team.worker.person_id, PINS[team.worker.name])
    return writing.confirm(team.house, team.owner, page.sheet.record_id, question, row, who).value


def stored(team: Team, page: meeting.Meeting, **answers: object) -> Content:
    """Keep some answers and return what is kept."""
    content = put_answers(page.sheet.content, {f"part.{key}": said for key, said in answers.items()})  # type: ignore[misc]
    writing.store(team.house, team.owner, page.sheet.pen, content)
    return meeting.read(team.house, team.owner, page.sheet.record_id).sheet.content


def test_a_row_and_a_question_are_confirmed_read_back_sealed_and_kept_when_corrected(
    team: Team, tmp_path: Path
) -> None:
    page = begun(team)
    sure, whole = confirmed(team, page, hash_of(TABLE, ROW)), confirmed(team, page, NO_ROW, "whole")
    content = stored(team, page, tasks=({**ROW, "sure": sure},), whole=whole)
    told = [line for part in meeting.read_back(page, content) for line in part.lines]
    assert ("All of it", SAID) in told
    record = team.sign(team.house.writing.finish(team.owner, page.sheet.record_id).value)
    assert record.content.answers["part.tasks"] == ({**ROW, "sure": sure},)
    pdf = team.house.transfer.export_one(team.owner, record.id, tmp_path / "record.pdf")
    assert " ".join(text_of(pdf).split()).count(SAID) == 2
    draft = team.house.correcting.correct(team.owner, record.id, "A word was wrong.").value.record
    team.house.writing.store(team.owner, draft.id, draft.content, draft.revision)
    again = team.house.writing.finish(team.owner, draft.id).value
    assert again.content.answers == record.content.answers


def test_nobody_confirms_without_their_own_pin(team: Team) -> None:
    page = begun(team)
    worker, row = team.worker.person_id, hash_of(TABLE, ROW)
    at = (team.house, team.owner, page.sheet.record_id, "sure", row)
    with pytest.raises(WrongSecretError):
        writing.confirm(*at, (worker, PINS["Chipo Maple"]))
    for nobody in (("", PINS["Tomasz Birch"]), (worker, "")):
        with pytest.raises(IncompleteError, match="type their own PIN"):
            writing.confirm(*at, nobody)
    with pytest.raises(StateError):
        writing.confirm(
            team.house, team.owner, page.sheet.record_id, "task", row, (worker, PINS["Tomasz Birch"])
        )
    assert stored(team, page, tasks=(ROW,)).answers["part.tasks"] == (ROW,)
    with pytest.raises(IncompleteError) as told:
        writing.finish(team.house, team.owner, page.sheet.record_id)
    assert "nobody has confirmed it with their own PIN yet" in str(told.value.fields)


def test_a_confirmation_that_was_not_made_over_this_row_by_whom_it_names_is_not_kept(team: Team) -> None:
    page = begun(team)
    sure = confirmed(team, page, hash_of(TABLE, ROW))
    other = {"task": "Hoist, alone"}
    assert stored(team, page, tasks=({**other, "sure": sure},)).answers["part.tasks"] == (other,)
    for place, said in (
        (3, team.other.person_id),
        (2, "2026-11-23"),
        (5, "00"),
        (5, ""),
        (5, "no hex"),
        (0, "CM"),
    ):
        forged = tuple(said if at == place else part for at, part in enumerate(sure))
        kept = stored(team, page, tasks=({**ROW, "sure": forged},))
        assert kept.answers["part.tasks"] == (ROW,), place
    assert "part.whole" not in stored(team, page, whole=sure).answers
    elsewhere = begun(team, team.other)
    assert stored(team, elsewhere, tasks=({**ROW, "sure": sure},)).answers["part.tasks"] == (ROW,)


def test_an_extract_with_codes_does_not_tell_who_confirmed(team: Team, tmp_path: Path) -> None:
    page = begun(team)
    sure = confirmed(team, page, hash_of(TABLE, ROW))
    stored(team, page, tasks=({**ROW, "sure": sure},))
    team.sign(team.house.writing.finish(team.owner, page.sheet.record_id).value)
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",), seed=7)
    plan = replace(plan, names=Names.CODE)
    found = team.house.packs.look(team.owner, plan).undecided(plan)
    made = team.house.packs.make(
        team.owner, with_said(plan).decided((one.word for one in found), ()), tmp_path
    ).value
    texts = " ".join(text_of(one) for one in (made.folder / "extracts").glob("*.pdf"))
    assert long_date(dt.date(2026, 11, 24)) in " ".join(texts.split())
    assert "Tomasz" not in texts
    assert "TB ·" not in texts


def test_a_sheet_that_nobody_can_confirm_is_not_published() -> None:
    sheet = random_sheet(Random(2), "s")
    (part,) = sheet.sections
    by = part.fields[0].answered_by
    sheet = replace(sheet, sections=(replace(part, fields=(*part.fields, replace(WHOLE, answered_by=by))),))
    assert [fault.sentence for fault in faults(sheet)] == [
        "Nobody can confirm with a PIN here. Choose another way."
    ]
