"""Today: what needs me, what to carry on with, what comes next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import sessions, today
from app.ui.kit.action_done import action_card
from app.ui.kit.flow import flowing
from app.ui.kit.lines import line_card, named, verb_button
from app.ui.kit.moment_field import MomentField
from app.ui.kit.reason_card import ReasonCard
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, column, field, row, words

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from app.domain.kinds import Kind
    from app.domain.sessions import Reason
    from app.pages.pieces import Line
    from app.pages.sessions import AskedLine
    from app.pages.today import DueLine, SessionLine, TodayPage
    from app.ui.context import Context

MISSED = "It was missed because…"


class TodayScreen(Screen):
    """The first screen after signing in."""

    title = "Today"
    topics = frozenset(Topic) - {Topic.FORMS, Topic.EVIDENCE, Topic.IMPACT}

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: TodayPage | None = None
        self._planning = ""  # the key of the line whose date is being planned
        self._when: MomentField | None = None
        self._answering, self._moves = "", False  # the session that is answered for, and whether it moves
        self._reason: ReasonCard | None = None

    def refresh(self) -> None:
        """Read what needs the person signed in."""
        self.read(self._show, today.read)

    def leave(self) -> None:
        """Plan nothing any more."""
        self._planning, self._when, self._answering = "", None, ""

    def _show(self, page: TodayPage) -> None:
        self._shown, self._reason = page, None
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
                self._session_line(one, page)
            if page.nothing is not None:
                self._nothing(page.nothing)
            for told in page.backups:
                self.page.addWidget(words(told, "hint"))
            self.page.addStretch(1)

    def _verbs(self, page: TodayPage) -> None:
        first, *others = page.verbs
        self.page.addWidget(
            flowing(
                verb_button(first, self.context, "primary"),
                *(verb_button(verb, self.context, "verb") for verb in others),
            )
        )
        if page.prepare:
            self.page.addWidget(row(*(verb_button(one, self.context) for one in page.prepare), None))

    def _needs(self, page: TodayPage) -> None:
        self._lines("", page.to_sign, "primary")
        self._lines("", page.to_watch)
        self._lines("", page.own)
        for asked in page.asked:
            self._asked_line(asked, page)
        for due in page.due:
            self._due_line(due)
            if due.key == self._planning:
                self._plan_card(due, page)
        if page.more_due is not None:
            self.page.addWidget(row(verb_button(page.more_due, self.context, "quiet"), None))
        self._lines("", page.trained)
        for action in page.actions:
            self.page.addWidget(action_card(action, self.context))
        self._lines("", page.late)

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

    def _asked_line(self, one: AskedLine, page: TodayPage) -> None:
        what = one.line.what
        held = named("It was held", partial(self._held, one.session_id), tip=f"Write it down: {what}")
        self.page.addWidget(self._session_card(one.line, [*self._answers(one.session_id, what), held]))
        self._reason_card(one.session_id, page)

    def _session_line(self, one: SessionLine, page: TodayPage) -> None:
        ends = self._answers(one.session_id, one.line.what) if one.may_miss else []
        if one.line.verb is not None:
            ends.append(verb_button(one.line.verb, self.context))
        self.page.addWidget(self._session_card(one.line, ends))
        self._reason_card(one.session_id, page)

    def _session_card(self, line: Line, ends: list[QWidget]) -> QWidget:
        """Return a session, and below it what can be said of it: three buttons need the whole width."""
        detail = [words(line.detail, "hint")] if line.detail else []
        return card(column(words(line.what), *detail, spacing=1), *([flowing(*ends)] if ends else []))

    def _answers(self, session_id: str, what: str) -> list[QWidget]:
        miss, move = partial(self._answer, session_id), partial(self._answer, session_id, moves=True)
        return [
            named(MISSED, miss, "quiet", f"{MISSED} {what}"),
            named("Move it…", move, "quiet", f"Move it: {what}"),
        ]

    def _reason_card(self, session_id: str, page: TodayPage) -> None:
        if session_id == self._answering:
            self._reason = ReasonCard(
                self.context,
                partial(self._answer, ""),
                given=partial(self._missed, session_id),
                moved=partial(self._moved, session_id),
                begin=page.plan_from if self._moves else None,
            )
            self.page.addWidget(self._reason)

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
            wanted = (due.person_id, due.kind, chosen)
            self.context.ask(partial(self._sure, wanted), today.already, *wanted)

    def _sure(self, wanted: tuple[str, Kind, dt.datetime], already: str) -> None:
        """Plan it, once somebody is sure of it beside what is planned already."""
        if not already or self.context.dialogs.confirm(already, "Plan it"):
            self._planning, self._when = "", None
            self.context.send(self.context.said.emit, today.plan, *wanted)

    def _answer(self, session_id: str, *, moves: bool = False) -> None:
        """Ask why a session was missed, or moved and to when; without one, ask no more."""
        self._answering, self._moves = session_id, moves
        if self._shown is not None:
            self._show(self._shown)
        if self._reason is not None:
            self._reason.setFocus()

    def _missed(self, session_id: str, reason: Reason) -> None:
        self.context.send(self._answered, sessions.missed, session_id, reason)

    def _moved(self, session_id: str, to: dt.datetime, reason: Reason) -> None:
        self.context.send(self._answered, sessions.moved, session_id, to, reason)

    def _answered(self, said: str) -> None:
        self._answering = ""
        self.context.said.emit(said)
        if self._shown is not None:
            self._show(self._shown)

    def _held(self, session_id: str) -> None:
        self.context.send(self.context.go, sessions.held, session_id)
