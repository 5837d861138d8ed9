"""The vault keeps what it acknowledged, tells damage from a wrong passphrase, and shows nothing to anybody else."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import apsw
import pytest

from app.domain.errors import (
    TooManyTriesError,
    VaultDamagedError,
    VaultInUseError,
    VaultNewerError,
    WeakSecretError,
    WrongSecretError,
)
from app.models.base import Base
from app.storage import engine, keyring, keys, migrate
from app.storage.migrations.guards import GUARDS
from app.storage.vault import Vault
from app.system.wipe import copied
from tests.team import PASSPHRASE, PINS, Team


def vault_of(team: Team) -> Vault:
    """Return the vault behind the team's house."""
    return team.house.vaults._vault


def test_plain_sqlite_cannot_open_the_file_and_nothing_readable_lies_on_the_disk(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    team.sign(team.write(team.deputy, team.worker, words="Marmalade elephants at breakfast"))
    folder = team.house.vaults.folder
    database = next(folder.glob("vault-*.db"))
    with closing(sqlite3.connect(database)) as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT count(*) FROM sqlite_master")
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"Marmalade" not in path.read_bytes(), path.name


def test_an_independent_reader_opens_the_vault_with_its_key(team: Team) -> None:
    vault = vault_of(team)
    key, database = copied(vault.held.key), next(team.house.vaults.folder.glob("vault-*.db"))
    team.house.vaults.close()
    reader = apsw.Connection(str(database))
    reader.execute("PRAGMA cipher = 'sqlcipher'")
    reader.execute("PRAGMA legacy = 4")
    reader.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    assert reader.execute("SELECT count(*) FROM person").fetchall() == [(5,)]
    reader.close()


def test_a_wrong_passphrase_is_told_from_a_damaged_key_file(team: Team) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    with pytest.raises(WrongSecretError):
        team.house.vaults.open("Ruth Alder", "not the passphrase at all")
    for name in (keyring.NAME, keyring.PREVIOUS):
        (folder / name).write_bytes(b"{}")
    with pytest.raises(VaultDamagedError):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)


def test_a_damaged_key_file_is_replaced_by_the_one_before(team: Team) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    (folder / keyring.NAME).write_bytes(b"\x00" * 200)
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"


@pytest.mark.parametrize("change", ["name", "memory", "public", "holders"])
def test_a_key_file_changed_from_outside_is_refused(team: Team, change: str) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    ring, seal = keyring.load(folder)
    holder = next(h for h in ring.holders if h.name == "Ruth Alder")
    if change == "name":
        ring = replace(
            ring, holders=tuple(replace(h, name="Eve") if h.name == "Dee Rowan" else h for h in ring.holders)
        )
    elif change == "memory":
        ring = replace(ring, holders=(replace(holder, slot=replace(holder.slot, memory=8)),))
    elif change == "public":
        ring = replace(ring, holders=tuple(replace(h, public=holder.public) for h in ring.holders))
    else:
        ring = replace(ring, holders=(holder,))
    import hashlib  # noqa: PLC0415
    from dataclasses import asdict  # noqa: PLC0415

    forged = {
        "format": 1,
        "sha256": hashlib.sha256(ring.body()).hexdigest(),
        "seal": seal,
        "keyring": asdict(ring),
    }
    (folder / keyring.NAME).write_text(json.dumps(forged), encoding="utf-8")
    with pytest.raises(VaultDamagedError):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)


def test_wrong_pins_cost_growing_waits_that_survive_a_restart(team: Team) -> None:
    for _ in range(4):
        with pytest.raises(WrongSecretError):
            team.house.vaults.unlock(team.worker.person_id, "111222")
    with pytest.raises(TooManyTriesError):
        team.house.vaults.unlock(team.worker.person_id, "111222")
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    with pytest.raises(TooManyTriesError) as refused:
        team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
    assert 0 < refused.value.seconds <= 31
    team.clock.turn(seconds=31)
    with pytest.raises(TooManyTriesError) as longer:
        team.house.vaults.unlock(team.worker.person_id, "111222")
    assert longer.value.seconds > 31
    team.clock.turn(seconds=120)
    assert team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"]).name == "Tomasz Birch"


def test_wrong_passphrases_wait_too_and_a_clock_set_back_never_waits_longer(team: Team) -> None:
    team.house.vaults.close()
    for _ in range(5):
        with pytest.raises((WrongSecretError, TooManyTriesError)):
            team.house.vaults.open("Ruth Alder", "wrong words every time")
    team.clock.set(days=-3650)
    with pytest.raises(TooManyTriesError) as refused:
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert refused.value.seconds <= 30
    team.clock.turn(seconds=31)
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"


def test_a_wait_goes_by_the_time_that_passes_and_not_by_the_clock(team: Team) -> None:
    for _ in range(5):
        with pytest.raises((WrongSecretError, TooManyTriesError)):
            team.house.vaults.unlock(team.worker.person_id, "111222")
    for days in (1, -3650, 7300):
        team.clock.set(days=days)
        with pytest.raises(TooManyTriesError) as refused:
            team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"])
        assert 0 < refused.value.seconds <= 30
    team.clock.set(days=-3651)
    team.clock.turn(seconds=31)
    assert team.house.vaults.unlock(team.worker.person_id, PINS["Tomasz Birch"]).name == "Tomasz Birch"


def test_a_wait_that_somebody_planted_ends(team: Team) -> None:
    team.house.vaults.close()
    planted = {team.owner.person_id: [9, "9999-01-01T00:00:00+00:00"]}
    (team.house.vaults.folder / "tries.json").write_text(json.dumps(planted), encoding="utf-8")
    with pytest.raises(TooManyTriesError) as refused:
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert refused.value.seconds <= 15 * 60
    team.clock.turn(minutes=15)
    assert team.house.vaults.open("Ruth Alder", PASSPHRASE).name == "Ruth Alder"


def test_a_second_program_is_told_that_the_records_are_open(team: Team) -> None:
    from app.bootstrap import build  # noqa: PLC0415

    other = build(team.house.vaults.folder, team.clock, keys.FLOOR)
    with pytest.raises(VaultInUseError, match="already open"):
        other.vaults.open("Ruth Alder", PASSPHRASE)


def test_a_vault_of_a_newer_program_is_refused_unchanged(team: Team) -> None:
    vault = vault_of(team)
    with vault.write("x") as work:
        from sqlalchemy import text  # noqa: PLC0415

        work.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    team.house.vaults.close()
    with pytest.raises(VaultNewerError):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)


def test_a_flipped_bit_in_the_records_file_is_always_noticed(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    database = next(team.house.vaults.folder.glob("vault-*.db"))
    key = copied(vault_of(team).held.key)
    team.house.vaults.close()
    whole = database.read_bytes()
    for offset in range(100, len(whole), max(len(whole) // 25, 1)):
        damaged = bytearray(whole)
        damaged[offset] ^= 4
        database.write_bytes(damaged)
        try:
            assert engine.faults(database, key), offset
        except Exception as error:  # noqa: BLE001 - noticing by refusing to open counts
            assert any(
                word in str(error) for word in ("not a database", "malformed", "vtable constructor failed")
            ), error
    database.write_bytes(whole)
    assert engine.faults(database, key) == ()


def test_the_database_itself_refuses_to_change_what_is_sealed(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker))
    from sqlalchemy import text  # noqa: PLC0415
    from sqlalchemy.exc import DBAPIError  # noqa: PLC0415

    for statement in (
        "UPDATE record SET content = '{}'",
        "UPDATE record SET state = 'draft'",
        "DELETE FROM record",
        "UPDATE document SET pdf = x'00'",
        "DELETE FROM document",
        "UPDATE signature SET name = 'Eve'",
        "DELETE FROM signature",
        "UPDATE event SET detail = ''",
        "DELETE FROM event",
    ):
        with pytest.raises(DBAPIError), vault_of(team).write("x") as work:
            work.session.execute(text(statement))
    assert team.house.records.view(team.worker, record.id).record.content == record.content


def test_an_activity_log_changed_from_outside_shows(team: Team) -> None:
    from sqlalchemy import text  # noqa: PLC0415

    assert team.house.audit.broken_at(team.owner) is None
    with vault_of(team).write("x") as work:
        work.session.execute(text("DROP TRIGGER event_kept"))
        work.session.execute(text("UPDATE event SET detail = 'changed' WHERE sequence = 3"))
    assert team.house.audit.broken_at(team.owner) == 3


def _not_the_search_index(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out the tables SQLite keeps its full-text index in; they are no models."""
    return not (kind == "table" and (name or "").startswith("search"))


def test_migrations_end_in_the_shape_of_the_models(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.migration import MigrationContext  # noqa: PLC0415

    path, key = tmp_path / "fresh.db", os.urandom(32)
    migrate.upgrade(path, key)
    made = engine.engine(path, key)
    with made.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": False, "include_name": _not_the_search_index}
        )
        assert compare_metadata(context, Base.metadata) == []
    made.dispose()
    assert migrate.guards(path, key) == set(GUARDS)


def test_a_copy_under_another_key_holds_the_same_and_the_old_key_does_not_open_it(
    team: Team, tmp_path: Path
) -> None:
    import sqlcipher3.dbapi2 as sqlcipher  # noqa: PLC0415

    vault = vault_of(team)
    source, key, fresh = next(team.house.vaults.folder.glob("vault-*.db")), vault.held.key, os.urandom(32)
    engine.copy(source, key, tmp_path / "copy.db", fresh)
    assert engine.faults(tmp_path / "copy.db", fresh) == ()
    with pytest.raises(sqlcipher.DatabaseError):
        engine.connect(tmp_path / "copy.db", key)


@pytest.mark.parametrize("pin", ["12345", "123456", "654321", "111111", "121212"])
def test_an_easy_pin_is_refused(pin: str) -> None:
    with pytest.raises(WeakSecretError):
        keys.check_pin(pin)


@pytest.mark.parametrize("passphrase", ["short", "passwordpassword", "ruth alder 12345", "aaaaaaaaaaaaaaa"])
def test_an_easy_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(WeakSecretError):
        keys.check_passphrase(passphrase, "Ruth Alder")


def test_a_mistyped_recovery_key_is_noticed() -> None:
    printed, secret = keys.new_recovery_key()
    assert keys.recovery_secret(printed.lower().replace("-", " ")) == secret
    wrong = ("1" if printed[0] != "1" else "2") + printed[1:]
    with pytest.raises(WrongSecretError):
        keys.recovery_secret(wrong)


WRITER = """
import sys
from pathlib import Path
from app.bootstrap import build
from app.domain.kinds import Kind
from app.storage.keys import FLOOR
from dataclasses import replace
house = build(Path(sys.argv[1]), kdf=FLOOR)
owner = house.vaults.open("Ruth Alder", sys.argv[2])
draft = house.writing.start(owner, Kind.SUPERVISION, sys.argv[3]).value
content, revision = draft.record.content, draft.record.revision
number = int(content.place or 0)
while True:
    number += 1
    content = replace(content, place=str(number))
    revision = house.writing.store(owner, draft.record.id, content, revision).value
    print(number, flush=True)
"""


def test_closing_leaves_everything_in_the_one_file(team: Team) -> None:
    folder = team.house.vaults.folder
    team.sign(team.write(team.deputy, team.worker))
    team.house.vaults.close()
    assert [path.name for path in folder.glob("vault-*.db-wal") if path.stat().st_size] == []


def test_a_killed_program_loses_no_stored_draft(team: Team) -> None:
    folder, person = team.house.vaults.folder, team.other.person_id
    team.house.vaults.close()
    acknowledged = 0
    for wait in (0.9, 1.2, 1.5):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), PASSPHRASE, person], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(wait - 0.8)
        writer.send_signal(signal.SIGKILL)
        lines = (first + writer.stdout.read()).split()
        writer.stdout.close()
        writer.wait()
        acknowledged = max(acknowledged, int(lines[-1]))
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
        (summary,) = team.house.records.drafts(team.owner)
        stored = int(team.house.writing.draft(team.owner, summary.id).record.content.place)
        assert stored >= acknowledged
        assert team.house.vaults.faults() == ()
        team.house.vaults.close()
    assert acknowledged > 3


SEALER = """
import sys
from pathlib import Path
from app.bootstrap import build
from app.domain.kinds import Kind
from app.domain.records import Choice, Response
from app.domain.signing import Mark, Part
from app.storage.keys import FLOOR
from tests.team import PINS, filled
house = build(Path(sys.argv[1]), kdf=FLOOR)
owner = house.vaults.open("Ruth Alder", sys.argv[2])
keys = {p: house.vaults.signing_key(p, PINS[n]) for p, n in ((owner.person_id, "Ruth Alder"), (sys.argv[3], "Chipo Maple"))}
while True:
    draft = house.writing.start(owner, Kind.SUPERVISION, sys.argv[3]).value
    house.writing.store(owner, draft.record.id, filled(draft.form, draft.record.content, "Words."), draft.record.revision)
    house.writing.finish(owner, draft.record.id)
    house.signing.respond(owner, draft.record.id, Response(choice=Choice.AGREE))
    for part, person in ((Part.WORKER, sys.argv[3]), (Part.SUPERVISOR, owner.person_id)):
        house.signing.sign_with_key(draft.record.id, part, person, keys[person], Mark(typed="Somebody"))
    print(draft.record.id, flush=True)
"""


def test_a_program_killed_while_sealing_leaves_no_half_sealed_record(team: Team, tmp_path: Path) -> None:
    from app.domain.signing import Verdict  # noqa: PLC0415

    folder, person = team.house.vaults.folder, team.other.person_id
    team.house.vaults.close()
    acknowledged: set[str] = set()
    for wait in (0.05, 0.13, 0.21):
        sealer = subprocess.Popen(
            [sys.executable, "-c", SEALER, str(folder), PASSPHRASE, person], stdout=subprocess.PIPE, text=True
        )
        assert sealer.stdout is not None
        first = sealer.stdout.readline()
        time.sleep(wait)
        sealer.send_signal(signal.SIGKILL)
        acknowledged |= set((first + sealer.stdout.read()).split())
        sealer.stdout.close()
        sealer.wait()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    sealed = {s.id for s in team.house.records.list(team.owner) if s.status == "Agreed"}
    assert acknowledged <= sealed
    assert len(acknowledged) >= 3
    files = team.house.transfer.export(team.owner, tmp_path / "out")
    assert len(files) == len(sealed)
    assert {team.house.checking.check(file).verdict for file in files} == {Verdict.UNCHANGED}
    assert team.house.vaults.faults() == ()


@pytest.mark.skipif(os.name == "nt", reason="Windows gives rights by folder")
def test_nobody_else_on_this_pc_may_read_a_file_of_the_records(team: Team) -> None:
    team.sign(team.write(team.deputy, team.worker))
    team.house.backups.make(team.owner)
    folder = team.house.vaults.folder
    files = [one for one in folder.rglob("*") if one.is_file() and one.name != "in-use.lock"]
    assert [one.name for one in (folder, *files) if one.stat().st_mode & 0o077] == []


def test_a_full_disk_is_told_plainly_and_what_was_stored_stays(team: Team) -> None:
    from app.domain.errors import StorageFullError  # noqa: PLC0415
    from app.domain.kinds import Kind  # noqa: PLC0415

    draft = team.house.writing.start(team.owner, Kind.SUPERVISION, team.other.person_id).value
    kept = replace(draft.record.content, place="kept")
    revision = team.house.writing.store(team.owner, draft.record.id, kept, draft.record.revision).value
    with vault_of(team).held.opened().connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        pages = raw.execute("PRAGMA page_count").fetchone()[0]
        raw.execute(f"PRAGMA max_page_count = {pages + 4}")
    huge = replace(kept, answers={"practice.gone_well": "word " * 80_000}, place="lost")
    with pytest.raises(StorageFullError, match="no room left"):
        team.house.writing.store(team.owner, draft.record.id, huge, revision)
    with vault_of(team).held.opened().connect() as connection:
        raw = connection.connection.dbapi_connection
        raw.execute("PRAGMA max_page_count = 1000000")
    assert team.house.writing.draft(team.owner, draft.record.id).record.content.place == "kept"
    team.house.writing.store(team.owner, draft.record.id, huge, revision)
