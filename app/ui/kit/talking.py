"""The conversation: its parts on the left, one of them at a time, and the agenda to tick off beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.drafting import Noted
from app.pages import meeting
from app.ui.kit.agenda_answers import AgendaAnswers
from app.ui.kit.old_actions import OldActions
from app.ui.kit.rail import Rail
from app.ui.kit.screen import EDGE
from app.ui.kit.section import SectionPart
from app.ui.kit.widgets import READING_WIDTH, button, card, column, row, scrolled, words
from app.ui.theme.style import text_scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from app.domain.content import Became, Content
    from app.pages.meeting import Meeting, RailLine
    from app.ui.kit.answers import Answers

TIPS = {
    Noted.PRAISE: "Put praise into the part you are on",
    Noted.CONCERN: "Put a concern into the part you are on",
}
HINT = "Tick what you talked about. What you do not tick or drop comes up again next time."
RAIL_PX, AGENDA_PX, GAP = 288, 304, 24
WIDE_PX = 1180
"""From this width on, in pixels at 100 %, the agenda stands at the right; below, under the parts."""
PARTS_SHARE, AGENDA_SHARE = 3, 2


class Talking(QWidget):
    """``typed`` follows a tick, ``action_wanted`` the button that adds an action."""

    typed = Signal()
    action_wanted = Signal()

    def __init__(self, page: Meeting, content: Content, answers: Answers) -> None:
        super().__init__()
        self._answers = answers
        self.old = OldActions(content) if content.old_actions else None
        sections = meeting.in_order(page.sections(meeting.TALK))
        self.parts = [SectionPart(one, content, answers, page.before, folds=False) for one in sections]
        self._rest = {part for part in self.parts if part.section.if_needed and not part.answered(content)}
        self._rail = Rail("Parts of the conversation")
        self._pages = QStackedWidget()
        if self.old is not None:
            self.old.typed.connect(self.typed)
            self._add(self.old)
        for part in self.parts:
            part.marked.connect(self.typed)
            self._add(part)
        for line in meeting.rail(page, content):
            self._rail.add(line)
        self._rail.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._rail.setCurrentRow(0)
        self._more = button("", self._show_rest, "quiet")
        answers.asked.connect(self._look)
        self._look()
        self.setFocusProxy(self._rail)
        self._agenda = AgendaAnswers(content)
        self._agenda.typed.connect(self.typed)
        self._lay_out(bool(content.points))

    def _lay_out(self, agenda: bool) -> None:  # noqa: FBT001
        action = button("+ Action", self.action_wanted.emit, "quiet", "Add an action; you finish it on Agree")
        notes = [
            button(f"+ {one.label}", partial(self._begin_note, one), "quiet", TIPS[one]) for one in Noted
        ]
        self._left = QVBoxLayout()
        self._left.setSpacing(8)
        self._left.addWidget(column(self._rail, row(self._more, None), spacing=4), PARTS_SHARE)
        self._hint = words(HINT, "hint")
        self._points = card(words("Agenda", "label"), self._hint, scrolled(self._agenda))
        self._points.setVisible(agenda)
        self._has_agenda = agenda
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, EDGE, 0)
        self._across.setSpacing(GAP)
        self._across.addLayout(self._left)
        self._across.addWidget(column(self._pages, row(action, *notes, None), spacing=4), 1)
        self._across.addWidget(self._points)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the agenda where there is room for it."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        scale = text_scale()
        wide = self.width() >= WIDE_PX * scale
        self._rail.setFixedWidth(round(RAIL_PX * min(scale, 1.15)))
        self._points.setMaximumWidth(round((AGENDA_PX if wide else RAIL_PX) * min(scale, 1.15)))
        self._points.setMinimumWidth(self._points.maximumWidth())
        self._rail.setMinimumHeight(0 if wide or not self._has_agenda else self.height() // 2)
        self._hint.setVisible(wide)
        if wide and self._left.indexOf(self._points) >= 0:
            self._left.removeWidget(self._points)
            self._across.addWidget(self._points)
        elif not wide and self._across.indexOf(self._points) >= 0:
            self._across.removeWidget(self._points)
            self._left.addWidget(self._points, AGENDA_SHARE)

    def show_lines(self, lines: Sequence[RailLine]) -> None:
        """Show how far each part is now."""
        self._rail.show_lines(lines)

    def _add(self, page: QWidget) -> None:
        holder = column(page, None)
        holder.setMaximumWidth(round(READING_WIDTH * text_scale()))
        holder.setContentsMargins(6, 0, 12, 6)
        self._pages.addWidget(scrolled(holder))

    def _look(self, _asked: object = None) -> None:
        """List only the parts that are asked, without those that are there if needed and still folded."""
        for place, part in enumerate(self.parts, self._first):
            self._rail.item(place).setHidden(part in self._rest or not part.is_asked)
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
        self._rail.setCurrentRow(first + self._first)
        self._rail.setFocus()

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
            self._rail.setCurrentRow(self.parts.index(part) + self._first)

    def _begin_note(self, noted: Noted) -> None:
        """Begin a line of praise or concern in the first box of the part one is on."""
        place = self._rail.currentRow() - self._first
        key = meeting.note_key(self.parts[place].section) if 0 <= place < len(self.parts) else None
        if key is not None:
            self._answers.begin_line(key, noted)
