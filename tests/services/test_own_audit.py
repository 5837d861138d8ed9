"""The monthly audit of supervision with a form of the service's own: asked, worked out, printed and sealed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import text

from app.domain.answers import Answer
from app.domain.errors import CatalogError, IncompleteError, NotFoundError
from app.domain.facts import Fact
from app.domain.forms import Field, FieldType, Form, When
from app.domain.quality import QualityAudit
from app.domain.signing import Verdict
from app.domain.working_out import How, WorkOut
from tests.storage.test_vault import vault_of
from tests.team import Team

MONTH = dt.date(2026, 11, 1)


def ours(team: Team) -> Form:
    """Copy the audit, add a number, words that hang on an answer and a share, and publish it."""
    house = team.house
    form = house.own_forms.copy(team.owner, "audit", "Our look at records").value
    (part,) = form.sections
    keys = tuple(f"{part.id}.{one.id}" for one in part.fields)
    added = (
        Field(id="pages", label="How many pages?", type=FieldType.NUMBER),
        Field(
            id="why",
            label="What was missing?",
            type=FieldType.LONG,
            when=When(question="record.voice", answers=("no",)),
        ),
        Field(
            id="share",
            label="How much of it was there?",
            type=FieldType.WORKED_OUT,
            works_out=WorkOut(how=How.SHARE, of=keys),
        ),
    )
    kept = replace(form, sections=(replace(part, fields=(*part.fields, *added)),))
    house.own_forms.store(team.owner, kept)
    return house.own_forms.publish(team.owner, form.id).value


def begun(team: Team, records: int = 2) -> QualityAudit:
    for _ in range(records):
        team.sign(team.write(team.deputy, team.worker))
    return team.house.quality.begin_audit(team.owner, MONTH, records, seed=11).value


def words_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    found = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return found


def test_a_services_own_audit_is_used_once_it_is_published_worked_out_and_sealed(
    team: Team, tmp_path: Path
) -> None:
    form, quality = ours(team), team.house.quality
    audit = begun(team)
    assert (audit.form_id, audit.form_version) == (form.id, 1)
    assert quality.form(team.owner, audit.id) == form
    yes: dict[str, Answer] = {
        key: "yes" for key, _, item in form.keyed if item.mandatory or item.type is FieldType.CHOICE
    }
    one, other = audit.sample
    found = {
        one: {**yes, "record.pages": "4"},
        other: {**yes, "record.voice": "no", "record.why": "Her words."},
    }
    quality.answer(team.owner, audit.id, found)
    assert quality.audits(team.owner)[0].found(form, other).answers["record.share"] == "89 % = 16 of 18"
    assert "record.why" not in quality.audits(team.owner)[0].found(form, one).answers
    quality.seal_audit(team.owner, audit.id)
    pdf = quality.audit_pdf(team.owner, audit.id, tmp_path / "audit.pdf")
    assert team.house.checking.check(pdf).verdict is Verdict.UNCHANGED
    said = words_of(pdf)
    for piece in (
        "Our look at records",
        "50 % yes",
        "89 % = 16",
        "100 % = 18",
        "Her words.",
        "How many pages?",
    ):
        assert piece in said, piece
    assert not [name for name in ("Tomasz", "Birch", "Rowan", "Alder") if name in said]


def test_an_audit_goes_on_with_the_version_it_was_begun_with(team: Team) -> None:
    form, house = ours(team), team.house
    audit = begun(team, 1)
    second = house.own_forms.draft(team.owner, form.id)
    house.own_forms.store(team.owner, replace(second, title="Shorter", sections=second.sections))
    house.own_forms.publish(team.owner, form.id)
    assert house.quality.form(team.owner, audit.id).title == "Our look at records"
    again = house.quality.begin_audit(team.owner, MONTH, 1, seed=1).value
    assert house.quality.form(team.owner, again.id).title == "Shorter"


def test_the_one_that_came_with_us_stays_what_it_is_and_can_be_chosen_again(team: Team) -> None:
    form, house = ours(team), team.house
    assert [one.id for one in house.quality.forms(team.owner)] == [form.id, "audit"]
    team.sign(team.write(team.deputy, team.worker))
    shipped = house.quality.begin_audit(team.owner, MONTH, 1, form_id="audit").value
    assert shipped.form_id == "audit"
    assert len(house.quality.form(team.owner, shipped.id).keyed) == 9
    house.own_forms.make_usual(team.owner, "audit")
    assert house.quality.begin_audit(team.owner, MONTH, 1).value.form_id == "audit"
    with pytest.raises(NotFoundError, match="not used for audits any more"):
        house.quality.begin_audit(team.owner, MONTH, 1, form_id="supervision")


def test_an_audit_is_not_a_form_that_records_are_written_with(team: Team) -> None:
    form = ours(team)
    assert form.id not in {one.id for one in team.house.records.forms(team.deputy, form.kind)}
    with pytest.raises(CatalogError, match="There is no our_look_at_records form"):
        team.house.writing.start(team.deputy, form.kind, team.worker.person_id, form_id=form.id)


def test_what_names_somebody_or_is_a_file_has_no_place_in_an_audit_and_is_told_at_the_question(
    team: Team,
) -> None:
    house = team.house
    form = house.own_forms.copy(team.owner, "audit", "With a photo").value
    (part,) = form.sections
    for kind in (FieldType.FILES, FieldType.PERSON, FieldType.ACTION, FieldType.CONFIRMED):
        asked = Field(id="extra", label="Who or what?", type=kind)
        house.own_forms.store(
            team.owner, replace(form, sections=(replace(part, fields=(*part.fields, asked)),))
        )
        with pytest.raises(IncompleteError, match="“Who or what\\?” has no place") as told:
            house.own_forms.publish(team.owner, form.id)
        assert list(told.value.fields) == ["record.extra"]


def test_an_audit_answered_before_there_were_forms_reads_as_before_and_can_be_finished(team: Team) -> None:
    audit = begun(team, 1)
    (record,) = audit.sample
    keys = [key for key, _, _ in team.house.quality.form(team.owner, audit.id).keyed]
    before = {key.removeprefix("record."): "partly" for key in keys}
    with vault_of(team).write("x") as work:
        work.session.execute(
            text("UPDATE quality_audit SET answers = :said WHERE id = :id"),
            {"said": json.dumps({"records": {record: before}, "words": "So far."}), "id": audit.id},
        )
        work.tables.open_guards()
        work.session.execute(text("DELETE FROM form WHERE id = 'audit'"))
        work.tables.close_guards()
    (read,) = team.house.quality.audits(team.owner)
    assert read.answers == {record: dict.fromkeys(keys, "partly")}
    ours(team)
    assert team.house.quality.form(team.owner, audit.id).title == "Audit of supervision"
    assert team.house.quality.seal_audit(team.owner, audit.id).value.sealed_at == team.clock.now()


def test_the_questions_of_an_audit_are_printed_to_be_filled_in_by_hand(team: Team, tmp_path: Path) -> None:
    form, audit = ours(team), begun(team)
    said = words_of(team.house.quality.audit_paper(team.owner, audit.id, tmp_path / "paper.pdf"))
    assert "S-0001, S-0002" in said
    assert "Signed by the worker" not in said
    for _, _, item in form.keyed:
        assert " ".join(item.label.split()) in " ".join(said.split())


def test_an_audit_hangs_on_no_person_and_is_scored_apart_by_nobody(team: Team) -> None:
    house = team.house
    form = house.own_forms.copy(team.owner, "audit", "For some only").value
    (part,) = form.sections
    for_some = When(question=Fact.ROLE.value, answers=("worker",))
    wrong = replace(part, blind=True, when=for_some, fields=(replace(part.fields[0], when=for_some),))
    house.own_forms.store(team.owner, replace(form, sections=(wrong,)))
    with pytest.raises(IncompleteError) as told:
        house.own_forms.publish(team.owner, form.id)
    assert told.value.fields[part.id].startswith(("An audit is of records", "Only a meeting of two"))
    assert told.value.fields["record.example"].startswith("An audit is of records")
