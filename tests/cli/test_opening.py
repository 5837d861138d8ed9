"""The window and the demo, as the command line opens them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.__main__ import builders
from app.cli.command import Builders
from app.cli.parser import run
from app.domain.people import Role
from tests.cli.conftest import Demo, alongside

ROLES = {
    "nominated_individual",
    "registered_manager",
    "deputy_manager",
    "team_leader",
    "practice_leader",
    "worker",
}


class Opened:
    """A window that only remembers which folder it was opened on, and with which hint."""

    def __init__(self) -> None:
        self.seen: list[tuple[Path, tuple[str, ...]]] = []

    def __call__(self, folder: Path, hint: tuple[str, ...]) -> int:
        self.seen.append((folder, hint))
        return 0

    def run(self, *arguments: object) -> int:
        usual = builders()
        mine = Builders(house=usual.house, demo=usual.demo, window=self, self_test=usual.self_test)
        return run([str(argument) for argument in arguments], mine)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Opened:
    """Return a window on a PC with a screen."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return Opened()


def test_without_a_command_the_window_opens_on_the_folder_that_was_given(
    window: Opened, demo: Demo, tmp_path: Path
) -> None:
    assert window.run("--vault", tmp_path / "mine") == 0
    assert window.run("--vault", demo.vault) == 0
    (_, no_hint), (folder, hint) = window.seen
    assert no_hint == ()
    assert folder == demo.vault
    assert len(hint) == len(demo.people)
    assert hint[0] == f"Ruth Alder: PIN {demo.people[0].pin}, passphrase {demo.people[0].passphrase}"
    assert hint[-1] == f"{demo.people[-1].name}: PIN {demo.people[-1].pin}"


def test_the_demo_without_a_folder_is_made_once_and_opens_a_window(
    window: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    assert window.run("demo", "--staff", 1, "--months", 1) == 0
    assert "Everybody in them is made up" in capsys.readouterr().out
    assert window.run("demo") == 0
    assert "made up" not in capsys.readouterr().out
    assert len({folder for folder, _ in window.seen}) == 1
    assert window.seen[0][1] == window.seen[1][1]


def test_the_demo_names_roles_as_the_sector_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    told = alongside("demo", "--vault", tmp_path / "vault", "--staff", 1, "--months", 1, "--json")
    assert {person["role"] for person in told.json["people"]} == ROLES
    assert told.json["people"][0]["role"] == "registered_manager"
    assert [bool(person["passphrase"]) for person in told.json["people"]] == [
        person["role"] != "worker" for person in told.json["people"]
    ]


def test_a_role_s_word_is_for_others_and_its_value_is_what_vaults_hold() -> None:
    assert {role.word for role in Role} == ROLES
    assert {role.value for role in Role} == ROLES - {"registered_manager", "deputy_manager"} | {
        "owner",
        "deputy",
    }


def test_a_demo_is_never_made_over_records(demo: Demo) -> None:
    told = alongside("demo", "--vault", demo.vault)
    assert told.code == 1
    assert "Nothing was changed" in told.err


@pytest.mark.parametrize("wrong", ["--staff=0", "--staff=501", "--months=x", "--months=²"])
def test_a_count_that_makes_no_sense_is_wrong_use(wrong: str) -> None:
    told = alongside("demo", wrong)
    assert told.code == 2
    assert "give a whole number from 1 to" in told.err


def test_without_a_screen_the_window_says_so_in_one_sentence(
    window: Opened, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert window.run("--vault", tmp_path) == 1
    assert "There is no screen here" in capsys.readouterr().err
    assert window.seen == []


def test_where_there_are_no_records_the_folder_is_named(tmp_path: Path) -> None:
    told = alongside("doctor", "--vault", tmp_path / "nowhere")
    assert told.code == 1
    assert told.err == (
        f"There are no records in “{tmp_path / 'nowhere'}”. Check the folder, or start Alongside once to "
        "set it up. (R-24)\n"
    )


def test_a_wrong_or_missing_passphrase_is_told_in_one_sentence_and_lets_go_of_the_records(
    demo: Demo, tmp_path: Path
) -> None:
    (tmp_path / "wrong").write_text("not the passphrase", encoding="utf-8")
    opening = ("--vault", demo.vault, "--as", demo.people[1].name, "--passphrase-file")
    wrong = alongside("doctor", *opening, tmp_path / "wrong")
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    assert "doesn’t match" in wrong.err
    lost = alongside("doctor", *opening, tmp_path / "lost")
    assert "The passphrase could not be read from" in lost.err
    assert alongside("doctor", *demo.opening).code == 0


def test_stopping_a_command_says_that_nothing_half_made_is_left(
    demo: Demo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(_folder: Path, _hint: tuple[str, ...]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    usual = builders()
    mine = Builders(house=usual.house, demo=usual.demo, window=stopped, self_test=usual.self_test)
    assert run(["--vault", str(demo.vault)], mine) == 130
    assert capsys.readouterr().err == "Stopped. Nothing half-made was left behind.\n"
