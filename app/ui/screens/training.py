"""The training matrix: people and subjects, narrowed to what is sought."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import places, training
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.row_acts import offer
from app.ui.kit.saving import EXCEL, PDF, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.stand_table import StandTable
from app.ui.kit.widgets import button, field, line, words
from app.ui.theme.style import tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from app.pages.training import TrainingPage
    from app.ui.context import Context


class TrainingScreen(Screen):
    """The matrix."""

    title = "Training"
    topics = frozenset({Topic.THREADS, Topic.PEOPLE})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: TrainingPage | None = None
        self._subject = Picker([(training.ALL.id, training.ALL.label)])
        self._state = Picker([(one.id, one.label) for one in training.STANDS])
        self._team = Picker([(training.EVERYBODY.id, training.EVERYBODY.label)])
        self._find = line(placeholder="Part of a name")
        self._find.setMaximumWidth(220)
        self._table = StandTable("Who was trained in what")
        self._table.chosen.connect(self._explain)
        self._table.itemActivated.connect(self._note)
        self._said, self._why = words("", "label"), words("", "hint")
        for picker in (self._subject, self._state, self._team):
            picker.currentIndexChanged.connect(self._fill)
        self._find.textChanged.connect(self._fill)
        choices = (
            field("Subject", self._subject),
            field("How it stands", self._state),
            field("Team", self._team),
            field("Find", self._find),
        )
        self.page.addWidget(flowing(*choices))
        self.page.addWidget(self._said)
        self.page.addWidget(self._table, 1)
        self.page.addWidget(self._why)
        bring_in = partial(self.context.go, places.BringIn(training=True))
        self._bring_in = button("Bring in a list…", bring_in, tip="Training from a spreadsheet or ASC-WDS")
        acts = self._acts()
        offer(self._table, acts[:1])
        self.foot.addWidget(flowing(*acts))

    def _acts(self) -> tuple[QPushButton, ...]:
        note = "Note training for the chosen person and subject, or for several people"
        register = ("Save as PDF", "Training.pdf", PDF)
        sheet = ("Save the sheet as PDF", "Wall sheet.pdf", PDF)
        excel = ("Save for Excel", "Training.xlsx", EXCEL)
        return (
            button("Note training", self._note, "primary", note),
            self._bring_in,
            print_button("Print", partial(print_out, self.context, register, training.to_print)),
            button("Excel", partial(save_as, self.context, excel, training.to_excel)),
            print_button(
                "Blank sheet for the wall", partial(print_out, self.context, sheet, training.wall_sheet)
            ),
        )

    def refresh(self) -> None:
        """Read the matrix."""
        self.read(self._show, training.read)

    def _show(self, page: TrainingPage) -> None:
        self._shown = page
        self._bring_in.setVisible(page.may_bring_in)
        for picker, options in ((self._subject, (training.ALL, *page.subjects)), (self._team, page.teams)):
            picker.offer([(one.id, one.label) for one in options])
        self._fill()

    def _fill(self) -> None:
        if self._shown is None:
            return
        shown = self._shown.shown(
            training.Sought(
                subject=self._subject.value() or "",
                state=self._state.value() or "",
                team=self._team.value() or "",
                part=self._find.text(),
            )
        )
        colours = tokens(self.context.resources, self.context.look.theme)
        self._table.show_rows(shown.headings, shown.rows, colours)
        self._said.setText(shown.said)
        self._said.setVisible(bool(shown.said))
        self._why.setText(training.NOTE)

    def _explain(self, cell: object) -> None:
        self._why.setText(cell.explained if isinstance(cell, training.Cell) else training.NOTE)

    def _note(self, *_: object) -> None:
        cell = self._table.cell()
        self.context.go(cell.note if isinstance(cell, training.Cell) else places.NoteTraining())
