"""What is agreed: new actions, who took part, where, how long, when next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain import drafting
from app.domain.almanac import Sense
from app.domain.needed import NEEDED
from app.pages.meeting import AGREE, Agreed
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Count, Picker, TextBox
from app.ui.kit.flow import flowing
from app.ui.kit.moment_field import MomentField
from app.ui.kit.section import SectionPart
from app.ui.kit.widgets import READING_WIDTH, button, card, field, line, row, words

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QLineEdit

    from app.domain.actions import NewAction
    from app.domain.content import Content
    from app.pages.meeting import Meeting
    from app.ui.kit.answers import Answers

GROUP_HINT = "Each of them signs with their own PIN that they were here. The content belongs to the group."


class ActionRow(QWidget):
    """A new action: what, who, by when, how we will know. ``removed`` carries its id."""

    typed = Signal()
    left = Signal()
    removed = Signal(str)

    def __init__(self, number: int, action: NewAction, owners: list[tuple[str, str]], today: dt.date) -> None:
        super().__init__()
        self._action = action
        self.what = TextBox(action.what, "What will be done?", lines=2)
        self.what.textChanged.connect(self.typed)
        self.what.left.connect(self.left)
        self._who = Picker(owners, action.owner_id or None)
        self._who.currentIndexChanged.connect(self._typed)
        self._when = DayField(today, action.due_on or action.due_typed, sense=Sense.PLAN)
        self._when.changed.connect(self.typed)
        self._when.left.connect(self.left)
        self._know = line(action.how_we_will_know, "For example: seen at tea")
        self._know.textChanged.connect(self._typed)
        remove = button("Take this action out", partial(self.removed.emit, action.id), "quiet")
        remove.setAccessibleName(f"Take action {number} out")
        remove.setToolTip(remove.accessibleName())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            card(
                field(f"Action {number}: what", self.what),
                row(field(f"Who{NEEDED}", self._who), field(f"By when{NEEDED}", self._when)),
                field("How will we know?", self._know),
                row(None, remove),
            )
        )

    def value(self) -> NewAction:
        """Return the action."""
        return replace(
            self._action,
            what=self.what.toPlainText(),
            owner_id=self._who.value() or "",
            due_on=self._when.quietly(),
            due_typed=self._when.unread(),
            how_we_will_know=self._know.text(),
        )

    def _typed(self, _value: object) -> None:
        self.typed.emit()


class Agreeing(QWidget):
    """``typed`` follows every key, ``left`` a box that was left; an action is wanted or ``removed``."""

    typed = Signal()
    left = Signal()
    action_wanted = Signal()
    removed = Signal(str)

    def __init__(
        self, page: Meeting, content: Content, answers: Answers, parts: tuple[QWidget, QWidget, Count]
    ) -> None:
        super().__init__()
        files, self._when, self._minutes = parts
        self.setMaximumWidth(READING_WIDTH + 120)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 8, 0)
        self._layout.setSpacing(12)
        self._show_new(page, content, answers.today)
        self.parts = [SectionPart(one, content, answers, page.before) for one in page.sections(AGREE)]
        for part in self.parts:
            part.marked.connect(self.typed)
            self._layout.addWidget(part)
        self._show_group(page, content)
        self._layout.addWidget(files)
        self._show_about(page, content, answers.today)
        self._layout.addStretch(1)

    def said(self) -> Agreed:
        """Return what stands on the page."""
        next_at = self._next.quietly()
        return Agreed(
            attendees=tuple(person for person, tick in self._here.items() if tick.isChecked()),
            new=tuple(one.value() for one in self._new),
            place=self._place.text(),
            minutes=self._minutes.value(),
            next_on=next_at.date() if next_at is not None else None,
            next_time=f"{next_at:%H:%M}" if next_at is not None else "",
            next_typed=self._next.unread(),
        )

    def focus_new(self) -> None:
        """Put the cursor into the newest action."""
        if self._new:
            self._new[-1].what.setFocus()

    def _show_new(self, page: Meeting, content: Content, today: dt.date) -> None:
        self._layout.addWidget(words("What we agree now", "heading"))
        owners = [(one.id, one.label) for one in page.owners]
        self._new = [
            ActionRow(number, one, owners, today) for number, one in enumerate(content.new_actions, 1)
        ]
        for one in self._new:
            one.typed.connect(self.typed)
            one.left.connect(self.left)
            one.removed.connect(self.removed)
            self._layout.addWidget(one)
        self._layout.addWidget(row(button("Add an action", self.action_wanted.emit), None))

    def _show_group(self, page: Meeting, content: Content) -> None:
        self._here: dict[str, QCheckBox] = {}
        if page.group:
            self._layout.addWidget(words("Who takes part", "heading"))
            self._layout.addWidget(words(GROUP_HINT, "hint"))
        for person in page.group:
            tick = QCheckBox(person.label)
            tick.setAccessibleName(f"Takes part: {person.label}")
            tick.setChecked(person.id in content.attendees)
            tick.toggled.connect(self._typed)
            self._here[person.id] = tick
            self._layout.addWidget(tick)

    def _show_about(self, page: Meeting, content: Content, today: dt.date) -> None:
        self._place: QLineEdit = line(content.place, "For example: small office")
        self._place.textChanged.connect(self._typed)
        self._next = MomentField(today, page.sheet.when.local, drafting.next_typed(content))
        self._next.changed.connect(self.typed)
        self._next.left.connect(self.left)
        self._layout.addWidget(words("About this meeting", "heading"))
        self._layout.addWidget(self._when)
        where, lasted = field("Where", self._place), field("How long", self._minutes)
        self._layout.addWidget(flowing(where, lasted, field("Next meeting", self._next)))

    def _typed(self, _value: object) -> None:
        self.typed.emit()
