"""What is left in memory once a person has signed out and once the records are closed, read from outside."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.errors import NotAllowedError
from app.storage import engine
from app.system.wipe import wipe
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team

MASK = 0x5A
DAY = """
import sys
from pathlib import Path
from app.bootstrap import build
from app.storage import keys
from tests.team import PINS, TurnedClock

seen = []
def kept(key):
    seen.append(bytes(one ^ 0x5A for one in key).hex())  # nothing here may hold the key itself
    return key

def watched(ask):
    return lambda *given: kept(ask(*given))

def stop(*words):
    print(*words, flush=True)
    sys.stdin.readline()

for name in ("unlock", "open_envelope", "_derive"):
    setattr(keys, name, watched(getattr(keys, name)))
house = build(Path(sys.argv[1]), TurnedClock(), keys.FLOOR)
owner = house.vaults.open("Ruth Alder", sys.argv[2])
vault = house.vaults._vault.held.key
deputy = next(one for one in house.people.list(owner) if one.name == "Dee Rowan")
house.vaults.unlock(deputy.id, PINS["Dee Rowan"])
key = house.vaults.signing_key(deputy.id, PINS["Dee Rowan"])
keys.wipe(key)
house.backups.make(owner)
stop(bytes(one ^ 0x5A for one in vault).hex(), *seen)
house.vaults.sign_out()
stop()
house.vaults.close()
stop()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of a process as Linux shows it")
def test_secrets_are_wiped_at_once_and_the_vault_key_when_the_records_are_closed(
    template: Path, tmp_path: Path
) -> None:
    shutil.copytree(template, tmp_path / "vault")
    with subprocess.Popen(
        [sys.executable, "-c", DAY, str(tmp_path / "vault"), PASSPHRASE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdin is not None
        assert child.stdout is not None
        told = child.stdout.readline().split()
        vault, *seen = (bytes(one ^ MASK for one in bytes.fromhex(text)) for text in told)
        secrets = set(seen) - {vault}
        assert len(secrets) > 5
        assert _times(child.pid, vault) == 1, "the one that is held while the records are open"
        assert not any(_times(child.pid, one.hex().encode()) for one in (vault, *secrets))
        assert sum(_times(child.pid, one) for one in secrets) <= 1, "what opens one's own private words"
        for _ in ("sign out", "close"):
            child.stdin.write("\n")
            child.stdin.flush()
            child.stdout.readline()
        assert not any(_times(child.pid, one) for one in (vault, vault.hex().encode(), *secrets))
        child.stdin.write("\n")


def test_a_wiped_key_says_that_the_records_are_closed_and_not_that_they_are_damaged(team: Team) -> None:
    held = vault_of(team).held
    path, key = held.file(held.ring()), held.key
    team.house.vaults.close()
    assert not any(key)
    with pytest.raises(NotAllowedError, match="records are closed"):
        engine.connect(path, key)


def test_what_is_shared_or_not_plain_is_left_alone() -> None:
    short, accented = "twelve".upper(), "ŵ" * 20
    wipe(short, accented)
    assert (short, accented) == ("TWELVE", "ŵ" * 20)
    text, data = "".join(["a"] * 20), bytes(bytearray(b"k" * 20))
    wipe(text, data)
    assert (text, data) == ("\0" * 20, bytes(20))


def _times(pid: int, what: bytes) -> int:
    found, memory_of = 0, Path(f"/proc/{pid}/mem")
    try:
        opened = memory_of.open("rb", buffering=0)
    except PermissionError:
        pytest.skip("here nobody may read the memory of another process")
    with opened as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            where, rights = line.split()[:2]
            begin, end = (int(one, 16) for one in where.split("-"))
            if rights.startswith("rw"):
                memory.seek(begin)
                found += memory.read(end - begin).count(what)
    return found
