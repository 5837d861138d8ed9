"""Today: what needs me, what to carry on with, what comes next."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.domain.clock import days_away, long_date, short_date, time_of_day, today
from app.domain.kinds import Kind
from app.domain.people import Role
from app.domain.schedule import DueState
from app.ui.kit.flow import flowing
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import MomentField, button, card, chip, clear, column, field, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.actions import Action
    from app.domain.people import Actor, Person
    from app.domain.records import RecordSummary
    from app.domain.schedule import Due, Session
    from app.ui.context import Context

MOST_DUE = 6


@dataclass(frozen=True, slots=True)
class Needs:
    """Everything Today shows, read in one go."""

    due: tuple[Due, ...]
    drafts: tuple[RecordSummary, ...]
    to_sign: tuple[RecordSummary, ...]
    actions: tuple[Action, ...]
    next: tuple[tuple[Session, Person], ...]
    prepared: bool
    to_watch: tuple[RecordSummary, ...]


class TodayScreen(Screen):
    """The first screen after signing in."""

    title = "Today"
    topics = frozenset({Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE, Topic.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._planning = ""

    def refresh(self) -> None:
        """Read what needs the person signed in."""
        self.context.run(self._read, self._show)

    def _read(self) -> Needs:
        house, actor = self.context.house, self.context.actor
        return Needs(
            due=house.schedule.due(actor),
            drafts=house.records.drafts(actor),
            to_sign=house.records.to_sign(actor),
            actions=house.actions.mine(actor),
            next=house.schedule.next(actor),
            to_watch=house.records.to_watch(actor),
            prepared=any(text.strip() for text in house.preparing.sheet(actor).answers.values()),
        )

    def _show(self, needs: Needs) -> None:
        if not self.context.anyone:
            return
        clear(self.page)
        clock = self.context.house.clock
        now = today(clock)
        hour = clock.now().astimezone(clock.zone()).hour
        part = "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"  # noqa: PLR2004 - noon and five o'clock
        self.show_title(f"Good {part}, {self.context.actor.name.split()[0]}")
        actor = self.context.actor
        self._verbs(actor)
        if actor.role is not Role.OWNER:
            label = "Change my points for supervision" if needs.prepared else "Prepare for my supervision"
            self.page.addWidget(row(button(label, partial(self.context.go, "prepare"), "secondary"), None))
        self._carry_on(needs)
        late = [d for d in needs.due if d.state in {DueState.LATE, DueState.SOON}]
        more, late = len(late) - MOST_DUE, late[:MOST_DUE]
        mine = [a for a in needs.actions if a.due_on is None or a.due_on <= now + dt.timedelta(days=14)]
        if needs.to_sign or late or mine or needs.to_watch:
            self._section("Needs you")
        for summary in needs.to_sign:
            text = f"{summary.kind.label} {summary.number} waits for your signature"
            held = long_date(summary.held_at.astimezone(clock.zone()).date())
            self._line(
                text,
                f"Held {held}",
                [button("Read and sign", partial(self.context.go, "sign", record_id=summary.id), "primary")],
            )
        for summary in needs.to_watch:
            watch = partial(
                self.context.go,
                "observe",
                person_id=summary.about_id,
                form_id=summary.form_id,
                pair_id=summary.pair_id,
            )
            text = f"{summary.led_by_name} asks you to watch the same practice of {summary.about_name}"
            self._line(text, "You rate it without seeing their ratings", [button("Watch", watch)])
        for due in late:
            self._due_line(due, now)
        if more > 0:
            self.page.addWidget(
                row(button(f"{more} more on the page Due", partial(self.context.go, "due"), "quiet"), None)
            )
        for action in mine:
            when = days_away(action.due_on, now) if action.due_on else "no date"
            tone = ("!", "late") if action.is_late(now) else ("○", "neutral")
            done = button("Done", partial(self._done, action))
            self._line(action.what, f"From {action.record_number}", [chip(tone[0], when, tone[1]), done])
        self._show_next(needs)
        if not (needs.drafts or needs.to_sign or late or mine or needs.next):
            self._empty(needs)
        self.page.addStretch(1)

    def _carry_on(self, needs: Needs) -> None:
        zone, me = self.context.house.clock.zone(), self.context.actor.person_id
        if needs.drafts:
            self._section("Carry on")
        for summary in needs.drafts:
            whom = "" if summary.about_id == me else f" with {summary.about_name}"
            what = f"{summary.kind.label}{whom}, {short_date(summary.held_at.astimezone(zone).date())}"
            carry_on = partial(self.context.write, summary.kind, record_id=summary.id)
            self._line(what, "Draft, saved", [button("Open", carry_on, tip=f"Open {what}")])

    def _show_next(self, needs: Needs) -> None:
        clock, actor = self.context.house.clock, self.context.actor
        if needs.next:
            self._section("Next 14 days")
            for session, person in needs.next:
                at = session.planned_at.astimezone(clock.zone())
                missed = button("It was missed because…", partial(self._missed, session), "quiet")
                start = button("Start", partial(self._start, person.id, session.kind))
                own = person.id == actor.person_id
                who = f"Your {session.kind.label.lower()}" if own else f"{session.kind.label}, {person.name}"
                self._line(
                    f"{short_date(at.date())} {time_of_day(at, clock.zone())}  {who}",
                    "",
                    [] if own else [missed, start],
                )

    def _due_line(self, due: Due, now: dt.date) -> None:
        when = days_away(due.due_on, now) if due.due_on else "no date yet"
        symbol, tone = ("!", "late") if due.state is DueState.LATE else ("~", "soon")
        what = due.what.lower()
        last = f"Last one {long_date(due.last_on)}" if due.last_on else f"No {what} is recorded yet"
        planned = f" · planned for {short_date(due.planned_on)}" if due.planned_on else ""
        plan = button("Plan", partial(self._plan, _key(due)), tip=f"Plan a date with {due.name}")
        start = button("Start", partial(self._start_due, due), tip=f"Start {what} with {due.name}")
        self._line(f"{due.name}’s {what}", last + planned, [chip(symbol, when, tone), plan, start])
        if self._planning == _key(due):
            self._plan_row(due)

    def _plan_row(self, due: Due) -> None:
        clock = self.context.house.clock
        when = MomentField(clock.now(), clock.zone())
        save = button("Plan it", partial(self._planned, due, when), "primary")
        self.page.addWidget(
            card(
                field(f"When will you meet {due.name}?", when),
                row(save, button("Go back", partial(self._plan, "")), None),
            )
        )
        when.setFocus()

    def _plan(self, key: str) -> None:
        self._planning = key
        self.refresh()

    def _planned(self, due: Due, when: MomentField) -> None:
        self._planning = ""
        plan = partial(
            self.context.house.schedule.plan,
            self.context.actor,
            due.person_id,
            when.value().astimezone(dt.UTC),
            due.kind,
        )
        self.context.run(plan, self._say_planned)

    def _say_planned(self, session: Session) -> None:
        self.context.said.emit(f"Planned for {long_date(session.planned_at.date())}.")

    def _start_due(self, due: Due) -> None:
        if due.form_id:
            self.context.go("observe", person_id=due.person_id, form_id=due.form_id)
        else:
            self._start(due.person_id, due.kind)

    def _start(self, person_id: str, kind: Kind = Kind.SUPERVISION) -> None:
        self.context.write(kind, person_id=person_id)

    def _verbs(self, actor: Actor) -> None:
        verbs = [("Reflect", "reflect", "Ctrl+N, R")]
        if actor.role is not Role.WORKER:
            verbs = [
                ("Log coaching", "coaching", "Ctrl+N, C"),
                ("Observe", "observe", "Ctrl+N, O"),
                ("Start a meeting", "meeting", "Ctrl+N, S"),
                *verbs,
            ]
        made = []
        for number, (label, place, keys) in enumerate(verbs):
            made.append(
                button(
                    label,
                    partial(self.context.go, place),
                    "verb" if number else "primary",
                    f"{label} ({keys})",
                )
            )
        self.page.addWidget(flowing(*made))

    def _missed(self, session: Session) -> None:
        reason = self.context.dialogs.ask_text("Why was it missed? A few words are enough.")
        if reason is not None:
            self.context.run(
                partial(self.context.house.schedule.missed, self.context.actor, session.id, reason)
            )

    def _done(self, action: Action) -> None:
        self.context.run(partial(self.context.house.actions.done, self.context.actor, action.id))
        self.context.said.emit(f"Done: {action.what}")

    def _empty(self, needs: Needs) -> None:
        actor = self.context.actor
        if actor.role in {Role.OWNER, Role.DEPUTY} and not needs.due:
            text = "Nothing here yet. Add the team, and this page shows whose supervision is next."
            self.page.addWidget(
                card(
                    words(text),
                    row(button("Go to People", partial(self.context.go, "people"), "primary"), None),
                )
            )
        else:
            self.page.addWidget(card(words("Nothing needs you today.")))

    def _section(self, title: str) -> None:
        self.page.addWidget(words(title, "heading"))

    def _line(self, what: str, detail: str, ends: list[QWidget]) -> None:
        text = words(what)
        parts: list[QWidget | None] = [text]
        if detail:
            parts = [_two(what, detail)]
        frame = card(row(*parts, None, *ends))
        self.page.addWidget(frame)


def _key(due: Due) -> str:
    return f"{due.person_id} {due.kind} {due.form_id}"


def _two(what: str, detail: str) -> QWidget:
    upper = words(what)
    upper.setMinimumWidth(240)
    both = column(upper, words(detail, "hint"), spacing=1)
    both.setProperty("grows", True)  # noqa: FBT003 - Qt's property
    return both
