"""A draft of a form is kept by itself: typed, a moment passes, and the program is killed without leaving the page."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.bootstrap import build
from app.storage.keys import FLOOR
from tests.team import PASSPHRASE, TurnedClock

WINDOW = """
import os, signal, sys
from functools import partial
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from app.bootstrap import build
from app.pages import places
from app.storage.keys import FLOOR
from app.system.resources import resource
from app.ui.application import make_window
from tests.team import PASSPHRASE, TurnedClock

folder, form, words = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
app = QApplication([])
window = make_window(app, partial(build, folder, TurnedClock(), FLOOR), resource(), folder / "look.json")
window.show()

def settle():
    for _ in range(5):
        QTest.qWait(30)
        while not window._context.ready or window._context.tasks.busy:
            QTest.qWait(20)

settle()
from tests.ui.person import Person, sign_in
class Bot:
    wait, keyClicks, keyClick = QTest.qWait, QTest.keyClicks, QTest.keyClick
    def waitUntil(self, done, timeout=0):
        while not done():
            QTest.qWait(20)
sign_in(Person(Bot(), window))
settle()
window.go(places.FormEditor(form_id=form))
settle()
box = next(b for b in window.findChildren(QPlainTextEdit) if b.isVisible() and b.accessibleName() == "Title")
box.setFocus()
box.selectAll()
QTest.keyClicks(box, words)
QTest.qWait(int(sys.argv[4]))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_what_was_typed_is_there_after_the_program_was_killed_on_the_page(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shutil.copytree(template, tmp_path / "vault")
    house = build(tmp_path / "vault", TurnedClock(), FLOOR)
    owner = house.vaults.open("Ruth Alder", PASSPHRASE)
    form = house.own_forms.copy(owner, "gibbs", "Circle").value
    house.vaults.close()
    done = subprocess.run(
        [sys.executable, "-c", WINDOW, str(tmp_path / "vault"), form.id, "Night round", "1500"],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    again = build(tmp_path / "vault", TurnedClock(), FLOOR)
    owner = again.vaults.open("Ruth Alder", PASSPHRASE)
    draft = again.own_forms.draft(owner, form.id)
    assert draft.title == "Night round"
    assert draft.sections == form.sections
    again.vaults.close()
