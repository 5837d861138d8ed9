"""A fault of this PC, of this program or of what it remembers is never told as a change in what was signed."""

from __future__ import annotations

import hashlib
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.certificates import CertificateAuthority
from app.domain.signing import Verdict
from app.services.packs.making import PackMade
from app.system.known_services import known, name_of, remember
from app.system.paths import known_services_dir
from tests.conftest import opened
from tests.services.test_packs import make, story
from tests.team import Team

STRAY = (".DS_Store", "originals/Thumbs.db", "desktop.ini", "__MACOSX/._index.pdf", "originals/._x.pdf")


@pytest.fixture(scope="module")
def made_once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> PackMade:
    """Return a pack of sealed originals of the team's service, made in another copy of its records."""
    home = tmp_path_factory.mktemp("packs")
    with pytest.MonkeyPatch.context() as patch, opened(template, home, patch) as team:
        story(team)
        return make(team, home / "packs", sensitive=True, hidden=())


@pytest.fixture
def made(made_once: PackMade, tmp_path: Path) -> PackMade:
    """Return the pack, to be handled."""
    to = tmp_path / "packs"
    shutil.copytree(made_once.folder.parent, to)
    return replace(made_once, folder=to / made_once.folder.name, zip=to / made_once.zip.name)


def planted(data: bytes, name: str = "") -> str:
    """Put a file among the certificates this account remembers, and return its name."""
    path = known_services_dir() / (name or name_of(data))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path.name


def false_service(name: str) -> bytes:
    authority = CertificateAuthority()
    return authority.certificate(authority.create(), name)


@pytest.mark.parametrize("how", ["empty", "cut", "flipped", "text", "text under its right name"])
def test_a_remembered_certificate_that_is_damaged_is_named_and_the_rest_still_counts(
    team: Team, made: PackMade, how: str
) -> None:
    whole = known().certificates[0]
    bad = {"empty": b"", "cut": whole[:200], "flipped": whole[:80] + b"\0" + whole[81:]}.get(how, b"hello")
    name = planted(bad, "" if how.endswith("name") else f"{'a' * 32}.cer")
    team.house.vaults.close()
    pdf = min((made.folder / "originals").glob("*.pdf"))
    one, pack = team.house.checking.check(pdf), team.house.checking.check_pack(made.zip)
    assert (one.verdict, one.known, pack.verdict, pack.known) == (
        Verdict.UNCHANGED,
        True,
        Verdict.UNCHANGED,
        True,
    )
    assert [name in note for note in one.notes] == [True]
    assert pack.notes == one.notes


def test_when_the_only_certificate_is_damaged_the_signer_is_unknown_until_the_records_are_opened(
    team: Team, made: PackMade
) -> None:
    (path,) = known_services_dir().glob("*.cer")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    team.house.vaults.close()
    found = team.house.checking.check_pack(made.zip)
    assert (found.verdict, found.known, len(found.notes)) == (Verdict.UNCHANGED, False, 1)
    remember(whole)
    assert team.house.checking.check_pack(made.zip).known


def test_a_certificate_somebody_planted_in_the_service_s_name_does_not_count_and_is_named(
    team: Team, made: PackMade
) -> None:
    name = planted(false_service("Oakview House"))
    found = team.house.checking.check(min((made.folder / "originals").glob("*.pdf")))
    assert (found.verdict, found.known) == (Verdict.UNCHANGED, True)
    (note,) = found.notes
    assert note.startswith(f"The certificate “{name}” kept on this PC names “Oakview House”")
    assert name_of(false_service("Another House")) != name
    planted(false_service("Another House"))
    assert team.house.checking.check(min((made.folder / "originals").glob("*.pdf"))).notes == (note,)


def test_a_certificate_given_by_hand_that_cannot_be_read_is_named_and_left_out(
    team: Team, made: PackMade
) -> None:
    found = team.house.checking.check_pack(made.zip, (b"", b"no certificate"))
    assert (found.verdict, found.known) == (Verdict.UNCHANGED, True)
    assert [note[:13] for note in found.notes] == ["Certificate 1", "Certificate 2"]


def test_what_a_system_puts_beside_a_pack_is_named_and_harmless(
    team: Team, made: PackMade, tmp_path: Path
) -> None:
    for name in STRAY:
        (made.folder / name).parent.mkdir(exist_ok=True)
        (made.folder / name).write_bytes(b"\0\1")
    with zipfile.ZipFile(made.zip) as old, zipfile.ZipFile(tmp_path / "again.zip", "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info))
        for name in STRAY:
            new.writestr(name if "__" in name else f"{made.folder.name}/{name}", b"\0\1")
    for place in (made.folder, tmp_path / "again.zip"):
        found = team.house.checking.check_pack(place)
        assert (found.verdict, found.faults, found.unchecked) == (Verdict.UNCHANGED, (), ())
        assert [name for name in STRAY if not any(f"“{name}”" in note for note in found.notes)] == []
        assert not any(".DS_Store" in name for name in team.house.checking.pack_files(place))


def test_a_file_somebody_hides_beside_the_stray_ones_is_still_told(team: Team, made: PackMade) -> None:
    (made.folder / "originals" / "thumbs.pdf").write_bytes(b"%PDF-")
    found = team.house.checking.check_pack(made.folder)
    assert (found.verdict, found.faults) == (
        Verdict.CHANGED,
        ("“originals/thumbs.pdf” does not belong to this pack.",),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_pc_that_can_open_no_more_files_says_so_and_accuses_nobody(team: Team, made: PackMade) -> None:
    import resource  # noqa: PLC0415 - not on every system

    pdf = min((made.folder / "originals").glob("*.pdf"))
    assert team.house.checking.check_pack(made.folder).verdict is Verdict.UNCHANGED
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        found = team.house.checking.check(pdf), team.house.checking.check_pack(made.folder)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert [one.verdict for one in found] == [Verdict.NOT_CHECKED] * 2
    assert all("damaged" not in one.sentence and "changed" not in one.sentence for one in found)


def test_one_file_of_a_pack_that_cannot_be_read_does_not_stop_the_others(team: Team, made: PackMade) -> None:
    first, second = sorted((made.folder / "originals").glob("*.pdf"))
    first.unlink()
    first.symlink_to(second)
    found = team.house.checking.check_pack(made.folder)
    assert (found.verdict, found.faults, len(found.unchecked)) == (Verdict.NOT_CHECKED, (), 1)
    assert first.name in found.unchecked[0]
    second.write_bytes(second.read_bytes() + b"x")
    found = team.house.checking.check_pack(made.folder)
    assert (found.verdict, len(found.faults), len(found.unchecked)) == (Verdict.CHANGED, 1, 1)


def test_a_part_of_the_program_that_is_missing_is_not_a_fault_of_the_file(
    team: Team, made: PackMade, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf = min((made.folder / "originals").glob("*.pdf"))
    for name in ("app.documents.verify", "app.documents.manifest", "app.documents.certificates"):
        monkeypatch.setitem(sys.modules, name, None)
    found = team.house.checking.check(pdf), team.house.checking.check_pack(made.folder)
    assert [one.verdict for one in found] == [Verdict.NOT_CHECKED] * 2
    assert all("is not whole on this PC" in one.sentence for one in found)


def test_a_list_of_a_newer_kind_is_not_called_changed(team: Team, made: PackMade) -> None:
    from app.documents.manifest import sign_manifest  # noqa: PLC0415

    (manifest,) = made.folder.glob("manifest.json")
    newer = manifest.read_bytes().replace(b"alongside-pack-1", b"alongside-pack-9")
    manifest.write_bytes(newer)
    identity = team.house.packs._sources.seal.identity()
    manifest.with_name("manifest.json.p7s").write_bytes(sign_manifest(newer, identity))
    found = team.house.checking.check_pack(made.folder)
    assert (found.verdict, "newest version" in found.sentence) == (Verdict.NOT_CHECKED, True)


def test_the_name_of_a_remembered_certificate_says_what_its_bytes_are(team: Team) -> None:
    (path,) = known_services_dir().glob("*.cer")
    assert path.stem == hashlib.sha256(path.read_bytes()).hexdigest()[:32]
    assert team.house.vaults.is_open()
