"""The pieces of the window on one page: one height, a name each, large enough to press, in every look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.system.resources import resource
from app.ui.kit.place_button import PlaceButton
from app.ui.theme.style import THEMES, Look, dress, prepare
from tests.gallery import make
from tests.ui.seen import inner

LEAST_PX, USUAL_PX = 24, 40
"""The least height of what is pressed (WCAG 2.2, 2.5.8), and that of buttons and fields at 100 %."""
ONE_HEIGHT = (QPushButton, QLineEdit, QComboBox, QSpinBox)
OTHERS = {"tab", "place", "quiet"}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scale", [100, 150])
def test_the_pieces_are_named_of_one_height_and_large_enough_to_press(
    qtbot: QtBot, theme: str, scale: int
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    prepare(resource())
    before, look = QWidget(), Look(theme=theme, scale=scale)
    qtbot.addWidget(before)
    dress(app, before, resource(), look)  # pieces are made at the size of text there is
    page = make()
    qtbot.addWidget(page)
    dress(app, page, resource(), look)
    page.resize(1600, 1600)
    page.show()
    qtbot.wait(50)
    there = [one for one in page.findChildren(QWidget) if one.isVisible() and not inner(one)]
    pressed = [one for one in there if isinstance(one, QAbstractButton)]
    assert len(pressed) > 20
    assert [one.text() for one in pressed if not (one.accessibleName() or one.text())] == []
    reached = [one for one in pressed if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert [(one.text(), one.height()) for one in reached if one.height() < LEAST_PX] == []
    same = [one for one in there if isinstance(one, ONE_HEIGHT) and one.objectName() not in OTHERS]
    heights = {one.height() for one in same if not isinstance(one, PlaceButton)}
    assert max(heights) - min(heights) <= 2, heights
    assert min(heights) >= USUAL_PX
