"""Frameworks: which are used here, with their version, source and licence.

Bring one in, take one out, switch one off.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import frameworks, places
from app.ui.kit.flow import flowing
from app.ui.kit.saving import save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, card, words

if TYPE_CHECKING:
    from app.pages.frameworks import FrameworksPage
    from app.ui.context import Context

HEADINGS = ("Framework", "Version", "Items", "Whose", "Used")
TABLE_HEIGHT = 360
FILES = "Frameworks (*.toml)"


class FrameworksScreen(Screen):
    """The list, and what is known of the one chosen."""

    title = "Frameworks"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: FrameworksPage | None = None
        self._chosen = ""

    def refresh(self) -> None:
        """Read the list."""
        self.read(self._show, frameworks.read)

    def _show(self, page: FrameworksPage) -> None:
        self._shown = page
        with self.drawn_afresh():
            self.page.addWidget(words(frameworks.INTRO))
            self._table = Table("Frameworks", HEADINGS)
            self._table.fill([(one.row.id, one.row.cells) for one in page.lines])
            self._table.setMinimumHeight(TABLE_HEIGHT)
            self.page.addWidget(self._table)
            self._about = words("", "hint")
            self.page.addWidget(card(self._about))
            self.page.addStretch(1)
            ids = [one.row.id for one in page.lines]
            self._table.setCurrentCell(ids.index(self._chosen) if self._chosen in ids else 0, 0)
            self._table.currentCellChanged.connect(self._tell)
            self._tell()
        take_out = button("Take out…", self._take_out, tip="Write it as a file")
        back = button("Back to evidence", partial(self.context.go, places.Evidence()))
        if page.may_change:
            bring_in = button("Bring in a file…", self._bring_in, "primary")
            switch = button("Switch on or off", self._switch)
            drop = button("Remove our own", self._drop)
            self.set_foot(flowing(bring_in, switch, take_out, drop, back))
        else:
            self.set_foot(flowing(take_out, back))

    def _tell(self, *_: object) -> None:
        self._chosen = self._table.selected()
        line = self._shown.line(self._chosen) if self._shown is not None else None
        self._about.setText(line.about if line is not None else "")

    def _bring_in(self) -> None:
        path = self.context.dialogs.open_file("Choose a framework file", FILES)
        if path is not None:
            self.context.send(self.context.said.emit, frameworks.bring_in, path)

    def _take_out(self) -> None:
        file = ("Take out a framework", f"{self._chosen}.toml", FILES)
        save_as(self.context, file, frameworks.take_out, self._chosen, then=self.context.said.emit)

    def _switch(self) -> None:
        line = self._shown.line(self._chosen) if self._shown is not None else None
        if line is not None:
            self.context.send(None, frameworks.switch, self._chosen, off=not line.off)

    def _drop(self) -> None:
        self.context.send(None, frameworks.drop, self._chosen)
