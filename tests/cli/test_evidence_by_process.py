"""The command line of evidence: a pack is made, verified, repeated; everything is taken out and comes back; errors are one plain sentence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Demo

FRAMEWORK = 'id = "house_rules"\nversion = "1"\ntitle = "House rules"\n\n[[items]]\ncode = "H1"\ntitle = "Talking"\ncounts = ["supervision"]\n'


@pytest.fixture(scope="module")
def demo(told_in_short: Demo, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """Return a demo vault, its registered manager and the file with their passphrase."""
    home = tmp_path_factory.mktemp("demo")
    shutil.copytree(told_in_short.folder, home / "vault")
    owner = told_in_short.people[0]
    (home / "passphrase").write_text(f"{owner.passphrase}\n", encoding="utf-8")
    return home / "vault", owner.name, home / "passphrase"


def alongside(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_DATA_HOME": str(home)},
        timeout=120,
    )


def test_a_pack_is_made_verified_listed_and_made_again(demo: tuple[Path, str, Path], tmp_path: Path) -> None:
    vault, name, secret = demo
    opening = ("--vault", vault, "--as", name, "--passphrase-file", secret)
    (tmp_path / "house.toml").write_text(FRAMEWORK, encoding="utf-8")
    brought = alongside("frameworks", "bring-in", tmp_path / "house.toml", *opening, home=tmp_path)
    assert (brought.returncode, brought.stdout.strip()) == (0, "House rules, version 1, was brought in.")
    covered = json.loads(
        alongside("frameworks", "coverage", "house_rules", "--json", *opening, home=tmp_path).stdout
    )
    assert len(covered["items"][0]["records"]) > 0
    made = alongside(
        "pack",
        "make",
        "--to",
        tmp_path / "packs",
        "--framework",
        "house_rules",
        "--names",
        "code",
        "--seed",
        3,
        "--found",
        "hide",
        *("--set-out", "Fewer choices made for people.", "--came", "People choose at most meals."),
        *("--not-right", "Nights are watched too seldom."),
        "--json",
        *opening,
        home=tmp_path,
    )
    assert made.returncode == 0, made.stderr
    pack = json.loads(made.stdout)
    assert pack["records"] == len(covered["items"][0]["records"])
    for place in (pack["folder"], pack["zip"]):
        assert alongside("verify", place, home=tmp_path).returncode == 0
        assert alongside("verify", place, home=tmp_path / "stranger").returncode == 3
    certificate = Path(pack["folder"]) / "service-certificate.pem"
    assert (
        alongside("verify", pack["zip"], "--certificate", certificate, home=tmp_path / "stranger").returncode
        == 0
    )
    again = alongside(
        "pack", "again", pack["pack"], "--to", tmp_path / "again", "--json", *opening, home=tmp_path
    )
    assert (again.returncode, json.loads(again.stdout)["different"]) == (0, [])
    listed = json.loads(alongside("pack", "list", "--json", *opening, home=tmp_path).stdout)
    assert [one["pack"] for one in listed["packs"]] == [2, 1]
    manifest = Path(pack["folder"]) / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b"inspection", b"inspectiom"))
    assert alongside("verify", pack["folder"], "--certificate", certificate, home=tmp_path).returncode == 1
    (tmp_path / "bad.zip").write_bytes(b"PK")
    assert alongside("verify", tmp_path / "bad.zip", home=tmp_path).returncode == 2
    nobody = alongside(
        "pack",
        "make",
        "--to",
        tmp_path / "x",
        "--purpose",
        "person",
        "--person",
        "Nobody",
        *opening,
        home=tmp_path,
    )
    assert (nobody.returncode, nobody.stderr.startswith("There is nobody called “Nobody”")) == (1, True)
    assert not (tmp_path / "x").exists()


def test_everything_is_taken_out_and_comes_back_by_command(
    demo: tuple[Path, str, Path], tmp_path: Path
) -> None:
    vault, name, secret = demo
    opening = ("--as", name, "--passphrase-file", secret)
    out = alongside("take-out", "--to", tmp_path / "out", "--vault", vault, *opening, home=tmp_path)
    assert out.returncode == 0, out.stderr
    back = json.loads(
        alongside(
            "bring-in", tmp_path / "out", "--vault", tmp_path / "new", "--json", *opening, home=tmp_path
        ).stdout
    )
    assert (len(back["pin"]), back["rows"]["record"] > 0) == (6, True)
    doctor = alongside("doctor", "--vault", tmp_path / "new", *opening, home=tmp_path)
    missing, whole = doctor.stdout.split("\n\n")[0].splitlines(), "is no longer here."
    assert all(
        one.startswith("R-") for one in missing if one.endswith(whole)
    )  # shared with one: stayed sealed
    assert doctor.returncode == 1
    victim = next((tmp_path / "out" / "records").iterdir())
    victim.write_bytes(victim.read_bytes() + b" ")
    refused = alongside("bring-in", tmp_path / "out", "--vault", tmp_path / "other", *opening, home=tmp_path)
    assert refused.returncode == 1
    assert victim.name in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert not (tmp_path / "other").exists()
