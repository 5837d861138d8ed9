"""An older vault is brought up to date on a copy; the file from before stays whole until the new one has taken over."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from app.bootstrap import build
from app.domain.errors import StorageFullError, VaultDamagedError
from app.domain.records import RecordState
from app.services.house import House
from app.storage import engine, migrate
from app.storage.keys import FLOOR
from app.storage.migrations.guards import GUARDS
from app.system.wipe import copied
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team, TurnedClock

WITNESS = Path(__file__).parent / "vault_0002"
"""A vault as the second shape left it, made by the program of that day: five people, a sealed supervision, a draft and a plan."""


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Return a house over a copy of the old vault, closed."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(WITNESS, tmp_path / "vault")
    house = build(tmp_path / "vault", TurnedClock(), FLOOR)
    yield house
    house.vaults.close()


def test_an_older_vault_is_brought_up_to_date_and_kept_as_it_was(old: House) -> None:
    folder = old.vaults.folder
    (before,) = folder.glob("vault-*.db")
    whole = before.read_bytes()
    old.vaults.open("Ruth Alder", PASSPHRASE)
    vault = old.vaults._vault
    now = folder / vault.held.ring().file
    assert now != before
    assert migrate.guards(now, vault.held.key) == set(GUARDS)
    assert not migrate.needed(now, vault.held.key)
    assert before.read_bytes() == whole
    assert engine.faults(before, vault.held.key) == ()
    owner = old.vaults.open("Ruth Alder", PASSPHRASE)
    assert len(old.people.list(owner)) == 5
    assert {s.status for s in old.records.list(owner)} == {"Agreed", "Draft"}
    assert {rule.weeks for rule in old.schedule.rules(owner).rules if rule.id == "supervision"} == {8}
    assert [
        a.what
        for a in old.actions.about(owner, old.records.list(owner, states=(RecordState.SEALED,))[0].about_id)
    ] == ["Try two choices at tea"]
    assert old.vaults.faults() == ()


@pytest.mark.parametrize(
    "step", ["app.storage.engine.copy", "app.storage.migrate.upgrade", "app.storage.keyring.store"]
)
def test_a_full_disk_at_any_step_leaves_the_older_vault_in_force(
    old: House, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = old.vaults.folder
    (before,) = folder.glob("vault-*.db")
    whole = before.read_bytes()

    def full(*_: object) -> None:
        message = "database or disk is full"
        raise sqlcipher.OperationalError(message)

    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        with pytest.raises(StorageFullError):
            old.vaults.open("Ruth Alder", PASSPHRASE)
    assert not old.vaults.is_open()
    assert before.read_bytes() == whole
    assert old.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"
    assert old.vaults.faults() == ()


def test_a_file_of_something_else_under_the_key_is_refused_unchanged(team: Team) -> None:
    vault = vault_of(team)
    folder, key, name = team.house.vaults.folder, copied(vault.held.key), vault.held.ring().file
    team.house.vaults.close()
    (folder / name).unlink()
    engine.ours_alone(folder / name)
    strange = engine.connect(folder / name, key)
    strange.execute("CREATE TABLE other (id INTEGER)")
    strange.close()
    with pytest.raises(VaultDamagedError):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)


def test_a_guard_that_was_weakened_by_hand_shows(team: Team) -> None:
    with vault_of(team).write("x") as work:
        work.session.execute(text("DROP TRIGGER record_kept"))
        work.session.execute(text("CREATE TRIGGER record_kept BEFORE UPDATE ON record BEGIN SELECT 1; END"))
    assert any("record_kept" in sentence for sentence in team.house.vaults.faults())
