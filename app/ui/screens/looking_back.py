"""Looking back: charts with their tables, to look at and to print."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.ui.kit.charts import charted
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, clear, words

if TYPE_CHECKING:
    from app.domain.charts import Chart


class LookingBackScreen(Screen):
    """Every chart the person signed in may see."""

    title = "Looking back"
    topics = frozenset({Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE})
    page_width = 1000

    def refresh(self) -> None:
        """Read the figures."""
        self.context.run(partial(self.context.house.charts.all, self.context.actor), self._show)

    def _show(self, charts: tuple[Chart, ...]) -> None:
        if not self.context.anyone:
            return
        clear(self.page)
        self.page.addWidget(words("Figures about the service and its supervision. Nobody is scored.", "hint"))
        for chart in charts:
            self.page.addWidget(card(charted(chart, self.context)))
        self.page.addStretch(1)
        self.set_foot(None, button("Save to print", self._print, "primary"))

    def _print(self) -> None:
        path = self.context.dialogs.save_file("Save to print", "Looking back.pdf", "PDF (*.pdf)")
        if path is not None:
            self.context.run(
                partial(self.context.house.charts.pdf, self.context.actor, path), self.context.tell_saved
            )
