"""Bring in people: choose a file or paste, look at every row, mend or skip, then bring in.

Nothing is written before the last button.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.pages import bring_in, places
from app.ui.kit.code_list import code_list
from app.ui.kit.fields import Picker, TextBox
from app.ui.kit.screen import Screen
from app.ui.kit.staff_table import StaffTable
from app.ui.kit.widgets import button, card, clear, field, row, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.pages.bring_in import Headed
    from app.pages.brought import DonePage, RowsPage
    from app.pages.places import Place
    from app.ui.context import Context


class BringInScreen(Screen):
    """Three pages: the list, what would happen, the codes."""

    title = "Bring in people"
    page_width = 1100

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._training = False
        self._headed: Headed | None = None
        self._shown: RowsPage | None = None
        self._rows: StaffTable | None = None

    def come(self, place: Place) -> None:
        """Begin with the list."""
        self._training = isinstance(place, places.BringIn) and place.training
        self._begin()

    def leave(self) -> None:
        """Forget the codes that were shown."""
        if self._shown is None:
            clear(self.page)

    def _begin(self) -> None:
        self._shown = self._rows = self._headed = None
        clear(self.page)
        self.show_title("Bring in training" if self._training else "Bring in people")
        self._paste = TextBox(
            "",
            "Copy the rows in your spreadsheet, with their headings, and paste them here",
            lines=6,
            table=True,
        )
        self.page.addWidget(words(bring_in.INTRO_TRAINING if self._training else bring_in.INTRO))
        self.page.addWidget(row(button("Choose a file…", self._choose, "primary"), None))
        self.page.addWidget(field("Or paste from a spreadsheet", self._paste))
        self.page.addWidget(row(button("Look at what was pasted", self._look_pasted), None))
        self.page.addStretch(1)
        self.set_foot()

    def _choose(self) -> None:
        title = "Choose a list of training" if self._training else "Choose a list of staff"
        path = self.context.dialogs.open_file(title, "Lists (*.csv *.txt *.xlsx)")
        if path is not None:
            self.read(self._was_headed, bring_in.open_file, path, training=self._training)

    def _look_pasted(self) -> None:
        data = self._paste.toPlainText().encode("utf-8", "replace")
        source = bring_in.Source(data, bring_in.PASTED)
        self.read(self._was_headed, bring_in.headed, source, training=self._training)

    def _was_headed(self, headed: Headed) -> None:
        self._headed = headed
        if headed.named:
            self._look(headed.known)
        else:
            self._match()

    # --- which column is what -------------------------------------------------------------------------------

    def _match(self) -> None:
        """Ask what each column is; what is left out is never read further."""
        if self._headed is None:
            return
        clear(self.page)
        self.show_title("Which column is what?")
        self.page.addWidget(words(self._headed.intro))
        self._pickers = []
        kinds = [(one.id, one.label) for one in self._headed.kinds]
        for place, heading in enumerate(self._headed.headings):
            picker = Picker(kinds, self._headed.known.get(place), "leave it out")
            self._pickers.append(picker)
            self.page.addWidget(field(heading or f"Column {place + 1}, without a heading", picker))
        self.page.addStretch(1)
        look = button("Look at the rows", self._matched, "primary")
        self.set_foot(button("Go back", self._begin), None, look)

    def _matched(self) -> None:
        if self._headed is None:
            return
        columns = self._headed.matched([picker.value() for picker in self._pickers])
        if columns is None:
            self.context.problem.emit(self._headed.once_each, "R-06")
        else:
            self._look(columns)

    # --- what would happen ----------------------------------------------------------------------------------

    def _look(self, columns: Mapping[int, str]) -> None:
        if self._headed is not None:
            self.read(self._show, bring_in.look, self._headed, columns)

    def _show(self, page: RowsPage) -> None:
        at = self._rows.currentRow() if self._rows is not None else 0
        self._shown = page
        self.show_title("What would happen")
        self._rows = rows = StaffTable(page)
        rows.mended.connect(self._mended)
        rows.skipped.connect(self._skipped)
        rows.choose(page.next_asked(at))
        with self.drawn_afresh():
            self.page.addWidget(words(page.counts, "label"))
            self.page.addWidget(words(page.taken, "hint"))
            if page.ignored:
                self.page.addWidget(card(words(page.ignored), kind="notice"))
            if page.month_first:
                turn = button(bring_in.MONTH_FIRST, self._turn_dates)
                self.page.addWidget(card(words(bring_in.WHICH_WAY), row(turn, None), kind="notice"))
            if page.asks:
                same = button("It is the same person", partial(self._answered, same=True))
                other = button("It is somebody else", partial(self._answered, same=False))
                every = button("All of them are the same people", self._all_the_same)
                answers = row(same, other, every, None)
                self.page.addWidget(card(words(bring_in.ASKED), answers, kind="notice"))
            self.page.addWidget(rows, 1)
            self.page.addWidget(words("Type into a cell to mend it. Delete skips the row.", "hint"))
            for told in (page.supervised, page.missing):
                if told:
                    self.page.addWidget(words(told, "hint"))
        go = button(page.apply, self._apply, "primary")
        go.setEnabled(page.may_apply)
        self.set_foot(button("Go back", self._begin), button("Match the columns", self._match), None, go)

    def _mended(self, number: int, key: str, text: str) -> None:
        if self._shown is not None:
            self.read(self._show, bring_in.look_again, self._shown.mended(number, key, text))

    def _turn_dates(self) -> None:
        if self._shown is not None:
            self.read(self._show, bring_in.look_again, self._shown.day_first())

    def _answered(self, *, same: bool) -> None:
        if self._shown is None or self._rows is None:
            return
        at = self._rows.currentRow()
        if 0 <= at < len(self._shown.rows) and self._shown.rows[at].asked_id:
            self.read(self._show, bring_in.look_again, self._shown.answered(at, same=same))
        else:
            self.context.problem.emit("Choose a row with a question first.", "R-06")

    def _all_the_same(self) -> None:
        if self._shown is not None:
            self.read(self._show, bring_in.look_again, self._shown.all_the_same())

    def _skipped(self, number: int) -> None:
        if self._shown is not None:
            self.read(self._show, bring_in.look_again, self._shown.without(number))

    def _apply(self) -> None:
        if self._shown is None or self._rows is None:
            return
        self.context.saved.emit("Bringing in…")
        self.context.send(self._done, bring_in.apply, self._shown.staff, self._rows.leavers())

    # --- what was done --------------------------------------------------------------------------------------

    def _done(self, page: DonePage) -> None:
        training = self._shown is not None and self._shown.staff.training
        self._shown = self._rows = None
        clear(self.page)
        self.show_title("It is noted" if training else "They are here")
        self.context.saved.emit("Brought in")
        for count in page.counts:
            self.page.addWidget(words(count, "label"))
        for why in page.failed:
            self.page.addWidget(words(why, "error"))
        if page.codes:
            self.page.addWidget(code_list(self.context, page.codes, bring_in.HAND_OVER))
        leave = partial(self.context.go, places.Training() if training else places.People())
        self.set_foot(None, button("Done", leave, "primary"))
        self.page.addStretch(1)
