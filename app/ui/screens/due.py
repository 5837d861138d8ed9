"""Who is due: plan, start, move, say why it was missed. Print, Excel, calendar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.changes import Topic
from app.pages import due, due_lines, places, sessions
from app.ui.kit.due_table import DueTable
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.moment_field import MomentField
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.reason_card import ReasonCard
from app.ui.kit.row_acts import offer
from app.ui.kit.saving import EXCEL, PDF, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, clear, column, field, line, row, words
from app.ui.theme.style import tokens

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton, QWidget

    from app.domain.sessions import Reason
    from app.pages.due import Cell, DuePage, MonthsPage
    from app.pages.due_lines import MustPage
    from app.pages.places import Place
    from app.ui.context import Context

MONTHS, WIDE_SCALE = 12, 115
"""Months side by side; above this text size in per cent there is room for half of them."""


class DueScreen(Screen):
    """The matrix."""

    title = "Who is due"
    topics = frozenset(Topic) - {Topic.FORMS, Topic.EVIDENCE, Topic.IMPACT}
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: DuePage | None = None
        self._must: MustPage | None = None
        self._share = words("", "label")
        self._share.setWordWrap(False)
        self._view = Picker([(one.id, one.label) for one in due.VIEWS])
        self._view.currentIndexChanged.connect(self.refresh)
        self._which = Picker([(one.id, one.label) for one in due.SHOW])
        self._which.currentIndexChanged.connect(self._fill)
        self._find = line(placeholder="Part of a name")
        self._find.setMaximumWidth(220)
        self._find.textChanged.connect(self._fill)
        self._table = DueTable()
        self._table.chosen.connect(self._explain)
        self._table.itemActivated.connect(self._start)
        self._why = words("", "hint")
        self._take_off = button("Not needed any more…", self._drop, tip="Take it off, with a reason")
        self._take_off.hide()
        self._bar = column()
        self._bar.hide()
        choices = (field("Show", self._which), field("As", self._view), field("Find", self._find))
        self.page.addWidget(row(*choices, None, self._share))
        self.page.addWidget(self._table, 1)
        self.page.addWidget(self._why)
        self.page.addWidget(self._bar)
        acts = self._acts()
        offer(self._table, acts)
        self.foot.addWidget(flowing(*acts, *self._outs()))

    def _acts(self) -> tuple[QPushButton, ...]:
        again = "A competency is watched again early"
        return (
            button("Start", self._start, "primary"),
            button("Plan a date…", partial(self._plan, several=False)),
            button("Plan a round…", partial(self._plan, several=True)),
            button("It was missed because…", partial(self._with_session, self._ask_missed)),
            button("Move it…", partial(self._with_session, self._ask_move)),
            button("Needed again after an incident…", self._incident, tip=again),
            self._take_off,
        )

    def _outs(self) -> tuple[QWidget, ...]:
        look_back = partial(self.context.go, places.LookingBack())
        return (
            print_button("Print", self._print),
            button("Excel", self._excel),
            button(
                "Calendar…", partial(self.context.go, places.Calendar()), tip="Month by month; plan ahead"
            ),
            button("Who may do what", partial(self.context.go, places.Competence())),
            button("Training", partial(self.context.go, places.Training()), tip="Who did what, until when"),
            button("Actions", partial(self.context.go, places.Actions()), tip="Actions that people agreed"),
            button("Looking back", look_back, tip="Charts over the last months"),
        )

    def come(self, place: Place) -> None:
        """Come to the list."""
        super().come(place)
        self._table.setFocus()

    def refresh(self) -> None:
        """Read the matrix, and the months or what must happen when these are looked at."""
        self._take_off.setVisible(self._view.value() == due.MUST)
        self.read(self._show, due.read)
        if self._view.value() == due.MUST:
            self.context.ask(self._show_must, due_lines.read)
        elif self._by_month():
            count = MONTHS if self.context.look.scale <= WIDE_SCALE else MONTHS // 2
            self.context.ask(self._show_months, due.read_months, count)

    def _by_month(self) -> bool:
        return self._view.value() == due.MONTHS

    def _show(self, page: DuePage) -> None:
        self._shown = page
        self._share.setText(page.share)
        self._fill()

    def _fill(self) -> None:
        if self._view.value() == due.MUST:
            self._fill_must()
            return
        if self._shown is None or self._by_month():
            return
        rows = self._shown.wanted(self._find.text(), self._which.value() or "")
        self._why.setText("" if rows else self._shown.nothing)
        colours = tokens(self.context.resources, self.context.look.theme)
        self._table.show_due(self._shown, rows, colours)

    def _show_must(self, page: MustPage) -> None:
        self._must = page
        self._fill()

    def _fill_must(self) -> None:
        if self._must is not None:
            rows = self._must.wanted(self._find.text(), self._which.value() or "")
            self._why.setText("" if rows else due_lines.NOTHING)
            colours = tokens(self.context.resources, self.context.look.theme)
            self._table.show_must(self._must, rows, colours)

    def _show_months(self, page: MonthsPage) -> None:
        if self._by_month():
            self._table.show_months(page)
            self._why.setText(due.MONTHS_NOTE)

    def _explain(self, cell: Cell | None) -> None:
        if cell is not None:
            self._why.setText(cell.explained)

    # --- doing ----------------------------------------------------------------------------------------------

    def _current(self) -> Cell | None:
        cell = self._table.current()
        if cell is None:
            self.context.said.emit(due.CHOOSE_ONE)
        return cell

    def _start(self) -> None:
        several = self._table.selected()
        if len({cell.person_id for cell in several}) > 1:
            self.context.send(self.context.said.emit, due.start_several, several)
        elif (cell := self._current()) is not None:
            self.context.go(cell.start)

    def _plan(self, *, several: bool) -> None:
        current = self._table.current()
        cells = self._table.selected() if several else (current,) if current is not None else ()
        question = due.question(cells, several=several)
        if question.fault:
            self.context.said.emit(question.fault)
        else:
            self._ask_when(question.words, partial(self._planned, cells))

    def _planned(self, cells: tuple[Cell, ...], when: MomentField) -> None:
        if (chosen := when.sure(self.context.dialogs)) is not None:
            self.context.ask(partial(self._sure, cells, chosen), due.already, cells, chosen)

    def _sure(self, cells: tuple[Cell, ...], chosen: dt.datetime, already: str) -> None:
        """Plan it, once somebody is sure of it beside what is planned already."""
        if not already or self.context.dialogs.confirm(already, "Plan it"):
            self.context.send(self._say_planned, due.plan, cells, chosen)

    def _say_planned(self, said: str) -> None:
        self._hide_bar()
        self.context.said.emit(said)

    def _with_session(self, act: Callable[[Cell, str], None]) -> None:
        cell = self._current()
        if cell is not None:
            self.context.ask(partial(self._found_session, cell, act), due.planned_session, cell)

    def _found_session(self, cell: Cell, act: Callable[[Cell, str], None], session_id: str) -> None:
        act(cell, session_id)

    def _ask_missed(self, cell: Cell, session_id: str) -> None:
        """Ask why it was missed, planned or not."""
        missed = partial(self._missed, session_id) if session_id else partial(self._never_planned, cell)
        self._show_bar(ReasonCard(self.context, self._hide_bar, given=missed))

    def _missed(self, session_id: str, reason: Reason) -> None:
        self.context.send(self._say_planned, sessions.missed, session_id, reason)

    def _never_planned(self, cell: Cell, reason: Reason) -> None:
        self.context.send(self._say_planned, due.never_planned, cell, reason)

    def _ask_move(self, cell: Cell, session_id: str) -> None:
        if not session_id or self._shown is None:
            self.context.said.emit(f"Nothing is planned with {cell.name} here. Plan a date first.")
            return
        moved, begin = partial(self._moved, session_id), self._shown.plan_from
        self._show_bar(ReasonCard(self.context, self._hide_bar, moved=moved, begin=begin))

    def _moved(self, session_id: str, to: dt.datetime, reason: Reason) -> None:
        self.context.send(self._say_planned, sessions.moved, session_id, to, reason)

    def _incident(self) -> None:
        cell = self._current()
        if cell is None:
            return
        if not cell.form_id:
            self.context.said.emit(due.CHOOSE_COMPETENCY)
            return
        reason = self.context.dialogs.ask_text(
            "What happened? A few words, no names. It is then needed within 14 days."
        )
        if reason is not None:
            self.context.send(None, due.needed_again, cell, reason)

    def _drop(self) -> None:
        cell = self._table.current()
        if cell is None or not cell.asked_id:
            self.context.said.emit(due_lines.CHOOSE_LINE)
            return
        reason = self.context.dialogs.ask_text("Why is it not needed any more? A few words are enough.")
        if reason is not None:
            self.context.send(self.context.said.emit, due_lines.drop, cell, reason)

    # --- asking when ----------------------------------------------------------------------------------------

    def _ask_when(self, question: str, then: Callable[[MomentField], None]) -> None:
        if self._shown is None:
            return
        when = MomentField(self.context.today, self._shown.plan_from)
        plan = button("Plan it", partial(then, when), "primary")
        back = button("Go back", self._hide_bar)
        self._show_bar(card(field(question, when), row(plan, back, None)))
        when.setFocus()

    def _show_bar(self, asked: QWidget) -> None:
        layout = self._bar.layout()
        if layout is not None:
            clear(layout)
            layout.addWidget(asked)
            self._bar.show()
            asked.setFocus()

    def _hide_bar(self) -> None:
        self._bar.hide()
        self._table.setFocus()

    # --- taking out -----------------------------------------------------------------------------------------

    def _print(self) -> None:
        print_out(self.context, ("Save the list", "Who is due.pdf", PDF), due.to_print)

    def _excel(self) -> None:
        save_as(self.context, ("Save for Excel", "Who is due.xlsx", EXCEL), due.to_excel)
