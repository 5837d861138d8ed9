"""What was cut off half-way is finished or undone by the next start, and what cannot be told apart is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.errors import (
    AlongsideError,
    NotAllowedError,
    StateError,
    StorageFullError,
    VaultDamagedError,
    WrongSecretError,
)
from app.domain.people import Profile, Role, Service
from app.storage import keyring
from app.storage.backups.opening import with_sheet
from app.storage.held import Held
from app.storage.journal import SHORTENED, shortened
from app.storage.keys import FLOOR
from app.storage.secrets import Enrolling
from app.system.atomic import write_atomic
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, PINS, Team

DEE = f"{PASSPHRASE} Dee Rowan"


class Killed(BaseException):
    """A program that is gone: nothing of ours catches it."""


def kill(*_: object, **__: object) -> None:
    raise Killed


def test_a_set_up_killed_before_the_key_file_is_written_is_undone_and_else_its_manager_has_a_pin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    house = build(tmp_path / "vault", kdf=FLOOR)
    who, write = Profile(name="Ines Alder", role=Role.OWNER), Held.write_ring
    seen = []

    def ring(held: Held, fresh: keyring.Keyring) -> None:
        with held.opened().connect() as asked:
            seen.append(asked.exec_driver_sql("SELECT count(*) FROM secret WHERE pin_slot > ''").scalar())
        write(held, fresh)

    monkeypatch.setattr(Held, "write_ring", ring)
    made = house.vaults.set_up(Service(name="Beech Lodge"), who, PASSPHRASE, "402817")
    assert seen == [1], "the key file, which puts the records in force, comes last"
    assert house.vaults.unlock(made.actor.person_id, "402817").name == "Ines Alder"
    house.vaults.close()


def test_the_half_of_a_file_that_a_killed_set_up_left_goes_with_the_next_start(tmp_path: Path) -> None:
    left = tmp_path / "vault" / ".keyring.json.0a1b2c3d.part"
    left.parent.mkdir()
    left.write_bytes(b"{")
    assert not build(tmp_path / "vault", kdf=FLOOR).vaults.exists()
    assert not left.exists()


def test_a_leaver_whose_removal_was_cut_off_has_no_pin_after_the_next_start(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Enrolling, "remove_access", kill)
        with pytest.raises(Killed):
            team.house.people.make_leaver(team.owner, team.worker.person_id)
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    with pytest.raises(WrongSecretError, match="has no PIN now"):
        vault_of(team).secrets.unlock(team.worker.person_id, PINS["Tomasz Birch"])


def test_a_reset_that_is_undone_takes_nobodys_passphrase(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.services.people.Outcome", kill)
        with pytest.raises(Killed), team.house.store.write(team.owner.person_id):
            team.house.people.reset(team.owner, team.deputy.person_id)
    team.house.vaults.close()
    assert team.house.vaults.open("Dee Rowan", DEE).name == "Dee Rowan"
    assert team.house.vaults.unlock(team.deputy.person_id, PINS["Dee Rowan"]).name == "Dee Rowan"


def test_a_reset_cut_off_before_the_key_file_knew_lets_the_old_passphrase_open_nothing(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Held, "write_ring", kill)
        with pytest.raises(Killed):
            team.house.people.reset(team.owner, team.deputy.person_id)
    team.house.vaults.close()
    with pytest.raises(NotAllowedError, match="may no longer open"):
        team.house.vaults.open("Dee Rowan", DEE)
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert "Dee Rowan" not in team.house.vaults.passphrase_names()


def test_a_missing_copy_of_the_key_file_is_made_anew_by_the_next_opening(team: Team) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    (folder / keyring.PREVIOUS).unlink()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert (folder / keyring.PREVIOUS).read_bytes() == (folder / keyring.NAME).read_bytes()
    assert team.house.vaults.faults() == ()


def copied_as_killed(team: Team, to: Path) -> Path:
    """Write three lines and copy the records as a kill leaves them; return the records file."""
    vault = vault_of(team)
    for number in range(3):
        with vault.write(team.owner.person_id) as work:
            work.audit("seen", "service", str(number))
    to.mkdir()
    for path in team.house.vaults.folder.iterdir():
        if path.is_file():
            (to / path.name).write_bytes(path.read_bytes())
    team.house.vaults.close()
    return to / vault_of(team).held.file(keyring.load(to)[0]).name


@pytest.mark.parametrize("back", [1, 2000, 9000])
def test_a_damaged_end_of_the_journal_is_said_and_a_kill_alone_is_not(
    team: Team, tmp_path: Path, back: int
) -> None:
    records = copied_as_killed(team, tmp_path / "killed")
    journal = records.with_name(f"{records.name}-wal")
    assert not shortened(records)
    data = bytearray(journal.read_bytes())
    data[-back] ^= 1
    journal.write_bytes(data)
    assert shortened(records)
    house = build(records.parent, team.clock, FLOOR)
    house.vaults.open("Ruth Alder", PASSPHRASE)
    assert house.vaults.cleared.take() == (SHORTENED,)
    house.vaults.close()


def test_half_a_piece_and_pieces_of_an_earlier_journal_are_no_damage(team: Team, tmp_path: Path) -> None:
    records = copied_as_killed(team, tmp_path / "killed")
    journal = records.with_name(f"{records.name}-wal")
    data = journal.read_bytes()
    journal.write_bytes(data[:-100])
    assert not shortened(records)
    piece = bytearray(data[-(24 + 4096) :])
    piece[8:16] = b"\7" * 8
    journal.write_bytes(data + piece)
    assert not shortened(records)
    journal.write_bytes(b"\0" + data[1:])
    assert shortened(records)
    journal.unlink()
    assert not shortened(records)


def test_after_a_damaged_page_was_met_saving_goes_on(team: Team) -> None:
    record = team.sign(team.write(team.deputy, team.worker, words="He chose the blue cup."))
    vault = vault_of(team)
    file = vault.held.file(vault.held.ring())
    team.house.vaults.close()
    whole = file.read_bytes()
    for page in range(len(whole) // 4096 - 1, 20, -1):
        data = bytearray(whole)
        data[page * 4096 + 100] ^= 1
        file.write_bytes(data)
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
        try:
            team.house.records.view(team.owner, record.id)
        except VaultDamagedError:
            break
        except AlongsideError:
            pass
        team.house.vaults.close()
    else:
        pytest.fail("no page was met")
    with vault.write(team.owner.person_id) as work:
        work.audit("seen", "service", "after")
    assert team.house.vaults.lost() == ""


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_passphrase_and_pin_that_could_not_both_be_kept_can_be_chosen_again_with_the_old_pin(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = (team.owner, PINS["Ruth Alder"], "640283", "velvet harbour candle mint")
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.keyring.write_atomic", full)
        with pytest.raises(StorageFullError):
            team.house.vaults.change_secret(*chosen)
    team.house.vaults.change_secret(*chosen)
    assert team.house.vaults.unlock(team.owner.person_id, "640283").name == "Ruth Alder"
    team.house.vaults.close()
    assert team.house.vaults.open("Ruth Alder", chosen[3]).name == "Ruth Alder"


def test_whoever_chose_a_pin_and_was_told_of_a_full_disk_comes_in_with_the_second_try(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = team.house.people.reset(team.owner, team.worker.person_id).value
    with monkeypatch.context() as patch:
        patch.setattr("app.services.vaults.read_older", full)
        with pytest.raises(OSError, match="No space"):
            team.house.vaults.enrol(team.worker.person_id, code, "640283", None)
    assert team.house.vaults.enrol(team.worker.person_id, code, "640283", None).name == "Tomasz Birch"
    with pytest.raises(StateError, match="already has a PIN"):
        team.house.vaults.enrol(team.worker.person_id, code, "957163", None)


def test_a_new_sheet_is_handed_over_whatever_fails_once_the_old_one_opens_nothing(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.rotation.Rotation._burn_everything_under", full)
        made = team.house.vaults.new_sheet(team.owner, PASSPHRASE)
    team.house.vaults.close()
    team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert len(list(team.house.vaults.folder.glob("vault-*.db"))) == 1, "the next opening burns the old file"
    assert team.house.vaults.faults() == ()
    team.house.vaults.close()
    again = team.house.vaults.recover(made.recovery_key, "velvet harbour candle mint", "640283")
    assert again.actor.name == "Ruth Alder"


@pytest.mark.parametrize("what", ["a new sheet", "an own PIN"])
def test_when_the_disk_does_not_say_that_a_key_file_is_there_the_one_before_counts_and_it_can_be_tried_again(
    team: Team, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    vaults, written = team.house.vaults, list[Path]()

    def renamed_and_no_word_of_it(path: Path, data: bytes) -> None:
        write_atomic(path, data)
        if path.parent == vaults.folder and not written:
            written.append(path)
            raise OSError(5, "Input/output error")

    def ask() -> str:
        if what == "a new sheet":
            return vaults.new_sheet(team.owner, PASSPHRASE).recovery_key
        vaults.change_secret(team.owner, PINS["Ruth Alder"], "640283", "velvet harbour candle mint")
        return ""

    sheet = vaults.new_sheet(team.owner, PASSPHRASE).recovery_key
    before = keyring.load(vaults.folder)[0]
    with monkeypatch.context() as patch:
        patch.setattr("app.storage.keyring.write_atomic", renamed_and_no_word_of_it)
        with pytest.raises(StorageFullError):
            ask()
    assert keyring.load(vaults.folder)[0] == before
    assert with_sheet(vaults.folder, sheet), "the sheet that is in the safe still opens"
    assert len(list(vaults.folder.glob("vault-*.db"))) == 1, "a copy under a key that nobody has is gone"
    newer = ask()
    vaults.close()
    passphrase = PASSPHRASE if newer else "velvet harbour candle mint"
    assert vaults.open("Ruth Alder", passphrase).name == "Ruth Alder"
    assert vaults.faults() == ()
    assert with_sheet(vaults.folder, newer or sheet)
