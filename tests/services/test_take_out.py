"""Everything out and back: exact to the byte, without a secret, a differing byte named, two services side by side."""

from __future__ import annotations

import hashlib
import json
import shutil
from base64 import b64encode
from pathlib import Path

import jsonschema
import pytest
from sqlalchemy import text

from app.bootstrap import build
from app.domain.errors import (
    NotAllowedError,
    StoppedError,
    StorageFullError,
    TextError,
    VaultPlaceError,
    WrongSecretError,
)
from app.domain.kinds import Kind
from app.domain.people import Profile, Role, Service
from app.domain.records import Audience, RecordState
from app.domain.signing import Verdict
from app.services.take_out.reading import SAFE, TakenOut
from app.services.take_out.writing import file_names
from app.storage.keys import FLOOR
from app.storage.whole import leaving
from tests.scans import pdf
from tests.team import PASSPHRASE, PINS, Team, filled


def story(team: Team) -> str:
    """A sealed supervision with a kept file, a tag, a pack's worth of log, and a reflection that is still private. Returns its id."""
    record = team.write(team.deputy, team.worker, words='=cmd and Ω and a line\nwith "quotes"')
    record = team.sign(record)
    team.house.evidence.tag(team.owner, [record.id], "cqc_saf_2023", "S8")
    draft = team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    team.house.writing.store(
        team.deputy,
        draft.record.id,
        filled(draft.form, draft.record.content, "A draft."),
        draft.record.revision,
    )
    return record.id


def rows(folder: Path) -> dict[str, object]:
    return {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "data").glob("*.json")
    }


def test_everything_comes_back_exactly_with_the_recovery_sheet(team: Team, tmp_path: Path) -> None:
    service = Service(name="Brook House")
    first = build(tmp_path / "one", team.clock, FLOOR)
    made = first.vaults.set_up(
        service, Profile(name="Ruth Alder", role=Role.OWNER), PASSPHRASE, PINS["Ruth Alder"]
    )
    first.vaults.close()
    owner = first.vaults.open("Ruth Alder", PASSPHRASE)
    draft = first.writing.start(owner, Kind.REFLECTION, owner.person_id).value
    content = filled(draft.form, draft.record.content, "Only mine.")
    first.writing.store(owner, draft.record.id, content, draft.record.revision)
    first.take_out.take_out(owner, tmp_path / "out")
    first.vaults.close()
    second = build(tmp_path / "two", team.clock, FLOOR)
    second.take_out.restore(tmp_path / "out", recovery=made.recovery_key)
    again = second.vaults.open("Ruth Alder", PASSPHRASE)
    assert second.vaults.faults() == ()
    assert second.records.view(again, draft.record.id).record.content.answers == content.answers
    second.take_out.take_out(again, tmp_path / "again")
    second.vaults.close()
    before, after = rows(tmp_path / "out"), rows(tmp_path / "again")
    assert after.pop("event")[: len(before["event"])] == before.pop("event")  # type: ignore[arg-type,index]
    for table in ("certificate", "signing_key"):  # the sheet signs for nobody: the key is made anew
        assert len(after.pop(table)) == len(before.pop(table)) + 1  # type: ignore[arg-type]
    assert before == after
    with pytest.raises(WrongSecretError):
        build(tmp_path / "three", team.clock, FLOOR).take_out.restore(tmp_path / "out", recovery="0" * 36)
    assert not list((tmp_path / "three").glob("vault*"))


def test_everything_comes_back_without_the_sheet_too_and_old_signers_are_still_known(
    team: Team, tmp_path: Path
) -> None:
    record_id = story(team)
    team.house.take_out.take_out(team.owner, tmp_path / "out")
    fresh = build(tmp_path / "fresh", team.clock, FLOOR)
    done = fresh.take_out.restore(
        tmp_path / "out", name="Ruth Alder", passphrase="walnut harbour tulip seven", pin="408213"
    )
    assert done.rows["record"] == 2
    owner = fresh.vaults.open("Ruth Alder", "walnut harbour tulip seven")
    assert fresh.vaults.faults() == ()
    (pdf,) = (p for p in fresh.transfer.export(owner, tmp_path / "pdfs") if p.suffix == ".pdf")
    assert fresh.checking.check(pdf).verdict is Verdict.UNCHANGED
    assert fresh.records.view(owner, record_id).record.state is RecordState.SEALED
    assert [hit.summary.id for hit in fresh.finding.search(owner, "quotes")] == [record_id]
    with pytest.raises(WrongSecretError, match="one-time code"):
        fresh.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    fresh.vaults.close()
    with pytest.raises(VaultPlaceError):
        fresh.take_out.restore(
            tmp_path / "out", name="Ruth Alder", passphrase="walnut harbour tulip seven", pin="408213"
        )
    with pytest.raises(NotAllowedError, match="Ruth Alder"):
        build(tmp_path / "other", team.clock, FLOOR).take_out.restore(
            tmp_path / "out", name="Nobody", passphrase="walnut harbour tulip", pin="408213"
        )


def test_the_folder_is_whole_readable_and_holds_no_secret(team: Team, tmp_path: Path) -> None:
    story(team)
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    assert team.house.take_out.faults(folder) == ()
    for path in (folder / "data").glob("*.json"):
        schema = json.loads((folder / "schema" / path.name).read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), schema)
    assert not (folder / "data" / "secret.json").exists()
    with team.house.take_out._store.read() as work:
        secrets = [
            value
            for row in work.tables.rows("secret")
            for value in row.values()
            if isinstance(value, bytes) or (isinstance(value, str) and "locked" in value)
        ]
        service = next(work.tables.rows("service"))
    assert secrets
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (*secrets, service["ca_key"]):
        data = secret.encode() if isinstance(secret, str) else bytes(secret or b"")
        assert data not in everything
        assert data.hex().encode() not in everything
    table = (folder / "tables" / "record.csv").read_text(encoding="utf-8")
    assert "S-0001" in table
    assert len(list((folder / "records").glob("*.pdf"))) == 1


@pytest.mark.parametrize("name", ["records", "data", "tables", "README.txt", "keys.sealed", "manifest.json"])
def test_a_differing_byte_is_named_and_nothing_is_brought_in(team: Team, tmp_path: Path, name: str) -> None:
    story(team)
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    path = folder / name
    path = max(path.iterdir(), key=lambda one: one.stat().st_size) if path.is_dir() else path
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(TextError, match=path.stem):
        build(tmp_path / "fresh", team.clock, FLOOR).take_out.restore(
            folder, name="Ruth Alder", passphrase=PASSPHRASE, pin="408213"
        )
    assert not (tmp_path / "fresh").exists()


def test_links_ways_out_and_missing_files_are_refused(team: Team, tmp_path: Path) -> None:
    story(team)
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    readme = folder / "README.txt"
    shutil.copy(readme, tmp_path / "elsewhere.txt")
    readme.unlink()
    assert any("README.txt" in fault and "missing" in fault for fault in team.house.take_out.faults(folder))
    readme.symlink_to(tmp_path / "elsewhere.txt")
    assert any("is a link" in fault for fault in team.house.take_out.faults(folder))
    (folder / "manifest.json").write_text("[" * 100_000, encoding="utf-8")
    assert "cannot be read" in team.house.take_out.faults(folder)[0]
    assert team.house.take_out.faults(tmp_path / "nowhere")


def test_a_stopped_take_out_leaves_nothing(team: Team, tmp_path: Path) -> None:
    story(team)
    with pytest.raises(StoppedError):
        team.house.take_out.take_out(team.owner, tmp_path / "to" / "out", lambda done, _of: done < 5)
    assert list((tmp_path / "to").iterdir()) == []


def test_another_services_records_come_in_beside_ours_without_a_clash(team: Team, tmp_path: Path) -> None:
    story(team)
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    other = build(tmp_path / "other", team.clock, FLOOR)
    owner = other.vaults.set_up(
        Service(name="Brook House"), Profile(name="Asha Elm", role=Role.OWNER), PASSPHRASE, "571938"
    ).actor
    added = other.people.add(
        owner, Profile(name="Jo Fir", role=Role.WORKER, supervisor_id=owner.person_id)
    ).value
    other.vaults.enrol(added.person.id, added.code, "620481", None)
    draft = other.writing.start(owner, Kind.SUPERVISION, added.person.id).value
    other.writing.store(
        owner, draft.record.id, filled(draft.form, draft.record.content, "Ours."), draft.record.revision
    )
    done = other.take_out.merge(owner, folder).value
    assert dict(done.renumbered)["S-0001"] == "S-0001/2"
    numbers = sorted(s.number for s in other.records.list(owner))
    assert numbers == ["S-0001", "S-0001/2"]
    assert other.vaults.faults() == ()
    exported = [p for p in other.transfer.export(owner, tmp_path / "pdfs") if p.suffix == ".pdf"]
    assert [other.checking.check(p).verdict for p in exported] == [Verdict.UNCHANGED]
    assert {p.name for p in other.people.list(owner)} >= {"Asha Elm", "Jo Fir", "Tomasz Birch", "Ruth Alder"}
    nothing_new = other.take_out.merge(owner, folder).value
    assert nothing_new.rows["record"] == 0
    fresh = other.writing.start(owner, Kind.SUPERVISION, team.worker.person_id).value
    assert fresh.record.number == "S-0003"
    other.vaults.close()


def test_only_the_registered_manager_takes_out_and_brings_in(team: Team, tmp_path: Path) -> None:
    for actor in (team.deputy, team.leader, team.worker):
        with pytest.raises(NotAllowedError):
            team.house.take_out.take_out(actor, tmp_path / "out")
        with pytest.raises(NotAllowedError):
            team.house.take_out.merge(actor, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_every_table_leaves_as_a_sheet_that_excel_reads_with_its_letters(team: Team, tmp_path: Path) -> None:
    story(team)
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    sheets = list((folder / "tables").glob("*.csv"))
    assert {path.stem for path in sheets} == {path.stem for path in (folder / "data").glob("*.json")}
    assert [path.name for path in sheets if not path.read_bytes().startswith(b"\xef\xbb\xbf")] == []


@pytest.mark.parametrize("number", ["A/C-0001", "A:C-0001", "../C-0001", "Ä C-0001"])
def test_a_number_from_another_service_makes_a_safe_file_name(
    team: Team, tmp_path: Path, number: str
) -> None:
    from tests.storage.test_vault import vault_of  # noqa: PLC0415

    record_id = story(team)
    with vault_of(team).write("") as work:
        work.tables.open_guards()
        work.session.execute(
            text("UPDATE record SET number = :number WHERE id = :id"), {"number": number, "id": record_id}
        )
        work.tables.close_guards()
    written = team.house.transfer.export(team.owner, tmp_path / "pdfs")
    assert {path.parent for path in written} == {tmp_path / "pdfs"}
    assert sorted(path.suffix for path in written) == [".pdf"]
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    assert team.house.take_out.faults(folder) == ()
    assert len(list((folder / "records").iterdir())) == 1


@pytest.mark.parametrize(
    "step",
    ["app.storage.keyring.store", "app.storage.whole.fill", "app.storage.secrets.OwnSecrets.hold_private"],
)
def test_a_disk_that_fills_up_while_bringing_back_leaves_nothing_half_made(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    story(team)
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    fresh = build(tmp_path / "fresh", team.clock, FLOOR)
    secrets = {"name": "Ruth Alder", "passphrase": "walnut harbour tulip seven", "pin": "408213"}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        if step.endswith("fill"):
            patch.setattr("app.services.take_out.service.fill", full)
        with pytest.raises(StorageFullError):
            fresh.take_out.restore(folder, **secrets)
    assert not fresh.vaults.exists()
    assert list((tmp_path / "fresh").glob("vault-*")) == []
    fresh.take_out.restore(folder, **secrets)
    assert fresh.vaults.open("Ruth Alder", secrets["passphrase"]).name == "Ruth Alder"
    assert fresh.vaults.faults() == ()
    fresh.vaults.close()


def test_whatever_table_has_files_each_has_a_safe_name_of_its_own(team: Team) -> None:
    from tests.storage.test_vault import vault_of  # noqa: PLC0415 - as above

    with_files = [table for table, shape in leaving().items() if shape.files]
    assert {"attachment", "expectation", "quality_audit"} < set(with_files)
    with vault_of(team).read() as work:
        for table in with_files:
            name, columns = file_names(work, table), leaving()[table].columns
            names = {name({column: letter * 9 for column in columns}) for letter in "abc"}  # noqa: C420 - typed
            assert len(names) == 3, table
            assert all(SAFE.fullmatch(f"folder/{name}") for name in names), names


def changed(team: Team, record_id: str) -> None:
    """Change a word of a sealed record with the vault key, behind the guards."""
    with team.house.take_out._store.write("") as work:
        work.tables.open_guards()
        work.session.execute(
            text("UPDATE record SET content = replace(content, 'breakfast', 'supper') WHERE id = :id"),
            {"id": record_id},
        )
        work.tables.close_guards()


def test_a_record_that_was_changed_leaves_by_name_and_does_not_come_in_beside_others(
    team: Team, tmp_path: Path
) -> None:
    whole = team.house.take_out.take_out(team.owner, tmp_path / "whole")
    assert team.house.take_out.altered(whole) == ()
    assert not (whole / "NOT AS SEALED.txt").exists()
    changed(team, team.sign(team.write(team.deputy, team.worker)).id)
    team.sign(team.write(team.owner, team.other))
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    (named,) = team.house.take_out.altered(folder)
    assert named == "S-0001 was changed after it was sealed: what was written."
    assert named in (folder / "NOT AS SEALED.txt").read_text(encoding="utf-8")
    assert team.house.take_out.faults(folder) == ()
    other = build(tmp_path / "other", team.clock, FLOOR)
    owner = other.vaults.set_up(
        Service(name="Brook House"), Profile(name="Asha Elm", role=Role.OWNER), PASSPHRASE, "571938"
    ).actor
    with pytest.raises(TextError, match=r"S-0001 was changed after it was sealed.* Nothing was brought in"):
        other.take_out.merge(owner, folder)
    assert other.records.list(owner) == ()
    assert other.vaults.faults() == ()
    other.vaults.close()
    back = build(tmp_path / "back", team.clock, FLOOR)
    done = back.take_out.restore(folder, name="Ruth Alder", passphrase=PASSPHRASE, pin="571938")
    assert done.altered == (named,)


def test_a_pdf_that_was_signed_over_again_does_not_come_in(team: Team, tmp_path: Path) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    with team.house.take_out._store.write("") as work:
        pdf = work.signing.documents((record.id,))[record.id].pdf
        other = pdf.replace(b"/Title", b"/Titel", 1)
        work.tables.open_guards()
        values = {"pdf": other, "sha": hashlib.sha256(other).hexdigest()}
        work.session.execute(text("UPDATE document SET pdf = :pdf, sha256 = :sha"), values)
        work.tables.close_guards()
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    fresh = build(tmp_path / "other", team.clock, FLOOR)
    owner = fresh.vaults.set_up(
        Service(name="Brook House"), Profile(name="Asha Elm", role=Role.OWNER), PASSPHRASE, "571938"
    ).actor
    with pytest.raises(TextError, match="The PDF of S-0001 was changed"):
        fresh.take_out.merge(owner, folder)
    fresh.vaults.close()


def test_a_take_out_shows_later_that_lines_were_cut_from_the_log(team: Team, tmp_path: Path) -> None:
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    (seen,) = team.house.doctor.against(team.owner, (folder,))
    assert (seen.findings, seen.unchecked) == ([], [])
    with team.house.take_out._store.write("") as work:
        work.tables.open_guards()
        last = work.audit_log.head().lines
        work.session.execute(text(f"DELETE FROM event WHERE sequence = {last}"))
        work.tables.close_guards()
    (seen,) = team.house.doctor.against(team.owner, (folder,))
    assert "taken from the end of the activity log" in seen.findings[0].sentence
    (folder / "README.txt").unlink()
    (seen,) = team.house.doctor.against(team.owner, (folder,))
    assert "shows nothing" in seen.unchecked[0]


KEPT = pdf(1)


def own_words(team: Team) -> list[str]:
    """Write a draft with a kept file, a sheet, and a reflection shared with one person; return its record's id."""
    house = team.house
    draft = house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id).value
    house.writing.store(
        team.deputy,
        draft.record.id,
        filled(draft.form, draft.record.content, "Querciadraft."),
        draft.record.revision,
    )
    house.scans.attach(team.deputy, draft.record.id, "note.pdf", KEPT)
    me = house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    house.preparing.store(me, {"own_points.talk_about": "Querciasheet"})
    own = house.writing.start(me, Kind.REFLECTION, me.person_id).value
    content = filled(own.form, own.record.content, "Querciashared.")
    house.writing.store(me, own.record.id, content, own.record.revision)
    house.sharing.share(me, own.record.id, Audience.PERSON, team.leader.person_id)
    house.sharing.comment(me, own.record.id, "Querciacomment")
    house.signing.seal_saved(me, at_once=True)
    return [draft.record.id, own.record.id]


def test_what_is_somebodys_own_still_leaves_sealed_and_only_the_sheet_brings_it_back(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    draft, shared = own_words(team)
    sheet = team.house.vaults.new_sheet(team.owner, PASSPHRASE).recovery_key
    before = team.house.take_out.beforehand(team.owner)
    assert before.shared == before.preparation == ("Tomasz Birch",)
    assert "leave sealed: only the recovery sheet of today brings them back" in before.told
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    assert team.house.take_out.faults(folder) == ()
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"Quercia" not in everything
    assert b64encode(KEPT) not in everything
    assert KEPT not in everything
    assert len(list((folder / "records").glob("*.pdf"))) == 1  # the sealed supervision; not the reflection
    one = next((folder / "sealed").glob("record-*.sealed"))
    back = build(tmp_path / "back", team.clock, FLOOR)
    done = back.take_out.restore(folder, recovery=sheet)
    assert (done.closed, done.rows["record"]) == (0, 3)
    owner = back.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
    assert back.vaults.faults() == ()
    assert "Querciadraft." in back.writing.draft(owner, draft).record.content.to_json()
    leader = back.vaults.unlock(team.leader.person_id, PINS["Priya Larch"])
    view = back.records.view(leader, shared)
    assert ("Querciashared." in view.record.content.to_json(), view.unlike) == (True, "")
    assert [line.text for line in view.comments] == ["Querciacomment"]
    worker = back.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    assert back.preparing.sheet(worker).answers["own_points.talk_about"] == "Querciasheet"
    back.vaults.close()
    other = build(tmp_path / "other", team.clock, FLOOR)
    with pytest.raises(WrongSecretError):  # a file under another's name opens with no sheet
        TakenOut(folder, other.take_out._restoring.opens(sheet))._opens(one.read_bytes(), "sealed/x.sealed")  # type: ignore[misc]


def test_without_the_sheet_what_is_somebodys_own_stays_sealed_and_that_is_said(
    team: Team, tmp_path: Path
) -> None:
    story(team)
    draft, shared = own_words(team)
    folder = team.house.take_out.take_out(team.owner, tmp_path / "out")
    fresh = build(tmp_path / "fresh", team.clock, FLOOR)
    done = fresh.take_out.restore(folder, name="Ruth Alder", passphrase=PASSPHRASE, pin="408213")
    assert done.told_closed.startswith("3 drafts, sheets or reflections stayed sealed in the folder")
    owner = fresh.vaults.open("Ruth Alder", PASSPHRASE)
    with fresh.store.read() as work:
        assert "Quercia" not in work.records.get(draft).content.to_json()
        assert shared not in work.records.identities()
        assert work.preparation.get(team.worker.person_id).answers == {}  # type: ignore[union-attr]
    assert fresh.vaults.faults() == ()
    assert [one.sentence for one in fresh.doctor.look(owner).findings if "changed" in one.sentence] == []
    fresh.vaults.close()
    beside = build(tmp_path / "beside", team.clock, FLOOR)
    mine = beside.vaults.set_up(
        Service(name="Brook House"), Profile(name="Asha Elm", role=Role.OWNER), PASSPHRASE, "571938"
    ).actor
    assert beside.take_out.merge(mine, folder).value.closed == 3
    beside.vaults.close()


def test_whose_own_words_leave_sealed_is_said_before_a_take_out(team: Team) -> None:
    assert team.house.take_out.beforehand(team.owner).told == ""
    with pytest.raises(NotAllowedError):
        team.house.take_out.beforehand(team.deputy)
    team.house.writing.start(team.deputy, Kind.SUPERVISION, team.worker.person_id)
    team.house.vaults.unlock(team.other.person_id, PINS[team.other.name])
    own = team.house.writing.start(team.other, Kind.REFLECTION, team.other.person_id).value
    team.house.preparing.store(team.worker, {"own_points.talk_about": "The choices at tea"})
    told = team.house.take_out.beforehand(team.owner)
    assert told.drafts == ("Dee Rowan",)
    assert told.private == ("Chipo Maple",)
    assert "Drafts of Dee Rowan." in told.told
    assert "Private reflections of Chipo Maple open for their writers only." in told.told
    assert own.record.id
    assert told.preparation == ("Tomasz Birch",)
