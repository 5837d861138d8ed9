"""Three worked records to mark, one after the other, with our own marks beside one's own afterwards."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages import places, worked
from app.ui.kit.answers import Answers
from app.ui.kit.lines import listed, named, padded
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, clear, column, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.worked import WorkedRecord
    from app.pages.worked import WorkedPage
    from app.ui.context import Context


class WorkedScreen(Screen):
    """The records, the questions to each, and our marks once they are asked for. Nothing is kept."""

    title = "Three records to mark"
    page_width = 900

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.set_foot(
            button("Back to help", partial(context.go, places.Help())),
            None,
            print_button("Print it…", self._print),
        )

    def refresh(self) -> None:
        """Begin anew, with nothing marked."""
        self.read(self._show, worked.read)

    def _show(self, page: WorkedPage) -> None:
        with self.drawn_afresh():
            self.page.addWidget(words(worked.HOW, "hint"))
            self.page.addWidget(words(page.event))
            for record in page.records:
                self._show_record(page, record)
            self.page.addStretch(1)

    def _show_record(self, page: WorkedPage, record: WorkedRecord) -> None:
        self.page.addWidget(words(f"Record {record.letter}", "heading"))
        parts = (column(words(part.title, "label"), words(part.text), spacing=2) for part in record.parts)
        self.page.addWidget(card(*parts))
        answers = Answers(self.context, f"Record {record.letter}")
        answers.follow(page.form, {})
        self.page.addWidget(card(*answers.several(page.questions, {}, flat=True)))
        ours = column()
        look = partial(self._compare, page, record, answers, ours)
        tip = f"Show our marks of record {record.letter} beside your own"
        self.page.addWidget(row(named("Show our marks", look, tip=tip), None))
        self.page.addWidget(ours)

    def _compare(self, page: WorkedPage, record: WorkedRecord, answers: Answers, ours: QWidget) -> None:
        layout = ours.layout()
        if layout is None:
            return
        clear(layout)
        lines = (
            padded(column(words(one.question, "label"), words(one.told), words(one.why, "hint"), spacing=2))
            for one in worked.compared(page, record, answers.values())
        )
        layout.addWidget(words(f"{record.grade}. {record.why}"))
        layout.addWidget(listed(*lines))
        layout.addWidget(words(worked.OURS, "hint"))

    def _print(self) -> None:
        asked = ("Save the records", "Three records to mark.pdf", PDF)
        print_out(self.context, asked, worked.paper)
