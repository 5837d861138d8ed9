"""Looking back: charts with their tables, to look at and to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import looking_back
from app.ui.kit.charts import charted
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import card, words

if TYPE_CHECKING:
    from app.domain.charts import Chart


class LookingBackScreen(Screen):
    """Every chart the person signed in may see."""

    title = "Looking back"
    topics = frozenset({Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE})
    page_width = 1000

    def refresh(self) -> None:
        """Read the figures."""
        self.read(self._show, looking_back.read)

    def _show(self, charts: tuple[Chart, ...]) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(looking_back.INTRO, "hint"))
            for chart in charts:
                self.page.addWidget(card(charted(chart, self.context)))
            self.page.addStretch(1)
        self.set_foot(None, print_button("Print", self._print, "primary"))

    def _print(self) -> None:
        print_out(self.context, ("Save as PDF", "Looking back.pdf", PDF), looking_back.to_print)
