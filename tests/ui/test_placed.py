"""The window opens where it stood."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.placed import Placed


def test_the_window_fills_the_screen_at_first_and_then_opens_as_it_stood(
    qtbot: QtBot, tmp_path: Path
) -> None:
    file, first, again, broken = tmp_path / "window.ini", QWidget(), QWidget(), QWidget()
    for one in (first, again, broken):
        qtbot.addWidget(one)
    placed = Placed(first, file)
    placed.show()
    assert first.isMaximized()
    first.showNormal()
    first.setGeometry(40, 50, 640, 480)
    placed.keep()
    Placed(again, file).show()
    assert not again.isMaximized()
    assert again.size() == first.size()
    file.write_text("[General]\ngeometry=nothing", encoding="utf-8")
    Placed(broken, file).show()
    assert broken.isMaximized()
