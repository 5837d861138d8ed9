"""Backups: verified, thinned, put back on this or another PC, and never half there."""

from __future__ import annotations

import errno
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.errors import (
    AlongsideError,
    NotAllowedError,
    StoppedError,
    StorageFullError,
    VaultDamagedError,
    VaultPlaceError,
    WrongSecretError,
)
from app.storage import keyring
from app.storage.backups import making
from app.storage.backups.headers import FORMER
from app.storage.keys import FLOOR
from app.system.wipe import copied
from tests.services.world import Built
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team

WORDS = "He chose the blue cup, and said why."


def newest(team: Team) -> Path:
    """Return the folder of the newest backup beside the records."""
    return team.house.backups.overview(team.owner).listed[0].folder


def numbers(team: Team) -> set[str]:
    """Return the numbers of the records that are here."""
    return {one.number for one in team.house.records.list(team.owner)}


def test_a_backup_brings_back_every_record_and_keeps_those_it_replaced(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words=WORDS))
    made = team.house.backups.make(team.owner).value
    assert (made.backup.records, made.backup.people) == (1, 5)
    before = numbers(team)
    team.write(team.owner, team.other)
    assert len(numbers(team)) == 2
    done = team.house.backups.restore(newest(team), name="Ruth Alder", passphrase=PASSPHRASE)
    assert not team.house.vaults.is_open()
    assert done.kept is not None
    assert list(done.kept.glob("vault-*.db"))
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert numbers(team) == before
    assert team.house.vaults.faults() == ()
    said = [one.action for one in team.house.audit.events(team.owner)]
    assert said.count("backup restored") == 1
    kept = build(done.kept, team.clock, FLOOR)
    kept.vaults.open("Ruth Alder", PASSPHRASE)
    assert len(kept.records.list(team.owner)) == 2
    kept.vaults.close()


def test_nothing_in_a_backup_can_be_read_without_a_key(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words=WORDS))
    team.house.backups.make(team.owner)
    for one in newest(team).iterdir():
        assert WORDS.encode() not in one.read_bytes()
        assert b"Tomasz" not in one.read_bytes()
        assert not one.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_is_restored_on_another_pc_with_only_the_printed_sheet(built: Built, tmp_path: Path) -> None:
    world = built.copy(tmp_path)
    stick = tmp_path / "stick"
    stick.mkdir()
    world.house.backups.make(world.owner, stick)
    count = len(world.house.records.list(world.owner))
    world.house.vaults.close()
    there = build(tmp_path / "another-pc", world.clock, FLOOR)
    with pytest.raises(WrongSecretError):
        there.backups.restore(stick, recovery="0000-0000")
    assert not there.vaults.exists()
    assert there.backups.restore(stick, recovery=world.ids["recovery"]).kept is None
    done = there.vaults.recover(world.ids["recovery"], "velvet harbour candle mint", "640283")
    assert len(there.records.list(done.actor)) == count
    assert there.vaults.faults() == ()
    there.vaults.close()


def test_only_a_registered_manager_restores_and_wrong_tries_wait(team: Team) -> None:
    team.house.backups.make(team.owner)
    backup = newest(team)
    with pytest.raises(NotAllowedError, match="registered manager"):
        team.house.backups.restore(backup, name="Dee Rowan", passphrase=f"{PASSPHRASE} Dee Rowan")
    for _ in range(5):
        with pytest.raises(AlongsideError):
            team.house.backups.restore(backup, name="Ruth Alder", passphrase="not the right words")
    with pytest.raises(AlongsideError, match="Wait"):
        team.house.backups.restore(backup, name="Ruth Alder", passphrase=PASSPHRASE)
    assert team.house.vaults.is_open()


def test_somebody_shut_out_opens_no_backup_here_either(team: Team, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    place = team.house.backups.choose_place(team.owner, stick).value
    assert place is not None
    team.house.backups.make(team.owner)
    old = copied(vault_of(team).held.key)
    vault_of(team).enrolling.shut_out(team.deputy.person_id)
    folders = [one.folder for one in team.house.backups.overview(team.owner).listed]
    assert len(folders) == 3  # one before the key was changed
    for folder in folders:
        assert "Dee Rowan" not in {h.name for h in keyring.load(folder)[0].holders}
        assert making.as_listed(folder) is not None
    assert old.hex() not in (team.house.vaults.folder / "backups" / FORMER).read_bytes().hex()
    done = team.house.backups.restore(folders[-1], name="Ruth Alder", passphrase=PASSPHRASE)
    assert done.kept is not None
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert team.house.vaults.faults() == ()


def test_a_rehearsal_looks_at_every_file_writes_its_date_and_leaves_nothing(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker, words=WORDS))
    team.house.backups.make(team.owner)
    done = team.house.backups.rehearse(team.owner).value
    assert done.files == 1
    assert team.house.backups.overview(team.owner).rehearsed_at == team.clock.now()
    assert not list(team.house.vaults.folder.glob(".*"))
    path = newest(team) / vault_of(team).held.ring().file
    whole = path.read_bytes()
    path.write_bytes(whole[:20000] + bytes([whole[20000] ^ 1]) + whole[20001:])
    with pytest.raises(VaultDamagedError, match="not whole"):
        team.house.backups.rehearse(team.owner)
    with pytest.raises(VaultDamagedError):
        team.house.backups.restore(path.parent, name="Ruth Alder", passphrase=PASSPHRASE)
    assert not list(team.house.vaults.folder.glob(".*"))
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert len(numbers(team)) == 1


def test_a_pdf_that_is_not_what_was_sealed_makes_no_backup(team: Team) -> None:
    sealed = team.sign(team.write(team.deputy, team.worker, words=WORDS))
    vault = vault_of(team)
    with vault.write("") as work:
        work.tables.open_guards()
        connection = work.session.connection()
        connection.exec_driver_sql(
            "UPDATE document SET pdf = zeroblob(length(pdf)) WHERE record_id = ?", (sealed.id,)
        )
        work.tables.close_guards()
    with pytest.raises(VaultDamagedError, match="not what was kept"):
        team.house.backups.make(team.owner)
    assert team.house.backups.overview(team.owner).listed == ()


def test_bytes_that_came_back_zeroed_are_damage(team: Team) -> None:
    record = team.write(team.deputy, team.worker, words=WORDS)
    with vault_of(team).write("") as work:
        work.session.connection().exec_driver_sql(
            "UPDATE record SET reason = char(0, 0, 0) WHERE id = ?", (record.id,)
        )
    with pytest.raises(VaultDamagedError, match="zeroed"):
        team.house.backups.make(team.owner)


def test_the_second_place_is_left_out_while_it_is_away_and_gets_one_when_it_is_back(
    team: Team, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(NotAllowedError):
        team.house.backups.choose_place(team.deputy, stick)
    place = team.house.backups.choose_place(team.owner, stick).value
    assert place is not None
    stick.rename(tmp_path / "pulled")
    stick.mkdir()  # the empty folder where a stick was
    made = team.house.backups.make(team.owner).value
    assert "is not here now" in made.problem
    assert list(stick.iterdir()) == []
    stick.rmdir()
    (tmp_path / "pulled").rename(stick)
    team.clock.turn(hours=1)
    assert team.house.backups.daily().value == ""
    assert [one.second for one in team.house.backups.overview(team.owner).listed] == [False, True]
    lines = [one.sentence for one in team.house.backups.told()]
    assert lines == ["✓ Last backup: today, 14:00", "✓ In the second place: today, 15:00"]


def test_one_is_made_at_closing_when_something_was_done_and_not_otherwise(team: Team) -> None:
    def count() -> int:
        return len(team.house.backups.overview(team.owner).listed)

    assert team.house.backups.at_closing() == ""
    assert count() == 0
    team.write(team.deputy, team.worker)
    assert team.house.backups.at_closing() == ""
    assert count() == 1
    team.house.backups.at_closing()
    assert count() == 1
    team.clock.turn(days=1)
    team.house.backups.daily()
    team.house.backups.daily()
    assert count() == 2


@pytest.mark.parametrize(("number", "told"), [(errno.ENOSPC, "no room"), (errno.EACCES, "may not write")])
def test_a_fault_of_the_place_is_told_plainly_and_the_work_goes_on(
    team: Team, monkeypatch: pytest.MonkeyPatch, number: int, told: str
) -> None:
    team.house.backups.make(team.owner)
    team.write(team.deputy, team.worker)

    def refuses(*_: object) -> None:
        raise OSError(number, "refused")

    with monkeypatch.context() as patch:
        patch.setattr("app.storage.backups.making.write_atomic", refuses)
        with pytest.raises((StorageFullError, VaultPlaceError), match=told):
            team.house.backups.make(team.owner)
        assert told in team.house.backups.at_closing()
    assert told in team.house.backups.problem()
    assert len(team.house.backups.overview(team.owner).listed) == 1
    assert [p.name for p in (team.house.vaults.folder / "backups").glob(".*")] == []
    team.write(team.owner, team.other)
    assert team.house.backups.at_closing() == ""
    assert team.house.backups.problem() == ""


def test_making_one_can_be_stopped_and_leaves_nothing(team: Team) -> None:
    with pytest.raises(StoppedError, match="stopped"):
        team.house.backups.make(team.owner, progress=lambda _done, _of: False)
    assert [p.name for p in (team.house.vaults.folder / "backups").iterdir()] == []


def test_a_backup_holds_whatever_stands_beside_the_records_but_no_lock(team: Team) -> None:
    (team.house.vaults.folder / "note.txt").write_text("kept", encoding="utf-8")
    team.house.backups.make(team.owner)
    names = {one.name for one in newest(team).iterdir()}
    assert {"note.txt", "keyring.json", "backup.json"} < names
    assert not names & {"in-use.lock", "tries.json", "backups.json"}
    with pytest.raises(sqlite3.DatabaseError), sqlite3.connect(newest(team) / "vault-1.db") as plain:
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()


KILLED = """
import os, sys
from pathlib import Path
from app.bootstrap import build
from app.storage.backups import swap
from app.storage.keys import FLOOR
import app.system.atomic as atomic
from tests.team import PASSPHRASE, TurnedClock
left, what = int(sys.argv[2]), sys.argv[3]
real = os.replace
def dying(*args, **named):
    global left
    if left == 0:
        os.kill(os.getpid(), 9)
    left -= 1
    return real(*args, **named)
house = build(Path(sys.argv[1]), TurnedClock(), FLOOR)
owner = house.vaults.open("Ruth Alder", PASSPHRASE)
os.replace = dying
if what == "make":
    house.backups.make(owner)
else:
    backup = house.backups.overview(owner).listed[0].folder
    house.backups.restore(backup, name="Ruth Alder", passphrase=PASSPHRASE)
"""


@pytest.mark.parametrize("left", [1, 2, 3, 5, 7, 8])
def test_a_restore_that_was_killed_is_finished_or_undone_by_the_next_start(team: Team, left: int) -> None:
    team.house.backups.make(team.owner)
    team.write(team.deputy, team.worker, words=WORDS)
    folder = team.house.vaults.folder
    team.house.vaults.close()
    run = [sys.executable, "-c", KILLED, str(folder), str(left), "restore"]
    assert subprocess.run(run, check=False, cwd=Path(__file__).parents[2]).returncode == -9
    house = build(folder, team.clock, FLOOR)
    assert house.vaults.exists()
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    said = {one.action for one in house.audit.events(owner)}
    assert len(house.records.list(owner)) == (0 if "backup restored" in said else 1)
    assert house.vaults.faults() == ()
    assert list(folder.glob(".*")) == []
    house.vaults.close()


@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_backup_that_was_killed_is_never_listed_and_is_cleared_by_the_next(team: Team, left: int) -> None:
    team.house.backups.make(team.owner)
    folder = team.house.vaults.folder
    team.house.vaults.close()
    run = [sys.executable, "-c", KILLED, str(folder), str(left), "make"]
    assert subprocess.run(run, check=False, cwd=Path(__file__).parents[2]).returncode == -9
    house = build(folder, team.clock, FLOOR)
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    listed = house.backups.overview(owner).listed
    assert len(listed) == (1 if left < 2 else 2)  # the last move notes one that is whole already
    for one in listed:
        house.backups.rehearse(owner, one.folder)
    house.backups.make(owner)
    assert not list((folder / "backups").glob(".*"))
    house.vaults.close()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("keyring.json", "The key file of this backup is damaged"),
        ("backup.json", "The list of this backup was changed"),
        ("vault-1.db", "“vault-1.db” was changed or is damaged"),
    ],
)
def test_a_backup_with_one_byte_turned_over_is_refused_in_words_and_the_records_stay(
    team: Team, name: str, told: str
) -> None:
    sealed = team.sign(team.write(team.deputy, team.worker, words=WORDS))
    team.house.backups.make(team.owner)
    folder = newest(team)
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(VaultDamagedError, match=told):
        team.house.backups.restore(folder, name="Ruth Alder", passphrase=PASSPHRASE)
    assert team.house.vaults.is_open(), "nothing was closed for it"
    assert sealed.number in numbers(team)


def test_a_list_or_a_journal_planted_from_outside_moves_nothing(team: Team, tmp_path: Path) -> None:
    folder = team.house.vaults.folder
    team.house.backups.make(team.owner)
    backup = newest(team)
    shutil.copytree(backup, tmp_path / "stick" / backup.name)
    text = (tmp_path / "stick" / backup.name / "backup.json").read_text(encoding="utf-8")
    (tmp_path / "stick" / backup.name / "backup.json").write_text(
        text.replace('"records": 0', '"records": 9'), encoding="utf-8"
    )
    with pytest.raises(VaultDamagedError, match="list of this backup was changed"):
        team.house.backups.restore(tmp_path / "stick", name="Ruth Alder", passphrase=PASSPHRASE)
    (folder / "restoring.json").write_text(
        '{"step": "aside", "old": ["../../elsewhere"], "new": [], "kept": "x", "told": ""}', encoding="utf-8"
    )
    assert team.house.vaults.is_open()  # what is refused closes nothing
    team.house.vaults.close()
    (tmp_path / "elsewhere").write_text("safe", encoding="utf-8")
    house = build(folder, team.clock, FLOOR)
    assert (tmp_path / "elsewhere").read_text(encoding="utf-8") == "safe"
    house.vaults.open("Ruth Alder", PASSPHRASE)
    house.vaults.close()
