"""Where records may live, and files that are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import VaultPlaceError
from app.system import volume
from app.system.atomic import write_atomic


@pytest.mark.parametrize(
    ("point", "kind"), [("/care", "cifs"), ("/care", "nfs4"), ("/care/deep", "fuse.sshfs")]
)
def test_a_shared_drive_is_told_from_the_pc_s_own_disk(tmp_path: Path, point: str, kind: str) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\n//server/x {point} {kind} rw 0 0\n", encoding="utf-8")
    assert volume.mount_type(Path(point) / "records", mounts) in volume.NETWORK_FILE_SYSTEMS
    assert volume.mount_type(Path("/home/records"), mounts) == "ext4"


def test_records_are_refused_on_a_shared_drive_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volume, "is_network", lambda _folder: True)
    with pytest.raises(VaultPlaceError, match="make backups to the drive instead"):
        volume.check_place(Path("/care"))


@pytest.mark.parametrize("name", ["OneDrive - Oakview", "Dropbox", "Google Drive"])
def test_a_folder_copied_to_a_cloud_gets_a_warning(tmp_path: Path, name: str) -> None:
    assert volume.warn_place(tmp_path / name / "records") is not None
    assert volume.warn_place(tmp_path / "records") is None


def test_a_file_that_could_not_be_written_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomic(path, b"old")
    with pytest.raises(TypeError):
        write_atomic(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
