"""A first run that fails leaves nothing behind that would say records were lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.errors import StorageFullError, VaultDamagedError, VaultPlaceError
from app.domain.people import Profile, Role, Service
from app.pages import first_run
from app.storage import keyring
from app.storage.keys import FLOOR
from app.storage.unfinished import MAKING
from tests.team import PASSPHRASE, Team

KILLED = """
import os
from pathlib import Path
from unittest.mock import patch
from app.bootstrap import build
from app.domain.people import Profile, Role, Service
from app.storage.keys import FLOOR
house = build(Path({folder!r}), kdf=FLOOR)
with patch({step!r}, lambda *_, **__: os._exit(9)):
    house.vaults.set_up(
        Service(name="Beech Lodge"), Profile(name="Ines Alder", role=Role.OWNER), {passphrase!r}, "402817"
    )
"""


@pytest.mark.parametrize("step", ["hold_private", "settle"])
def test_a_first_run_without_room_can_be_started_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    house = build(tmp_path / "vault", kdf=FLOOR)
    service, owner = Service(name="Beech Lodge"), Profile(name="Ines Alder", role=Role.OWNER)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(f"app.storage.secrets.OwnSecrets.{step}", full)
        with pytest.raises(StorageFullError):
            house.vaults.set_up(service, owner, PASSPHRASE, "402817")
    assert not house.vaults.exists()
    assert not house.vaults.is_open()
    assert list((tmp_path / "vault").glob("vault-*")) == []
    assert not (tmp_path / "vault" / keyring.NAME).exists()
    house.vaults.set_up(service, owner, PASSPHRASE, "402817")
    assert house.vaults.faults() == ()
    house.vaults.close()


def test_setting_up_where_there_are_records_changes_nothing(team: Team) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with pytest.raises(VaultPlaceError, match="already records"):
        team.house.vaults.set_up(
            Service(name="Again"), Profile(name="Ines Alder", role=Role.OWNER), PASSPHRASE, "402817"
        )
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"


def test_a_first_run_that_was_cut_off_can_be_started_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "vault-1.db").write_bytes(b"half a file")
    (folder / MAKING).write_text("vault-1.db", encoding="utf-8")
    house = build(folder, kdf=FLOOR)
    assert not house.vaults.exists()
    assert [path.name for path in folder.glob("vault-*")] == []
    assert first_run.read(house).warning.startswith("An earlier set-up was cut off")
    made = house.vaults.set_up(
        Service(name="Beech Lodge"), Profile(name="Ines Alder", role=Role.OWNER), PASSPHRASE, "402817"
    )
    assert made.recovery_sheet_pdf.startswith(b"%PDF-")
    house.vaults.close()


@pytest.mark.parametrize("step", ["app.storage.secrets.OwnSecrets.settle", "app.storage.keyring.copy"])
def test_a_first_run_that_is_killed_is_undone_or_finished_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    killed = subprocess.run(
        [
            sys.executable,
            "-c",
            KILLED.format(step=step, folder=str(tmp_path / "vault"), passphrase=PASSPHRASE),
        ],
        check=False,
    )
    assert killed.returncode == 9
    house = build(tmp_path / "vault", kdf=FLOOR)
    if house.vaults.exists():
        assert house.vaults.open("Ines Alder", PASSPHRASE).name == "Ines Alder"
    else:
        assert house.vaults.cut_off()
        house.vaults.set_up(
            Service(name="Beech Lodge"), Profile(name="Ines Alder", role=Role.OWNER), PASSPHRASE, "402817"
        )
    assert house.vaults.faults() == ()
    house.vaults.close()


def test_records_whose_key_files_are_missing_are_no_first_run(team: Team) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    for name in (keyring.NAME, keyring.PREVIOUS):
        (folder / name).unlink()
    before = {path.name for path in folder.iterdir()}
    house = build(folder, kdf=FLOOR)
    assert house.vaults.exists()
    with pytest.raises(VaultDamagedError, match="both their key files are missing"):
        house.vaults.open("Ruth Alder", PASSPHRASE)
    with pytest.raises(VaultPlaceError, match="already records"):
        house.vaults.set_up(
            Service(name="Again"), Profile(name="Ines Alder", role=Role.OWNER), PASSPHRASE, "402817"
        )
    assert {path.name for path in folder.iterdir()} >= before
