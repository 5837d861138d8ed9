"""The paper bridge: print a blank form, and type in what was written on one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.changes import Topic
from app.pages import paper
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.lines import verb_button
from app.ui.kit.person_box import PersonBox
from app.ui.kit.printing import print_button, print_out
from app.ui.kit.saving import PDF, save_as
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, card, clear, field, row, words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.domain.changes import Outcome
    from app.pages.paper import PaperPage
    from app.pages.pieces import Line
    from app.pages.places import Place
    from app.ui.context import Context
    from app.ui.kit.saving import Asked

    Written = Callable[..., Outcome[str]]
    Out = Callable[..., None]


def print_paper(context: Context, asked: Asked, intent: Written, *args: object) -> None:
    """Print what gets a number: it is used up now, so the same cannot be saved too."""
    print_out(context, asked, intent, *args, again=False)


def save_paper(context: Context, asked: Asked, intent: Written, *args: object) -> None:
    """Save what gets a number, to be printed elsewhere."""
    save_as(context, asked, intent, *args, then=context.said.emit)


class PaperScreen(Screen):
    """Print at the beginning of the day, type in at its end."""

    title = "Paper forms"
    topics = frozenset({Topic.SCHEDULE, Topic.RECORDS})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._at: PaperPage | None = None
        self._kind, self._form, self._who = Picker([]), Picker([]), PersonBox([])
        self._whom = field("About whom", self._who, "Three letters and Enter.")
        self._list = QVBoxLayout()

    def come(self, place: Place) -> None:
        """Show what can be printed and what waits."""
        del place
        self._at = None
        self.read(self._show, paper.read)

    def refresh(self) -> None:
        """Read what waits, and what can be printed of the kind chosen."""
        if self._at is not None:
            self.read(self._fill, paper.read, self._kind.value() or "")

    def _show(self, page: PaperPage) -> None:
        clear(self.page)
        self.page.addWidget(words(paper.INTRO))
        self._kind = Picker([(one.id, one.label) for one in page.kinds], page.kind)
        self._kind.currentIndexChanged.connect(self._chose)
        self._form, self._who = Picker([]), PersonBox([])
        self._whom = field("About whom", self._who, "Three letters and Enter.")
        self.page.addWidget(row(field("Kind", self._kind), field("Form", self._form), None))
        self.page.addWidget(self._whom)
        ways = (
            print_button("Print the blank form", partial(self._print, print_paper), "primary"),
            print_button("Print a preparation sheet", partial(self._print_sheet, print_paper)),
            button("Save the blank form…", partial(self._print, save_paper)),
            button("Save a preparation sheet…", partial(self._print_sheet, save_paper)),
        )
        self.page.addWidget(flowing(*ways))
        self.page.addWidget(words("Written on paper, to be typed in", "heading"))
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.page.addWidget(card(holder))
        self.page.addStretch(1)
        self._fill(page)

    def _chose(self, *_: object) -> None:
        self.refresh()

    def _fill(self, page: PaperPage) -> None:
        self._at, before = page, self._form.value()
        self._form.clear()
        for one in page.forms:
            self._form.addItem(one.label, one.id)
        self._form.setCurrentIndex(max(self._form.findData(before), 0))
        self._whom.setVisible(page.asks_whom)
        self._who.offer([(one.id, one.label) for one in page.people])
        self._show_waiting(page.waiting)

    def _show_waiting(self, waiting: Sequence[Line]) -> None:
        clear(self._list)
        for one in waiting:
            verbs = [verb_button(one.verb, self.context)] if one.verb is not None else []
            self._list.addWidget(row(words(one.what), *verbs))
        if not waiting:
            self._list.addWidget(words(paper.NOTHING, "hint"))

    # --- printing -------------------------------------------------------------------------------------------

    def _print(self, out: Out) -> None:
        page = self._at
        if page is None:
            return
        person_id = self._chosen(page)
        if page.asks_whom and not person_id:
            self.context.tell_problem(paper.whom_first())
            return
        asked = ("Save the blank form", page.file_name, PDF)
        out(self.context, asked, paper.print_blank, page.kind, self._form.value() or "", person_id)

    def _print_sheet(self, out: Out) -> None:
        page = self._at
        if page is not None:
            asked = ("Save the sheet", "Preparation sheet.pdf", PDF)
            out(self.context, asked, paper.print_sheet, page.kind, self._chosen(page))

    def _chosen(self, page: PaperPage) -> str:
        return self._who.value() if page.asks_whom else ""
