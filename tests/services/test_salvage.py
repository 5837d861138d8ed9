"""Damaged records: what is whole comes out, what is lost is named, and one page never stops the others."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from app.bootstrap import build
from app.domain.errors import AlongsideError, NotAllowedError, VaultDamagedError, WrongSecretError
from app.services.salvage import Found
from app.storage.keys import FLOOR
from tests.storage.test_vault import vault_of
from tests.team import PASSPHRASE, Team

PAGE = 4096


def sealed(team: Team, count: int) -> dict[str, str]:
    """Seal some records; return the SHA-256 of each PDF by number."""
    made = {}
    for number in range(count):
        record = team.sign(team.write(team.deputy, team.worker, words=f"Talked about breakfast {number}."))
        with team.house.store.read() as work:
            document = work.signing.document(record.id)
        assert document is not None
        made[record.number] = document.sha256
    return made


def flipped(path: Path, seed: int) -> None:
    """Flip a bit in a page, the first left aside."""
    chance, data = random.Random(seed), bytearray(path.read_bytes())
    data[chance.randrange(PAGE, len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def rescued(team: Team, to: Path) -> Found:
    """Get out what is whole."""
    house = build(team.house.vaults.folder, team.clock, FLOOR)
    return house.salvage.salvage(to, name="Ruth Alder", passphrase=PASSPHRASE)


def digests(folder: Path) -> set[str]:
    """Return the SHA-256 of every PDF that came out."""
    return {hashlib.sha256(one.read_bytes()).hexdigest() for one in (folder / "records").glob("*.pdf")}


@pytest.mark.parametrize("seed", range(8))
def test_no_flip_gives_out_a_wrong_pdf_and_with_a_backup_none_is_lost(
    team: Team, tmp_path: Path, seed: int
) -> None:
    made = sealed(team, 2)
    team.house.backups.make(team.owner)
    folder = team.house.vaults.folder
    file = folder / vault_of(team).held.ring().file
    team.house.vaults.close()
    flipped(file, seed)
    damaged = file.read_bytes()
    assert rescued(team, tmp_path / "with").lost == ()
    assert digests(tmp_path / "with") == set(made.values())
    (folder / "backups").rename(tmp_path / "away")
    try:
        found = rescued(team, tmp_path / "without")
    except (NotAllowedError, VaultDamagedError):  # the list of tables itself: only a backup helps
        assert not (tmp_path / "without").exists()
    else:
        came = digests(tmp_path / "without")
        assert came <= set(made.values())
        assert len(came) >= 1  # one flip harms one record at most
        assert len(came) == 2 or found.lost
    assert file.read_bytes() == damaged


def test_what_is_lost_here_comes_from_a_backup(team: Team, tmp_path: Path) -> None:
    made = sealed(team, 3)
    team.house.backups.make(team.owner)
    file = team.house.vaults.folder / vault_of(team).held.ring().file
    team.house.vaults.close()
    data = file.read_bytes()
    half = len(data) // PAGE // 2 * PAGE
    file.write_bytes(data[:half] + bytes(len(data) - half))
    found = rescued(team, tmp_path / "out")
    assert found.lost == ()
    assert found.mended
    assert digests(tmp_path / "out") == set(made.values())
    with (tmp_path / "out" / "what-was-found.csv").open(encoding="utf-8-sig", newline="") as text:
        rows = {row["Record"]: row for row in csv.DictReader(text)}
    assert {row["SHA-256"] for row in rows.values()} == set(made.values())
    assert any(row["From"].startswith("backup 0001") for row in rows.values())
    for path in (tmp_path / "out" / "records").iterdir():
        if shutil.which("pdfsig"):
            assert (
                b"Signature is Valid"
                in subprocess.run(["pdfsig", path], check=False, capture_output=True).stdout
            )


def test_even_without_a_first_page_or_a_key_file_a_backup_gives_everything(
    team: Team, tmp_path: Path
) -> None:
    made = sealed(team, 1)
    team.house.backups.make(team.owner)
    folder = team.house.vaults.folder
    file = folder / vault_of(team).held.ring().file
    team.house.vaults.close()
    file.write_bytes(bytes(PAGE) + file.read_bytes()[PAGE:])
    for name in ("keyring.json", "keyring.prev.json"):
        (folder / name).write_bytes(b"\0" * 100)
    found = rescued(team, tmp_path / "out")
    assert (found.whole, found.lost) == (1, ())
    assert digests(tmp_path / "out") == set(made.values())


def test_only_the_registered_manager_gets_it_out(team: Team, tmp_path: Path) -> None:
    team.house.vaults.close()
    house = build(team.house.vaults.folder, team.clock, FLOOR)
    with pytest.raises(NotAllowedError, match="recovery sheet"):
        house.salvage.salvage(tmp_path / "out", name="Dee Rowan", passphrase=f"{PASSPHRASE} Dee Rowan")
    with pytest.raises(WrongSecretError):
        house.salvage.salvage(tmp_path / "out", name="Ruth Alder", passphrase="not the right words")
    with pytest.raises(AlongsideError):
        house.salvage.salvage(tmp_path / "out", recovery="0000")
    assert not (tmp_path / "out").exists()
    assert list(team.house.vaults.folder.glob(".*")) == []


def test_one_damaged_pdf_does_not_stop_the_session_from_giving_the_others(team: Team, tmp_path: Path) -> None:
    sealed(team, 3)
    ids = [one.id for one in team.house.records.list(team.owner)]
    file = team.house.vaults.folder / vault_of(team).held.ring().file
    team.house.vaults.close()
    whole = file.read_bytes()
    for page in range(len(whole) // PAGE // 2, len(whole) // PAGE):
        at = page * PAGE + 99
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :])
        written = []
        with contextlib.suppress(AlongsideError):
            team.house.vaults.open("Ruth Alder", PASSPHRASE)
        for number, one in enumerate(ids if team.house.vaults.is_open() else ()):
            with contextlib.suppress(AlongsideError):
                to = tmp_path / f"{page} {number}.pdf"
                written.append(team.house.transfer.export_one(team.owner, one, to))
        team.house.vaults.close()
        if len(written) == len(ids) - 1:
            return
    pytest.fail("no page of a PDF was met")
