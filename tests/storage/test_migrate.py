"""An older vault is brought up to date on a copy; the file from before stays whole until the new one has taken over."""

from __future__ import annotations

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from app.domain.errors import StorageFullError, VaultDamagedError
from app.storage import engine, migrate
from app.storage.migrations.guards import GUARDS
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team

NEW_IN_0002 = ("record_reason", "record_not_replaced", "event_not_replaced", "form_not_replaced")


@pytest.fixture
def old(team: Team) -> Team:
    """Return the team with a closed vault as the first version left it."""
    with vault_of(team).write("x") as work:
        for name in NEW_IN_0002:
            work.session.execute(text(f"DROP TRIGGER {name}"))
        work.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    team.house.vaults.close()
    return team


def test_an_older_vault_is_brought_up_to_date_and_kept_as_it_was(old: Team) -> None:
    folder = old.house.vaults.folder
    (before,) = folder.glob("vault-*.db")
    whole = before.read_bytes()
    old.house.vaults.open("Ruth Alder", PASSPHRASE)
    vault = vault_of(old)
    now = folder / vault._held_ring().file
    assert now != before
    assert migrate.guards(now, vault._key) == set(GUARDS)
    assert not migrate.needed(now, vault._key)
    assert before.read_bytes() == whole
    assert engine.faults(before, vault._key) == ()
    assert len(old.house.people.list(old.owner)) == 5
    assert old.house.vaults.faults() == ()


@pytest.mark.parametrize("step", ["app.storage.engine.copy", "app.storage.migrate.upgrade", "app.storage.keyring.store"])
def test_a_full_disk_at_any_step_leaves_the_older_vault_in_force(old: Team, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    folder = old.house.vaults.folder
    (before,) = folder.glob("vault-*.db")
    whole = before.read_bytes()

    def full(*_: object) -> None:
        message = "database or disk is full"
        raise sqlcipher.OperationalError(message)

    with monkeypatch.context() as patch:
        patch.setattr(step, full)
        with pytest.raises(StorageFullError):
            old.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert not old.house.vaults.is_open()
    assert before.read_bytes() == whole
    assert old.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"
    assert old.house.vaults.faults() == ()


def test_a_file_of_something_else_under_the_key_is_refused_unchanged(team: Team) -> None:
    vault = vault_of(team)
    folder, key, name = team.house.vaults.folder, vault._key, vault._held_ring().file
    team.house.vaults.close()
    (folder / name).unlink()
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
