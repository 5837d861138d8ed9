"""The log of packs made: for whom, why, when; make one again and compare.

Show one to a reviewer on this PC.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import packs, places
from app.ui.context import Heard
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.progress import Progress
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, card, field, row, words

if TYPE_CHECKING:
    from app.pages.packs import PacksPage
    from app.pages.places import Place
    from app.ui.context import Context

HEADINGS = ("Pack", "Made", "By", "For", "Why", "Files", "SHA-256 of the list")
TABLE_HEIGHT = 240


class PacksScreen(Screen):
    """The disclosure log."""

    title = "Packs made"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._folder = ""
        self._compared = ""
        self._progress: Progress | None = None

    def come(self, place: Place) -> None:
        """Show the log; with ``show``, offer to show that pack's folder to a reviewer."""
        self._folder = place.show if isinstance(place, places.Packs) else ""
        self._compared = ""
        self._progress = None
        self.refresh()

    def leave(self) -> None:
        """Stop what is being made: nothing half-made stays."""
        if self._progress is not None:
            self._progress.stop()

    def refresh(self) -> None:
        """Read the log, unless a pack is being made again: its progress stands here."""
        if self._progress is None:
            self.read(self._show, packs.read)

    def _show(self, page: PacksPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(packs.INTRO, "hint"))
            if page.rows:
                self._show_log(page)
            else:
                self.page.addWidget(words(packs.NONE_YET, "label"))
            if self._compared:
                self.page.addWidget(card(words(self._compared), words(packs.INDEX_SIGNED, "hint")))
            self._show_reviewing()
            self.page.addStretch(1)
        make, back = partial(self.context.go, places.Pack()), partial(self.context.go, places.Evidence())
        self.set_foot(flowing(button("Make a pack…", make), button("Back to evidence", back)))

    def _show_log(self, page: PacksPage) -> None:
        self._table = Table("Packs made", HEADINGS)
        self._table.fill([(one.id, one.cells) for one in page.rows])
        self._table.setMinimumHeight(TABLE_HEIGHT)
        self.page.addWidget(self._table)
        self._again_button = button("Make it again and compare…", self._again)
        self.page.addWidget(row(self._again_button, None))

    def _show_reviewing(self) -> None:
        self.page.addWidget(words("Show a pack to a reviewer", "heading"))
        self.page.addWidget(words(packs.REVIEW, "hint"))
        self._minutes = Picker([(one.id, one.label) for one in packs.TIMES], packs.USUAL_TIME)
        self._which = words(self._folder or "No folder chosen yet.", "hint")
        choose = button("Choose a pack’s folder…", self._choose)
        show = button("Show it now", self._review)
        how_long = field("For how long", self._minutes)
        self.page.addWidget(card(row(self._which, choose), how_long, row(show, None)))

    def _choose(self) -> None:
        folder = self.context.dialogs.choose_folder("Which pack?")
        if folder is not None:
            self._folder = str(folder)
            self._which.setText(self._folder)

    def _review(self) -> None:
        if not self._folder:
            self.context.said.emit("Choose a pack’s folder first.")
            return
        self.context.review_asked.emit(Path(self._folder), int(self._minutes.value() or packs.USUAL_TIME))

    def _again(self) -> None:
        chosen = self._table.selected()
        folder = self.context.dialogs.choose_folder("Where shall it be made again?")
        if folder is None or not chosen:
            return
        self._again_button.setEnabled(False)
        self._progress = Progress("Making it again")
        self.page.insertWidget(self.page.indexOf(self._table) + 1, self._progress)
        heard = Heard(self._was_compared, self._was_not)
        self.context.make(heard, packs.again, chosen, folder, self._progress.step)

    def _was_compared(self, told: str) -> None:
        self._progress, self._compared = None, told
        self.refresh()

    def _was_not(self, error: Exception) -> None:
        self._progress = None
        self.refresh()
        self.context.tell_problem(error)
