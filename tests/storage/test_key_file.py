"""The key file notices every change, and what is typed meets the same letters from every keyboard."""

from __future__ import annotations

import random
import threading

import pytest

from app.domain.errors import AlongsideError, VaultDamagedError, VaultPlaceError, WrongSecretError
from app.storage import keyring, keys
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team


def test_a_flipped_bit_in_the_key_file_is_always_noticed(team: Team) -> None:
    vault, folder = vault_of(team), team.house.vaults.folder
    path, key = folder / keyring.NAME, vault.held.key
    (folder / keyring.PREVIOUS).unlink()
    whole, kept = path.read_bytes(), keyring.load(folder)
    chance = random.Random(7)
    for _ in range(400):
        damaged = bytearray(whole)
        damaged[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        try:
            ring, seal = keyring.load(folder)
            keyring.check_seal(ring, seal, key)
        except AlongsideError:
            continue
        assert (ring, seal) == kept  # a bit in the space between two values
    path.write_bytes(whole)
    assert keyring.load(folder) == kept


@pytest.mark.parametrize("length", [0, 1, 100, 2000])
def test_a_cut_off_key_file_is_damage_and_stays_as_it_was(team: Team, length: int) -> None:
    folder = team.house.vaults.folder
    team.house.vaults.close()
    for name in (keyring.NAME, keyring.PREVIOUS):
        (folder / name).write_bytes((folder / name).read_bytes()[:length])
    with pytest.raises(VaultDamagedError):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)
    assert (folder / keyring.NAME).stat().st_size == length


def test_a_key_file_that_may_not_be_read_is_not_called_damaged(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.house.vaults.close()

    def refused(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refused)
    with pytest.raises(VaultPlaceError):
        team.house.vaults.open("Ruth Alder", PASSPHRASE)


def test_a_passphrase_typed_in_parts_or_whole_letters_is_the_same() -> None:
    secret = b"\x01" * 32
    slot = keys.lock(secret, "gŵyl tŷ melin afon", keys.FLOOR, "test")
    assert keys.unlock(slot, "gw\u0302yl ty\u0302 melin afon", "test") == secret
    with pytest.raises(WrongSecretError):
        keys.unlock(slot, "gŵyl tŷ melin afon", "somebody else")


def test_only_their_own_secret_opens_a_signing_key() -> None:
    mine, other = b"\x01" * 32, b"\x02" * 32
    wrapped = keys.wrap_signing_key(mine, b"key", "person")
    assert keys.unwrap_signing_key(mine, wrapped, "person") == b"key"
    for secret, person in ((other, "person"), (mine, "another")):
        with pytest.raises(VaultDamagedError):
            keys.unwrap_signing_key(secret, wrapped, person)


def test_another_thread_reads_the_last_whole_state_while_one_writes(team: Team) -> None:
    vault, seen = vault_of(team), list[str]()

    def look() -> None:
        with vault.read() as work:
            seen.append(work.service.get().name)

    with vault.write(team.owner.person_id) as work:
        from dataclasses import replace  # noqa: PLC0415

        work.service.store(replace(work.service.get(), name="Half-written"))
        work.session.flush()
        reader = threading.Thread(target=look)
        reader.start()
        reader.join(10)
    assert seen == ["Oakview House"]
    look()
    assert seen[-1] == "Half-written"
