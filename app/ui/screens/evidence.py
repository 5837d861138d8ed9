"""Evidence.

A framework against what was recorded, with its gaps in words, and the ways to packs, requests and quality.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.almanac import Sense
from app.domain.changes import Topic
from app.pages import evidence, places
from app.ui.kit.day_field import DayField
from app.ui.kit.fields import Picker
from app.ui.kit.flow import flowing
from app.ui.kit.grid import grid
from app.ui.kit.lines import verb_button
from app.ui.kit.row_acts import offer
from app.ui.kit.screen import Screen
from app.ui.kit.widgets import button, field, row, words

if TYPE_CHECKING:
    import datetime as dt

    from app.pages.evidence import EvidencePage
    from app.pages.pieces import Verb
    from app.pages.places import Place
    from app.ui.context import Context

WIDE_SCALE = 115
"""Above this text size in per cent the note makes room for the table."""
EVERYTHING, GAPS = "all", "gaps"
SHOW = ((EVERYTHING, "Everything"), (GAPS, "Gaps only"))


class EvidenceScreen(Screen):
    """Coverage of one framework over a time."""

    title = "Evidence"
    topics = frozenset({Topic.EVIDENCE, Topic.RECORDS})
    wide = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wanted = ""
        self._shown: EvidencePage | None = None
        self._ways: tuple[Verb, ...] = ()
        self._framework = Picker(())
        today = context.today
        self._begin = DayField(today, sense=Sense.PAST)
        self._end = DayField(today, sense=Sense.PAST)
        self._which = Picker(SHOW, EVERYTHING)
        self._told, self._note = words("", "label"), words("", "hint")
        self._told.setWordWrap(True)
        name = "What counts towards each item"
        self._table = grid(context, name, "evidence")
        self._table.opened.connect(self._open)
        self._opening = button("Open this item", self._open_selected)
        offer(self._table, (self._opening,))
        self._framework.currentIndexChanged.connect(self._choose)
        self._which.currentIndexChanged.connect(self._fill)
        for day in (self._begin, self._end):
            day.left.connect(self._choose)
        framework = field("Framework", self._framework)
        framework.setProperty("grows", True)  # noqa: FBT003 - Qt's own way
        self.page.addWidget(
            row(framework, field("From", self._begin), field("To", self._end), field("Show", self._which))
        )
        self.page.addWidget(self._told)
        self.page.addWidget(self._note)
        self.page.addWidget(self._table, 1)

    def come(self, place: Place) -> None:
        """Show a framework, the one shown before when none is named."""
        if isinstance(place, places.Evidence) and place.framework_id:
            self._wanted = place.framework_id
        self.refresh()

    def refresh(self) -> None:
        """Read the coverage; the first time with the days it usually has."""
        self.read(self._show, evidence.read, self._wanted, self._begin.quietly(), self._end.quietly())

    def _choose(self, *_: object) -> None:
        self._wanted = self._framework.value() or ""
        if self._begin.quietly() and self._end.quietly():
            self.refresh()

    def _show(self, page: EvidencePage) -> None:
        self._shown, self._wanted = page, page.framework_id
        self._framework.blockSignals(True)  # noqa: FBT003 - Qt's own way
        self._framework.clear()
        for one in page.frameworks:
            self._framework.addItem(one.label, one.id)
        self._framework.setCurrentIndex(max(self._framework.findData(page.framework_id), 0))
        self._framework.blockSignals(False)  # noqa: FBT003 - Qt's own way
        _fill_in(self._begin, page.begin)
        _fill_in(self._end, page.end)
        roomy = self.context.look.scale <= WIDE_SCALE
        self._told.setText(page.told)
        self._note.setText(page.draft or (page.note if roomy else ""))
        self._note.setVisible(bool(self._note.text()))
        self._fill()
        if page.ways != self._ways:
            self._ways = page.ways
            first, *others = page.ways
            ways = (verb_button(way, self.context) for way in others)
            opening = button("Open this item", self._open_selected)
            self.set_foot(flowing(opening, verb_button(first, self.context, "primary"), *ways))

    def _fill(self, *_: object) -> None:
        if self._shown is not None:
            rows = self._shown.gaps if self._which.value() == GAPS else self._shown.rows
            self._table.put(evidence.COLUMNS, rows)

    def _open_selected(self) -> None:
        if self._table.current():
            self._open(self._table.current())

    def _open(self, code: str) -> None:
        if self._shown is not None:
            self.context.go(self._shown.item(code))


def _fill_in(box: DayField, day: dt.date) -> None:
    """Put a day in a field that has none."""
    if not box.line.text():
        box.put(day)
