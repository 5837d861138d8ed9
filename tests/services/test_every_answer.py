"""Random forms of every kind: each way of answering in every step, finished, sealed, found and read back."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path
from random import Random

import jsonschema
import pikepdf
import pytest

from app.bootstrap import build
from app.catalog.loader import form_file
from app.domain.answers import OTHER, ROW, Answer, Cell, Entry, all_texts, answered
from app.domain.asking import asked, finished
from app.domain.content import Content
from app.domain.forms import (
    AnsweredBy,
    Field,
    FieldRole,
    FieldType,
    Form,
    How,
    Option,
    Section,
    Step,
    Style,
    When,
    WorkOut,
)
from app.domain.kinds import Kind, Sealing
from app.domain.packs import Names, Purpose
from app.domain.records import Audience, Record, RecordState
from app.domain.signing import Mark, Part, Verdict
from app.storage.keys import FLOOR
from app.system.resources import resource
from tests.services.test_packs import everything_in, text_of
from tests.team import PINS, Team

WORD = "Querciaban{}"
CELLS = [kind for kind in FieldType if kind.row.cell and kind is not FieldType.FILES]
LEVELS = (
    Option(id="no", label="Not yet", score=0, meaning="Gives from memory."),
    Option(id="yes", label="Met", score=1),
    Option(id="unseen", label="Did not see"),
)


def question(chance: Random, kind: FieldType, number: int, *, cell: bool = False) -> Field:
    """Return a random question of a type."""
    takes = kind.row.takes
    return Field(
        id=f"q{number}",
        label=f"Question {number} {kind.value}",
        type=kind,
        answered_by=chance.choice(list(AnsweredBy)),
        mandatory=chance.random() < 0.3,
        sensitive=not cell and chance.random() < 0.1,
        options=LEVELS if "options" in takes else (),
        other="other" in takes and chance.random() < 0.5,
        does_not_apply="does_not_apply" in takes and chance.random() < 0.5,
        unit="tablets" if "unit" in takes else "",
        least=0 if "unit" in takes else None,
        most=99 if "unit" in takes else None,
        entry=chance.choice(("", "Case")) if "entry" in takes else "",
        rows=LEVELS[:2] if "rows" in takes and chance.random() < 0.4 else (),
        columns=tuple(question(chance, one, place, cell=True) for place, one in enumerate(CELLS))
        if "columns" in takes
        else (),
    )


def needed(kind: Kind) -> tuple[Field, ...]:
    """Return the questions that a form of a kind cannot do without."""
    made = []
    for role in FieldRole:
        if role in kind.needs or (kind is Kind.OBSERVATION and role is FieldRole.RATING):
            way = next(one for one in FieldType if one in role.asked.types)
            options = LEVELS if "options" in way.row.takes else ()
            made.append(Field(id=f"for_{role.value}", label=role.value, type=way, role=role, options=options))
    return tuple(made)


def random_form(chance: Random, kind: Kind, name: str) -> Form:
    """Return a form of a kind with every way of answering in every step it has."""
    number, sections = 0, []
    for step in kind.steps:
        ways = [one for one in FieldType if one not in {FieldType.WORKED_OUT, FieldType.FILES}]
        chance.shuffle(ways)
        fields = []
        for way in ways:
            number += 1
            fields.append(question(chance, way, number))
        table = next(one for one in fields if one.type is FieldType.TABLE)
        count = next(column for column in table.columns if column.type is FieldType.NUMBER)
        works_out = WorkOut(
            how=chance.choice([How.TOTAL, How.AVERAGE, How.LOWEST, How.SHARE]),
            of=(f"{step.value}.{table.id}.{count.id}",),
        )
        fields.append(
            Field(id=f"out_{step.value}", label="Out", type=FieldType.WORKED_OUT, works_out=works_out)
        )
        hangs = next(one for one in fields if one.type is FieldType.YES_NO)
        when = When(question=f"{step.value}.{hangs.id}", answers=("yes",))
        extra = Field(id=f"only_{step.value}", label="Only then", type=FieldType.SHORT, when=when)
        own = step in {Step.WRITE, Step.OBSERVE} and needed(kind)
        sections.append(
            Section(
                id=step.value,
                title=f"Part {step.value}",
                step=step,
                fields=(*fields, extra, *(own or ())),
            )
        )
    return Form(
        id=name,
        version=1,
        kind=kind,
        title=f"Random {name}",
        sections=tuple(sections),
        style=chance.choice((Style.ARRANGED, Style.SPOT_CHECK, Style.COMPETENCY))
        if kind is Kind.OBSERVATION
        else None,
    )


def said(chance: Random, item: Field) -> Answer:
    """Return a random answer that a question can have."""
    if item.type.has_entries:
        rows = [{ROW: row.id} for row in item.rows] or [{} for _ in range(chance.randint(1, 7))]
        return tuple(entry(chance, item, row) for row in rows)
    return cell(chance, item)


def entry(chance: Random, item: Field, row: Entry) -> Entry:
    """Return a random entry."""
    return {**row, **{column.id: cell(chance, column) for column in item.columns}}


def cell(chance: Random, item: Field) -> Cell:
    """Return a random answer to a question without entries."""
    option = chance.choice(item.options).id if item.options else ""
    own = f"{OTHER}somebody else" if item.other and chance.random() < 0.5 else option
    found: dict[FieldType, Cell] = {
        FieldType.CHOICE: own,
        FieldType.SCALE: option,
        FieldType.MULTI: tuple(dict.fromkeys((option, own))),
        FieldType.YES_NO: chance.choice(("yes", "no")),
        FieldType.DATE: "2026-02-03",
        FieldType.TIME: "07:15",
        FieldType.PERIOD: "22:00/06:30",
        FieldType.DURATION: str(chance.randint(1, 90)),
        FieldType.NUMBER: str(chance.randint(0, 99)),
        FieldType.INITIALS: "TB",
        FieldType.MARK: (option, "TB", "2026-02-03"),
    }
    return found.get(item.type, "Zażółć “ŵ” ✓ 🙂")


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_a_random_form_is_answered_sealed_found_and_read_back(
    kind: Kind, seed: int, team: Team, tmp_path: Path
) -> None:
    chance, house, owner = Random(f"{kind.value} {seed}"), team.house, team.owner
    form = random_form(chance, kind, f"random_{kind.value}_{seed}")
    brought = house.own_forms.bring_in(owner, form_file(form), "random.toml").value
    form = house.own_forms.publish(owner, brought.id).value
    about = owner if kind.row.own else team.worker
    draft = house.writing.start(owner, kind, about.person_id, form_id=form.id).value
    answers = {
        key: said(chance, item) for key, _, item in form.keyed if item.type is not FieldType.WORKED_OUT
    }
    words = next(key for key, _, item in form.keyed if item.type is FieldType.LONG)
    answers[words] = WORD.format(seed)
    content = replace(draft.record.content, answers=answers)
    if kind.is_group:
        content = replace(content, attendees=(owner.person_id, team.worker.person_id))
    house.writing.store(owner, draft.record.id, content, draft.record.revision)
    record = sealed(team, kind, draft.record.id)
    assert record.state is RecordState.SEALED
    expected = finished(form, Content(answers=answers))
    assert record.content.to_json() == replace(content, answers=expected.answers).to_json()
    assert {key for key, _, _ in asked(form, record.content.answers)} >= set(record.content.answers)
    pdf = house.transfer.export_one(owner, record.id, tmp_path / "record.pdf")
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    for _, section, item, shown in answered(form, record.content.answers):
        for piece in (section.title, item.label, *(all_texts(shown) if not item.type.has_entries else ())):
            assert all(word in text for word in piece.split() if word.isalnum()), piece
    assert house.finding.search(owner, WORD.format(seed))


def sealed(team: Team, kind: Kind, record_id: str) -> Record:
    """Close a record as its kind is closed."""
    house, owner = team.house, team.owner
    if kind.row.private:
        house.sharing.share(owner, record_id, Audience.RECORD)
        house.signing.seal_saved(owner, at_once=True)
    elif kind.sealing in {Sealing.SERVICE, Sealing.CHOICE}:
        house.writing.save(owner, record_id)
        house.signing.seal_saved(owner, at_once=True)
    elif kind.is_group:
        house.writing.finish(owner, record_id)
        house.signing.attend(record_id, team.worker.person_id, PINS[team.worker.name])
        house.signing.compose(owner, record_id)
        name = owner.name
        house.signing.sign(record_id, Part.SUPERVISOR, owner.person_id, PINS[name], Mark(typed=name))
    else:
        team.sign(house.writing.finish(owner, record_id).value)
    return house.records.view(owner, record_id).record


def rich(team: Team, *, rows: int = 3) -> tuple[Form, Record]:
    """Return a sealed supervision that answers in every way; a colleague's name stands in a cell."""
    house, owner, chance = team.house, team.owner, Random("rich")
    brought = house.own_forms.bring_in(
        owner, form_file(random_form(chance, Kind.SUPERVISION, "rich")), "r.toml"
    )
    form = house.own_forms.publish(owner, brought.value.id).value
    draft = house.writing.start(owner, Kind.SUPERVISION, team.worker.person_id, form_id=form.id).value
    answers = {
        key: said(chance, item) for key, _, item in form.keyed if item.type is not FieldType.WORKED_OUT
    }
    key, table = next(
        (key, item) for key, _, item in form.keyed if item.type is FieldType.TABLE and not item.rows
    )
    who = next(column.id for column in table.columns if column.type is FieldType.PERSON)
    named = tuple({**entry(chance, table, {}), who: "Priya Larch"} for _ in range(rows))
    content = replace(draft.record.content, answers={**answers, key: named})
    house.writing.store(owner, draft.record.id, content, draft.record.revision)
    return form, team.sign(house.writing.finish(owner, draft.record.id).value)


def test_every_answer_leaves_with_the_vault_and_comes_back(team: Team, tmp_path: Path) -> None:
    _, record = rich(team)
    team.house.take_out.take_out(team.owner, tmp_path / "out")
    fresh = build(tmp_path / "fresh", team.clock, FLOOR)
    fresh.take_out.restore(
        tmp_path / "out", name="Ruth Alder", passphrase="walnut harbour tulip seven", pin="408213"
    )
    owner = fresh.vaults.open("Ruth Alder", "walnut harbour tulip seven")
    again = fresh.records.view(owner, record.id).record
    assert again.content.to_json() == record.content.to_json()
    pdf = fresh.transfer.export_one(owner, record.id, tmp_path / "again.pdf")
    assert fresh.checking.check(pdf).verdict is Verdict.UNCHANGED
    fresh.vaults.close()


@pytest.mark.parametrize("names", [Names.ROLE, Names.CODE])
def test_a_name_in_a_cell_goes_out_of_an_extract_and_the_table_stays_one(
    team: Team, tmp_path: Path, names: Names
) -> None:
    rich(team)
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",), seed=7)
    plan = replace(plan, names=names)
    found = team.house.packs.look(team.owner, plan).undecided(plan)
    plan = plan.decided((one.word for one in found), ())
    made = team.house.packs.make(team.owner, plan, tmp_path).value
    (extract,) = (made.folder / "extracts").glob("*.pdf")
    text = text_of(extract)
    assert "Priya" not in text
    assert "Larch" not in text
    assert "07:15" in text
    initials = "· TB ·" in text
    assert initials is (names is Names.ROLE)
    assert tagged(extract)


def tagged(pdf: Path) -> bool:
    """Tell whether a table is in the structure of a PDF."""
    done = subprocess.run(["pdfinfo", "-struct", str(pdf)], capture_output=True, check=True)
    return b"Table" in done.stdout and b"TH" in done.stdout


def test_somebodys_own_file_holds_every_answer_they_prepared(team: Team, tmp_path: Path) -> None:
    form, record = rich(team)
    plan = team.house.packs.plan(team.owner, Purpose.PERSON, person_id=team.worker.person_id)
    made = team.house.packs.make(team.owner, plan, tmp_path).value
    found = everything_in(made.folder)
    assert record.number in found
    assert form.title in found
    assert "22:00 to 06:30 (510 minutes)" in " ".join(found.split())


def test_a_table_of_many_rows_is_printed_whole(team: Team, tmp_path: Path) -> None:
    _, record = rich(team, rows=90)
    pdf = team.house.transfer.export_one(team.owner, record.id, tmp_path / "record.pdf")
    assert text_of(pdf).count("Priya Larch") == 90


def test_the_file_in_a_sealed_record_has_the_published_shape(team: Team, tmp_path: Path) -> None:
    schema = json.loads(resource("schemas", "record.schema.json").read_text(encoding="utf-8"))
    old = team.sign(team.write(team.owner, team.other))
    _, record = rich(team)
    formats = []
    for one in (record, old):
        pdf = team.house.transfer.export_one(team.owner, one.id, tmp_path / f"{one.number}.pdf")
        with pikepdf.open(pdf) as opened:
            document = json.loads(opened.attachments["record.json"].get_file().read_bytes())
        jsonschema.validate(document, schema)
        formats.append(document["format"])
    assert formats == ["alongside-record-2", "alongside-record-1"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**document, "format": "alongside-record-3"}, schema)
