"""Today: what needs me, what to carry on with, what comes next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import today
from app.ui.kit.flow import flowing
from app.ui.kit.lines import line_card, named, verb_button
from app.ui.kit.moment_field import MomentField
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, field, row, words

if TYPE_CHECKING:
    from app.pages.pieces import Line
    from app.pages.today import DueLine, SessionLine, TodayPage
    from app.ui.context import Context


class TodayScreen(Screen):
    """The first screen after signing in."""

    title = "Today"
    topics = frozenset({Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE, Topic.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: TodayPage | None = None
        self._planning = ""  # the key of the line whose date is being planned
        self._when: MomentField | None = None

    def refresh(self) -> None:
        """Read what needs the person signed in."""
        self.read(self._show, today.read)

    def leave(self) -> None:
        """Plan nothing any more."""
        self._planning, self._when = "", None

    def _show(self, page: TodayPage) -> None:
        self._shown = page
        self.show_title(page.title)
        with self.drawn_afresh():
            self._verbs(page)
            self._lines("Carry on", page.drafts)
            if page.needs_you:
                self._section("Needs you")
            self._needs(page)
            if page.sessions:
                self._section("Next 14 days")
            for one in page.sessions:
                self._session_line(one)
            if page.nothing is not None:
                self._nothing(page.nothing)
            self.page.addStretch(1)

    def _verbs(self, page: TodayPage) -> None:
        first, *others = page.verbs
        self.page.addWidget(
            flowing(
                verb_button(first, self.context, "primary"),
                *(verb_button(verb, self.context, "verb") for verb in others),
            )
        )
        if page.prepare is not None:
            self.page.addWidget(row(verb_button(page.prepare, self.context), None))

    def _needs(self, page: TodayPage) -> None:
        self._lines("", page.to_sign, "primary")
        self._lines("", page.to_watch)
        for due in page.due:
            self._due_line(due)
            if due.key == self._planning:
                self._plan_card(due, page)
        if page.more_due is not None:
            self.page.addWidget(row(verb_button(page.more_due, self.context, "quiet"), None))
        for action in page.actions:
            done = named("Done", partial(self._done, action.action_id), tip=f"Done: {action.line.what}")
            self.page.addWidget(line_card(action.line, done))

    def _lines(self, title: str, lines: tuple[Line, ...], kind: str = "secondary") -> None:
        if lines and title:
            self._section(title)
        for one in lines:
            self.page.addWidget(
                line_card(one, *([verb_button(one.verb, self.context, kind)] if one.verb else []))
            )

    def _due_line(self, due: DueLine) -> None:
        plan = named("Plan", partial(self._plan, due.key), tip=due.plan_tip)
        start = [verb_button(due.line.verb, self.context)] if due.line.verb else []
        self.page.addWidget(line_card(due.line, plan, *start))

    def _plan_card(self, due: DueLine, page: TodayPage) -> None:
        kept = self._when.line.text() if self._when is not None else None
        self._when = when = MomentField(self.context.today, page.plan_from, kept)
        save = button("Plan it", partial(self._planned, due, when), "primary")
        back = button("Go back", partial(self._plan, ""))
        self.page.addWidget(card(field(due.question, when), row(save, back, None)))

    def _session_line(self, one: SessionLine) -> None:
        ends = []
        if one.may_miss:
            tip = f"It was missed because… {one.line.what}"
            ends.append(named("It was missed because…", partial(self._missed, one.session_id), "quiet", tip))
        if one.line.verb is not None:
            ends.append(verb_button(one.line.verb, self.context))
        self.page.addWidget(line_card(one.line, *ends))

    def _nothing(self, line: Line) -> None:
        go = [row(verb_button(line.verb, self.context, "primary"), None)] if line.verb is not None else []
        self.page.addWidget(card(words(line.what), *go))

    def _section(self, title: str) -> None:
        self.page.addWidget(words(title, "heading"))

    # --- doing ----------------------------------------------------------------------------------------------

    def _plan(self, key: str) -> None:
        self._planning, self._when = key, None
        if self._shown is not None:
            self._show(self._shown)
        if self._when is not None:
            self._when.setFocus()

    def _planned(self, due: DueLine, when: MomentField) -> None:
        if (chosen := when.sure(self.context.dialogs)) is not None:
            self._planning, self._when = "", None
            self.context.send(self.context.said.emit, today.plan, due.person_id, due.kind, chosen)

    def _missed(self, session_id: str) -> None:
        reason = self.context.dialogs.ask_text("Why was it missed? A few words are enough.")
        if reason is not None:
            self.context.send(None, today.missed, session_id, reason)

    def _done(self, action_id: str) -> None:
        self.context.send(self.context.said.emit, today.done, action_id)
