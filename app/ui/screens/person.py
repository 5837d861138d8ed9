"""One person: what to do next, their timeline, actions and details."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.clock import days_away, long_date, short_date, today
from app.domain.kinds import Kind
from app.domain.people import Role, Standing
from app.domain.schedule import SessionState
from app.ui.kit.charts import charted
from app.ui.kit.flow import flowing
from app.ui.kit.screen import Screen
from app.ui.kit.thread_line import ThreadLine
from app.ui.kit.widgets import DayField, Picker, Table, button, card, chip, clear, field, line, row, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.domain.actions import Action
    from app.domain.people import Actor, Person
    from app.domain.practice import Area
    from app.domain.records import RecordSummary
    from app.domain.schedule import Session
    from app.services.charts import Chart
    from app.services.practice import Line
    from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows."""

    person: Person
    supervisor: str
    records: tuple[RecordSummary, ...]
    actions: tuple[Action, ...]
    sessions: tuple[Session, ...]
    lines: tuple[Line, ...]
    areas: tuple[Area, ...]
    coverage: Chart
    own: bool


class PersonScreen(Screen):
    """A person's page."""

    title = "Person"
    topics = frozenset({Topic.PEOPLE, Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE, Topic.THREADS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._person_id = ""
        self._code = ""

    def enter(self, **arguments: Any) -> None:
        """Show a person."""
        self._person_id = str(arguments.get("person_id", self._person_id))
        self._code = str(arguments.get("code", ""))
        self.refresh()

    def leave(self) -> None:
        """Forget a code that was shown."""
        self._code = ""

    def refresh(self) -> None:
        """Read the page."""
        self.context.run(partial(self._read, self._person_id), self._show)

    def _read(self, person_id: str) -> Page:
        house, actor = self.context.house, self.context.actor
        person = house.people.get(actor, person_id)
        names = {p.id: p.name for p in house.people.list(actor)}
        own = person_id == actor.person_id
        return Page(
            person=person,
            supervisor=names.get(person.supervisor_id or "", "–"),
            records=house.records.list(actor, about_id=person_id),
            actions=house.actions.about(actor, person_id),
            sessions=() if own and actor.role is Role.OWNER else house.schedule.sessions(actor, person_id),
            lines=house.practice.lines(actor, person_id),
            areas=house.practice.areas(),
            coverage=house.charts.coverage(actor, person_id),
            own=own,
        )

    def _show(self, page: Page) -> None:
        if not self.context.anyone:
            return
        clear(self.page)
        person, actor = page.person, self.context.actor
        zone, now = self.context.house.clock.zone(), today(self.context.house.clock)
        self.show_title(person.name)
        self.page.addWidget(words(f"{person.job_title or person.role.label} · supervisor: {page.supervisor}"))
        if self._code:
            self._show_code(person)
        if person.id != actor.person_id and person.standing is not Standing.LEAVER:
            self.page.addWidget(self._verbs(actor, person))
        self.page.addWidget(words("Open actions", "heading"))
        open_actions = [a for a in page.actions if a.state.value == "open"]
        for action in open_actions:
            when = days_away(action.due_on, now) if action.due_on else "no date"
            tone = ("!", "late") if action.is_late(now) else ("○", "neutral")
            done = button("Done", partial(self._done, action.id), tip=f"Mark as done: {action.what}")
            self.page.addWidget(card(row(words(action.what), None, chip(tone[0], when, tone[1]), done)))
        if not open_actions:
            self.page.addWidget(words("No open actions.", "hint"))
        self._show_threads(page)
        if page.coverage.rows:
            self.page.addWidget(card(charted(page.coverage, self.context)))
        self.page.addWidget(words("Timeline", "heading"))
        table = Table(f"Timeline of {person.name}", ("Date", "What", "Led by", "Status"))
        rows = [
            (
                r.held_at,
                (
                    r.id,
                    (
                        long_date(r.held_at.astimezone(zone).date()),
                        f"{r.kind.label} {r.number} v{r.version}",
                        r.led_by_name,
                        r.status,
                    ),
                ),
            )
            for r in page.records
        ]
        rows += [
            (
                s.planned_at,
                (
                    "",
                    (
                        long_date(s.planned_at.astimezone(zone).date()),
                        f"{s.kind.label}, planned",
                        "",
                        _session(s),
                    ),
                ),
            )
            for s in page.sessions
            if s.state is not SessionState.HELD
        ]
        rows.sort(key=lambda entry: entry[0], reverse=True)
        table.fill([entry[1] for entry in rows])
        table.opened.connect(self._open_record)
        table.setMinimumHeight(240)
        self.page.addWidget(table)
        if page.own or actor.role in {Role.OWNER, Role.DEPUTY}:
            self._show_details(person)
        self.page.addStretch(1)

    def _verbs(self, actor: Actor, person: Person) -> QWidget:
        coach = button("Log coaching", partial(self.context.go, "coaching", person_id=person.id))
        watch = button("Observe", partial(self.context.go, "observe", person_id=person.id))
        if actor.role is Role.PRACTICE_LEADER:
            return flowing(
                coach, watch, button("Practice supervision", partial(self._start, Kind.PRACTICE_SUPERVISION))
            )
        start = button("Start supervision", partial(self._start, Kind.SUPERVISION), "primary")
        other = button("Another kind of meeting…", partial(self.context.go, "meeting", person_id=person.id))
        return flowing(start, coach, watch, other)

    def _show_threads(self, page: Page) -> None:
        self.page.addWidget(words("Practice threads", "heading"))
        labels = {area.id: area.label for area in page.areas}
        for one in page.lines:
            closed = (
                chip("✓", f"there since {short_date(one.thread.closed_on)}", "in_date")
                if one.thread.closed_on
                else None
            )
            parts: list[QWidget | None] = [
                row(
                    words(one.thread.skill, "label"),
                    words(labels.get(one.thread.area, ""), "hint"),
                    None,
                    closed,
                )
            ]
            parts.append(ThreadLine(one))
            parts.append(
                row(
                    None,
                    button(
                        "Save to print",
                        partial(self._print_thread, one.thread.id),
                        "quiet",
                        f"Save {one.thread.skill} to print",
                    ),
                )
            )
            if not page.own and self.context.actor.role is not Role.WORKER:
                for step in one.suggested:
                    join = partial(
                        self.context.house.practice.link,
                        self.context.actor,
                        one.thread.id,
                        step.linked,
                        step.ref,
                    )
                    text = f"Belongs here? {step.symbol} {short_date(step.on)} {step.word}: {step.text}"
                    parts.append(
                        row(
                            words(text, "hint"),
                            None,
                            button(
                                "Join it",
                                partial(self.context.run, join),
                                "quiet",
                                f"Join {step.word} {step.text}",
                            ),
                        )
                    )
                if one.thread.closed_on is None:
                    close = partial(self.context.house.practice.close, self.context.actor, one.thread.id)
                    parts.append(
                        row(button("The skill is there", partial(self.context.run, close), "quiet"), None)
                    )
            self.page.addWidget(card(*(part for part in parts if part is not None)))
        if not page.lines:
            self.page.addWidget(
                words(
                    "None yet. A thread joins training, coaching, observation and actions about one skill.",
                    "hint",
                )
            )
        if (
            not page.own
            and self.context.actor.role is not Role.WORKER
            and page.person.standing is not Standing.LEAVER
        ):
            self._skill = line(placeholder="For example: offering a real choice at meals")
            self._area = Picker([(area.id, area.label) for area in page.areas])
            begin = button("Begin a thread", self._begin_thread)
            self._training = line(placeholder="What the training was called")
            self._trained_on = DayField(today(self.context.house.clock))
            self._check_by = DayField(None, "no check")
            noted = button("Note training", self._note_training)
            self.page.addWidget(field("A skill to follow", self._skill))
            self.page.addWidget(row(field("About", self._area), begin))
            training = [
                field("Training done", self._training),
                field("On", self._trained_on),
                field("Watch it in practice by", self._check_by),
                noted,
            ]
            self.page.addWidget(row(*training))

    def _print_thread(self, thread_id: str) -> None:
        path = self.context.dialogs.save_file("Save to print", "Practice thread.pdf", "PDF (*.pdf)")
        if path is not None:
            write = partial(self.context.house.practice.thread_pdf, self.context.actor, thread_id, path)
            self.context.run(write, self.context.tell_saved)

    def _begin_thread(self) -> None:
        begin, area = self.context.house.practice.begin, self._area.value() or ""
        self.context.run(partial(begin, self.context.actor, self._person_id, self._skill.text(), area))

    def _note_training(self) -> None:
        done_on = self._trained_on.value() or today(self.context.house.clock)
        trained, area = self.context.house.practice.trained, self._area.value() or ""
        self.context.run(
            partial(
                trained,
                self.context.actor,
                self._person_id,
                self._training.text(),
                area,
                done_on,
                self._check_by.value(),
            )
        )

    def _show_details(self, person: Person) -> None:
        self.page.addWidget(words("Details", "heading"))
        facts = [
            ("Role in the app", person.role.label),
            ("Care Workforce Pathway", person.pathway.label if person.pathway else "–"),
            ("Started", long_date(person.started_on) if person.started_on else "–"),
            ("Probation ends", long_date(person.probation_ends_on) if person.probation_ends_on else "–"),
            (
                "Standing",
                person.standing.label
                + (f" until {long_date(person.away_until)}" if person.away_until else ""),
            ),
            ("Own PIN", "chosen" if person.secret_set else "not chosen yet"),
        ]
        self.page.addWidget(
            card(*(row(words(name, "hint"), None, words(value, "label")) for name, value in facts))
        )
        if self.context.actor.role is Role.OWNER and person.standing is not Standing.LEAVER:
            parts = [button("Change details", partial(self.context.go, "person_form", person_id=person.id))]
            if person.id != self.context.actor.person_id:
                parts += [button("Reset PIN…", self._reset), button("Has left…", self._left)]
            everything = partial(self.context.go, "pack", purpose="person", person_id=person.id)
            parts.append(
                button(
                    "Everything about them…",
                    everything,
                    tip="Their own file, when they ask what is kept about them",
                )
            )
            self.page.addWidget(flowing(*parts))

    def _show_code(self, person: Person) -> None:
        text = (
            f"Give this one-time code to {person.first_name}. With it they choose their own PIN at the "
            "lock screen. It is shown only now."
        )
        self.page.addWidget(card(words(text), words(self._code, "title"), kind="notice"))

    def _start(self, kind: Kind) -> None:
        self.context.go("supervision", person_id=self._person_id, kind=kind)

    def _done(self, action_id: str) -> None:
        self.context.run(partial(self.context.house.actions.done, self.context.actor, action_id))

    def _open_record(self, record_id: str) -> None:
        if record_id:
            self.context.go("record", record_id=record_id)

    def _reset(self) -> None:
        question = (
            "Reset this PIN? The old one stops at once, and a one-time code is shown to hand over. "
            "Records already signed stay signed."
        )
        if self.context.dialogs.confirm(question, "Reset the PIN"):
            self.context.run(
                partial(self.context.house.people.reset, self.context.actor, self._person_id), self._was_reset
            )

    def _was_reset(self, code: str) -> None:
        self._code = code

    def _left(self) -> None:
        question = (
            "Mark as having left? Their PIN, passphrase and signing key are destroyed and cannot come "
            "back. Their records stay."
        )
        if self.context.dialogs.confirm(question, "They have left"):
            self.context.run(
                partial(self.context.house.people.make_leaver, self.context.actor, self._person_id)
            )


def _session(session: Session) -> str:
    return f"{session.state.label}: {session.reason}" if session.reason else session.state.label
