"""What a command says reaches every console, and a question where nobody can answer is told in words."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.console import can_ask, progress, say_json
from app.system.streams import settle_streams
from tests.cli.conftest import Demo, alongside

WORKER = "Zoë Łoś – “Bee” 王"


def program(
    home: Path, *arguments: str, script: str = "", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run the program in a shell line when one is given, else by itself."""
    settings = {
        **os.environ,
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        **environment,
    }
    command = [sys.executable, "-m", "app", *arguments]
    if script:
        command = ["/bin/sh", "-c", f"exec {sys.executable} -m app {script}"]
    return subprocess.run(command, check=False, capture_output=True, env=settings, stdin=subprocess.DEVNULL)


def test_letters_a_console_cannot_show_are_shown_as_well_as_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding="ascii", write_through=True))
    settle_streams()
    sys.stdout.write(WORKER + "\ud800\n")
    assert shown.getvalue() == b'Zoe ?os - "Bee" ??\n'


@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252"])
@pytest.mark.parametrize("command", ["--help", "bring-in --help", "doctor --vault ’nowhere"])
def test_no_encoding_makes_a_command_fail(tmp_path: Path, encoding: str, command: str) -> None:
    done = program(tmp_path, *command.split(), PYTHONIOENCODING=encoding)
    assert done.returncode == (1 if "doctor" in command else 0)
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr


def test_json_is_ascii_and_read_back_whole(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"name": WORKER})
    written = capsys.readouterr().out
    assert written.isascii()
    assert json.loads(written) == {"name": WORKER}


def test_a_program_without_standard_streams_does_its_work(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return
    assert program(tmp_path, script="--version >&- 2>&- <&-").returncode == 0
    assert program(tmp_path, script="doctor --vault nowhere >&- 2>&- <&-").returncode == 1
    assert program(tmp_path, script="dance >&- 2>&- <&-").returncode == 2


def test_a_reader_that_has_gone_is_no_fault(tmp_path: Path) -> None:
    if sys.platform == "win32":
        return
    run = f"{sys.executable} -m app frameworks --help | true"
    settings = {**os.environ, "XDG_STATE_HOME": str(tmp_path)}
    done = subprocess.run(["/bin/sh", "-c", run], check=False, capture_output=True, env=settings)
    assert done.stderr == b""


def test_where_nobody_can_answer_the_missing_argument_is_named(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    asked = alongside("doctor", "--vault", demo.vault)
    assert asked.code == 1
    assert "Who are you (Ruth Alder" in asked.err
    assert "Give --as NAME." in asked.err
    secret = alongside("doctor", "--vault", demo.vault, "--as", "Ruth Alder")
    assert secret.code == 1
    assert "Give --passphrase-file FILE." in secret.err
    monkeypatch.setattr(sys, "stdin", None)
    assert not can_ask()
    assert "Give --as NAME." in alongside("doctor", "--vault", demo.vault).err


def test_answers_may_come_through_a_pipe(demo: Demo, monkeypatch: pytest.MonkeyPatch) -> None:
    passphrase = demo.people[0].passphrase
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{demo.people[0].name}\n{passphrase}\n"))
    assert alongside("doctor", "--vault", demo.vault).code == 0


def test_progress_is_shown_only_where_somebody_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    with progress("Making") as step:
        assert step is None
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stderr", screen)
    with progress("Making") as step:
        assert step is not None
        assert step(1, 2)
    assert screen.getvalue() == "\rMaking: 1 of 2\n"
