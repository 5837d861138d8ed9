"""The program itself: what it hands on, and what it does before and around a command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

import app.ui.application
from app import selftest
from app.__main__ import builders, main
from app.system.paths import logs_dir


class Handed:
    """Remembers what it was handed."""

    def __init__(self) -> None:
        self.what: tuple[Any, ...] = ()

    def __call__(self, *arguments: Any) -> int:
        self.what = arguments
        return 7


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Handed:
    """Return what stands in the place of the window and of the self-test."""
    stand_in = Handed()
    monkeypatch.setattr(app.ui.application, "run", stand_in)
    monkeypatch.setattr(selftest, "run", stand_in)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return stand_in


def test_the_window_is_handed_the_names_at_the_door_and_that_the_program_stopped_last_time(
    handed: Handed, template: Path
) -> None:
    logs_dir().mkdir(parents=True)
    (logs_dir() / "stopped-999999.txt").write_text("Fatal Python error", encoding="utf-8")
    assert builders().window(template, ("a line",)) == 7
    _, resources, _, hint, names, stopped = handed.what
    assert (resources / "help" / "index.md").exists()
    assert hint == ("a line",)
    assert "Ruth Alder" in names
    assert stopped.startswith("Alongside stopped unexpectedly last time. What was saved is safe.")
    assert str(logs_dir() / "stopped-before.txt") in stopped
    assert builders().window(template, ()) == 7
    assert handed.what[-1] == ""


def test_a_folder_without_records_has_nobody_at_the_door(handed: Handed, tmp_path: Path) -> None:
    builders().window(tmp_path / "nothing", ())
    assert handed.what[4] == ()


def test_the_self_test_is_handed_a_house_that_is_quick_to_open(handed: Handed, tmp_path: Path) -> None:
    assert builders().self_test(print) == 7
    tell, build = handed.what
    assert tell is print
    assert not build(tmp_path / "vault").vaults.exists()


def test_the_program_takes_its_arguments_from_where_it_was_started(
    handed: Handed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert handed.what == ()
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr("threading.excepthook", lambda _found: None)
    monkeypatch.setattr("app.system.crash.faulthandler.enable", lambda _file: None)
    monkeypatch.setattr(sys, "argv", ["alongside", "verify", "nothing.pdf"])
    assert main() == 2
    assert capsys.readouterr().out.startswith("nothing.pdf: ")
    monkeypatch.setattr("app.__main__.refuse_known_bad_pair", lambda _python, _qt: "This pair is broken.")
    assert main() == 1
    assert capsys.readouterr().err == "This pair is broken.\n"
