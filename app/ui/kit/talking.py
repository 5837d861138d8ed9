"""The conversation: the parts of the form on the left, one of them at a time, and the agenda to tick off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QSplitter, QStackedWidget

from app.domain.drafting import Noted
from app.pages import meeting
from app.ui.kit.agenda_answers import AgendaAnswers
from app.ui.kit.section import SectionPart
from app.ui.kit.widgets import READING_WIDTH, button, column, row, scrolled, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.domain.content import Became, Content
    from app.domain.forms import Section
    from app.ui.kit.answers import Answers

TIPS = {
    Noted.PRAISE: "Put praise into the part you are on",
    Noted.CONCERN: "Put a concern into the part you are on",
}
HINT = "Tick what you talked about. What you do not tick or drop comes up again next time."
SIDE_PX, LEAST_PX = 320, 220


class Talking(QSplitter):
    """``typed`` follows a tick, ``action_wanted`` the button that adds an action."""

    typed = Signal()
    action_wanted = Signal()

    def __init__(
        self,
        sections: Sequence[Section],
        content: Content,
        answers: Answers,
        before: Mapping[str, str],
    ) -> None:
        super().__init__()
        self._answers = answers
        self.parts = [SectionPart(section, content, answers, before) for section in sections]
        self._list = QListWidget()
        self._list.setAccessibleName("Parts of the conversation")
        self._list.setMaximumWidth(SIDE_PX)
        self._list.setMinimumWidth(LEAST_PX)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pages = QStackedWidget()
        for part in self.parts:
            self._list.addItem(meeting.part(part.section, content))
            part.marked.connect(self.typed)
            holder = column(part, None)
            holder.setMaximumWidth(READING_WIDTH)
            holder.setContentsMargins(12, 0, 8, 0)
            pages.addWidget(scrolled(holder))
        self._list.currentRowChanged.connect(pages.setCurrentIndex)
        self._list.setCurrentRow(0)
        answers.asked.connect(self._look)
        self._look()
        self.setFocusProxy(self._list)
        self._agenda = AgendaAnswers(content)
        self._agenda.typed.connect(self.typed)
        left = QSplitter(Qt.Orientation.Vertical)
        left.setMaximumWidth(SIDE_PX)
        left.setChildrenCollapsible(False)
        left.addWidget(self._list)
        if content.points:
            left.addWidget(column(words("Agenda", "label"), words(HINT, "hint"), scrolled(self._agenda)))
            left.setSizes([1, 1])
        action = button("+ Action", self.action_wanted.emit, "quiet", "Add an action; you finish it on Agree")
        notes = [
            button(f"+ {one.label}", partial(self._begin_note, one), "quiet", TIPS[one]) for one in Noted
        ]
        self.addWidget(left)
        self.addWidget(column(pages, row(action, *notes, None), spacing=4))
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)

    def _look(self, _asked: object = None) -> None:
        """List only the parts that are asked."""
        for place, part in enumerate(self.parts):
            self._list.item(place).setHidden(not part.is_asked)

    def became(self) -> dict[str, tuple[Became | None, str]]:
        """Return what became of each point."""
        return self._agenda.said()

    def go_to(self, section_id: str) -> None:
        """Show a part of the form."""
        ids = [part.section.id for part in self.parts]
        if section_id in ids:
            self._list.setCurrentRow(ids.index(section_id))

    def _begin_note(self, noted: Noted) -> None:
        """Begin a line of praise or concern in the first box of the part one is on."""
        place = self._list.currentRow()
        key = meeting.note_key(self.parts[place].section) if 0 <= place < len(self.parts) else None
        if key is not None:
            self._answers.begin_line(key, noted)
