"""The real window on a real vault, for every test that looks at the screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import build
from app.storage.keys import FLOOR
from app.system.resources import resource
from app.ui.application import make_window
from app.ui.shell.window import Window
from tests.conftest import Demo
from tests.services.world import Built
from tests.team import TurnedClock
from tests.ui.person import LivedIn, Open, Person, ScriptedDialogs, sign_in


@pytest.fixture
def window_at(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Return a way to open the window on a folder; every window is closed and its records with it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    opened: list[Window] = []
    app = QApplication.instance()
    assert isinstance(app, QApplication)

    def open_window(folder: Path) -> Window:
        window = make_window(
            app, partial(build, folder, TurnedClock(), FLOOR), resource(), tmp_path / "look.json"
        )
        window._context.dialogs = ScriptedDialogs(tmp_path)
        window._context.dialogs.parent = window
        opened.append(window)
        window.show()
        qtbot.waitUntil(lambda: window._context.ready and not window._context.tasks.busy, timeout=15000)
        return window

    yield open_window
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def at_home(window_at: Open, qtbot: QtBot, template: Path, tmp_path: Path) -> tuple[Person, Window]:
    """Return the registered manager signed in, on Today."""
    shutil.copytree(template, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    window.activateWindow()
    person.settle()
    return person, window


@pytest.fixture
def lived_in(window_at: Open, qtbot: QtBot, built: Built, tmp_path: Path) -> LivedIn:
    """Return the registered manager signed in to a service in which there is one of everything."""
    shutil.copytree(built.folder, tmp_path / "vault")
    window = window_at(tmp_path / "vault")
    person = Person(qtbot, window)
    sign_in(person)
    window.activateWindow()
    person.settle()
    dialogs = window._context.dialogs
    assert isinstance(dialogs, ScriptedDialogs)
    return LivedIn(person, window, built.ids, built.others, dialogs)


@pytest.fixture
def demo_window(window_at: Open, qtbot: QtBot, demo: Demo) -> tuple[Person, Window]:
    """Return the demo's registered manager signed in, on Today."""
    window = window_at(demo.folder)
    person = Person(qtbot, window)
    sign_in(person, next(p.passphrase or "" for p in demo.people if p.name == "Ruth Alder"))
    window.activateWindow()
    person.settle()
    return person, window
