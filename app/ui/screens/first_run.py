"""First run: service, registered manager, recovery sheet, people, due rules.

Five pages, about four minutes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from app.domain.people import Profile, Role, Service
from app.domain.schedule import DueRules
from app.ui.kit.rules import RulesEditor
from app.ui.kit.widgets import READING_WIDTH, TextBox, button, card, clear, field, line, row, scrolled, words

if TYPE_CHECKING:
    from app.services.people import Added
    from app.services.vaults import SetUp
    from app.ui.context import Context

LONGEST_LOGO = 2 * 1024 * 1024


class FirstRunScreen(QWidget):
    """One question at a time. Nothing is written until the registered manager is known."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._service = Service(name="")
        self._made: SetUp | None = None
        inside = QWidget()
        inside.setMaximumWidth(READING_WIDTH)
        self._page = QVBoxLayout(inside)
        self._page.setContentsMargins(48, 32, 16, 24)
        self._page.setSpacing(12)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
        self._problem = words("", "error")

    def enter(self) -> None:
        """Start with the service."""
        self._ask_service()

    def show_problem(self, text: str) -> None:
        """Show a fault above the buttons."""
        self.setEnabled(True)
        self._problem.setText(text)
        self._problem.show()

    def _begin(self, number: int, title: str, intro: str) -> None:
        clear(self._page)
        self.setEnabled(True)
        self._problem = words("", "error")
        self._problem.hide()
        self._add(words(f"Setting up · {number} of 5", "hint"), words(title, "title"), words(intro))

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._page.addWidget(widget)

    def _end(self, *widgets: QWidget) -> None:
        self._add(self._problem, row(*widgets, None))
        self._page.addStretch(1)

    # --- 1 service
    # -----------------------------------------------------------------------------------------------------

    def _ask_service(self) -> None:
        self._begin(
            1, "Your service", "Records stay on this PC, in one encrypted file. No account, no internet."
        )
        vaults = self._context.house.vaults
        problem, warning = vaults.place_problem(), vaults.cloud_warning()
        if warning:
            self._add(card(words(warning), kind="notice"))
        self._name = line(self._service.name)
        self._name.returnPressed.connect(self._service_given)
        self._logo = words("No logo chosen", "hint")
        self._add(field("Name of the service", self._name, "As it should stand on every record."))
        self._add(row(button("Choose a logo…", self._choose_logo), self._logo, None))
        self._add(words(f"Records will be kept in {vaults.folder}", "hint"))
        carry_on = button("Carry on", self._service_given, "primary")
        self._end(carry_on)
        if problem:
            self.show_problem(problem)
            carry_on.setEnabled(False)
        self._name.setFocus()

    def _choose_logo(self) -> None:
        path = self._context.dialogs.open_file("Choose a logo", "Pictures (*.png *.jpg *.jpeg)")
        if path is None:
            return
        data = path.read_bytes()
        if len(data) > LONGEST_LOGO:
            self.show_problem("That picture is larger than 2 MB. Choose a smaller one.")
            return
        self._service = replace(self._service, logo=data)
        self._logo.setText(path.name)

    def _service_given(self) -> None:
        name = " ".join(self._name.text().split())
        if not name:
            self.show_problem("Write the name of the service.")
            return
        self._service = replace(self._service, name=name)
        self._ask_owner()

    # --- 2 registered manager
    # ------------------------------------------------------------------------------------------

    def _ask_owner(self) -> None:
        self._begin(
            2, "You, the registered manager", "You set up the service. Only you know your passphrase and PIN."
        )
        self._owner, self._job = line(), line("Registered manager")
        self._passphrase, self._again = line(secret=True), line(secret=True)
        self._pin = line(secret=True)
        self._suggestion = words("", "hint")
        self._add(field("Your name", self._owner), field("Your job title", self._job))
        self._add(
            field(
                "Choose a passphrase",
                self._passphrase,
                "12 letters or more. It opens the records once a day. Four random words are good.",
            )
        )
        self._add(row(button("Suggest one", self._suggest, "quiet"), self._suggestion, None))
        self._add(
            field("The passphrase again", self._again),
            field("Choose a PIN", self._pin, "6 digits or more. You sign in and sign records with it."),
        )
        self._pin.returnPressed.connect(self._make)
        self._end(button("Make the records", self._make, "primary"), button("Go back", self._ask_service))
        self._owner.setFocus()

    def _suggest(self) -> None:
        suggestion = self._context.house.vaults.suggest_passphrase()
        self._passphrase.setText(suggestion)
        self._again.setText(suggestion)
        self._suggestion.setText(f"Write it down somewhere safe: {suggestion}")

    def _make(self) -> None:
        if not self._owner.text().strip():
            self.show_problem("Write your name.")
            return
        if self._passphrase.text() != self._again.text():
            self.show_problem("The two passphrases are not the same. Type them once more.")
            return
        self.setEnabled(False)
        owner = Profile(
            name=" ".join(self._owner.text().split()), role=Role.OWNER, job_title=self._job.text().strip()
        )
        use_case = partial(
            self._context.house.vaults.set_up, self._service, owner, self._passphrase.text(), self._pin.text()
        )
        self._context.run(use_case, self._show_sheet)

    # --- 3 recovery sheet
    # ----------------------------------------------------------------------------------------------

    def _show_sheet(self, made: SetUp) -> None:
        self._made = made
        self._begin(
            3,
            "The recovery sheet",
            "If every passphrase is lost, only this sheet opens the records. Print it and lock it away.",
        )
        key = words(made.recovery_key, "heading")
        self._tick = QCheckBox("It is printed or written down, and put away")
        self._tick.setAccessibleName(self._tick.text())
        self._next = button("Carry on", self._sheet_done, "primary")
        self._next.setEnabled(False)
        self._tick.toggled.connect(self._next.setEnabled)
        self._add(
            card(words("Recovery key", "label"), key),
            row(button("Save the sheet as a PDF to print…", self._save_sheet), None),
            self._tick,
        )
        self._end(self._next)

    def _save_sheet(self) -> None:
        path = self._context.dialogs.save_file("Save the recovery sheet", "Recovery sheet.pdf", "PDF (*.pdf)")
        if path is not None and self._made is not None:
            self._context.run(partial(path.write_bytes, self._made.recovery_sheet_pdf))

    def _sheet_done(self) -> None:
        if self._made is not None:
            self._context.run(partial(self._context.house.vaults.confirm_sheet, self._made.actor))
        self._ask_people()

    # --- 4 people
    # ------------------------------------------------------------------------------------------------------

    def _ask_people(self) -> None:
        self._begin(
            4,
            "Your team",
            (
                "One person a line: name, then a comma and the job title. Paste from a list if you have "
                "one. More can be added later under People."
            ),
        )
        self._people = TextBox(placeholder="Amira Hazel, Support worker\nDee Rowan, Deputy manager", lines=8)
        self._codes = QLabel()
        self._add(
            field(
                "People",
                self._people,
                "Everybody starts as a worker you supervise; change roles under People.",
            )
        )
        self._end(button("Add them", self._add_people, "primary"), button("Later", self._ask_rules))
        self._people.setFocus()

    def _add_people(self) -> None:
        rows = [line_.split(",", 1) for line_ in self._people.toPlainText().splitlines() if line_.strip()]
        if not rows or self._made is None:
            self._ask_rules()
            return
        self.setEnabled(False)
        profiles = [
            Profile(
                name=" ".join(parts[0].split()),
                role=Role.WORKER,
                job_title=parts[1].strip() if len(parts) > 1 else "",
                supervisor_id=self._made.actor.person_id,
            )
            for parts in rows
        ]
        self._context.run(partial(self._add_each, profiles), self._show_codes)

    def _add_each(self, profiles: list[Profile]) -> tuple[Added, ...]:
        made = self._made
        if made is None:
            return ()
        known = {person.name.casefold() for person in self._context.house.people.list(made.actor)}
        fresh = [profile for profile in profiles if profile.name.casefold() not in known]
        return tuple(self._context.house.people.add(made.actor, profile).value for profile in fresh)

    def _show_codes(self, added: tuple[Added, ...]) -> None:
        self._begin(
            4,
            "One-time codes",
            (
                "Give each person their code. With it they choose their own PIN at the lock screen; "
                "nobody else ever sees it."
            ),
        )
        for each in added:
            self._add(row(words(each.person.name, "label"), words(each.code, "heading"), None))
        self._end(button("They are noted", self._ask_rules, "primary"))

    # --- 5 due rules
    # ---------------------------------------------------------------------------------------------------

    def _ask_rules(self) -> None:
        self._begin(
            5,
            "How often is what due?",
            "No law gives a number; an inspector holds you to your own policy. You can change this later.",
        )
        self._rules = RulesEditor(DueRules())
        self._add(self._rules)
        self._end(button("Finish", self._finish, "primary"))

    def _finish(self) -> None:
        if self._made is None:
            return
        actor = self._made.actor
        self._context.run(
            partial(self._context.house.schedule.change_rules, actor, self._rules.value()),
            partial(self._done, actor),
        )

    def _done(self, actor: object, _rules: DueRules) -> None:
        self._context.signed_in.emit(actor)
