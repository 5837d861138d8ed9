"""The command line as IT staff use it: really run, in its own process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def alongside(home: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program with its own data folder."""
    settings = {
        **os.environ,
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        **environment,
    }
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments], check=False, capture_output=True, text=True, env=settings
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """Return a small demo made by the command, and who can sign in."""
    home = tmp_path_factory.mktemp("demo")
    made = alongside(
        home, "demo", "--vault", str(home / "vault"), "--staff", "2", "--months", "2", "--seed", "5", "--json"
    )
    assert made.returncode == 0, made.stderr
    people = json.loads(made.stdout)["people"]
    (home / "passphrase").write_text(people[0]["passphrase"] + "\n", encoding="utf-8")
    return home, people


def opened(
    home: Path, people: list[dict[str, str]], command: str, *more: str
) -> subprocess.CompletedProcess[str]:
    """Run a command that opens the demo as its registered manager."""
    who = [
        "--vault",
        str(home / "vault"),
        "--as",
        people[0]["name"],
        "--passphrase-file",
        str(home / "passphrase"),
    ]
    return alongside(home, command, *who, *more)


def test_the_demo_s_records_are_exported_and_check_as_unchanged(
    demo: tuple[Path, list[dict[str, str]]], tmp_path: Path
) -> None:
    home, people = demo
    done = opened(home, people, "export", "--to", str(tmp_path / "out"), "--json")
    files = json.loads(done.stdout)["files"]
    assert len(files) >= 4
    assert alongside(home, "verify", *files).returncode == 0
    stranger = alongside(tmp_path, "verify", files[0])
    assert stranger.returncode == 3
    certificate = str(tmp_path / "out" / "service-certificate.cer")
    assert alongside(tmp_path, "verify", "--certificate", certificate, files[0]).returncode == 0
    changed = bytearray(Path(files[0]).read_bytes())
    changed[2000] ^= 1
    Path(files[0]).write_bytes(changed)
    assert alongside(home, "verify", files[0]).returncode in {1, 2}
    assert alongside(home, "verify", str(home / "passphrase")).returncode == 2


def test_without_a_screen_the_window_says_so_in_one_sentence(tmp_path: Path) -> None:
    if sys.platform != "linux":
        return
    done = alongside(tmp_path, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 1
    assert "demo" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_self_test_passes(tmp_path: Path) -> None:
    done = alongside(tmp_path, "self-test")
    assert done.returncode == 0, done.stdout + done.stderr
