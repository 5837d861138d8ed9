"""The ground moves under open records: saving stops loudly, and nothing is lost in silence."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.errors import VaultMovedError
from app.domain.kinds import Kind
from app.pages import door, shell
from app.storage import ground
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team

Ways = dict[str, tuple[Callable[[Path], object], str]]


def deleted(file: Path) -> None:
    file.unlink()


def folder_deleted(file: Path) -> None:
    shutil.rmtree(file.parent)


def folder_moved(file: Path) -> None:
    file.parent.rename(file.parent.with_name("elsewhere"))


def folder_replaced(file: Path) -> None:
    folder_moved(file)
    shutil.copytree(file.parent.with_name("elsewhere"), file.parent)


def older_put_back(file: Path) -> None:
    older = file.with_name("older")
    shutil.copy(file, older)
    older.replace(file)


def written_over(file: Path) -> None:
    with file.open("r+b") as handle:
        handle.write(os.urandom(16))


def cut_short(file: Path) -> None:
    os.truncate(file, 4096)


def journal_deleted(file: Path) -> None:
    file.with_name(f"{file.name}-wal").unlink()


WAYS: Ways = {
    "the file deleted": (deleted, ground.GONE),
    "the folder deleted": (folder_deleted, ground.GONE),
    "the folder moved": (folder_moved, ground.GONE),
    "the folder replaced": (folder_replaced, ground.FOLDER),
    "an older file put in its place": (older_put_back, ground.REPLACED),
    "the file written over": (written_over, ground.OVERWRITTEN),
    "the file cut short": (cut_short, ground.OVERWRITTEN),
    "the journal deleted": (journal_deleted, ground.JOURNAL),
}


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_acknowledged_once_the_ground_has_moved(team: Team, way: str) -> None:
    happens, told = WAYS[way]
    house, vault = team.house, vault_of(team)
    file = vault.held.file(vault.held.ring())
    with vault.write(team.owner.person_id) as work:
        work.audit("seen", "service", "before")
    happens(file)
    for _ in range(2):
        with pytest.raises(VaultMovedError, match=told), vault.write(team.owner.person_id) as work:
            work.audit("seen", "service", "after")
    assert house.vaults.lost().startswith(told)
    house.vaults.sign_out()
    assert not house.vaults.is_open(), "what is gone is not signed in to again"


def test_a_file_that_goes_while_it_is_written_is_not_acknowledged(team: Team) -> None:
    vault = vault_of(team)
    file = vault.held.file(vault.held.ring())

    def save() -> None:
        with vault.write(team.owner.person_id) as work:
            work.audit("seen", "service", "during")
            file.rename(file.with_name("away"))

    with pytest.raises(VaultMovedError):
        save()
    assert "Put the file or the drive back and try again" in team.house.vaults.lost()


def test_the_lock_screen_says_what_happened_and_records_put_back_open_again(team: Team) -> None:
    house, vault = team.house, vault_of(team)
    file = vault.held.file(vault.held.ring())
    away = file.with_name("away")
    file.rename(away)
    with pytest.raises(VaultMovedError):
        house.writing.start(team.leader, Kind.COACHING, team.worker.person_id)
    house.vaults.sign_out()
    assert ground.GONE in door.read(house).told
    away.rename(file)
    house.vaults.open("Ruth Alder", PASSPHRASE)
    assert house.vaults.lost() == ""
    house.writing.start(team.leader, Kind.COACHING, team.worker.person_id)
    assert house.vaults.faults() == ()


def test_once_the_very_file_is_back_saving_goes_on(team: Team) -> None:
    house, vault = team.house, vault_of(team)
    file = vault.held.file(vault.held.ring())
    file.rename(file.with_name("away"))
    with pytest.raises(VaultMovedError):
        house.writing.start(team.leader, Kind.COACHING, team.worker.person_id)
    file.with_name("away").rename(file)
    house.writing.start(team.leader, Kind.COACHING, team.worker.person_id)
    assert house.vaults.lost() == ""


def test_a_change_of_the_vault_key_and_a_checkpoint_are_no_move(team: Team) -> None:
    house, vault = team.house, vault_of(team)
    house.people.make_leaver(team.owner, team.leader.person_id)
    with vault.held.opened().connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    with vault.write(team.owner.person_id) as work:
        work.audit("seen", "service", "after")
    assert house.vaults.lost() == ""


def test_what_was_saved_before_a_file_was_moved_away_is_there_when_it_is_back_after_closing(
    team: Team, tmp_path: Path
) -> None:
    vault = vault_of(team)
    file = vault.held.file(vault.held.ring())
    draft = team.house.writing.start(team.owner, Kind.COACHING, team.worker.person_id).value
    away = file.rename(tmp_path / "away")
    with pytest.raises(VaultMovedError):
        team.house.writing.start(team.owner, Kind.COACHING, team.other.person_id)
    shell.close(team.house)
    assert not file.exists(), "an empty file in its place would cost the journal beside it"
    away.rename(file)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert team.house.writing.draft(team.owner, draft.record.id).record.id == draft.record.id
