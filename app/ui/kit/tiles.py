"""The names on the lock screen, each on a tile; typing finds them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from app.ui.kit.person_mark import face
from app.ui.kit.widgets import PressButton
from app.ui.theme.icons import GAP

if TYPE_CHECKING:
    from app.pages.door import Tile

COLUMNS = 4
WIDEST = 560
"""Pixels of a name on a tile; what is longer is cut with three dots and whole in its tip."""
AROUND, FACE = 84, 32
"""Pixels around the name on a tile and between two tiles, and those of the initials before it."""


class Tiles(QWidget):
    """A few names. ``chosen`` carries the tile that was pressed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self._shown: tuple[Tile, ...] = ()

    def show_tiles(self, tiles: tuple[Tile, ...], room: int) -> None:
        """Show other names, as many beside each other as ``room`` pixels hold."""
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if isinstance(widget, PressButton):
                self._group.removeButton(widget)
                widget.hide()
                widget.deleteLater()
        self._shown = tiles
        metrics = self.fontMetrics()
        names = [metrics.elidedText(tile.shown, Qt.TextElideMode.ElideRight, WIDEST) for tile in tiles]
        widest = max((metrics.horizontalAdvance(name) for name in names), default=1) + AROUND
        columns = min(max(room // widest, 1), COLUMNS)
        for number, (tile, name) in enumerate(zip(tiles, names, strict=True)):
            place = (number // columns, number % columns)
            self._grid.addWidget(self._made(tile, name), *place)
        for number in range(COLUMNS):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    def choose_first(self) -> None:
        """Choose the first name shown, if any."""
        if self._shown:
            self._group.buttons()[0].setChecked(True)
            self.chosen.emit(self._shown[0])

    def _made(self, tile: Tile, name: str) -> PressButton:
        made = PressButton(name)
        made.setObjectName("tile")
        made.setAccessibleName(tile.shown)
        made.setToolTip(tile.shown if name != tile.shown else "")
        made.setCheckable(True)
        made.setIcon(face(tile.whole))
        made.setIconSize(QSize(FACE + GAP, FACE))
        made.clicked.connect(partial(self._pressed, tile))
        self._group.addButton(made)
        return made

    def _pressed(self, tile: Tile, _checked: bool = True) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.chosen.emit(tile)
