"""An older key file or older records put back beside the other are noticed, and open nothing they should not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from app.domain.audit import Wanted
from app.domain.errors import VaultDamagedError, WrongSecretError
from app.domain.people import Actor
from app.pages import door, today
from app.storage import keyring
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, PINS, Team

NEW = "velvet harbour candle mint"
FILES = (keyring.NAME, keyring.PREVIOUS)


def taken(team: Team, *, to: str = "kept") -> Path:
    """Close the records and keep the whole folder aside; return where."""
    folder = team.house.vaults.folder
    team.house.vaults.close()
    kept = folder.parent / to
    shutil.copytree(folder, kept)
    return kept


def put_back(team: Team, kept: Path, *names: str) -> None:
    team.house.vaults.close()
    for name in names:
        (team.house.vaults.folder / name).write_bytes((kept / name).read_bytes())


def lines(team: Team, owner: Actor, action: str) -> int:
    return len(team.house.audit.events(owner, wanted=Wanted(action=action)))


def reset_deputy(team: Team) -> Path:
    """Keep the folder as it is, then stop the deputy's passphrase."""
    kept = taken(team)
    owner = team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.house.people.reset(owner, team.deputy.person_id)
    return kept


@pytest.mark.parametrize("names", [FILES, FILES[:1]], ids=["both", "the first"])
def test_a_passphrase_stopped_by_a_reset_opens_nothing_with_the_old_key_file(
    team: Team, names: tuple[str, ...]
) -> None:
    kept = reset_deputy(team)
    put_back(team, kept, *names)
    before = (team.house.vaults.folder / keyring.NAME).read_bytes()
    with pytest.raises((VaultDamagedError, WrongSecretError)):
        team.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
    assert not team.house.vaults.is_open()
    assert (team.house.vaults.folder / keyring.NAME).read_bytes() == before


@pytest.mark.parametrize("names", [FILES, FILES[:1]], ids=["both", "the first"])
def test_who_still_counts_opens_with_the_old_key_file_and_mends_it(
    team: Team, names: tuple[str, ...]
) -> None:
    kept = reset_deputy(team)
    put_back(team, kept, *names)
    owner = team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert lines(team, owner, "older key file put back") == 1
    (told,) = team.house.vaults.noticed
    assert "earlier day" in told
    assert told in door.backups(team.house)
    assert told in {line.detail for line in today.read(team.house, owner).own}
    assert told in team.house.vaults.faults()
    team.house.vaults.close()
    assert team.house.vaults.passphrase_names() == ("Ruth Alder", "Priya Larch")
    with pytest.raises(WrongSecretError):
        team.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan")
    owner = team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert lines(team, owner, "older key file put back") == 1


def test_a_changed_passphrase_stays_changed_and_the_sheet_is_the_way_in(team: Team) -> None:
    kept = taken(team)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.house.vaults.change_secret(team.owner, PINS["Ruth Alder"], "640283", NEW)
    put_back(team, kept, *FILES)
    with pytest.raises(VaultDamagedError, match="earlier day"):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert team.house.vaults.open("Dee Rowan", f"{PASSPHRASE} Dee Rowan").name == "Dee Rowan"
    team.house.vaults.close()
    assert team.house.vaults.open("Ruth Alder", NEW).name == "Ruth Alder"


def test_the_newest_sheet_opens_with_an_older_key_file_and_an_older_sheet_does_not(team: Team) -> None:
    sheet = team.house.vaults.new_sheet(team.owner, PASSPHRASE).recovery_key
    kept = reset_deputy(team)
    put_back(team, kept, *FILES)
    made = team.house.vaults.recover(sheet, NEW, "640283")
    assert (made.actor.name, len(team.house.vaults.noticed)) == ("Ruth Alder", 1)
    assert set(team.house.vaults.passphrase_names()) == {"Ruth Alder", "Priya Larch"}


def test_a_key_file_from_before_the_key_changed_names_what_is_wrong(team: Team) -> None:
    kept = taken(team)
    owner = team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.house.people.make_leaver(owner, team.deputy.person_id)
    put_back(team, kept, *FILES)
    for name, words in (("Ruth Alder", PASSPHRASE), ("Dee Rowan", f"{PASSPHRASE} Dee Rowan")):
        with pytest.raises(VaultDamagedError, match="earlier day"):
            team.house.vaults.open(name, words)


def test_records_of_an_earlier_day_beside_the_key_file_are_noticed_once(team: Team) -> None:
    kept = taken(team)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.sign(team.write(team.deputy, team.worker))
    (database,) = kept.glob("vault-*.db")
    put_back(team, kept, database.name)
    owner = team.house.vaults.open("Ruth Alder", PASSPHRASE)
    (told,) = team.house.vaults.noticed
    assert "older than they were" in told
    assert lines(team, owner, "older records put back") == 1
    team.house.vaults.close()
    owner = team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert lines(team, owner, "older records put back") == 1


@pytest.mark.parametrize("away", [1, 3])
def test_lines_taken_from_the_very_end_are_noticed_without_anything_from_outside(
    team: Team, away: int
) -> None:
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    vault = vault_of(team)
    with vault.write("") as work:
        work.tables.open_guards()
        last = work.audit_log.head().lines
        work.session.execute(text(f"DELETE FROM event WHERE sequence > {last - away}"))
        work.tables.close_guards()
    found = " ".join(team.house.vaults.faults()) if away > 1 else ""
    assert ("taken from the end" in found) == (away > 1)  # one line came after the last closing
    vault.held.in_step = False  # whoever did this did it behind the program's back
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert bool(team.house.vaults.noticed) == (away > 1)


def test_a_program_killed_between_key_file_and_records_is_no_older_key_file(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = vault_of(team)
    vault.held.write_ring(vault.held.ring())  # the key file is ahead of what the records know
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.in_step.part", lambda _held: None)
        team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert team.house.vaults.noticed == ()
    assert vault.held.noted == vault.held.ring().generation


def test_a_copy_that_lags_behind_the_key_file_is_nothing_to_tell(team: Team) -> None:
    kept = reset_deputy(team)
    put_back(team, kept, keyring.PREVIOUS)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert team.house.vaults.noticed == ()


def test_a_restored_backup_accuses_nobody(team: Team) -> None:
    owner = team.house.vaults.open("Ruth Alder", PASSPHRASE)
    team.house.backups.make(owner)
    team.sign(team.write(team.deputy, team.worker))
    team.house.people.reset(owner, team.deputy.person_id)
    newest = team.house.backups.overview(owner).listed[0].folder
    team.house.backups.restore(newest, name="Ruth Alder", passphrase=PASSPHRASE)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert (team.house.vaults.noticed, team.house.vaults.faults()) == ((), ())
