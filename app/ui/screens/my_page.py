"""One's own page: supervisor, what waits, what is planned, dates, actions and records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import my_page, places
from app.ui.kit.action_done import actions_listed
from app.ui.kit.lines import lines_listed, tool_button
from app.ui.kit.saving import CSV, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, card, row, words

if TYPE_CHECKING:
    from app.pages.my_page import MyPage
    from app.pages.pieces import Line


class MyPageScreen(Screen):
    """What is kept about oneself, and what comes next."""

    title = "My page"
    topics = frozenset({Topic.PEOPLE, Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE, Topic.THREADS})

    def refresh(self) -> None:
        """Read the page."""
        self.read(self._show, my_page.read)

    def _show(self, page: MyPage) -> None:
        self.set_tools(*(tool_button(verb, self.context) for verb in page.verbs))
        with self.drawn_afresh():
            self.page.addWidget(words(f"{page.name} · {page.job}"))
            self.page.addWidget(words(page.supervisor))
            self._lines("What waits for you", page.waits, my_page.NOTHING_WAITS)
            self._lines("What is planned with you", page.planned, my_page.NOTHING_PLANNED)
            self._lines("Your dates", page.dates, my_page.NO_DATES)
            self._lines("What must happen by a day", page.must)
            self._actions(page)
            self._lines("What you may do", page.competence)
            self._lines("Your training", page.trained)
            self._records(page)
            self.page.addWidget(words("What is kept about you", "heading"))
            facts = (row(words(name, "hint"), None, words(value, "label")) for name, value in page.details)
            self.page.addWidget(card(*facts))
            for one in page.away:
                self.page.addWidget(words(f"Away: {one}"))
            self._log(page)
            self.page.addStretch(1)

    def _lines(self, title: str, lines: tuple[Line, ...], nothing: str = "") -> None:
        if lines or nothing:
            self.page.addWidget(words(title, "heading"))
        if lines:
            self.page.addWidget(lines_listed(lines, self.context))
        if nothing and not lines:
            self.page.addWidget(words(nothing, "hint"))

    def _actions(self, page: MyPage) -> None:
        if page.actions:
            self.page.addWidget(words("Your open actions", "heading"))
        if page.actions:
            self.page.addWidget(actions_listed(page.actions, self.context))

    def _records(self, page: MyPage) -> None:
        if page.records:
            self.page.addWidget(words("Your newest records", "heading"))
            table = Table("Your newest records", ("Date", "What", "Led by", "Status"))
            table.fill([(one.id, one.cells) for one in page.records])
            table.opened.connect(self._open)
            table.setMinimumHeight(240)
            self.page.addWidget(table)

    def _log(self, page: MyPage) -> None:
        self.page.addWidget(words("What was done", "heading"))
        self.page.addWidget(words(my_page.LOG_NOTE, "hint"))
        table = Table("What was done", ("When", "Who", "What", "Detail"))
        table.fill([(one.id, one.cells) for one in page.log])
        table.setMinimumHeight(240)
        self.page.addWidget(table)
        self.page.addWidget(row(button("Save all of it…", self._save_log), None))

    def _save_log(self) -> None:
        asked = ("Save what was done", "What was done about me.csv", CSV)
        save_as(self.context, asked, my_page.save_log)

    def _open(self, record_id: str) -> None:
        self.context.go(places.Record(record_id=record_id))
