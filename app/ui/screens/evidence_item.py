"""One item of a framework.

What counts and why, what could, how the service sees itself, and what it will do.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.pages import evidence_item, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Choices, Picker, TextBox
from app.ui.kit.lines import named
from app.ui.kit.screen import Screen
from app.ui.kit.undo import with_undo
from app.ui.kit.unsent import emptied
from app.ui.kit.widgets import Table, button, card, column, field, line, row, words

if TYPE_CHECKING:
    from app.pages.evidence_item import EvidenceItemPage, PlanLine
    from app.pages.places import EvidenceItem, Place
    from app.ui.context import Context

COUNTING = ("Record", "Held", "About", "Led by", "Why it counts")
HINTS = ("Record", "Held", "About", "Why it is suggested")
COUNTING_HEIGHT, HINTS_HEIGHT = 220, 180


class EvidenceItemScreen(Screen):
    """One item: what counts and why, what could, how the service sees itself, and what it will do."""

    title = "Evidence"
    topics = frozenset({Topic.EVIDENCE})
    page_width = 1000

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._where: EvidenceItem | None = None

    def come(self, place: Place) -> None:
        """Show an item."""
        if isinstance(place, places.EvidenceItem):
            self._where = place
        self.refresh()

    def refresh(self) -> None:
        """Read the item."""
        if self._where is not None:
            self.read(self._show, evidence_item.read, self._where)

    def _show(self, page: EvidenceItemPage) -> None:
        self.show_title(page.title)
        with self.drawn_afresh(of=self._where):
            self.page.addWidget(words(page.framework, "hint"))
            self.page.addWidget(words(page.gist))
            if page.prompt:
                self.page.addWidget(words(page.prompt, "big"))
            if page.gap:
                self.page.addWidget(card(words(page.gap), kind="notice"))
            self._show_counting(page)
            if page.hints:
                self._show_hints(page)
            self._show_view(page)
            self._show_plan(page)
            self.page.addStretch(1)
        self.set_foot(button("Back to evidence", partial(self.context.go, places.Evidence())), None)

    def _show_counting(self, page: EvidenceItemPage) -> None:
        self.page.addWidget(words("What counts", "heading"))
        if not page.counting:
            self.page.addWidget(words(evidence_item.EMPTY, "hint"))
            return
        self._table = Table("What counts towards this", COUNTING)
        self._table.fill([(one.id, one.cells) for one in page.counting])
        self._table.setMinimumHeight(COUNTING_HEIGHT)
        self._table.opened.connect(self._open_record)
        self.page.addWidget(self._table)
        off = button("It does not count", self._count_off)
        self.page.addWidget(row(button("Open", self._open_selected), off, None))

    def _show_hints(self, page: EvidenceItemPage) -> None:
        self.page.addWidget(words("May count, because of their words", "heading"))
        self.page.addWidget(words(evidence_item.CHOOSE, "hint"))
        self._hints = Table("Records that may count", HINTS)
        self._hints.setSelectionMode(Table.SelectionMode.ExtendedSelection)
        self._hints.fill([(one.id, one.cells) for one in page.hints])
        self._hints.setMinimumHeight(HINTS_HEIGHT)
        self.page.addWidget(self._hints)
        self.page.addWidget(row(button("Count those chosen", self._count), None))

    def _show_view(self, page: EvidenceItemPage) -> None:
        self.page.addWidget(words("How we see ourselves", "heading"))
        if page.mirror:
            looks = (column(words(level, "label"), words(text), spacing=2) for level, text in page.mirror)
            said = (words(evidence_item.MIRROR, "heading"), *looks, words(page.mirror_from, "hint"))
            self.page.addWidget(card(*said))
        if page.view:
            self.page.addWidget(card(words(page.view), words(page.view_by, "hint")))
        if page.may_change:
            levels = [(one.id, one.label) for one in evidence_item.LEVELS]
            self._level = Choices("How we see ourselves", levels, evidence_item.USUAL_LEVEL)
            self._why = TextBox("", lines=2)
            self.page.addWidget(self._level)
            self.page.addWidget(field("Why", self._why))
            self.page.addWidget(row(button("Keep this view", self._assess), None))

    def _show_plan(self, page: EvidenceItemPage) -> None:
        self.page.addWidget(words("What we will do", "heading"))
        for plan in page.plan:
            finish = partial(self._improved, plan)
            ends = [named("Done", finish, tip=f"Done: {plan.told}")] if plan.done_id else []
            self.page.addWidget(row(words(plan.told), *ends))
        if page.may_change:
            self._what, self._by = line(), DayField(self.context.today, sense=Sense.PLAN)
            self._owner = Picker([(one.id, one.label) for one in page.people], page.me)
            what = field("What", self._what)
            what.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
            self.page.addWidget(row(what, field("Who", self._owner), field("By when", self._by)))
            self.page.addWidget(row(button("Add to the plan", self._improve), None))

    def _count_off(self) -> None:
        if self._where is not None and self._table.selected():
            chosen = [self._table.selected()]
            self.context.send(None, evidence_item.count, self._where, chosen, off=True)

    def _count(self) -> None:
        rows = self._hints.selectionModel().selectedRows()
        chosen = [str(one.data(Qt.ItemDataRole.UserRole)) for one in rows]
        if self._where is not None and chosen:
            self.context.send(None, evidence_item.count, self._where, chosen, off=False)

    def _assess(self) -> None:
        if self._where is not None:
            level, why = self._level.value(), self._why.toPlainText()
            self.context.send(emptied(self, self._why), evidence_item.assess, self._where, level, why)

    def _improve(self) -> None:
        planned = evidence_item.Planned(
            what=self._what.text(), owner_id=self._owner.value() or "", due_on=self._by.value()
        )
        if self._where is not None:
            self.context.send(emptied(self, self._what), evidence_item.improve, self._where, planned)

    def _improved(self, plan: PlanLine) -> None:
        if self._where is not None:
            where, line_id = self._where, plan.done_id
            said = with_undo(self.context, evidence_item.improved, where, line_id, done=False)
            self.context.send(said, evidence_item.improved, where, line_id)

    def _open_selected(self) -> None:
        if self._table.selected():
            self._open_record(self._table.selected())

    def _open_record(self, record_id: str) -> None:
        self.context.go(places.Record(record_id=record_id))
