"""Whose practice is watched, and with which form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.flow import flowing
from app.ui.kit.person_box import PersonBox
from app.ui.kit.widgets import button, field, words

if TYPE_CHECKING:
    from app.pages.observe import Choosing


class WatchWhom(QWidget):
    """Three letters of a name, then a form. ``begun`` has both ids, the first empty without a person."""

    begun = Signal(str, str)

    def __init__(self, page: Choosing, person_id: str) -> None:
        super().__init__()
        self._person_id = person_id
        self._who = PersonBox([(one.id, one.label) for one in page.people], person_id)
        self._who.setMaximumWidth(420)
        self._who.chosen.connect(self._chose)
        self._tiles = [button(t.title, partial(self._begin, t.form_id), "tile", t.tip) for t in page.tiles]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(field("Whose practice will you watch?", self._who, "Three letters and Enter."))
        layout.addWidget(words("With which form?", "label"))
        layout.addWidget(flowing(*self._tiles))

    def focus(self) -> None:
        """Put the cursor where one goes on."""
        (self._tiles[0] if self._person_id and self._tiles else self._who).setFocus()

    def _chose(self, person_id: str) -> None:
        self._person_id = person_id
        next(iter(self._tiles), self._who).setFocus()

    def _begin(self, form_id: str) -> None:
        self.begun.emit(self._person_id, form_id)
