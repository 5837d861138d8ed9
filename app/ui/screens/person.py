"""One person: what to do next, their timeline, actions and details."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from app.domain.changes import Topic
from app.domain.clock import days_away, long_date, today
from app.domain.forms import Kind
from app.domain.people import Role, Standing
from app.domain.schedule import SessionState
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Table, button, card, chip, clear, row, words

if TYPE_CHECKING:
    from app.domain.actions import Action
    from app.domain.people import Person
    from app.domain.records import RecordSummary
    from app.domain.schedule import Session
    from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the page shows."""

    person: Person
    supervisor: str
    records: tuple[RecordSummary, ...]
    actions: tuple[Action, ...]
    sessions: tuple[Session, ...]


class PersonScreen(Screen):
    """A person's page."""

    title = "Person"
    topics = frozenset({Topic.PEOPLE, Topic.RECORDS, Topic.ACTIONS, Topic.SCHEDULE})

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
            records=house.recording.list(actor, about_id=person_id),
            actions=house.actions.about(actor, person_id),
            sessions=() if own and actor.role is Role.OWNER else house.schedule.sessions(actor, person_id),
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
            agreement = button("Supervision agreement", partial(self._start, Kind.AGREEMENT))
            self.page.addWidget(row(button("Start supervision", partial(self._start, Kind.SUPERVISION), "primary"), agreement, None))
        self.page.addWidget(words("Open actions", "heading"))
        open_actions = [a for a in page.actions if a.state.value == "open"]
        for action in open_actions:
            when = days_away(action.due_on, now) if action.due_on else "no date"
            tone = ("!", "late") if action.is_late(now) else ("○", "neutral")
            done = button("Done", partial(self._done, action.id), tip=f"Mark as done: {action.what}")
            self.page.addWidget(card(row(words(action.what), None, chip(tone[0], when, tone[1]), done)))
        if not open_actions:
            self.page.addWidget(words("No open actions.", "hint"))
        self.page.addWidget(words("Timeline", "heading"))
        table = Table(f"Timeline of {person.name}", ("Date", "What", "Led by", "Status"))
        rows = [
            (r.held_at, (r.id, (long_date(r.held_at.astimezone(zone).date()), f"{r.kind.label} {r.number} v{r.version}", r.led_by_name, r.status)))
            for r in page.records
        ]
        rows += [
            (s.planned_at, ("", (long_date(s.planned_at.astimezone(zone).date()), "Supervision, planned", "", _session(s))))
            for s in page.sessions
            if s.state is not SessionState.HELD
        ]
        rows.sort(key=lambda entry: entry[0], reverse=True)
        table.fill([entry[1] for entry in rows])
        table.opened.connect(self._open_record)
        table.setMinimumHeight(240)
        self.page.addWidget(table)
        self._show_details(person)
        self.page.addStretch(1)

    def _show_details(self, person: Person) -> None:
        self.page.addWidget(words("Details", "heading"))
        facts = [
            ("Role in the app", person.role.label),
            ("Care Workforce Pathway", person.pathway.label if person.pathway else "–"),
            ("Started", long_date(person.started_on) if person.started_on else "–"),
            ("Probation ends", long_date(person.probation_ends_on) if person.probation_ends_on else "–"),
            ("Standing", person.standing.label + (f" until {long_date(person.away_until)}" if person.away_until else "")),
            ("Own PIN", "chosen" if person.secret_set else "not chosen yet"),
        ]
        self.page.addWidget(card(*(row(words(name, "hint"), None, words(value, "label")) for name, value in facts)))
        if self.context.actor.role is Role.OWNER and person.standing is not Standing.LEAVER:
            parts = [button("Change details", partial(self.context.go, "person_form", person_id=person.id))]
            if person.id != self.context.actor.person_id:
                parts += [button("Reset PIN…", self._reset), button("Has left…", self._left)]
            self.page.addWidget(row(*parts, None))

    def _show_code(self, person: Person) -> None:
        text = f"Give this one-time code to {person.first_name}. With it they choose their own PIN at the lock screen. It is shown only now."
        self.page.addWidget(card(words(text), words(self._code, "title"), kind="notice"))

    def _start(self, kind: Kind) -> None:
        self.context.go("supervision", person_id=self._person_id, kind=kind)

    def _done(self, action_id: str) -> None:
        self.context.run(partial(self.context.house.actions.done, self.context.actor, action_id))

    def _open_record(self, record_id: str) -> None:
        if record_id:
            self.context.go("record", record_id=record_id)

    def _reset(self) -> None:
        question = "Reset this PIN? The old one stops at once, and a one-time code is shown to hand over. Records already signed stay signed."
        if self.context.dialogs.confirm(question, "Reset the PIN"):
            self.context.run(partial(self.context.house.people.reset, self.context.actor, self._person_id), self._was_reset)

    def _was_reset(self, code: str) -> None:
        self._code = code

    def _left(self) -> None:
        question = "Mark as having left? Their PIN, passphrase and signing key are destroyed and cannot come back. Their records stay."
        if self.context.dialogs.confirm(question, "They have left"):
            self.context.run(partial(self.context.house.people.make_leaver, self.context.actor, self._person_id))


def _session(session: Session) -> str:
    return f"Missed: {session.reason}" if session.state is SessionState.MISSED else "Planned"
