"""Who is due: the matrix by next date, or month by month; plan, start, move, say why it was missed.

Print, Excel, calendar.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.domain.changes import Topic
from app.domain.clock import days_away, long_date, short_date, today, tomorrow_at_two
from app.domain.schedule import DueState, SessionState
from app.ui.kit.flow import flowing
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import MomentField, Picker, button, card, clear, field, line, row, words
from app.ui.theme.style import tokens

if TYPE_CHECKING:
    from app.domain.schedule import Due, Session
    from app.services.matrix import Matrix
    from app.services.schedule import MonthRow
    from app.ui.context import Context

INCIDENT_DAYS = 14
MONTHS, WIDE_SCALE = 12, 115
"""Months side by side; above this text size in per cent there is room for half of them."""
SHOW = (("all", "Everybody"), ("needs", "Late and next 14 days"))
MONTH_MARKS = {
    SessionState.HELD: "✓",
    SessionState.PLANNED: "○",
    SessionState.MOVED: "→",
    SessionState.MISSED: "✗",
}
TONES = {
    DueState.LATE: "late",
    DueState.SOON: "soon",
    DueState.IN_DATE: "in_date",
    DueState.AWAY: "neutral",
    DueState.NOT_NEEDED: "neutral",
}


class DueScreen(Screen):
    """The matrix."""

    title = "Who is due"
    topics = frozenset({Topic.RECORDS, Topic.SCHEDULE, Topic.PEOPLE, Topic.ACTIONS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._matrix: Matrix | None = None
        self._share = words("", "label")
        self._share.setWordWrap(False)
        self._view = Picker((("next", "By next date"), ("months", "Month by month")))
        self._view.currentIndexChanged.connect(self._switch)
        self._which = Picker(SHOW, "all")
        self._which.currentIndexChanged.connect(self._fill)
        self._find = line(placeholder="Part of a name")
        self._find.setMaximumWidth(220)
        self._find.textChanged.connect(self._fill)
        self._table = QTableWidget()
        self._table.setAccessibleName("Who is due")
        self._table.verticalHeader().hide()
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.currentCellChanged.connect(self._explain)
        self._table.itemActivated.connect(self._start)
        self._why = words("", "hint")
        self._bar = card()
        self._bar.hide()
        self.page.addWidget(
            row(
                field("Show", self._which),
                field("As", self._view),
                field("Find", self._find),
                None,
                self._share,
            )
        )
        self.page.addWidget(self._table, 1)
        self.page.addWidget(self._why)
        self.page.addWidget(self._bar)
        acts = [
            button("Start", self._start, "primary"),
            button("Plan a date…", self._plan),
            button("Plan a round…", self._plan_round),
        ]
        acts += [button("It was missed because…", self._missed), button("Move it…", self._move)]
        acts.append(
            button(
                "Needed again after an incident…", self._incident, tip="A competency is watched again early"
            )
        )
        outs = [
            button("Print", self._print),
            button("Excel", self._excel),
            button("Calendar file", self._calendar),
        ]
        outs.append(
            button("Looking back", partial(context.go, "looking_back"), tip="Charts over the last months")
        )
        self.foot.addWidget(flowing(*acts, *outs))

    def refresh(self) -> None:
        """Read the matrix."""
        self.context.run(partial(self.context.house.schedule.matrix, self.context.actor), self._show)

    def _switch(self, *_: object) -> None:
        if self._view.value() == "months":
            count = MONTHS if self.context.look.scale <= WIDE_SCALE else MONTHS // 2
            self.context.run(
                partial(self.context.house.schedule.months, self.context.actor, count), self._show_months
            )
        else:
            self.refresh()

    def _show(self, matrix: Matrix) -> None:
        if not self.context.anyone:
            return
        self._matrix = matrix
        self._share.setText("" if matrix.in_date is None else f"{matrix.in_date}% in date")
        if self._view.value() == "next":
            self._fill()
        else:
            self._switch()

    def _fill(self, *_: object) -> None:
        matrix = self._matrix
        if matrix is None or self._view.value() != "next":
            return
        wanted = self._find.text().casefold()
        needs = self._which.value() == "needs"
        rows = [
            r
            for r in matrix.rows
            if wanted in r.person.name.casefold()
            and (not needs or any(c.state in {DueState.LATE, DueState.SOON} for c in r.cells))
        ]
        colours = tokens(self.context.resources, self.context.look.theme)
        table, now = self._table, matrix.on
        table.setSortingEnabled(False)
        table.clear()
        line = table.fontMetrics().height()
        table.horizontalHeader().setMinimumHeight(2 * line + 18)
        table.verticalHeader().setDefaultSectionSize(line + 18)
        headings = ["Person", *(column.label for column in matrix.columns), "Open actions"]
        table.setColumnCount(len(headings))
        table.setHorizontalHeaderLabels(headings)
        table.setRowCount(len(rows))
        for number, one in enumerate(rows):
            texts = [_told(cell, now) for cell in one.cells]
            whole = ", ".join(
                f"{column.label} {text}" for column, text in zip(matrix.columns, texts, strict=True)
            )
            name = QTableWidgetItem(one.person.name)
            name.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{one.person.name}, {whole}, {one.open_actions} open actions",
            )
            table.setItem(number, 0, name)
            for place, (cell, text) in enumerate(zip(one.cells, texts, strict=True), 1):
                item = _Sorted(text, cell.due_on)
                item.setData(Qt.ItemDataRole.UserRole, cell)
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    f"{one.person.name}, {matrix.columns[place - 1].label}, {text}",
                )
                item.setForeground(QColor(colours[TONES[cell.state]]))
                item.setToolTip(cell.why)
                table.setItem(number, place, item)
            table.setItem(number, len(headings) - 1, QTableWidgetItem(str(one.open_actions)))
        for place in range(1, len(headings) - 1):  # a column nobody needs leaves its room to the others
            table.setColumnHidden(
                place, all(r.cells[place - 1].state is DueState.NOT_NEEDED for r in matrix.rows)
            )
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in (0, len(headings) - 1):
            table.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        )
        table.setSortingEnabled(True)
        empty = (
            "Add the team, and this page keeps track."
            if not matrix.rows
            else "Nobody needs anything in the next 14 days."
        )
        self._why.setText("" if rows else empty)
        if rows:
            table.setCurrentCell(0, 1)

    def _show_months(self, answer: tuple[tuple[dt.date, ...], tuple[MonthRow, ...]]) -> None:
        months, rows = answer
        table = self._table
        table.setSortingEnabled(False)
        table.clear()
        table.setColumnCount(len(months) + 1)
        for place in range(len(months) + 1):
            table.setColumnHidden(place, False)  # noqa: FBT003 - Qt's own way
        table.setHorizontalHeaderLabels(["Person", *(f"{m:%b %y}" for m in months)])
        table.setRowCount(len(rows))
        for number, one in enumerate(rows):
            table.setItem(number, 0, QTableWidgetItem(one.person.name))
            for place, marks in enumerate(one.months, 1):
                cell = "\n".join(
                    f"{MONTH_MARKS[m.state]}{m.kind.letter}{m.on.day}"
                    + (f" ×{m.times}" if m.times > 1 else "")
                    for m in marks
                )
                item = QTableWidgetItem(cell)
                told = "; ".join(m.told for m in marks) or "nothing"
                item.setData(
                    Qt.ItemDataRole.AccessibleTextRole,
                    f"{one.person.name}, {months[place - 1]:%B %Y}: {told}",
                )
                item.setToolTip(told)
                table.setItem(number, place, item)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        table.resizeRowsToContents()
        self._why.setText(
            "✓ held and sealed · ○ planned · → moved · ✗ missed. The letter is the kind, the number "
            "the day; the tip tells the rest."
        )

    def _explain(self, number: int, place: int, *_: object) -> None:
        cell = self._cell(number, place)
        if cell is not None:
            last = f"Last sealed: {long_date(cell.last_on)}. " if cell.last_on else ""
            paper = (
                f" On paper since {long_date(cell.paper_since)}; type it in to seal it."
                if cell.paper_since
                else ""
            )
            planned = f" Planned for {long_date(cell.planned_on)}." if cell.planned_on else ""
            self._why.setText(f"How this is worked out for {cell.name}: {last}{cell.why}{planned}{paper}")

    def _cell(self, number: int, place: int) -> Due | None:
        item = self._table.item(number, place)
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if found is not None and hasattr(found, "due_on") else None

    def _current(self) -> Due | None:
        cell = self._cell(self._table.currentRow(), self._table.currentColumn())
        if cell is None:
            self.context.said.emit("Choose a cell with a date first.")
        return cell

    # --- doing ----------------------------------------------------------------------------------------------
    # -------------

    def _start(self, *_: object) -> None:
        several = self._chosen()
        if len({cell.person_id for cell in several}) > 1:
            self.context.run(partial(self._start_all, several), self._started)
            return
        cell = self._current()
        if cell is not None:
            self.context.write(cell.kind, person_id=cell.person_id, form_id=cell.form_id or None)

    def _start_all(self, cells: list[Due]) -> int:
        """Begin a draft for each; nothing is begun twice."""
        for cell in cells:
            self.context.house.writing.start(
                self.context.actor, cell.kind, cell.person_id, form_id=cell.form_id or None
            )
        return len(cells)

    def _started(self, count: int) -> None:
        self.context.said.emit(f"{count} drafts are begun. They wait for you on Today.")

    def _chosen(self) -> list[Due]:
        chosen = [self._cell(index.row(), index.column()) for index in self._table.selectedIndexes()]
        return [cell for cell in chosen if cell is not None]

    def _plan(self) -> None:
        cell = self._current()
        if cell is not None:
            self._ask_when(f"When will you meet {cell.name}?", partial(self._planned, [cell]))

    def _plan_round(self) -> None:
        cells = self._chosen()
        if not cells:
            self.context.said.emit("Choose several cells of one column first, with Shift and the arrow keys.")
            return
        self._ask_when(f"A round for {len(cells)} people, one a day from", partial(self._planned, cells))

    def _ask_when(self, question: str, then: Any) -> None:
        when = MomentField(tomorrow_at_two(self.context.house.clock))
        self._put_bar(
            field(question, when),
            row(button("Plan it", partial(then, when), "primary"), button("Go back", self._hide_bar), None),
        )
        when.setFocus()

    def _put_bar(self, *widgets: Any) -> None:
        layout = self._bar.layout()
        if layout is None:
            return
        clear(layout)
        for widget in widgets:
            layout.addWidget(widget)
        self._bar.show()

    def _hide_bar(self) -> None:
        self._bar.hide()
        self._table.setFocus()

    def _planned(self, cells: list[Due], when: MomentField) -> None:
        round_, day = [], when.value()
        for cell in cells:
            while day.weekday() > 4 and len(cells) > 1:  # noqa: PLR2004 - a round is planned on weekdays
                day += dt.timedelta(days=1)
            round_.append((cell.person_id, day.astimezone(dt.UTC)))
            day += dt.timedelta(days=1)
        plan = partial(
            self.context.house.schedule.plan_round, self.context.actor, tuple(round_), cells[0].kind
        )
        self.context.run(plan, self._say_planned)

    def _say_planned(self, sessions: tuple[Session, ...]) -> None:
        self._hide_bar()
        self.context.said.emit("Planned." if len(sessions) == 1 else f"{len(sessions)} sessions are planned.")

    def _session_then(self, act: Any) -> None:
        cell = self._current()
        if cell is not None:
            self.context.run(
                partial(self.context.house.schedule.sessions, self.context.actor, cell.person_id),
                partial(self._with_session, cell, act),
            )

    def _with_session(self, cell: Due, act: Any, sessions: tuple[Session, ...]) -> None:
        planned = next((s for s in sessions if s.state is SessionState.PLANNED and s.kind is cell.kind), None)
        if planned is None:
            self.context.said.emit(f"Nothing is planned with {cell.name} here. Plan a date first.")
        else:
            act(planned)

    def _missed(self) -> None:
        self._session_then(self._ask_missed)

    def _ask_missed(self, session: Session) -> None:
        reason = self.context.dialogs.ask_text("Why was it missed? A few words are enough.")
        if reason is not None:
            self.context.run(
                partial(self.context.house.schedule.missed, self.context.actor, session.id, reason)
            )

    def _incident(self) -> None:
        cell = self._current()
        if cell is None:
            return
        if not cell.form_id:
            self.context.said.emit("Choose a competency first, such as medicines.")
            return
        reason = self.context.dialogs.ask_text(
            "What happened? A few words, no names. It is then needed within 14 days."
        )
        if reason is not None:
            by = today(self.context.house.clock) + dt.timedelta(days=INCIDENT_DAYS)
            ask = self.context.house.schedule.incident
            self.context.run(partial(ask, self.context.actor, cell.person_id, cell.form_id, by, reason))

    def _move(self) -> None:
        self._session_then(self._ask_move)

    def _ask_move(self, session: Session) -> None:
        reason = self.context.dialogs.ask_text("Why is it moved? A few words are enough.")
        if reason is not None:
            self._ask_when("Move it to", partial(self._moved, session, reason))

    def _moved(self, session: Session, reason: str, when: MomentField) -> None:
        move = partial(
            self.context.house.schedule.move,
            self.context.actor,
            session.id,
            when.value().astimezone(dt.UTC),
            reason,
        )
        self.context.run(move, lambda moved: self._say_planned((moved,)))

    # --- taking out
    # ------------------------------------------------------------------------------------------------------

    def _print(self) -> None:
        self._save(
            "Save the list to print", "Who is due.pdf", "PDF (*.pdf)", self.context.house.due_files.pdf
        )

    def _excel(self) -> None:
        self._save(
            "Save for Excel", "Who is due.xlsx", "Excel (*.xlsx)", self.context.house.due_files.workbook
        )

    def _calendar(self) -> None:
        self._save(
            "Save a calendar file", "Alongside.ics", "Calendar (*.ics)", self.context.house.due_files.calendar
        )

    def _save(self, title: str, name: str, kinds: str, write: Any) -> None:
        path = self.context.dialogs.save_file(title, name, kinds)
        if path is not None:
            self.context.run(partial(write, self.context.actor, path), self.context.tell_saved)

    def enter(self, **arguments: Any) -> None:
        """Come to the list."""
        super().enter(**arguments)
        self._table.setFocus()


class _Sorted(QTableWidgetItem):
    """Sorts by the date behind the words; what needs nothing comes last."""

    def __init__(self, text: str, day: dt.date | None) -> None:
        super().__init__(text)
        self._day = day or dt.date.max

    def __lt__(self, other: QTableWidgetItem) -> bool:
        """Compare days."""
        return self._day < other._day if isinstance(other, _Sorted) else super().__lt__(other)


def _told(cell: Due, now: dt.date) -> str:
    paper = " · on paper" if cell.paper_since else ""
    planned = f" · planned {short_date(cell.planned_on)}" if cell.planned_on else ""
    if cell.state in {DueState.AWAY, DueState.NOT_NEEDED}:
        return f"{cell.state.symbol} {cell.state.word}"
    if cell.due_on is None:
        return f"{cell.state.symbol} no date yet{paper}"
    when = days_away(cell.due_on, now) if cell.state is not DueState.IN_DATE else short_date(cell.due_on)
    return f"{cell.state.symbol} {when}{planned}{paper}"
