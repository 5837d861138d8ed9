"""Removing somebody changes the vault key; nothing that goes wrong on the way costs a word or leaves a door open."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.domain.errors import (
    AlongsideError,
    NotAllowedError,
    StorageFullError,
    VaultPlaceError,
    WrongSecretError,
)
from app.storage import keyring
from app.system.wipe import copied
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team


def test_a_rotation_that_found_no_room_leaves_the_records_openable(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, folder = vault_of(team), team.house.vaults.folder

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("app.storage.keyring.write_atomic", full)
        with pytest.raises(StorageFullError):
            vault.enrolling.shut_out(team.deputy.person_id)
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    vault.secrets.change(team.owner.person_id, "402817", "640283", "velvet harbour candle mint")
    assert team.house.vaults.faults() == ()
    team.house.vaults.close()
    assert team.house.vaults.open("Ruth Alder", "velvet harbour candle mint").name == "Ruth Alder"
    assert folder.exists()


def test_after_a_failed_rotation_later_changes_are_still_kept(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that would lose records: a wrong key kept in memory and sealed into the key file."""
    vault = vault_of(team)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("app.storage.keyring.write_atomic", full)
        with pytest.raises(StorageFullError):
            vault.enrolling.shut_out(team.deputy.person_id)
    try:
        vault.secrets.change(team.owner.person_id, "402817", "640283", "velvet harbour candle mint")
        words = "velvet harbour candle mint"
    except NotAllowedError:  # closed after the fault: somebody opens it again
        words = PASSPHRASE
    team.house.vaults.close()
    assert team.house.vaults.open("Ruth Alder", words).name == "Ruth Alder"
    assert team.house.vaults.faults() == ()


def test_a_full_disk_while_copying_is_told_plainly(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415

    def full(*_: object) -> None:
        message = "database or disk is full"
        raise sqlcipher.OperationalError(message)

    with monkeypatch.context() as patch:
        patch.setattr("app.storage.engine.copy", full)
        with pytest.raises(StorageFullError):
            vault_of(team).enrolling.shut_out(team.deputy.person_id)


def test_a_leaver_s_old_key_opens_no_file_left_in_the_folder(team: Team) -> None:
    vault, folder = vault_of(team), team.house.vaults.folder
    old = copied(vault.held.key)
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    vault.held.opened().dispose()
    vault.held.bring_up_to_date(vault.held.ring())  # leaves a copy from before, under the same key
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.house.people.make_leaver(team.owner, team.deputy.person_id)
    from app.storage import engine  # noqa: PLC0415

    for path in folder.glob("*.db"):
        try:
            engine.connect(path, old).close()
        except Exception:  # noqa: BLE001 - refused, as it should be
            continue
        pytest.fail(f"{path.name} opens with the leaver's key")


def test_both_key_files_are_of_one_state_after_a_removal(team: Team) -> None:
    folder = team.house.vaults.folder
    team.house.people.make_leaver(team.owner, team.deputy.person_id)
    team.house.vaults.close()
    assert b"Dee Rowan" not in (folder / keyring.NAME).read_bytes() + (folder / keyring.PREVIOUS).read_bytes()
    (folder / keyring.NAME).write_bytes(b"\x00")
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"


def test_a_removal_cut_off_before_the_key_changed_is_finished_at_the_next_opening(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = team.house.vaults.folder
    kept = folder.parent / "kept"
    team.house.vaults.close()
    shutil.copytree(folder, kept)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    vault = vault_of(team)
    with monkeypatch.context() as patch:  # the power goes between the two steps
        patch.setattr(vault.rotation, "shut_out", lambda _: None)
        vault.enrolling.remove_access(team.deputy.person_id)
    from dataclasses import replace  # noqa: PLC0415

    from app.domain.people import Profile, Role, Standing  # noqa: PLC0415

    with vault.write(team.owner.person_id) as work:
        work.people.change(
            team.deputy.person_id,
            replace(Profile(name="Dee Rowan", role=Role.DEPUTY), standing=Standing.LEAVER),
        )
    team.house.vaults.close()
    with pytest.raises(AlongsideError):
        team.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
    assert not team.house.vaults.is_open()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert "Dee Rowan" not in team.house.vaults.passphrase_names()


def test_a_reset_stops_the_old_passphrase_too(team: Team) -> None:
    code = team.house.people.reset(team.owner, team.deputy.person_id).value
    team.house.vaults.close()
    with pytest.raises(WrongSecretError):
        team.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.house.vaults.enrol(team.deputy.person_id, code, "975310", "velvet harbour candle mint")
    team.house.vaults.close()
    assert team.house.vaults.open("Dee Rowan", "velvet harbour candle mint").name == "Dee Rowan"


@pytest.mark.parametrize(
    "planted",
    [
        "[1]",
        "{",
        '{"%s": ["many", null]}',
        '{"%s": [3, "yesterday"]}',
        '{"%s": [9, "2026-11-24T14:00:00"]}',
        '{"%s": [1000000000000, null]}',
    ],
)
def test_a_damaged_file_of_tries_never_locks_anybody_out(team: Team, planted: str) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    (folder / "tries.json").write_text(planted.replace("%s", team.owner.person_id), encoding="utf-8")
    with pytest.raises(AlongsideError):
        team.house.vaults.open("Ruth Alder", "wrong words every time")
    team.clock.turn(minutes=16)
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"


def test_opening_twice_and_closing_once_lets_go_of_the_folder(team: Team) -> None:
    from app.bootstrap import build  # noqa: PLC0415
    from app.storage.keys import FLOOR  # noqa: PLC0415

    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.house.vaults.close()
    other = build(team.house.vaults.folder, team.clock, FLOOR)
    assert other.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"
    other.vaults.close()


def test_a_lost_key_file_never_costs_the_records_themselves(team: Team, tmp_path: Path) -> None:
    from app.domain.people import Profile, Role, Service  # noqa: PLC0415

    folder = team.house.vaults.folder
    team.house.vaults.close()
    for name in (keyring.NAME, keyring.PREVIOUS):
        shutil.move(folder / name, tmp_path / name)
    with pytest.raises(VaultPlaceError, match="already records"):
        team.house.vaults.set_up(
            Service(name="Again"), Profile(name="Ruth Alder", role=Role.OWNER), PASSPHRASE, "402817"
        )
    for name in (keyring.NAME, keyring.PREVIOUS):
        shutil.move(tmp_path / name, folder / name)
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"
    assert team.house.vaults.faults() == ()


def test_doctor_tells_of_damage_in_a_sentence(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    (database,) = team.house.vaults.folder.glob("vault-*.db")
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    with database.open("r+b") as file:
        size = database.stat().st_size
        for page in range(8, size // 4096):
            file.seek(page * 4096 + 100)
            byte = file.read(1)[0]
            file.seek(page * 4096 + 100)
            file.write(bytes([byte ^ 1]))
    assert any("damaged" in sentence for sentence in team.house.vaults.faults())


def test_doctor_tells_when_one_key_file_is_damaged_or_a_guard_is_gone(team: Team) -> None:
    from sqlalchemy import text  # noqa: PLC0415

    folder = team.house.vaults.folder
    (folder / keyring.NAME).write_bytes(b"\x00")
    with vault_of(team).write("x") as work:
        work.session.execute(text("DROP TRIGGER record_kept"))
    told = " ".join(team.house.vaults.faults())
    assert "key file" in told
    assert "guard" in told


ROTATOR = """
import sys
from pathlib import Path
from app.bootstrap import build
from app.storage.keys import FLOOR
house = build(Path(sys.argv[1]), kdf=FLOOR)
house.vaults.open("Ruth Alder", sys.argv[2])
vault = house.vaults._vault
while True:
    vault.rotation.rotate(vault.held.ring())
    print(vault.held.ring().generation, flush=True)
"""


def test_a_program_killed_while_changing_the_key_leaves_one_whole_vault(team: Team) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    turned = 0
    for wait in (0.0, 0.013, 0.029, 0.041, 0.067, 0.083):
        rotator = subprocess.Popen(
            [sys.executable, "-c", ROTATOR, str(folder), PASSPHRASE], stdout=subprocess.PIPE, text=True
        )
        assert rotator.stdout is not None
        rotator.stdout.readline()
        time.sleep(wait)
        rotator.kill()
        rotator.stdout.close()
        rotator.wait()
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
        ring = vault_of(team).held.ring()
        assert ring.generation > turned
        turned = ring.generation
        assert team.house.vaults.faults() == ()
        assert (folder / keyring.NAME).read_bytes() == (folder / keyring.PREVIOUS).read_bytes()
        number = int(ring.file.removeprefix("vault-").removesuffix(".db"))
        left = {path.name for path in folder.glob("vault-*.db")} - {
            ring.file,
            f"vault-{number + 1}.db",
        }  # the next one was being made
        assert left == set()
        assert list(folder.glob(".*.part")) == []
        team.house.vaults.close()
