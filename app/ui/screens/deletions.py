"""The log of deletions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import deletions, keeping, places
from app.ui.kit.saving import save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, words

if TYPE_CHECKING:
    from app.pages.deletions import DeletionsPage

TABLE_HEIGHT = 320


class DeletionsScreen(Screen):
    """A table and its export."""

    title = "Log of deletions"
    topics = frozenset({Topic.RETENTION})
    page_width = 1000

    def refresh(self) -> None:
        """Read the log."""
        self.read(self._show, deletions.read)

    def _show(self, page: DeletionsPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(deletions.INTRO, "hint"))
            if page.rows:
                table = Table("Log of deletions", deletions.HEADINGS)
                table.fill([(one.id, one.cells) for one in page.rows])
                table.setMinimumHeight(TABLE_HEIGHT)
                self.page.addWidget(table)
            else:
                self.page.addWidget(words(deletions.NONE_YET, "label"))
            self.page.addStretch(1)
        back = button("Back to keeping and deleting", partial(self.context.go, places.Keeping()))
        self.set_foot(back, None, button("Save as a spreadsheet…", self._save))

    def _save(self) -> None:
        file = ("Save the log of deletions", "Log of deletions.csv", "CSV (*.csv)")
        save_as(self.context, file, keeping.save_log)
