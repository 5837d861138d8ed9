"""The register of competence: people and what is checked, and who may do something today."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import competence, places
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.register_table import RegisterTable
from app.ui.kit.row_acts import offer
from app.ui.kit.saving import EXCEL, PDF, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, line, row, words
from app.ui.theme.style import tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from app.pages.competence import Cell, RegisterPage
    from app.ui.context import Context


class CompetenceScreen(Screen):
    """The register."""

    title = "Who may do what"
    topics = frozenset({Topic.RECORDS, Topic.SCHEDULE, Topic.PEOPLE, Topic.FORMS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: RegisterPage | None = None
        self._what = Picker([(competence.ALL.id, competence.ALL.label)])
        self._team = Picker([(competence.EVERYBODY.id, competence.EVERYBODY.label)])
        self._find = line(placeholder="Part of a name")
        self._find.setMaximumWidth(220)
        self._table = RegisterTable()
        self._table.chosen.connect(self._explain)
        self._table.itemActivated.connect(self._open)
        self._why = words("", "hint")
        for picker in (self._what, self._team):
            picker.currentIndexChanged.connect(self._fill)
        self._find.textChanged.connect(self._fill)
        choices = (
            field("Who may do this today?", self._what),
            field("Team", self._team),
            field("Find", self._find),
        )
        self.page.addWidget(row(*choices, None))
        self.page.addWidget(self._table, 1)
        self.page.addWidget(self._why)
        acts = self._acts()
        offer(self._table, acts)
        self.foot.addWidget(flowing(*acts))

    def _acts(self) -> tuple[QPushButton, ...]:
        check = "Watch the chosen person with the form of the chosen column"
        register = ("Save as PDF", "Register.pdf", PDF)
        sheet = ("Save the sheet as PDF", "Wall sheet.pdf", PDF)
        excel = ("Save for Excel", "Register.xlsx", EXCEL)
        return (
            button("Check it now", self._check, "primary", check),
            button("Read the check", self._open),
            print_button("Print", partial(print_out, self.context, register, competence.to_print)),
            button("Excel", partial(save_as, self.context, excel, competence.to_excel)),
            print_button(
                "Blank sheet for the wall", partial(print_out, self.context, sheet, competence.wall_sheet)
            ),
        )

    def refresh(self) -> None:
        """Read the register."""
        self.read(self._show, competence.read)

    def _show(self, page: RegisterPage) -> None:
        self._shown = page
        for picker, options in ((self._what, (competence.ALL, *page.checked)), (self._team, page.teams)):
            picker.offer([(one.id, one.label) for one in options])
        self._fill()

    def _fill(self) -> None:
        if self._shown is None:
            return
        what, team, part = self._what.value() or "", self._team.value() or "", self._find.text()
        colours = tokens(self.context.resources, self.context.look.theme)
        if what:
            self._table.show_may(self._shown.may_do(what, team, part), colours)
        else:
            self._table.show_rows(self._shown.headings, self._shown.wanted(team, part), colours)
        self._why.setText(competence.NOTE if not what else "")

    def _explain(self, cell: Cell | None) -> None:
        self._why.setText(cell.explained if cell is not None else competence.NOTE)

    def _open(self) -> None:
        cell = self._table.current()
        if cell is None or not cell.record_id:
            self.context.said.emit("No sealed check stands behind this. Choose another cell.")
        else:
            self.context.go(places.Record(record_id=cell.record_id))

    def _check(self) -> None:
        cell = self._table.current()
        if cell is None:
            self.context.said.emit("Choose a person and what is checked first.")
        else:
            self.context.go(cell.check)
