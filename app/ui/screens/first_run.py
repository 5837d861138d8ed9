"""First run: service, registered manager, recovery sheet, second place for backups, people, due rules.

Six pages, about four minutes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.domain.on_paper import OnPaper
from app.pages import first_run
from app.pages.codes import FILE
from app.ui.context import Heard
from app.ui.kit.fields import TextBox
from app.ui.kit.owner_form import OwnerForm
from app.ui.kit.printing import print_button, show_pages, show_sheet
from app.ui.kit.put_back import PutBack
from app.ui.kit.rules import RulesEditor
from app.ui.kit.saving import PDF, save_at_door
from app.ui.kit.widgets import READING_WIDTH, button, card, clear, column, field, line, row, scrolled, words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from app.domain.people import Actor
    from app.pages.door import Handed
    from app.pages.first_run import Code, Logo, Start
    from app.ui.context import Context

WELCOME = (
    "Coaching, supervision and observation for one service, on this PC: written together, signed by both, "
    "and provable to an inspector."
)
NEW = "A service that has no records in Alongside yet. It takes about four minutes."
BACKUP = "Records that were backed up, on this PC or on another one that is lost or replaced."
SERVICE = "Records stay on this PC, in one encrypted file. No account, no internet."
OWNER = "You set up the service. Only you know your passphrase and PIN."
SHEET = "If every passphrase is lost, only this sheet opens the records. Print it and lock it away."
PUT_AWAY = "It is printed or written down, and put away"
PLACE = (
    "Backups are made by themselves, as encrypted as the records. If this PC is lost or breaks, one in "
    "another place brings everything back: a stick, another drive, a shared drive, or a folder that is "
    "copied to the cloud."
)
NO_PLACE = "None chosen yet. It can be chosen later under Set up."
TEAM = (
    "One person a line: name, then a comma and the job title. Paste from a list if you have one. More can be "
    "added later under People."
)
NOMINATED = "May stay empty. They supervise you, and your own supervision then has its dates too."
CODES = (
    "Give each person their code. With it they choose their own PIN at the lock screen; nobody else ever "
    "sees it."
)
RULES = "No law gives a number; an inspector holds you to your own policy. You can change this later."


class FirstRunScreen(QWidget):
    """One question at a time. Nothing is written until the registered manager is known."""

    over = Signal()  # a backup was put back: there are records now

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._service, self._picture, self._picture_name = "", b"", ""
        self._typed: dict[str, str] = {}
        self._made: Handed | None = None
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
        """Ask which way to begin."""
        self._context.call(self._welcome, first_run.read)

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
        self._add(words(f"Setting up · {number} of 6", "hint"), words(title, "title"), words(intro))

    def _add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self._page.addWidget(widget)

    def _end(self, *widgets: QWidget) -> None:
        self._add(self._problem, row(*widgets, None))
        self._page.addStretch(1)

    # --- welcome --------------------------------------------------------------------------------------------

    def _welcome(self, start: Start) -> None:
        clear(self._page)
        self.setEnabled(True)
        self._problem = words("", "error")
        self._problem.hide()
        self._add(words("Welcome to Alongside", "title"), words(WELCOME))
        if start.warning:
            self._add(card(words(start.warning), kind="notice"))
        new = button("Start new", partial(self._ask_service, start), "primary")
        back = button("Bring back a backup…", self._have_backup)
        for title, told, verb in (("Start new", NEW, new), ("Bring back a backup", BACKUP, back)):
            said = column(words(title, "label"), words(told, "hint"), spacing=2)
            said.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
            self._add(card(row(said, verb)))
        self._end()
        new.setFocus()

    # --- 1 service ------------------------------------------------------------------------------------------

    def _ask_service(self, start: Start) -> None:
        self._begin(1, "Your service", SERVICE)
        self._name = line(self._service)
        self._name.returnPressed.connect(self._service_given)
        self._logo = words(self._picture_name or "No logo chosen", "hint")
        self._add(
            field("Name of the service", self._name, "As it should stand on every record."),
            row(button("Choose a logo…", self._choose_logo), self._logo, None),
            words(f"Records will be kept in {start.folder}", "hint"),
        )
        carry_on = button("Carry on", self._service_given, "primary")
        self._end(carry_on, button("Go back", self._back_to_welcome))
        if start.problem:
            self.show_problem(start.problem)
            carry_on.setEnabled(False)
            self._name.returnPressed.disconnect(self._service_given)
        self._name.setFocus()

    def _back_to_welcome(self) -> None:
        self._service = self._name.text()
        self.enter()

    def _have_backup(self) -> None:
        clear(self._page)
        self._problem = words("", "error")
        self._problem.hide()
        self._add(words("Put a backup back", "title"))
        self._add(PutBack(self._context, self._wait, self.enter))
        self._end()

    def _wait(self, box: QLineEdit) -> Heard:
        """Take no more keys until there is an answer; after a refusal begin again in the box."""
        self.setEnabled(False)
        return Heard(self._put_back, partial(self._refused, box))

    def _refused(self, box: QLineEdit, error: Exception) -> None:
        self._context.tell_problem(error)
        box.selectAll()
        box.setFocus()

    def _put_back(self, _said: str) -> None:
        self.setEnabled(True)
        self.over.emit()

    def _choose_logo(self) -> None:
        path = self._context.dialogs.open_file("Choose a logo", "Pictures (*.png *.jpg *.jpeg)")
        if path is not None:
            self._context.call(self._logo_chosen, first_run.read_logo, path)

    def _logo_chosen(self, logo: Logo) -> None:
        self._picture, self._picture_name = logo.data, logo.name
        self._logo.setText(logo.name)
        self._problem.hide()

    def _service_given(self) -> None:
        self._context.call(self._service_named, first_run.name_service, self._name.text())

    def _service_named(self, name: str) -> None:
        self._service = name
        self._ask_owner()

    # --- 2 registered manager -------------------------------------------------------------------------------

    def _ask_owner(self) -> None:
        self._begin(2, "You, the registered manager", OWNER)
        self._owner = OwnerForm(self._context, self._typed, self._make)
        self._add(self._owner)
        self._end(button("Make the records", self._make, "primary"), button("Go back", self._back_to_service))
        self._owner.setFocus()

    def _back_to_service(self) -> None:
        self._typed = self._owner.typed()
        self._context.call(self._ask_service, first_run.read)

    def _make(self) -> None:
        self.setEnabled(False)
        written = first_run.Written(service=self._service, logo=self._picture, **self._owner.typed())
        self._context.call(Heard(self._show_sheet, self._not_made), first_run.make, written)

    def _not_made(self, error: Exception) -> None:
        self.setEnabled(True)
        self._problem.hide()
        if not self._owner.tell(error):
            self._context.tell_problem(error)

    # --- 3 recovery sheet -----------------------------------------------------------------------------------

    def _show_sheet(self, made: Handed) -> None:
        self._made, self._typed = made, {}
        self._begin(3, "The recovery sheet", SHEET)
        tick = QCheckBox(PUT_AWAY)
        tick.setAccessibleName(PUT_AWAY)
        carry_on = button("Carry on", self._sheet_done, "primary")
        carry_on.setEnabled(False)
        tick.toggled.connect(carry_on.setEnabled)
        self._add(
            card(words("Recovery key", "label"), words(made.key, "heading")),
            row(print_button("Print the sheet", self._print_sheet), None),
            tick,
        )
        self._end(carry_on)

    def _print_sheet(self) -> None:
        if self._made is not None:
            show_sheet(self._context, self._made.sheet)

    def _sheet_done(self) -> None:
        if self._made is not None:
            self._context.call(None, first_run.put_away, self._made.actor)
        self._ask_place()

    # --- 4 where backups go too -----------------------------------------------------------------------------

    def _ask_place(self) -> None:
        self._begin(4, "A second place for backups", PLACE)
        self._place = words(NO_PLACE, "hint")
        self._add(row(button("Choose a place…", self._choose_place), None), self._place)
        self._end(button("Carry on", self._ask_people, "primary"))

    def _choose_place(self) -> None:
        folder = self._context.dialogs.choose_folder("Where shall backups go too?")
        if folder is not None and self._made is not None:
            self._problem.hide()
            self._context.call(self._place.setText, first_run.choose_place, self._made.actor, folder)

    # --- 5 people -------------------------------------------------------------------------------------------

    def _ask_people(self) -> None:
        self._begin(5, "Your team", TEAM)
        self._people = TextBox(placeholder="Amira Hazel, Support worker\nDee Rowan, Deputy manager", lines=8)
        hint = "Everybody starts as a worker you supervise; change roles under People."
        self._add(field("People", self._people, hint))
        self._nominated = line()
        self._add(field("Nominated individual", self._nominated, NOMINATED))
        self._end(button("Add them", self._add_people, "primary"), button("Later", self._ask_rules))
        self._people.setFocus()

    def _add_people(self) -> None:
        if self._made is not None:
            self.setEnabled(False)
            text = self._people.toPlainText()
            nominated = self._nominated.text()
            self._context.call(self._show_codes, first_run.add_people, self._made.actor, text, nominated)

    def _show_codes(self, codes: tuple[Code, ...]) -> None:
        if not codes:
            self._ask_rules()
            return
        self._begin(5, "One-time codes", CODES)
        for one in codes:
            self._add(row(words(one.name, "label"), words(one.code, "heading"), None))
        slips = print_button(
            "Print the slips", partial(self._print_slips, codes), tip="One a person, to cut apart"
        )
        self._add(row(slips, None))
        self._end(button("They are noted", self._ask_rules, "primary"))

    def _print_slips(self, codes: tuple[Code, ...]) -> None:
        if self._made is not None:
            actor = self._made.actor
            shown = partial(self._show_slips, actor, codes)
            self._context.call(shown, first_run.slips, actor, codes, OnPaper())

    def _show_slips(self, actor: Actor, codes: tuple[Code, ...], paper: OnPaper) -> None:
        to = ("Save the slips", FILE, PDF)
        save = partial(save_at_door, self._context, to, first_run.slips, actor, codes)
        show_pages(self._context, paper.pdf, save=save)

    # --- 6 due rules ----------------------------------------------------------------------------------------

    def _ask_rules(self) -> None:
        self._begin(6, "How often is what due?", RULES)
        self._rules = RulesEditor(first_run.RULES)
        self._add(self._rules)
        self._end(button("Finish", self._finish, "primary"))

    def _finish(self) -> None:
        if self._made is not None:
            rules = self._rules.value()
            self._context.call(self._context.signed_in.emit, first_run.finish, self._made.actor, rules)
