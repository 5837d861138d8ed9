"""Bring in people: choose a file or paste, look at every row, mend or skip, then bring in.

Nothing is written before the last button.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from app.domain.staff_list import LABELS, Row, What, columns_of
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import Picker, TextBox, button, card, clear, field, row, words

if TYPE_CHECKING:
    from app.services.bring_in import BroughtIn, Preview
    from app.ui.context import Context

INTRO = (
    "From a spreadsheet, or from the ASC-WDS staff file as it was downloaded. You see every row before "
    "anything is written."
)
HAND_OVER = (
    "Hand each person their own one-time code. With it they choose their own PIN at the lock screen. "
    "They are shown only now."
)
SHOWN = ("name", "reference", "job_title", "started_on", "contract", "pathway", "status")


class BringInScreen(Screen):
    """Three pages: the list, what would happen, the codes."""

    title = "Bring in people"
    page_width = 1100

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._preview: Preview | None = None
        self._filling = False

    def enter(self, **arguments: Any) -> None:
        """Begin with the list."""
        del arguments
        self._preview = None
        clear(self.page)
        self.show_title("Bring in people")
        self.page.addWidget(words(INTRO))
        self.page.addWidget(row(button("Choose a file…", self._choose, "primary"), None))
        self._paste = TextBox(
            "", "Copy the rows in your spreadsheet, with their headings, and paste them here", lines=6
        )
        self.page.addWidget(field("Or paste from a spreadsheet", self._paste))
        self.page.addWidget(row(button("Look at what was pasted", self._look_pasted), None))
        self.page.addStretch(1)
        self.set_foot()

    def _choose(self) -> None:
        path = self.context.dialogs.open_file("Choose a list of staff", "Lists (*.csv *.txt *.xlsx)")
        if path is not None:
            self.context.run(path.read_bytes, partial(self._read, path.name))

    def _look_pasted(self) -> None:
        self._read("What was pasted", self._paste.toPlainText().encode("utf-8", "replace"))

    def _read(self, name: str, data: bytes) -> None:
        self._source = (data, name)
        self.context.run(
            partial(self.context.house.bring_in.headings, self.context.actor, data, name), self._headed
        )

    def _headed(self, headings: tuple[str, ...]) -> None:
        self._headings = headings
        found = columns_of(headings)
        if "name" in found.values():
            self._look(found)
        else:
            self._match()

    def _look(self, columns: dict[int, str]) -> None:
        self._columns = columns
        data, name = self._source
        self.context.run(
            partial(self.context.house.bring_in.read, self.context.actor, data, name, columns), self._show
        )

    def _match(self) -> None:
        """Ask what each column is; what is left out is never read further."""
        clear(self.page)
        self.show_title("Which column is what?")
        self.page.addWidget(
            words("Choose at least the column with the names. What you leave out is not read.")
        )
        known, self._pickers = columns_of(self._headings), []
        for place, heading in enumerate(self._headings):
            picker = Picker([(key, label) for key, label in LABELS.items()], known.get(place), "leave it out")
            self._pickers.append(picker)
            self.page.addWidget(field(heading or f"Column {place + 1}, without a heading", picker))
        self.page.addStretch(1)
        self.set_foot(
            button("Go back", self.enter), None, button("Look at the rows", self._matched, "primary")
        )

    def _matched(self) -> None:
        chosen = {place: key for place, picker in enumerate(self._pickers) if (key := picker.value())}
        if len(set(chosen.values())) < len(chosen) or "name" not in chosen.values():
            self.context.problem.emit(
                "Choose one column for the names, and each kind of answer once.", "R-06"
            )
        else:
            self._look(chosen)

    def _show(self, preview: Preview) -> None:
        if not self.context.anyone:
            return
        self._preview = preview
        clear(self.page)
        self.show_title("What would happen")
        counts = [f"{preview.count(what)} {text}" for what, text in _COUNTED if preview.count(what)]
        self.page.addWidget(words(" · ".join(counts) or "Nothing to bring in.", "label"))
        taken = ", ".join(f"{heading} → {LABELS[key]}" for key, heading in preview.staff.columns.items())
        self.page.addWidget(words(f"Taken: {taken}.", "hint"))
        if preview.staff.ignored:
            ignored = ", ".join(preview.staff.ignored)
            self.page.addWidget(
                card(words(f"Left out unread, because this app has no use for it: {ignored}."), kind="notice")
            )
        self.page.addWidget(self._table(preview))
        self.page.addWidget(words("Type into a cell to mend it. Delete skips the row.", "hint"))
        if preview.missing:
            names = ", ".join(p.name for p in preview.missing)
            self.page.addWidget(
                words(f"Here, but not on the list – nothing happens to them: {names}.", "hint")
            )
        ready = preview.count(What.NEW) + preview.count(What.UPDATE)
        go = button(f"Bring in {ready}" if ready else "Nothing to bring in", self._apply, "primary")
        go.setEnabled(bool(ready or preview.count(What.LEAVER)))
        if not ready and preview.count(What.LEAVER):
            go.setText("Mark those ticked as having left")
        self.set_foot(button("Go back", self.enter), button("Match the columns", self._match), None, go)

    def _table(self, preview: Preview) -> QTableWidget:
        self._filling = True
        keys = [key for key in SHOWN if key in preview.staff.columns]
        table = QTableWidget(len(preview.proposals), len(keys) + 2)
        table.setAccessibleName("Rows of the list")
        table.setHorizontalHeaderLabels(["What", *(LABELS[key] for key in keys), "What to mend"])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        for number, one in enumerate(preview.proposals):
            what = QTableWidgetItem(one.what.label)
            what.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if one.what is What.LEAVER and one.person is not None:
                what.setFlags(what.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                what.setCheckState(Qt.CheckState.Unchecked)
                what.setData(Qt.ItemDataRole.UserRole + 1, one.person.id)
            table.setItem(number, 0, what)
            for place, key in enumerate(keys, 1):
                item = QTableWidgetItem(one.entry.row.cells.get(key, ""))
                item.setData(Qt.ItemDataRole.UserRole, key)
                table.setItem(number, place, item)
            told = " ".join(one.entry.problems) or (
                "Tick when they have left" if one.what is What.LEAVER else ", ".join(one.changes)
            )
            if one.what is What.SKIP and not one.entry.problems:
                told = "Marked as deleted, and nobody here has this reference"
            last = QTableWidgetItem(told)
            last.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            last.setToolTip(told)
            row_words = f"Row {one.entry.row.number}, {one.what.label}, {one.entry.name}, {told}"
            what.setData(Qt.ItemDataRole.AccessibleTextRole, row_words)
            table.setItem(number, len(keys) + 1, last)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(360)
        table.resizeRowsToContents()
        table.itemChanged.connect(self._mended)
        self._rows = table
        self._filling = False
        return table

    def _mended(self, item: QTableWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        if self._filling or self._preview is None or not key:
            return
        staff = self._preview.staff
        rows = list(staff.rows)
        old = rows[item.row()]
        rows[item.row()] = Row(number=old.number, cells={**old.cells, str(key): item.text()})
        look = partial(self.context.house.bring_in.look, self.context.actor, replace(staff, rows=tuple(rows)))
        self.context.run(look, self._show)

    def keyPressEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Delete skips the chosen row."""
        if event.key() == Qt.Key.Key_Delete and self._preview is not None and self._rows.currentRow() >= 0:
            staff, place = self._preview.staff, self._rows.currentRow()
            rows = tuple(one for number, one in enumerate(staff.rows) if number != place)
            self.context.run(
                partial(self.context.house.bring_in.look, self.context.actor, replace(staff, rows=rows)),
                self._show,
            )
        else:
            super().keyPressEvent(event)

    def _apply(self) -> None:
        if self._preview is None:
            return
        ticked = [self._rows.item(n, 0) for n in range(self._rows.rowCount())]
        leavers = [
            str(item.data(Qt.ItemDataRole.UserRole + 1))
            for item in ticked
            if item and item.checkState() is Qt.CheckState.Checked
        ]
        self.context.saved.emit("Bringing in…")
        self.context.run(
            partial(self.context.house.bring_in.apply, self.context.actor, self._preview, leavers), self._done
        )

    def _done(self, done: BroughtIn) -> None:
        self._preview = None
        clear(self.page)
        self.show_title("They are here")
        self.context.saved.emit("Brought in")
        for count, text in (
            (len(done.codes), "new"),
            (len(done.updated), "updated"),
            (len(done.left), "marked as having left"),
        ):
            if count:
                self.page.addWidget(words(f"{count} {text}.", "label"))
        for name, why in done.failed:
            self.page.addWidget(words(f"Not brought in: {name}. {why}", "error"))
        self._codes = done.codes
        if done.codes:
            self.page.addWidget(words(HAND_OVER))
            self.page.addWidget(
                card(*(row(words(name), None, words(code, "label")) for name, code in done.codes))
            )
        self.set_foot(None, button("Done", partial(self.context.go, "people"), "primary"))
        self.page.addStretch(1)

    def leave(self) -> None:
        """Forget the codes that were shown."""
        self._codes = ()
        if self._preview is None:
            clear(self.page)


_COUNTED = (
    (What.NEW, "new"),
    (What.UPDATE, "to update"),
    (What.UNCHANGED, "as they are"),
    (What.LEAVER, "who may have left"),
    (What.SKIP, "to mend or skip"),
)
