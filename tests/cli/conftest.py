"""A made-up service, and a command line that runs in this process."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import builders
from app.cli.parser import run
from app.demo.people import DemoPerson
from tests.conftest import Demo as Told


@dataclass(frozen=True)
class Ran:
    """What a command line left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, read as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Demo:
    """Made-up records, who can sign in, and the file with the registered manager's passphrase."""

    vault: Path
    people: tuple[DemoPerson, ...]
    secret: Path

    @property
    def opening(self) -> tuple[str, ...]:
        """The arguments by which the registered manager opens the records."""
        return (
            "--vault",
            str(self.vault),
            "--as",
            self.people[0].name,
            "--passphrase-file",
            str(self.secret),
        )


def alongside(*arguments: object) -> Ran:
    """Run one command line in this process."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = run([str(argument) for argument in arguments], builders())
        except SystemExit as left:
            code = int(left.code or 0)
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture
def demo(told_in_short: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Demo:
    """Return a demo of the test's own, on a PC of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(told_in_short.folder, tmp_path / "vault")
    secret = tmp_path / "passphrase"
    secret.write_text(f"{told_in_short.people[0].passphrase}\n", encoding="utf-8")
    return Demo(tmp_path / "vault", told_in_short.people, secret)
