"""Set up: the look for everybody; service, due rules and activity log for the registered manager."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSpinBox

from app.domain.changes import Topic
from app.domain.clock import long_moment, today
from app.domain.kinds import Kind
from app.domain.people import Role
from app.ui.kit.progress import Progress
from app.ui.kit.rules import RulesEditor
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Picker, Table, button, clear, column, field, line, row, words
from app.ui.theme.style import SCALES, Look

if TYPE_CHECKING:
    from app.domain.audit import Event
    from app.domain.people import Service
    from app.domain.schedule import DueRules
    from app.services.take_out.service import BroughtIn
    from app.ui.context import Context

THEMES = (("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the page shows a registered manager."""

    service: Service
    rules: DueRules
    forms: tuple[tuple[str, str], ...]
    events: tuple[Event, ...]
    broken: int | None


class SetUpScreen(Screen):
    """Settings in one column."""

    title = "Set up"
    topics = frozenset({Topic.SERVICE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._service: Service | None = None
        self._progress: Progress | None = None

    def refresh(self) -> None:
        """Read the settings."""
        if self.context.actor.role is Role.OWNER:
            self.context.run(self._read, self._show)
        else:
            self._show(None)

    def _read(self) -> Settings:
        house, actor = self.context.house, self.context.actor
        return Settings(
            service=house.vaults.service(),
            rules=house.schedule.rules(actor),
            forms=tuple(
                (form.id, form.title)
                for form in house.records.forms(actor, Kind.OBSERVATION)
                if form.id != Kind.OBSERVATION.value
            ),
            events=house.audit.events(actor, 200),
            broken=house.audit.broken_at(actor),
        )

    def _show(self, settings: Settings | None) -> None:
        clear(self.page)
        self.page.addWidget(words("Look", "heading"))
        self._theme = Picker(THEMES, self.context.look.theme)
        self._scale = Picker([(str(s), f"{s} %") for s in SCALES], str(self.context.look.scale))
        self._theme.currentIndexChanged.connect(self._look)
        self._scale.currentIndexChanged.connect(self._look)
        self.page.addWidget(row(field("Colours", self._theme), field("Text size", self._scale), None))
        self.page.addWidget(words("Your own PIN", "heading"))
        self._old, self._new = line(secret=True), line(secret=True)
        self.page.addWidget(row(field("PIN now", self._old), field("New PIN", self._new), None))
        self._phrase = line(secret=True)
        if self.context.actor.role.opens_vault:
            self.page.addWidget(
                field("New passphrase", self._phrase, "Leave it empty to keep the one you have.")
            )
        self.page.addWidget(row(button("Change my PIN", self._change_secret), None))
        if settings is not None:
            self._show_manager(settings)
        self.page.addStretch(1)

    def _show_manager(self, settings: Settings) -> None:
        self._service = settings.service
        self.page.addWidget(words("Service", "heading"))
        self._name = line(settings.service.name)
        self._minutes = QSpinBox()
        self._minutes.setRange(1, 15)
        self._minutes.setSuffix(" minutes")
        self._minutes.setValue(settings.service.lock_after_minutes)
        self.page.addWidget(row(field("Name of the service", self._name), field("Lock after", self._minutes)))
        self.page.addWidget(
            row(
                button("Save", self._save_service, "primary"),
                button("Choose a logo…", self._choose_logo),
                None,
            )
        )
        self.page.addWidget(words("Forms", "heading"))
        self.page.addWidget(row(button("Your own forms…", partial(self.context.go, "forms")), None))
        self.page.addWidget(words("Take everything out, or bring it in", "heading"))
        told = (
            "One folder with every PDF, table and file, to keep or to move. It is not encrypted. Another "
            "service’s folder can be brought in here."
        )
        self.page.addWidget(words(told, "hint"))
        self.page.addWidget(
            row(
                button("Take everything out…", self._take_out),
                button("Bring another service in…", self._bring_in),
                None,
            )
        )
        self._work = column()
        self.page.addWidget(self._work)
        self.page.addWidget(words("How often what is due", "heading"))
        self._rules = RulesEditor(settings.rules, settings.forms)
        self.page.addWidget(self._rules)
        self.page.addWidget(row(button("Save how often", self._save_rules), None))
        self.page.addWidget(words("Activity log", "heading"))
        whole = (
            "The log is whole: no entry was changed or taken out."
            if settings.broken is None
            else f"The log was changed from outside at entry {settings.broken}. Tell IT."
        )
        self.page.addWidget(words(whole, "hint"))
        table = Table("Activity log", ("When", "Who", "What", "Detail"))
        zone = self.context.house.clock.zone()
        table.fill(
            [
                (str(e.sequence), (long_moment(e.at, zone), e.actor_name, e.action, e.detail))
                for e in settings.events
            ]
        )
        table.setMinimumHeight(320)
        self.page.addWidget(table)

    def _look(self) -> None:
        self.context.look_changed.emit(
            Look(theme=self._theme.value() or "light", scale=int(self._scale.value() or 100))
        )

    def _change_secret(self) -> None:
        change = self.context.house.vaults.change_secret
        self.context.run(
            partial(
                change, self.context.actor, self._old.text(), self._new.text(), self._phrase.text() or None
            ),
            self._secret_changed,
        )

    def _secret_changed(self, _value: None) -> None:
        for box in (self._old, self._new, self._phrase):
            box.clear()
        self.context.said.emit("Changed. Use the new one from now on.")

    def _save_service(self) -> None:
        if self._service is not None:
            service = replace(
                self._service,
                name=" ".join(self._name.text().split()) or self._service.name,
                lock_after_minutes=self._minutes.value(),
            )
            self.context.run(
                partial(self.context.house.vaults.change_service, self.context.actor, service),
                self._said_saved,
            )

    def _choose_logo(self) -> None:
        path = self.context.dialogs.open_file("Choose a logo", "Pictures (*.png *.jpg *.jpeg)")
        if path is not None and self._service is not None:
            self._service = replace(self._service, logo=path.read_bytes())
            self._save_service()

    def _take_out(self) -> None:
        folder = self.context.dialogs.choose_folder("Where shall it go?")
        if folder is not None:
            day = today(self.context.house.clock).isoformat()
            self._progress = Progress("Taking everything out")
            self._work.layout().addWidget(self._progress)  # type: ignore[union-attr]
            take_out = partial(
                self.context.house.take_out.take_out,
                self.context.actor,
                folder / f"Alongside take-out {day}",
                self._progress.step,
            )
            self.context.run(take_out, self._taken_out, self._not_taken_out)

    def _taken_out(self, folder: object) -> None:
        self._not_taken_out(None)
        self.context.tell_saved(folder)

    def _not_taken_out(self, error: Exception | None) -> None:
        self._progress = None
        layout = self._work.layout()
        if layout is not None:
            clear(layout)
        if error is not None:
            self.context.tell_problem(error)

    def _bring_in(self) -> None:
        folder = self.context.dialogs.choose_folder("Which folder was taken out of the other service?")
        question = "Bring everything in this folder in beside what is here? What is here stays as it is."
        if folder is not None and self.context.dialogs.confirm(question, "Bring it in"):
            self.context.saved.emit("Bringing in…")
            self.context.run(
                partial(self.context.house.take_out.merge, self.context.actor, folder), self._brought_in
            )

    def _brought_in(self, done: BroughtIn) -> None:
        self.context.saved.emit("Brought in")
        records, people = done.rows.get("record", 0), done.rows.get("person", 0)
        self.context.said.emit(
            f"{done.service}: {records} records and {people} people came in. Give each person a "
            "one-time code."
        )

    def leave(self) -> None:
        """Stop what is being taken out: nothing half-made stays."""
        if self._progress is not None:
            self._progress.stop()

    def _save_rules(self) -> None:
        self.context.run(
            partial(self.context.house.schedule.change_rules, self.context.actor, self._rules.value()),
            self._said_saved,
        )

    def _said_saved(self, _value: object) -> None:
        self.context.said.emit("Saved.")
