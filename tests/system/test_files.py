"""Whole files or none, and one program per folder."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.domain.errors import VaultInUseError
from app.system.atomic import clear_leftovers, write_atomic
from app.system.folder_lock import FolderLock

HOLDER = """
import sys, time
from pathlib import Path
from app.system.folder_lock import FolderLock
lock = FolderLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kept.json"
    write_atomic(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["kept.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX rights")
def test_only_their_owner_reads_the_files(tmp_path: Path) -> None:
    write_atomic(tmp_path / "kept.json", b"x")
    assert (tmp_path / "kept.json").stat().st_mode & 0o077 == 0


def test_what_a_killed_program_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".keyring.json.0a1b2c3d.part").write_bytes(b"half")
    (tmp_path / "keyring.json").write_bytes(b"whole")
    clear_leftovers(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["keyring.json"]


def test_a_folder_in_use_is_refused_and_free_again_once_its_program_was_killed(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    lock = FolderLock(tmp_path)
    with pytest.raises(VaultInUseError, match="already open"):
        lock.acquire()
    holder.kill()
    holder.stdout.close()
    holder.wait()
    lock.acquire()
    lock.release()


def test_who_holds_a_folder_is_told_by_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = FolderLock(tmp_path)
    monkeypatch.setattr("getpass.getuser", lambda: "office")
    held.acquire()
    monkeypatch.setattr("getpass.getuser", lambda: "night-shift")
    with pytest.raises(VaultInUseError, match="office’s account"):
        FolderLock(tmp_path).acquire()
    held.release()


def test_a_folder_may_be_let_go_by_another_thread_than_the_one_that_took_it(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    taker = threading.Thread(target=lock.acquire)
    taker.start()
    taker.join()
    lock.release()
    again = FolderLock(tmp_path)
    again.acquire()
    again.release()
