"""What is asked only sometimes: of some people, by role, level, job or competency; and a cell, by another of its row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.catalog.loader import form_file, parse_form
from app.domain.answers import Answer
from app.domain.asking import asked
from app.domain.drafting import put_answers
from app.domain.errors import CatalogError, IncompleteError
from app.domain.facts import Fact
from app.domain.form_faults import faults
from app.domain.forms import AnsweredBy, Field, FieldType, Form, Section, Step, Style, When
from app.domain.kinds import Kind
from app.domain.people import Actor, Pathway, Profile, Role
from app.domain.records import RecordState
from app.pages import form_editor, forms, meeting, observe, paper, prepare, shell, writing
from tests.random_forms import LEVELS
from tests.services.test_packs import text_of
from tests.team import Team


def form_with(when: When) -> Form:
    """Return a form with a question for everybody, and one that must be answered for some only."""
    everybody = Field(id="all", label="For everybody", type=FieldType.SHORT)
    some = Field(id="some", label="For some only", type=FieldType.SHORT, mandatory=True)
    part = Section(id="part", title="Everybody", step=Step.TALK, fields=(everybody,))
    other = Section(id="other", title="Leading a shift", step=Step.TALK, fields=(some,), when=when)
    return Form(id="some", version=1, kind=Kind.DEBRIEF, title="Asked of some", sections=(part, other))


def used(team: Team, form: Form) -> str:
    """Bring a form in, publish it and return its id."""
    draft = team.house.own_forms.bring_in(team.owner, form_file(form), "some.toml").value
    return team.house.own_forms.publish(team.owner, draft.id).value.id


def known_as(team: Team, who: Actor, **changes: object) -> None:
    """Write down something else about somebody."""
    now = team.house.people.get(team.owner, who.person_id)
    fields = {name: getattr(now, name) for name in Profile.__dataclass_fields__}
    team.house.people.change(team.owner, who.person_id, Profile(**{**fields, **changes}))


def asked_about(team: Team, form_id: str, who: Actor) -> set[str]:
    """Return the keys that a record about somebody asks."""
    page = meeting.begin(team.house, team.owner, Kind.DEBRIEF, who.person_id, form_id).value
    found = {key for key, _, _ in asked(page.sheet.form, page.sheet.content.answers)}
    writing.discard(team.house, team.owner, page.sheet.record_id)
    return found


@pytest.mark.parametrize(
    ("when", "changes"),
    [
        (When(question=Fact.ROLE, answers=("practice_leader", "deputy")), {"role": Role.PRACTICE_LEADER}),
        (
            When(question=Fact.LEVEL, answers=("enhanced_care_worker",)),
            {"pathway": Pathway.ENHANCED_CARE_WORKER},
        ),
        (When(question=Fact.JOB, answers=("Senior",)), {"job_title": "Night senior"}),
    ],
    ids=["role", "level", "job"],
)
def test_a_part_is_asked_only_about_those_it_is_for(
    when: When, changes: dict[str, object], team: Team, tmp_path: Path
) -> None:
    form_id = used(team, form_with(when))
    if "role" in changes:
        assert asked_about(team, form_id, team.leader) == {"part.all", "other.some"}
        assert asked_about(team, form_id, team.worker) == {"part.all"}
        return
    assert asked_about(team, form_id, team.worker) == {"part.all"}
    known_as(team, team.worker, **changes)
    assert asked_about(team, form_id, team.worker) == {"part.all", "other.some"}
    assert asked_about(team, form_id, team.other) == {"part.all"}


def test_what_is_not_for_somebody_is_not_missed_not_read_back_and_not_printed(
    team: Team, tmp_path: Path
) -> None:
    form_id = used(team, form_with(When(question=Fact.JOB, answers=("senior",))))
    house, owner = team.house, team.owner
    page = meeting.begin(house, owner, Kind.DEBRIEF, team.worker.person_id, form_id).value
    answers: dict[str, Answer] = {"part.all": "Calm", "other.some": "Typed by mistake"}
    content = put_answers(page.sheet.content, answers)
    told = [line for part in meeting.read_back(page, content) for line in part.lines]
    assert ("For everybody", "Calm") in told
    assert "Typed by mistake" not in str(told)
    writing.store(house, owner, page.sheet.pen, content)
    record = team.sign(house.writing.finish(owner, page.sheet.record_id).value)
    assert dict(record.content.answers) == {"part.all": "Calm"}
    paper.print_blank(house, owner, Kind.DEBRIEF, form_id, team.worker.person_id, tmp_path / "not.pdf")
    assert "Leading a shift" not in text_of(tmp_path / "not.pdf")


def test_who_somebody_was_then_decides_also_when_the_record_is_corrected(team: Team, tmp_path: Path) -> None:
    form_id = used(team, form_with(When(question=Fact.JOB, answers=("senior",))))
    house, owner = team.house, team.owner
    known_as(team, team.worker, job_title="Senior support worker")
    paper.print_blank(house, owner, Kind.DEBRIEF, form_id, team.worker.person_id, tmp_path / "for.pdf")
    assert "Only for somebody whose job title has the word “senior”." in " ".join(
        text_of(tmp_path / "for.pdf").split()
    )
    page = meeting.begin(house, owner, Kind.DEBRIEF, team.worker.person_id, form_id).value
    with pytest.raises(IncompleteError, match="needs an answer"):
        writing.finish(house, owner, page.sheet.record_id)
    content = put_answers(page.sheet.content, {"other.some": "Handed over well"})
    writing.store(house, owner, page.sheet.pen, content)
    record = team.sign(house.writing.finish(owner, page.sheet.record_id).value)
    assert record.content.answers[Fact.JOB] == "senior support worker"
    known_as(team, team.worker, job_title="Support worker")
    draft = house.correcting.correct(owner, record.id, "A word was wrong.").value.record
    house.writing.store(owner, draft.id, draft.content, draft.revision)
    again = house.writing.finish(owner, draft.id).value
    assert again.content.answers["other.some"] == "Handed over well"


def test_a_role_changed_while_it_is_written_decides_what_must_be_answered(team: Team) -> None:
    form_id = used(team, form_with(When(question=Fact.JOB, answers=("senior",))))
    house, owner = team.house, team.owner
    page = meeting.begin(house, owner, Kind.DEBRIEF, team.worker.person_id, form_id).value
    known_as(team, team.worker, job_title="Senior")
    writing.store(house, owner, page.sheet.pen, put_answers(page.sheet.content, {"part.all": "Calm"}))
    with pytest.raises(IncompleteError):
        writing.finish(house, owner, page.sheet.record_id)


def test_a_part_is_for_those_who_hold_a_competency_while_it_lasts(team: Team) -> None:
    house, owner, worker = team.house, team.owner, team.worker
    rating = Field(id="one", label="Gives it safely", type=FieldType.SCALE, options=LEVELS, critical=True)
    watched = Form(
        id="giving",
        version=1,
        kind=Kind.OBSERVATION,
        title="Giving medicines",
        style=Style.COMPETENCY,
        validity_months=12,
        sections=(Section(id="see", title="See", step=Step.OBSERVE, fields=(rating,)),),
    )
    competency = used(team, watched)
    form_id = used(team, form_with(When(question=Fact.HOLDS, answers=("Giving medicines",))))
    for level, there in (("no", {"part.all"}), ("yes", {"part.all", "other.some"})):
        page = observe.begin(house, owner, worker.person_id, competency).value
        content = observe.rated(page.sheet.content, {"see.one": level}, {})
        writing.store(house, owner, page.sheet.pen, content)
        observe.save(house, owner, page.sheet.record_id)
        team.clock.turn(minutes=1)
        assert shell.seal_saved(house, owner).value == 1
        record = house.records.view(owner, page.sheet.record_id).record
        assert record.state is RecordState.SEALED
        assert asked_about(team, form_id, worker) == there
    assert asked_about(team, form_id, team.other) == {"part.all"}
    team.clock.turn(days=366)
    assert asked_about(team, form_id, worker) == {"part.all"}


def test_a_part_of_the_workers_own_sheet_is_only_for_some_and_no_fact_comes_up_as_a_point(team: Team) -> None:
    house, worker = team.house, team.worker
    form = form_with(When(question=Fact.ROLE, answers=("worker",)))
    parts = tuple(
        replace(
            part,
            step=Step.PREPARE,
            fields=tuple(replace(f, answered_by=AnsweredBy.WORKER) for f in part.fields),
        )
        for part in form.sections
    )
    form_id = used(team, replace(form, kind=Kind.SUPERVISION, sections=parts))
    forms.make_usual(house, team.owner, form_id)
    page = prepare.read(house, worker)
    assert {key for key, _, _ in asked(page.form, page.answers)} == {"part.all", "other.some"}
    leads = prepare.read(house, team.leader)
    assert {key for key, _, _ in asked(leads.form, leads.answers)} == {"part.all"}
    prepare.store(house, worker, {"other.some": "I led two shifts", Fact.ROLE: "owner"})
    begun = meeting.begin(house, team.owner, Kind.SUPERVISION, worker.person_id).value
    texts = [point.text for point in begun.sheet.content.points]
    assert texts == ["Tomasz asked: I led two shifts"]


def test_the_editor_offers_whom_a_part_is_for_and_says_what_is_missing(team: Team) -> None:
    form = form_with(When(question=Fact.JOB, answers=()))
    assert [fault.sentence for fault in faults(form)] == ["Say for whom: choose or write at least one."]
    strange = form_with(When(question=Fact.ROLE, answers=("astronaut",)))
    assert [fault.setting for fault in faults(strange)] == ["when"]
    draft = team.house.own_forms.bring_in(
        team.owner, form_file(form_with(When(question=Fact.ROLE, answers=("worker",)))), "some.toml"
    ).value
    page = form_editor.choose(form_editor.read(team.house, team.owner, draft.id), "other")
    when = next(one for one in page.settings if one.name == "when")
    assert when.value == (Fact.ROLE, ("worker",))
    assert "The person’s role here" in [one.label for one in when.choices]
    assert "Deputy manager" in [one.label for one in when.answers[Fact.ROLE]]
    page = form_editor.put(page, "when", (Fact.LEVEL.value, ("personal_assistant",)))
    assert page.faults == ()
    form_editor.publish(team.house, team.owner, page.form)
    kept = next(one for one in page.form.sections if one.id == "other")
    assert kept.when == When(question=Fact.LEVEL, answers=("personal_assistant",))
    shown = form_editor.example(page).answers
    assert {key for key, _, _ in asked(page.form, shown)} == {"part.all", "other.some"}


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(question="about:shoes", answers=("red",)), "nobody here can be"),
        (When(question=Fact.ROLE, answers=("astronaut",)), "nobody here can be"),
        (When(question=Fact.HOLDS), "Say for whom"),
    ],
)
def test_a_file_that_is_for_nobody_is_told(when: When, said: str) -> None:
    with pytest.raises(CatalogError, match=said):
        parse_form("some.toml", form_file(form_with(when)))


def test_a_cell_hangs_on_an_earlier_one_of_its_row_and_the_editor_offers_no_other(team: Team) -> None:
    seen = Field(id="seen", label="Seen", type=FieldType.YES_NO)
    why = Field(id="why", label="Why not", type=FieldType.SHORT, when=When(question="seen", answers=("no",)))
    table = Field(id="checks", label="Checks", type=FieldType.TABLE, columns=(seen, why))
    part = Section(id="part", title="Part", step=Step.TALK, fields=(table,))
    form = Form(id="cells", version=1, kind=Kind.DEBRIEF, title="Cells", sections=(part,))
    draft = team.house.own_forms.bring_in(team.owner, form_file(form), "cells.toml").value
    page = form_editor.choose(form_editor.read(team.house, team.owner, draft.id), "part.checks.why")
    when = next(one for one in page.settings if one.name == "when")
    assert [one.id for one in when.choices] == ["", "seen"]
    assert when.value == ("seen", ("no",))
    assert page.faults == ()
    page = form_editor.move(page, -1)
    assert [(fault.place, fault.setting) for fault in page.faults] == [("part.checks.why", "when")]
    page = form_editor.put(form_editor.undo(page), "when", ("", ()))
    assert page.faults == ()
    columns = page.form.sections[0].fields[0].columns
    assert [one.when for one in columns] == [None, None]
