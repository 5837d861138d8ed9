"""The conversation: its parts on the left, one of them at a time, and the agenda to tick off."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QSplitter, QStackedWidget, QWidget

from app.domain.drafting import Noted
from app.pages import meeting
from app.ui.kit.agenda_answers import AgendaAnswers
from app.ui.kit.old_actions import OldActions
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
SIDE_PX, LEAST_PX, PARTS_PX, AGENDA_PX = 320, 220, 360, 200


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
        self.old = OldActions(content) if content.old_actions else None
        self.parts = [
            SectionPart(one, content, answers, before, folds=False) for one in meeting.in_order(sections)
        ]
        self._rest = {part for part in self.parts if part.section.if_needed and not part.answered(content)}
        self._list = QListWidget()
        self._list.setAccessibleName("Parts of the conversation")
        self._list.setMaximumWidth(SIDE_PX)
        self._list.setMinimumWidth(LEAST_PX)
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages = QStackedWidget()
        if self.old is not None:
            self.old.typed.connect(self.typed)
            self._add(meeting.part_of_actions(content), self.old)
        for part in self.parts:
            part.marked.connect(self.typed)
            self._add(meeting.part(part.section, content), part)
        self._list.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._list.setCurrentRow(0)
        self._more = button("", self._show_rest, "quiet")
        answers.asked.connect(self._look)
        self._look()
        self.setFocusProxy(self._list)
        self._agenda = AgendaAnswers(content)
        self._agenda.typed.connect(self.typed)
        left = QSplitter(Qt.Orientation.Vertical)
        left.setMaximumWidth(SIDE_PX)
        left.setChildrenCollapsible(False)
        left.addWidget(column(self._list, row(self._more, None), spacing=4))
        if content.points:
            left.addWidget(column(words("Agenda", "label"), words(HINT, "hint"), scrolled(self._agenda)))
            left.setSizes([PARTS_PX, AGENDA_PX])
        action = button("+ Action", self.action_wanted.emit, "quiet", "Add an action; you finish it on Agree")
        notes = [
            button(f"+ {one.label}", partial(self._begin_note, one), "quiet", TIPS[one]) for one in Noted
        ]
        self.addWidget(left)
        self.addWidget(column(self._pages, row(action, *notes, None), spacing=4))
        self.setStretchFactor(1, 1)
        self.setChildrenCollapsible(False)

    def _add(self, label: str, page: QWidget) -> None:
        self._list.addItem(label)
        holder = column(page, None)
        holder.setMaximumWidth(READING_WIDTH)
        holder.setContentsMargins(12, 0, 8, 0)
        self._pages.addWidget(scrolled(holder))

    def _look(self, _asked: object = None) -> None:
        """List only the parts that are asked, without those that are there if needed and still folded."""
        for place, part in enumerate(self.parts, self._first):
            self._list.item(place).setHidden(part in self._rest or not part.is_asked)
        folded = sum(part.is_asked for part in self._rest)
        self._more.setText(meeting.more(folded))
        self._more.setAccessibleName(meeting.more(folded))
        self._more.setVisible(folded > 0)

    @property
    def _first(self) -> int:
        """Where the parts begin in the list: below the actions from last time."""
        return 0 if self.old is None else 1

    def _show_rest(self) -> None:
        """List the parts that are there if needed, and go to the first of them."""
        first = next(place for place, part in enumerate(self.parts) if part in self._rest and part.is_asked)
        self._rest = set()
        self._look()
        self._list.setCurrentRow(first + self._first)
        self._list.setFocus()

    def became(self) -> dict[str, tuple[Became | None, str]]:
        """Return what became of each point."""
        return self._agenda.said()

    def go_to(self, section_id: str) -> None:
        """Show a part of the form."""
        ids = [part.section.id for part in self.parts]
        if section_id in ids:
            part = self.parts[ids.index(section_id)]
            self._rest.discard(part)
            self._look()
            self._list.setCurrentRow(self.parts.index(part) + self._first)

    def _begin_note(self, noted: Noted) -> None:
        """Begin a line of praise or concern in the first box of the part one is on."""
        place = self._list.currentRow() - self._first
        key = meeting.note_key(self.parts[place].section) if 0 <= place < len(self.parts) else None
        if key is not None:
            self._answers.begin_line(key, noted)
