"""Packs as an inspector gets them: checked with ordinary tools, without names where none should be, nothing half-made, made again and compared."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import jsonschema
import pikepdf
import pypdfium2
import pytest

from app.domain.errors import NotAllowedError, StateError, StoppedError, StorageFullError
from app.domain.packs import Names, PackPlan, Purpose
from app.domain.records import Choice, Response
from app.domain.signing import Verdict
from app.services.packs import making
from app.services.packs.folder import Steps, zip_up
from app.services.packs.making import PackMade
from app.system.resources import resource
from tests.team import Team, with_said

SAF = "cqc_saf_2023"
STAFF = ("Ruth", "Alder", "Dee", "Rowan", "Priya", "Larch", "Tomasz", "Birch", "Chipo", "Maple")


def story(team: Team) -> None:
    """Two sealed supervisions, one of which names a colleague and somebody who is supported."""
    team.sign(
        team.write(
            team.deputy,
            team.worker,
            words="Tomasz showed Chipo how Maureen likes her tea.",
            action="Show Priya too",
        )
    )
    team.sign(
        team.write(team.owner, team.other),
        Response(choice=Choice.AGREE_AND_ADD, words="Dee Rowan helped me a lot."),
    )


def planned(team: Team, **changes: object) -> PackPlan:
    """Return a plan in which somebody took out every word that may be a name."""
    plan = team.house.packs.plan(team.owner, Purpose.INSPECTION, frameworks=(SAF,), seed=7)
    plan = replace(with_said(plan), recipient="The inspector", names=changes.get("names", Names.FULL))  # type: ignore[arg-type]
    found = team.house.packs.look(team.owner, plan).undecided(plan)
    return replace(plan.decided((one.word for one in found), ()), **changes)  # type: ignore[arg-type]


def make(team: Team, to: Path, **changes: object) -> PackMade:
    return team.house.packs.make(team.owner, planned(team, **changes), to).value


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def everything_in(folder: Path) -> str:
    """Return every word of every file: text of PDFs, their metadata and content streams, names of files."""
    found = []
    for path in folder.rglob("*"):
        found.append(path.name)
        if path.suffix == ".pdf":
            found.append(text_of(path))
            with pikepdf.open(path) as pdf:
                found += [str(pdf.docinfo), pdf.Root.Metadata.read_bytes().decode()]
                found += [
                    page.Contents.read_bytes().decode("latin-1")
                    for page in pdf.pages
                    if not isinstance(page.Contents, pikepdf.Array)
                ]
                if "originals" not in path.parts:
                    assert set(pdf.attachments) <= {"log.json"}
                    found += [one.get_file().read_bytes().decode() for one in pdf.attachments.values()]
        elif path.is_file():
            found.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(found)


def test_originals_are_byte_for_byte_and_the_whole_pack_checks(team: Team, tmp_path: Path) -> None:
    story(team)
    made = make(team, tmp_path, sensitive=True, hidden=())
    originals = sorted((made.folder / "originals").glob("*.pdf"))
    with team.house.packs._sources.store.read() as work:
        kept = {work.signing.document(s.id).sha256 for s in work.records.summaries()}  # type: ignore[union-attr]
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {one["sha256"] for one in manifest["files"] if one["path"].startswith("originals/")} == kept
    assert len(originals) == 2
    for place in (made.folder, made.zip):
        assert team.house.checking.check_pack(place).verdict is Verdict.UNCHANGED
    for pdf in (*originals, made.folder / "index.pdf"):
        assert team.house.checking.check(pdf).verdict is Verdict.UNCHANGED
    with zipfile.ZipFile(made.zip) as archive:
        assert archive.testzip() is None
        assert {name.split("/", 1)[1] for name in archive.namelist()} == {
            p.relative_to(made.folder).as_posix() for p in made.folder.rglob("*") if p.is_file()
        }
    rows = list(csv.DictReader(io.StringIO((made.folder / "index.csv").read_text(encoding="utf-8-sig"))))
    assert {row["sha256_of_sealed_original"] for row in rows} == kept
    schema = json.loads(resource("schemas", "pack-manifest.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(manifest, schema)
    index = text_of(made.folder / "index.pdf")
    assert "CQC Single Assessment Framework, version 2023" in index
    assert "S-0001" in index


@pytest.mark.skipif(
    shutil.which("pdfsig") is None or shutil.which("openssl") is None,
    reason="poppler-utils and openssl are not here",
)
def test_pdfsig_qpdf_and_openssl_find_nothing_wrong(team: Team, tmp_path: Path) -> None:
    story(team)
    made = make(team, tmp_path, sensitive=True, hidden=())
    for pdf in (*(made.folder / "originals").glob("*.pdf"), made.folder / "index.pdf"):
        found = subprocess.run(["pdfsig", pdf], capture_output=True, text=True, check=False).stdout
        assert "Signature is Valid" in found
        assert "not valid" not in found.lower()
    if shutil.which("qpdf"):
        for pdf in made.folder.rglob("*.pdf"):
            assert subprocess.run(["qpdf", "--check", pdf], capture_output=True, check=False).returncode == 0
    command = [
        "openssl",
        "cms",
        "-verify",
        "-binary",
        "-inform",
        "DER",
        "-in",
        "manifest.json.p7s",
        "-content",
        "manifest.json",
    ]
    command += ["-CAfile", "service-certificate.pem", "-purpose", "any", "-out", "checked.json"]
    assert subprocess.run(command, cwd=made.folder, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("names", [Names.ROLE, Names.CODE])
def test_no_name_is_left_anywhere_in_an_anonymised_pack(team: Team, tmp_path: Path, names: Names) -> None:
    story(team)
    made = make(team, tmp_path, names=names)
    assert not (made.folder / "originals").exists()
    found = everything_in(made.folder)
    for name in (*STAFF, "Maureen"):
        assert not re.search(rf"(?<![0-9a-z]){name}(?![0-9a-z])", found, re.IGNORECASE), (
            name
        )  # a hash may hold "dee"
    assert "EXTRACT – NOT THE SIGNED RECORD" in found


def test_codes_are_consistent_within_a_pack_and_differ_in_the_next(team: Team, tmp_path: Path) -> None:
    story(team)
    first = make(team, tmp_path, names=Names.CODE, seed=1)
    second = make(team, tmp_path, names=Names.CODE, seed=2)
    abouts = []
    for made in (first, second):
        rows = list(csv.DictReader(io.StringIO((made.folder / "index.csv").read_text(encoding="utf-8-sig"))))
        abouts.append({row["number"]: row["about"] for row in rows})
        for row in rows:
            assert row["about"] in text_of(made.folder / row["file"])
    assert set(abouts[0].values()).isdisjoint(abouts[1].values())


def test_sensitive_answers_are_left_out_and_listed(team: Team, tmp_path: Path) -> None:
    team.sign(team.write(team.deputy, team.worker, words="Slept badly because of worry."))
    made = make(team, tmp_path)
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert any("Wellbeing" in one["what"] for one in manifest["left_out"])
    (extract,) = (made.folder / "extracts").glob("*.pdf")
    assert "How are you, in and around work?" in text_of(extract)  # said as left out
    assert text_of(extract).count("Slept badly") < text_of_original(team, tmp_path).count("Slept badly")


def text_of_original(team: Team, tmp_path: Path) -> str:
    (pdf,) = (p for p in team.house.transfer.export(team.owner, tmp_path / "all") if p.suffix == ".pdf")
    return text_of(pdf)


def test_one_changed_byte_a_missing_and_an_added_file_are_named(team: Team, tmp_path: Path) -> None:
    story(team)
    made = make(team, tmp_path, sensitive=True, hidden=())
    first, second = sorted((made.folder / "originals").glob("*.pdf"))
    data = bytearray(first.read_bytes())
    data[900] ^= 1
    first.write_bytes(data)
    second.unlink()
    (made.folder / "extra.txt").write_text("x", encoding="utf-8")
    check = team.house.checking.check_pack(made.folder)
    assert check.verdict is Verdict.CHANGED
    assert any(first.name in fault and "changed" in fault for fault in check.faults)
    assert any(second.name in fault and "missing" in fault for fault in check.faults)
    assert any("extra.txt" in fault for fault in check.faults)


def test_a_manifest_with_one_changed_byte_is_found(team: Team, tmp_path: Path) -> None:
    story(team)
    made = make(team, tmp_path)
    manifest = made.folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"inspector", b"Inspector"))
    check = team.house.checking.check_pack(made.folder)
    assert (check.verdict, "list of files was changed" in check.sentence) == (Verdict.CHANGED, True)
    (made.folder / "manifest.json.p7s").write_bytes(b"\x30\x03\x02\x01\x00")
    assert team.house.checking.check_pack(made.folder).verdict is Verdict.CHANGED
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 not a zip")
    assert team.house.checking.check_pack(tmp_path / "no.zip").verdict is Verdict.NOT_CHECKED


def before(stop_at: int, done: int, _of: int) -> bool:
    return done < stop_at


def test_a_stopped_pack_leaves_nothing_and_no_line_in_the_log(team: Team, tmp_path: Path) -> None:
    story(team)
    to = tmp_path / "packs"
    for stop_at in (1, 3, 6):
        with pytest.raises(StoppedError):
            team.house.packs.make(team.owner, planned(team), to, partial(before, stop_at))
        assert list(to.iterdir()) == []
    assert team.house.packs.log(team.owner) == ()


def test_a_pack_that_could_not_be_named_can_be_made_again_at_once(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story(team)
    to = tmp_path / "packs"

    def refused(folder: Path, name: str, archive: Path, steps: Steps) -> None:
        zip_up(folder, name, archive, steps)
        message = "There is no room."
        raise StorageFullError(message)

    with monkeypatch.context() as patch:
        patch.setattr(making, "zip_up", refused)
        with pytest.raises(StorageFullError):
            make(team, to)
    assert list(to.iterdir()) == []
    assert make(team, to).zip.exists()


def test_what_a_killed_pack_left_is_cleared_by_the_next(team: Team, tmp_path: Path) -> None:
    story(team)
    made = make(team, tmp_path / "first")
    to = tmp_path / "packs"
    half = to / ".Pack-2-inspection-2026-11-24.abcd1234.part"
    half.mkdir(parents=True)
    (half / "index.csv").write_text("half", encoding="utf-8")
    (to / ".Pack-2-inspection-2026-11-24.zip.0a1b2c3d.part").write_bytes(b"half")
    again = make(team, to)
    assert {p.name for p in to.iterdir()} == {again.folder.name, again.zip.name}
    assert made.made.number == 1


def test_the_same_plan_makes_the_same_bytes_but_for_dates_and_signatures(team: Team, tmp_path: Path) -> None:
    story(team)
    first, second = make(team, tmp_path / "a", names=Names.ROLE), make(team, tmp_path / "b", names=Names.ROLE)
    for path in sorted(p.relative_to(first.folder) for p in first.folder.rglob("*") if p.is_file()):
        if path.name not in {"index.pdf", "manifest.json", "manifest.json.p7s"}:
            assert (first.folder / path).read_bytes() == (second.folder / path).read_bytes(), path
    one, other = (text_of(made.folder / "index.pdf") for made in (first, second))
    assert differing(one, other) == ["The activity log of the service has"]


def differing(one: str, other: str) -> list[str]:
    """Return how each paragraph begins that only one of two texts holds; the log has grown between them."""
    before, after = (re.split(r"(?<=[.:]) ", " ".join(text.split())) for text in (one, other))
    return [b.strip()[:35] for b, a in zip(before, after, strict=True) if b != a]


def test_a_pack_of_the_log_is_made_again_a_year_later_and_compared(team: Team, tmp_path: Path) -> None:
    story(team)
    make(team, tmp_path / "then", names=Names.ROLE)
    team.clock.turn(days=365)
    compared = team.house.packs.again(team.owner, 1, tmp_path / "now").value
    assert compared.different == ()
    assert len(compared.same) >= 4
    log = team.house.packs.log(team.owner)
    assert [(one.number, one.plan.recipient) for one in log] == [(2, "The inspector"), (1, "The inspector")]
    assert "made again" in log[0].plan.why


def test_the_index_says_what_became_of_each_action_and_in_an_anonymised_pack_nothing_written_since(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    (action,) = team.house.actions.mine(team.worker)
    team.clock.turn(days=20)
    late = text_of(make(team, tmp_path / "late").folder / "index.pdf")
    assert "! late" in " ".join(late.split())
    team.house.actions.done(team.worker, action.id, seen="Maureen Plum told us")
    named, coded = (
        text_of(make(team, tmp_path / names.value, names=names).folder / "index.pdf")
        for names in (Names.FULL, Names.CODE)
    )
    assert "Plum told us" in " ".join(named.split())
    for text in (named, coded):
        assert "Actions: what was agreed, and what became of it" in " ".join(text.split())
        assert "✓ done 14/12/26" in " ".join(text.split())
    assert "Maureen" not in coded
    assert "Plum" not in coded


def test_a_persons_own_file_holds_everything_and_colleagues_names_are_truly_gone(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    plan = team.house.packs.plan(team.owner, Purpose.PERSON, person_id=team.worker.person_id)
    assert set(plan.hidden) >= {"Chipo", "Priya"}
    made = team.house.packs.make(team.owner, plan, tmp_path).value
    found = everything_in(made.folder)
    for name in ("Chipo", "Maple", "Priya", "Larch"):
        assert name not in found
    assert "[name removed]" in found
    assert "Tomasz Birch" in found
    data = json.loads((made.folder / "data" / "everything.json").read_text(encoding="utf-8"))
    assert {row["What"] for row in data["Activity log"]} >= {"record sealed", "signed"}
    assert data["Details"][0] == {"What": "Name", "Kept": "Tomasz Birch"}
    assert (made.folder / "data" / "actions.csv").exists()
    assert "What is kept about Tomasz Birch" in text_of(made.folder / "about-you.pdf")


def test_only_the_manager_and_a_deputy_who_sees_everybody_make_packs(team: Team, tmp_path: Path) -> None:
    story(team)
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.packs.make(actor, planned(team), tmp_path)
        with pytest.raises(NotAllowedError):
            team.house.packs.log(actor)
    with pytest.raises(StateError):
        make(team, tmp_path, records=())
