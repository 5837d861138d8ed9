"""What is answered in every way: taken out and brought back, in an extract, one’s own file, many rows, its shape."""

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
from app.domain.forms import FieldType, Form
from app.domain.kinds import Kind
from app.domain.packs import Names, Purpose
from app.domain.records import Record
from app.domain.signing import Verdict
from app.storage.keys import FLOOR
from app.system.resources import resource
from tests.random_forms import entry, random_form, said
from tests.services.test_packs import everything_in, text_of
from tests.team import Team, with_said


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
    made = team.house.packs.make(team.owner, with_said(plan), tmp_path).value
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
    made = team.house.packs.make(team.owner, with_said(plan), tmp_path).value
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
