"""A part that two people score apart: neither sees the other's until both are in, whatever they try."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.loader import form_file
from app.domain.drafting import put_answers
from app.domain.errors import IncompleteError, NotAllowedError, StateError
from app.domain.form_faults import faults
from app.domain.forms import Field, FieldType, Form, Section, Step
from app.domain.kinds import Kind
from app.domain.people import Actor
from app.domain.self_score import are_shown, own_half
from app.pages import find, meeting, paper, places, prepare, record, today, writing
from tests.random_forms import LEVELS
from tests.services.test_packs import text_of
from tests.team import Team

SCORE = Field(id="score", label="How was the year?", type=FieldType.SCALE, options=LEVELS)
WHY = Field(id="why", label="What shows it?", type=FieldType.SHORT)
TALK = Field(id="talk", label="What we say together", type=FieldType.LONG)
FORM = Form(
    id="apart",
    version=1,
    kind=Kind.APPRAISAL,
    title="Appraisal apart",
    sections=(
        Section(id="year", title="The year", step=Step.TALK, fields=(SCORE, WHY), blind=True),
        Section(id="then", title="Together", step=Step.TALK, fields=(TALK,)),
    ),
)
MINE = {"year.score": "no", "year.why": "Querciamine"}
THEIRS = {"year.score": "yes", "year.why": "Querciatheirs"}


def used(team: Team) -> str:
    """Publish the form and return its id."""
    draft = team.house.own_forms.bring_in(team.owner, form_file(FORM), "apart.toml").value
    return team.house.own_forms.publish(team.owner, draft.id).value.id


def begun(team: Team) -> meeting.Meeting:
    """Begin an appraisal with Tomasz."""
    return meeting.begin(team.house, team.owner, Kind.APPRAISAL, team.worker.person_id, used(team)).value


def led(team: Team, page: meeting.Meeting, answers: dict[str, str]) -> meeting.Meeting:
    """Let the leader keep some answers, and read the page again."""
    page = meeting.read(team.house, team.owner, page.sheet.record_id)
    writing.store(team.house, team.owner, page.sheet.pen, put_answers(page.sheet.content, answers))
    return meeting.read(team.house, team.owner, page.sheet.record_id)


def everything(team: Team, page: meeting.Meeting, by: Actor) -> str:
    """Return all that somebody can read of the draft."""
    house, record_id = team.house, page.sheet.record_id
    if by == team.worker:
        return str(prepare.read(house, by, record_id)) + str(today.read(house, by))
    view = house.records.view(by, record_id)
    pages = (
        meeting.read(house, by, record_id),
        record.read(house, by, record_id),
        view,
        today.read(house, by),
    )
    return " ".join(str(one) for one in pages)


def test_neither_reads_the_others_half_until_both_are_in(team: Team) -> None:
    page, record_id = begun(team), ""
    record_id = page.sheet.record_id
    (line,) = today.read(team.house, team.worker).to_sign
    assert line.verb is not None
    assert line.verb.place == places.Prepare(record_id=record_id)
    prepare.store(team.house, team.worker, MINE, record_id)
    led(team, page, THEIRS)
    assert "Querciamine" not in everything(team, page, team.owner)
    assert "Querciatheirs" not in everything(team, page, team.worker)
    assert dict(prepare.read(team.house, team.worker, record_id).answers) == MINE
    with pytest.raises(StateError, match="Tomasz has not handed"):
        writing.show_both(team.house, team.owner, record_id)
    prepare.hand_in(team.house, team.worker, record_id)
    assert today.read(team.house, team.worker).to_sign == ()
    assert "Querciamine" not in everything(team, page, team.owner)
    assert "Querciatheirs" not in everything(team, page, team.worker)
    content = writing.show_both(team.house, team.owner, record_id).value
    assert own_half(content.answers) == MINE
    assert "Querciamine" in everything(team, page, team.owner)


def test_the_leader_sees_nothing_before_they_have_scored_themselves(team: Team) -> None:
    page = begun(team)
    prepare.store(team.house, team.worker, MINE, page.sheet.record_id)
    prepare.hand_in(team.house, team.worker, page.sheet.record_id)
    led(team, page, {"year.score": "yes"})
    with pytest.raises(IncompleteError, match="What shows it"):
        writing.show_both(team.house, team.owner, page.sheet.record_id)
    assert "Querciamine" not in everything(team, page, team.owner)


def test_what_both_see_neither_changes(team: Team) -> None:
    page = begun(team)
    record_id = page.sheet.record_id
    prepare.store(team.house, team.worker, MINE, record_id)
    prepare.hand_in(team.house, team.worker, record_id)
    with pytest.raises(StateError, match="handed this in"):
        prepare.store(team.house, team.worker, {"year.why": "Better"}, record_id)
    assert prepare.read(team.house, team.worker, record_id).handed_in
    led(team, page, THEIRS)
    writing.show_both(team.house, team.owner, record_id)
    after = led(
        team, page, {"year.score": "no", "year.why": "Like his", "own:year.why": "x", "then.talk": "Ok"}
    )
    answers = after.sheet.content.answers
    assert {key: answers[key] for key in THEIRS} == THEIRS
    assert own_half(answers) == MINE
    assert answers["then.talk"] == "Ok"


def test_both_stand_side_by_side_when_it_is_read_back_sealed_and_found(team: Team, tmp_path: Path) -> None:
    page, house, owner = begun(team), team.house, team.owner
    record_id = page.sheet.record_id
    prepare.store(house, team.worker, MINE, record_id)
    prepare.hand_in(house, team.worker, record_id)
    led(team, page, THEIRS)
    content = writing.show_both(house, owner, record_id).value
    told = [line for part in meeting.read_back(page, content) for line in part.lines]
    place = told.index(("What shows it? – Tomasz’s own", "Querciamine"))
    assert told[place + 1] == ("What shows it?", "Querciatheirs")
    writing.finish(house, owner, record_id)
    shown = str(record.read(house, owner, record_id).sections)
    assert "Querciatheirs  (their own: Querciamine)" in shown
    sealed = team.sign(house.records.view(owner, record_id).record)
    pdf = house.transfer.export_one(owner, sealed.id, tmp_path / "record.pdf")
    words = " ".join(text_of(pdf).split())
    assert "Tomasz’s own Ruth" in words
    assert "How was the year? Not yet Met" in words
    assert "What shows it? Querciamine Querciatheirs" in words
    assert len(find.read(house, owner, "Querciamine").lines) == 1
    draft = house.correcting.correct(owner, sealed.id, "A word was wrong.").value.record
    house.writing.store(owner, draft.id, draft.content, draft.revision)
    again = house.writing.finish(owner, draft.id).value
    assert again.content.answers == sealed.content.answers


def test_a_half_that_was_handed_in_is_shown_once_it_is_finished_and_one_that_was_not_is_in_no_record(
    team: Team,
) -> None:
    page, house, owner = begun(team), team.house, team.owner
    prepare.store(house, team.worker, MINE, page.sheet.record_id)
    led(team, page, THEIRS)
    done = house.writing.finish(owner, page.sheet.record_id).value
    assert "Querciamine" not in done.content.to_json()
    house.writing.reopen(owner, done.id)
    prepare.store(house, team.worker, MINE, done.id)
    prepare.hand_in(house, team.worker, done.id)
    done = house.writing.finish(owner, done.id).value
    assert own_half(done.content.answers) == MINE
    assert are_shown(done.content.answers)


def test_nobody_else_scores_for_somebody_and_what_is_missing_is_named(team: Team) -> None:
    page, house = begun(team), team.house
    record_id = page.sheet.record_id
    for other in (team.owner, team.deputy, team.other):
        with pytest.raises(NotAllowedError):
            prepare.store(house, other, MINE, record_id)
        with pytest.raises(NotAllowedError):
            prepare.read(house, other, record_id)
    with pytest.raises(StateError, match="does not belong"):
        prepare.store(house, team.worker, {"then.talk": "x"}, record_id)
    prepare.store(house, team.worker, {"year.score": "no"}, record_id)
    with pytest.raises(IncompleteError, match="What shows it"):
        prepare.hand_in(house, team.worker, record_id)
    house.writing.finish(team.owner, record_id)
    with pytest.raises(StateError, match="not scored any more"):
        prepare.read(house, team.worker, record_id)


def test_it_is_printed_as_two_sheets(team: Team, tmp_path: Path) -> None:
    to = tmp_path / "blank.pdf"
    about = team.worker.person_id
    paper.print_blank(team.house, team.owner, Kind.APPRAISAL, used(team), about, to)
    words = " ".join(text_of(to).split())
    assert words.count("How was the year?") == 2
    assert words.index("for Tomasz Birch alone") < words.index("What we say together")
    assert words.count("What we say together") == 1


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        (Kind.GROUP_SUPERVISION, SCORE),
        (Kind.APPRAISAL, Field(id="file", label="File", type=FieldType.FILES)),
        (Kind.APPRAISAL, Field(id="rows", label="Rows", type=FieldType.TABLE, columns=(WHY,))),
    ],
)
def test_what_cannot_be_scored_apart_is_not_published(kind: Kind, item: Field) -> None:
    part = Section(id="year", title="The year", step=Step.TALK, fields=(item,), blind=True)
    assert [fault.setting for fault in faults(replace(FORM, kind=kind, sections=(part,)))] == ["blind"]
    assert faults(FORM) == ()
