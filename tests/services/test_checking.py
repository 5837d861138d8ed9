"""A pack that was damaged, packed again or put together by somebody else gets a plain answer, whatever its bytes."""

from __future__ import annotations

import random
import shutil
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from app.domain.errors import StoppedError
from app.domain.signing import Verdict
from app.services.checking import as_der, is_index, is_pack
from app.services.packs.making import PackMade
from tests.conftest import opened
from tests.services.test_packs import before, make, story
from tests.team import Team


@pytest.fixture(scope="module")
def made_once(template: Path, tmp_path_factory: pytest.TempPathFactory) -> PackMade:
    """Return a pack of sealed originals of the team's service, made in another copy of its records."""
    home = tmp_path_factory.mktemp("packs")
    with pytest.MonkeyPatch.context() as patch, opened(template, home, patch) as team:
        story(team)
        return make(team, home / "packs", sensitive=True, hidden=())


@pytest.fixture
def made(made_once: PackMade, tmp_path: Path) -> PackMade:
    """Return the pack, to be spoilt."""
    to = tmp_path / "packs"
    shutil.copytree(made_once.folder.parent, to)
    return replace(made_once, folder=to / made_once.folder.name, zip=to / made_once.zip.name)


def repacked(made: PackMade, to: Path, **more: bytes) -> Path:
    """Return the pack's files in another ZIP, and further ones."""
    with zipfile.ZipFile(made.zip) as old, zipfile.ZipFile(to, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info))
        for name, data in more.items():
            new.writestr(name, data)
    return to


def test_every_damaged_byte_of_a_zip_ends_in_a_verdict_that_is_not_unchanged_or_in_the_whole_pack(
    team: Team, made: PackMade, tmp_path: Path
) -> None:
    whole, chance = made.zip.read_bytes(), random.Random(4)
    for place in chance.sample(range(len(whole)), 25):
        data = bytearray(whole)
        data[place] ^= 1 << chance.randrange(8)
        (tmp_path / "damaged.zip").write_bytes(data)
        found = team.house.checking.check_pack(tmp_path / "damaged.zip")
        assert found.sentence.endswith(".")
        if found.verdict is Verdict.UNCHANGED:  # a date or a comment of the ZIP itself, nothing of the pack
            with zipfile.ZipFile(tmp_path / "damaged.zip") as one, zipfile.ZipFile(made.zip) as other:
                assert [one.read(i) for i in one.infolist()] == [other.read(i) for i in other.infolist()]


def test_a_stream_that_cannot_be_unpacked_is_told_in_a_sentence(
    team: Team, made: PackMade, tmp_path: Path
) -> None:
    with zipfile.ZipFile(made.zip) as archive:
        info = max(archive.infolist(), key=lambda one: one.compress_size)
    data = bytearray(made.zip.read_bytes())
    begin = info.header_offset + 30 + len(info.filename.encode())
    data[begin : begin + 40] = b"\xff" * 40
    (tmp_path / "damaged.zip").write_bytes(data)
    assert team.house.checking.check_pack(tmp_path / "damaged.zip").verdict is Verdict.NOT_CHECKED


def test_a_locked_zip_is_told_in_a_sentence(team: Team, made: PackMade, tmp_path: Path) -> None:
    data = bytearray(made.zip.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    (tmp_path / "locked.zip").write_bytes(data)
    assert team.house.checking.check_pack(tmp_path / "locked.zip").verdict is Verdict.NOT_CHECKED


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_zip_packed_in_a_way_alongside_does_not_use_is_no_pack(
    team: Team, made: PackMade, tmp_path: Path, way: int
) -> None:
    with zipfile.ZipFile(made.zip) as old, zipfile.ZipFile(tmp_path / "other.zip", "w", way) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    found = team.house.checking.check_pack(tmp_path / "other.zip")
    assert found.verdict is Verdict.NOT_CHECKED
    assert found.sentence == "This ZIP was not checked: it is packed in a way that is not read here."


@pytest.mark.parametrize("name", ["beside.txt", "../up.txt", "/root.txt"])
def test_a_zip_with_something_outside_its_folder_is_no_pack(
    team: Team, made: PackMade, tmp_path: Path, name: str
) -> None:
    path = repacked(made, tmp_path / "more.zip", **{name: b"x"})
    assert team.house.checking.check_pack(path).verdict is Verdict.NOT_CHECKED


def test_a_link_in_a_folder_is_not_followed(team: Team, made: PackMade, tmp_path: Path) -> None:
    first = min((made.folder / "originals").glob("*.pdf"))
    (tmp_path / "elsewhere.pdf").write_bytes(first.read_bytes())
    first.unlink()
    first.symlink_to(tmp_path / "elsewhere.pdf")
    assert team.house.checking.check_pack(made.folder).verdict is Verdict.NOT_CHECKED


def test_several_faults_are_counted_in_the_plural(team: Team, made: PackMade) -> None:
    for pdf in (made.folder / "originals").glob("*.pdf"):
        pdf.unlink()
    found = team.house.checking.check_pack(made.folder)
    assert found.sentence.startswith("2 things are not as they were when the service “Oakview House” signed")
    assert len(found.faults) == 2


def test_the_files_of_a_pack_are_shown_the_index_first(team: Team, made: PackMade) -> None:
    names = team.house.checking.pack_files(made.zip)
    assert names[0] == "index.pdf"
    assert set(names) == set(team.house.checking.pack_files(made.folder))
    assert team.house.checking.pack_file(made.zip, "index.csv") == (made.folder / "index.csv").read_bytes()
    with pytest.raises(OSError, match=r"no\.txt"):
        team.house.checking.pack_file(made.folder, "no.txt")


def test_a_check_can_be_stopped(team: Team, made: PackMade) -> None:
    with pytest.raises(StoppedError):
        team.house.checking.check_pack(made.zip, progress=partial(before, 2))


def test_a_pack_is_checked_while_nobody_is_signed_in(team: Team, made: PackMade) -> None:
    team.house.vaults.close()
    assert team.house.checking.check_pack(made.zip).verdict is Verdict.UNCHANGED
    assert team.house.checking.check(made.folder / "index.pdf").verdict is Verdict.UNCHANGED


def test_what_is_a_pack_is_told_by_its_looks(made: PackMade, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert (is_pack(made.folder), is_pack(made.zip)) == (True, True)
    assert (is_pack(tmp_path / "empty"), is_pack(tmp_path / "a.pdf")) == (False, False)
    assert (is_index("index-2.pdf"), is_index("index.csv")) == (True, False)


def test_a_certificate_may_be_given_as_text_or_as_bytes(team: Team, made: PackMade) -> None:
    pem = (made.folder / "service-certificate.pem").read_bytes()
    assert as_der(as_der(pem)) == as_der(pem)
    assert team.house.checking.check_pack(made.zip, (as_der(pem),)).verdict is Verdict.UNCHANGED


def test_a_file_that_is_not_there_or_far_too_large_gets_a_sentence(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "cannot be opened" in team.house.checking.check(tmp_path / "no.pdf").sentence
    monkeypatch.setattr("app.services.checking.PDF_BYTES", 3)
    (tmp_path / "large.pdf").write_bytes(b"%PDF-")
    assert "far larger" in team.house.checking.check(tmp_path / "large.pdf").sentence
