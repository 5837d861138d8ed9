"""Today: what needs me, what to carry on with, what comes next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from app.domain.changes import Topic
from app.pages import sessions, today
from app.ui.kit.action_done import action_row
from app.ui.kit.beside import Beside
from app.ui.kit.flow import flowing
from app.ui.kit.lines import line_row, listed, named, padded, tool_button, verb_button
from app.ui.kit.moment_field import MomentField
from app.ui.kit.planning import plan_surely
from app.ui.kit.reason_card import ReasonCard
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, column, field, row, words

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

    from app.domain.sessions import Reason
    from app.pages.pieces import Line
    from app.pages.pressing import DueLine
    from app.pages.sessions import AskedLine
    from app.pages.today import SessionLine, TodayPage
    from app.ui.context import Context

MISSED = "It was missed because…"
ROOM_PX, SHARES = 1000, (9, 5)
"""From this width on what comes next stands beside what needs somebody, and how they share it."""


class TodayScreen(Screen):
    """The first screen after signing in."""

    title = "Today"
    page_width = 1110
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
        self.set_tools(*self._verbs(page))
        with self.drawn_afresh():
            self.page.addWidget(words(page.told, "hint"))
            main, side = column(spacing=12), column(spacing=12)
            self._day(page, _of(main))
            self._needs(page, _of(main))
            self._beside(page, _of(side))
            for one in (main, side):
                _of(one).addStretch(1)
            self.page.addWidget(Beside(main, side, self._room, SHARES))
            self.page.addStretch(1)

    def _room(self) -> int:
        return ROOM_PX * self.context.look.scale // 100

    def _verbs(self, page: TodayPage) -> tuple[QPushButton, ...]:
        """Return what one does here; the first is the main one, unless a meeting of today is."""
        starts = any(one.line.verb is not None for one in page.day)
        first, *others = page.verbs
        return (
            tool_button(first, self.context, "secondary" if starts else "primary"),
            *(tool_button(verb, self.context) for verb in others),
        )

    def _day(self, page: TodayPage, to: QVBoxLayout) -> None:
        if not page.day:
            return
        to.addWidget(words("Your day", "section"))
        starts = [one.session_id for one in page.day if one.line.verb is not None][:1]
        rows = []
        for one in page.day:
            main = one.session_id in starts
            rows += [self._day_row(one, main=main), *self._reason_rows(one.session_id, page)]
        to.addWidget(listed(*rows))

    def _day_row(self, one: SessionLine, *, main: bool) -> QWidget:
        ends = self._answers(one.session_id, one.line.what) if one.may_miss else []
        if one.line.verb is not None:
            ends.append(verb_button(one.line.verb, self.context, "primary" if main else "secondary"))
        made = row(
            words(one.clock, "clock"), column(words(one.line.what, "strong"), flowing(*ends), spacing=4)
        )
        return padded(made)

    def _needs(self, page: TodayPage, to: QVBoxLayout) -> None:
        if page.nothing is not None:
            self._nothing(page.nothing, to)
        if not page.needs_you:
            return
        to.addWidget(words("Needs you", "section"))
        rows = [*self._rows(page.to_sign, "primary"), *self._rows(page.to_watch), *self._rows(page.own)]
        for asked in page.asked:
            rows += self._asked_rows(asked, page)
        for due in page.due:
            rows.append(self._due_row(due))
            if due.key == self._planning:
                rows.append(self._plan_card(due, page))
        rows += self._rows(page.trained)
        rows += [action_row(one, self.context) for one in page.actions]
        rows += self._rows(page.late)
        to.addWidget(listed(*rows))

    def _beside(self, page: TodayPage, to: QVBoxLayout) -> None:
        if page.prepare:
            to.addWidget(flowing(*(verb_button(one, self.context) for one in page.prepare)))
        if page.drafts:
            to.addWidget(words("Carry on", "section"))
            to.addWidget(listed(*self._rows(page.drafts)))
        if page.sessions:
            to.addWidget(words("Coming up", "section"))
            to.addWidget(listed(*(row for one in page.sessions for row in self._coming_rows(one, page))))
        if page.past or page.more_due is not None:
            to.addWidget(words("Past their date", "section"))
            to.addWidget(self._past(page))
        for told in page.backups:
            to.addWidget(words(told, "hint"))

    def _past(self, page: TodayPage) -> QWidget:
        rows = []
        for what, count in page.past:
            rows.append(padded(row(words(what), None, words(count, "label"))))
        if page.more_due is not None:
            rows.append(verb_button(page.more_due, self.context, "quiet"))
        return listed(*rows)

    def _rows(self, lines: tuple[Line, ...], kind: str = "secondary") -> list[QWidget]:
        return [
            line_row(one, *([verb_button(one.verb, self.context, kind)] if one.verb else [])) for one in lines
        ]

    def _due_row(self, due: DueLine) -> QWidget:
        plan = named("Plan", partial(self._plan, due.key), tip=due.plan_tip)
        start = [verb_button(due.line.verb, self.context)] if due.line.verb else []
        return line_row(due.line, plan, *start)

    def _plan_card(self, due: DueLine, page: TodayPage) -> QWidget:
        kept = self._when.line.text() if self._when is not None else None
        self._when = when = MomentField(self.context.today, page.plan_from, kept)
        save = button("Plan it", partial(self._planned, due, when), "primary")
        back = button("Go back", partial(self._plan, ""))
        return padded(column(field(due.question, when), row(save, back, None)))

    def _asked_rows(self, one: AskedLine, page: TodayPage) -> list[QWidget]:
        what = one.line.what
        held = named("It was held", partial(self._held, one.session_id), tip=f"Write it down: {what}")
        ends = [*self._answers(one.session_id, what), held]
        return [_said(one.line, ends), *self._reason_rows(one.session_id, page)]

    def _coming_rows(self, one: SessionLine, page: TodayPage) -> list[QWidget]:
        start = [verb_button(one.line.verb, self.context)] if one.line.verb is not None else []
        ends = self._answers(one.session_id, one.line.what) if one.may_miss else []
        parts = [row(words(one.line.what), None, *start), *([flowing(*ends)] if ends else [])]
        return [padded(column(*parts, spacing=2)), *self._reason_rows(one.session_id, page)]

    def _answers(self, session_id: str, what: str) -> list[QWidget]:
        miss, move = partial(self._answer, session_id), partial(self._answer, session_id, moves=True)
        return [
            named(MISSED, miss, "quiet", f"{MISSED} {what}"),
            named("Move it…", move, "quiet", f"Move it: {what}"),
        ]

    def _reason_rows(self, session_id: str, page: TodayPage) -> list[QWidget]:
        if session_id != self._answering:
            return []
        self._reason = ReasonCard(
            self.context,
            partial(self._answer, ""),
            given=partial(self._missed, session_id),
            moved=partial(self._moved, session_id),
            begin=page.plan_from if self._moves else None,
        )
        return [self._reason]

    def _nothing(self, line: Line, to: QVBoxLayout) -> None:
        go = [row(verb_button(line.verb, self.context, "primary"), None)] if line.verb is not None else []
        to.addWidget(card(words(line.what), *go))

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
            plan_surely(self.context, wanted, self.context.said.emit, self._plan_no_more)

    def _plan_no_more(self) -> None:
        self._planning, self._when = "", None

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


def _said(line: Line, ends: list[QWidget]) -> QWidget:
    """Return a session, and below it what can be said of it: three buttons need the whole width."""
    detail = [words(line.detail, "hint")] if line.detail else []
    return padded(column(words(line.what), *detail, *([flowing(*ends)] if ends else []), spacing=2))


def _of(holder: QWidget) -> QVBoxLayout:
    return cast("QVBoxLayout", holder.layout())
