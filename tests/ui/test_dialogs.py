"""What dialogs suggest, and what the window tells whoever comes first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.ui.kit.dialogs import Dialogs
from tests.ui.person import Open, Person, sign_in


def test_every_suggested_file_name_is_one_that_any_system_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def chosen(_parent: object, _title: str, suggestion: str, _kinds: str) -> tuple[str, str]:
        asked.append(suggestion)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    for name in ("A/C-0001.pdf", "con.toml", "../../x.png", "…/photo: tea?.jpg"):
        assert Dialogs().save_file("Save", name, "All files (*)") is None
    assert asked == ["A-C-0001.pdf", "_con.toml", "-..-x.png", "-photo- tea.jpg"]


def test_whoever_signs_in_first_is_told_once_that_the_program_stopped(
    window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path
) -> None:
    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    window.tell_stopped("Alongside stopped unexpectedly last time.")
    person = Person(qtbot, window)
    sign_in(person)
    person.settle()
    assert window._problem.text == "Alongside stopped unexpectedly last time."
    person.press("Close this message")
    assert window._problem.text == ""
    assert window._stopped == ""
